package hostile

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// Names are n different names: the fixed ones, and as many as are missing from a generator with a seed, which is the same on every machine.
// Their order is part of the seed, so that names that resemble each other do not stand together.
func Names(n int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 0))
	var out []string
	seen := map[string]bool{}
	add := func(s string) {
		if !seen[s] && len(out) < n {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, s := range Fixed() {
		add(s)
	}
	for len(out) < n {
		add(generated(r))
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// Fixed are the names that are not generated, the reserved words last.
func Fixed() []string {
	out := strings.Split(attacks, "\n")[1:]
	out = append(out, "", " ", "  ", " a", "a ", " a ", "\ta", "a\t", "a\nb", "\na", "a\n", "\r", "a\r\nb", "\x01", "\x01a", "a\x01", "\x1f",
		"\x1fa", "\x7f", "\x7fa", "a\x7f", "a\x08b", "\x1b[31m", "\x1a", "a\x00b", "\x00", "a\x00", "\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf",
		"a\xf0\x9f\x98", "\xbf'", "\xbf\\'")
	for _, n := range []int{62, 63, 64, 65, 100, 255, 256} {
		out = append(out, strings.Repeat("x", n), strings.Repeat("y", n-1)+`"`, strings.Repeat("é", n/2), strings.Repeat("漢", n/3))
	}
	for _, n := range []int{63, 64, 65} {
		out = append(out, strings.Repeat("é", n), strings.Repeat("漢", n), strings.Repeat("z", n-2)+"é", strings.Repeat("`", n))
	}
	same := strings.Repeat("s", 63)
	out = append(out, same+"1", same+"2", same[:62]+"1", same[:62]+"2")
	for _, w := range reserved {
		out = append(out, w, strings.ToUpper(w), strings.ToUpper(w[:1])+w[1:])
	}
	return out
}

// attacks are names that are something else where they are not quoted.
const attacks = `
'
''
"
""
` + "`" + `
` + "``" + `
[
]
[a]
]]
a]b
a"b
a'b
a` + "`" + `b
a""b
"a"
'a'
` + "`a`" + `
«a»
“a”
‘a’
´
.
..
a.b
a.b.c
".".
a"."b
main.t
public.t
;
a;b
; DROP TABLE canary
"; DROP TABLE canary; --
'; DROP TABLE canary; --
` + "`; DROP TABLE canary; -- " + `x
--
-- a
a--b
a -- b
/*
*/
/**/
/*!50000 a*/
a/*b*/c
a*/b
#
#a
a#b
?
??
a?b
$1
$$
$a$
$tag$ x $tag$
:name
::
a::text
:1
@p1
@@version
%s
%d
%(x)s
%%
%
100%
{}
{0}
{x}
${x}
{{x}}
\
\\
a\b
\'
\"
\` + "`" + `
\n
\x00
\u0041
a\
U&"a"
E'a'
N'a'
X'41'
0
1
-1
1e5
0x41
1=1
a=b
a b
a,b
a, b
(a)
a)
(
*
a.*
NULL
null
true
DEFAULT
excluded
EXCLUDED
new
old
anon_1
anon_2
id_1
a_1
param_1
sa_savepoint_1
sqlite_master_
rowid
oid
_rowid_
id
v
public
main_
mysql_
information_schema_
ctid_
#sql-1
a@b
a@0020b
/
a/b
../a
a:b
a|b
a&b
a<b>
a!b
~
^
+
_
__
a-b
-
é
É
e` + "\u0301" + `
ß
SS
ss
ı
İ
ſ
K
k
Å
Å
ﬁ
日本語
名前
имя
Имя
ελληνικά
ΣΑΣ
σας
שלום
مرحبا
` + "\u202eabc\u202c" + `
` + "a\u202eb" + `
` + "\u200b" + `
` + "a\u200bb" + `
` + "\u200d" + `
` + "\ufeff" + `
` + "\ufeffa" + `
` + "a\u00a0b" + `
` + "\u00a0a" + `
` + "\u3000a" + `
` + "a\u3000" + `
` + "\u2028" + `
` + "\u2029a" + `
` + "\u0085" + `
` + "\ue000" + `
` + "\ufffd" + `
` + "\uffff" + `
` + "\ufffe" + `
＂
＇
｀
；
－－
😀
a😀b
👩‍👩‍👧
𝒳
𠀀
🇩🇪
` + "a\u0308\u0323" + `
Ａ
ａ`

// reserved are words that one database or another reserves.
var reserved = strings.Fields(`select from where table order group by user primary foreign key index unique check constraint references
	default values insert update delete set into join on and or not in is like between case when then else end union all distinct having
	limit offset returning with recursive as asc desc create drop alter column view trigger grant to analyze collate current_date
	current_user session_user row rows rank window partition over filter lateral natural using cross left right full outer inner exists any
	some cast interval timestamp char both leading trailing begin commit rollback savepoint do nothing conflict database schema system
	function explain pragma glob match regexp abort attach detach vacuum reindex`)

// atoms are what names are generated of.
var atoms = [][]string{
	{`"`, `'`, "`", `""`, `''`, "``", "[", "]", "“", "’", "＂"},
	{".", ",", ";", ":", "?", "$1", "::", ":x", "%s", "%", "@", "#", "{}", "=", "*", "(", ")", "|", "&", "!"},
	{"--", "/*", "*/", "-- ", "#", "/*!", "$$", "$t$"},
	{`\`, `\\`, `\'`, `\"`, `\n`, `\0`},
	{" ", "\t", "\n", "\r", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\u00a0", "\u2028"},
	{"a", "b", "Z", "id", "T1", "_", "0", "9", "x", "Name", "DROP TABLE canary", "OR 1=1"},
	{"é", "e\u0301", "ß", "ı", "İ", "日", "я", "ש", "م", "\u200b", "\u202e", "\ufeff", "ﬁ", "Å", "\ufffd"},
}

// rare are what some databases cannot have in a name, or none.
var rare = []string{"😀", "𝒳", "👩‍👧", "\x00", "\xff", "\xc3", "\xed\xa0\x80"}

// generated is one name.
func generated(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(8) {
		kind := atoms[r.IntN(len(atoms))]
		b.WriteString(kind[r.IntN(len(kind))])
	}
	switch r.IntN(20) {
	case 0:
		b.WriteString(rare[r.IntN(len(rare))])
	case 1:
		return ofBytes(b.String(), 62+r.IntN(4))
	case 2:
		return ofCharacters(b.String(), 62+r.IntN(4))
	case 3:
		return spaced(r, b.String())
	case 4:
		return cased(r, reserved[r.IntN(len(reserved))])
	}
	return b.String()
}

// ofBytes is s with as many bytes, if it can be.
func ofBytes(s string, n int) string {
	for len(s) > n {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s + strings.Repeat("n", n-len(s))
}

// ofCharacters is s with as many characters, the added ones of two bytes.
func ofCharacters(s string, n int) string {
	rs := []rune(s)
	for len(rs) < n {
		rs = append(rs, 'ö')
	}
	return string(rs[:n])
}

// spaced is s with blanks around it.
func spaced(r *rand.Rand, s string) string {
	blanks := []string{" ", "  ", "\t", "\n", "\u00a0", ""}
	return blanks[r.IntN(len(blanks))] + s + blanks[r.IntN(len(blanks))]
}

// cased is a word with some of its letters in upper case.
func cased(r *rand.Rand, s string) string {
	b := []byte(s)
	for i := range b {
		if r.IntN(2) == 0 && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// Show is a name for people: quoted, and shortened with its length.
func Show(name string) string {
	if len(name) <= 60 {
		return fmt.Sprintf("%q", name)
	}
	return fmt.Sprintf("%q… (%d bytes, %d characters)", name[:50], len(name), utf8.RuneCountInString(name))
}

package values

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/types"
)

var texts = []tester{
	strs("varchar(20)", types.String(20), 20),
	strs("varchar", types.String(0), 255),
	strs("text", types.Text(), 0),
	char(),
	binary("bytes", types.LargeBinary()),
	binary("bytes in BLOB(2 MB)", types.LargeBinaryType{Length: 1 << 21}),
}

// tough are texts that something between the program and the database might take apart.
var tough = []string{
	"", " ", "  ", "a", "A", "a ", " a", "it's", "''", `"`, `a\b\\c\'`, `\`, `\\`, `\x41`, `E'\\x'`, "100% %s %%", "? $1 :name @p1 \\:x", "; DROP TABLE t; --", "/* */", "a\nb\r\nc\td", "NULL", "null",
	"0042", "42", "1e5", "1.0", "-0", "true", "NaN", "Infinity", "2020-01-01", "Grüße", "straße", "STRASSE", "İı", "съешь", "漢字", "שלום", "e\u0301", "é", "🐍🎉", "👨‍👩‍👧", "𝔘", "\U0010FFFD\uFFFD", "\ufeffx", "\uffff",
	"\u0085\u2028", "\x01\x02\x1b\x7f", `{"a": [1]}`, "{}", "[]", "{a,b}", "a\x00b", "\x00", "\xff", "a\xc3", "\xed\xa0\x80", "\t", "a\t", "\u00a0", "x\u200b", "0x41", "1_000",
	strings.Repeat("é", 20), strings.Repeat("🐍", 20), strings.Repeat("a", 21), strings.Repeat("a", 20) + " ", "12345678901234567890   ", strings.Repeat("b", 19) + "  ",
	"abcde\t", "abcde \n", "abcd \r\n", "abcde\u00a0", "abcde\u0085", "12345678901234567890\t", "12345678901234567890 \v\f\r\n", "12345678901234567890\u2028", strings.Repeat("c", 255) + "\n",
	strings.Repeat("c", 255), strings.Repeat("漢", 255), strings.Repeat("漢", 256), strings.Repeat("d", 255) + "  ", strings.Repeat("x", 65535), strings.Repeat("y", 65536), strings.Repeat("é", 32768),
}

// strs are texts in a column of so many characters; 0 is no limit.
func strs(name string, sql types.Type, limit int) tester {
	return text{
		name: name, sql: sql, corpus: tough,
		random: func(r *rand.Rand) string { return anyText(r, 30) },
		expect: func(p product, v string) outcome[string] {
			switch {
			case !utf8.ValidString(v), p == postgresql && strings.Contains(v, "\x00"):
				return refuse[string]()
			case p == sqlite: // which knows no length
				return keep(v)
			case p == postgresql && (limit == 0 || name == "varchar"):
				return keep(v)
			case limit == 0:
				return keepIf(v, len(v) < 1<<16)
			}
			return limited(p, v, limit)
		},
		loose: only(mariadb),
	}
}

// blanks are what a database cuts off the end of a text that is too long.
var blanks = map[product]string{postgresql: " ", mariadb: " \t\n\v\f\r"}

// limited is what becomes of a text in n characters.
func limited(p product, v string, n int) outcome[string] {
	rs := []rune(v)
	switch {
	case len(rs) <= n:
		return keep(v)
	case strings.Trim(string(rs[n:]), blanks[p]) == "":
		return change(string(rs[:n]), blanksRule)
	}
	return refuse[string]()
}

// char is CHAR(5), which is filled with blanks.
func char() tester {
	return text{
		name: "char(5)", sql: types.Char(5), corpus: tough,
		random: func(r *rand.Rand) string { return anyText(r, 6) },
		expect: func(p product, v string) outcome[string] {
			if !utf8.ValidString(v) || p == postgresql && strings.Contains(v, "\x00") {
				return refuse[string]()
			}
			if p == sqlite {
				return keep(v)
			}
			out := limited(p, v, 5)
			if out.verdict == refused {
				return out
			}
			padded := strings.TrimRight(out.want, " ")
			if p == postgresql {
				padded += strings.Repeat(" ", 5-utf8.RuneCountInString(padded))
			}
			if padded == v {
				return keep(v)
			}
			return change(padded, charRule)
		},
		loose: only(mariadb),
	}
}

// binary are bytes.
func binary(name string, sql types.LargeBinaryType) tester {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	limit := max(sql.Length, 1<<16-1)
	return value[[]byte]{
		name: name, sql: sql,
		corpus: [][]byte{{}, {0}, {0, 0}, every, {0xff}, []byte("it's"), []byte(`\`), []byte(`\x41`), []byte("a"), []byte("a "), []byte("A"), bytes.Repeat([]byte{7}, 65535), bytes.Repeat([]byte{7}, 65536)},
		random: func(r *rand.Rand) []byte { return anyBytes(r, 40) },
		expect: func(p product, v []byte) outcome[[]byte] {
			return keepIf(v, p != mariadb || len(v) <= limit)
		},
		same: func(a, b []byte) bool { return slices.Equal(a, b) && (a == nil) == (b == nil) },
	}
}

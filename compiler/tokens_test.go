package compiler

import (
	"fmt"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	postgres := TextSyntax{DollarQuotes: true, EStrings: true, NestedComments: true}
	lite := TextSyntax{Backticks: true, Brackets: true}
	my := TextSyntax{Backslash: true, Backticks: true, HashComments: true}
	for _, c := range []struct {
		syntax TextSyntax
		sql    string
		want   string
	}{
		{lite, `CREATE TABLE "a ""b" ([c d], 'it''s')`, `w:CREATE w:TABLE n:a "b s:( n:c d s:, t:it's s:)`},
		{lite, "a -- b\n/* c ' */ `d``e`", "w:a n:d`e"},
		{lite, "1.5e3 -2 x'0a'", "w:1 s:. w:5e3 s:- w:2 w:x t:0a"},
		{lite, "[a", "n:a"},
		{lite, "'a", "t:a"},
		{postgres, `E'it\'s \\ \n' e'x' 'a\b'`, "t:it's \\ \n t:x t:a\\b"},
		{postgres, `"E" 'x'`, "n:E t:x"},
		{postgres, "$$a ' b$$ $1 a$b", "t:$$a ' b$$ s:$ w:1 w:a$b"},
		{postgres, "a::text[] é", "w:a s:: s:: w:text s:[ s:] w:é"},
		{my, `'a\'b' # c` + "\n'd\\\\'", `t:a\'b t:d\\`},
		{lite, "", ""},
	} {
		var got []string
		for _, x := range c.syntax.Tokens(c.sql) {
			got = append(got, "wnts"[x.Kind:x.Kind+1]+":"+x.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.sql, s, c.want)
		}
	}
}

func TestUnparenthesized(t *testing.T) {
	s := TextSyntax{}
	for sql, want := range map[string]string{
		"(a)": "a", "((a > 0))": "a > 0", "(a) AND (b)": "(a) AND (b)", "a": "a", "": "", "()": "", "(')')": "')'", "(a": "(a", " ( a ) ": "a",
	} {
		if got := s.Unparenthesized(sql); got != want {
			t.Errorf("%q: %q, want %q", sql, got, want)
		}
	}
}

func TestSplitTokens(t *testing.T) {
	s := TextSyntax{}
	var got []string
	sql := "a, f(b, 'c,d'), (e, (f, g))"
	for _, part := range SplitTokens(s.Tokens(sql)) {
		got = append(got, sql[part[0].Start:part[len(part)-1].End])
	}
	if want := []string{"a", "f(b, 'c,d')", "(e, (f, g))"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnescaped(t *testing.T) {
	for in, want := range map[string]string{`a\\b`: `a\b`, `\'`: "'", `\n\r\t\0\Z`: "\n\r\t\x00\x1a", `a`: "a", `a\`: `a\`, `\é`: "é"} {
		if got := Unescaped(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// FuzzTokens wants tokens in order, inside the text, without overlap, whatever the text.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"E'\\'", "[", "$$", "'", "--", "/*", `"a""`, "e''", "a.b(c)", "E"} {
		f.Add(s)
	}
	syntaxes := []TextSyntax{{Brackets: true, Backticks: true}, {DollarQuotes: true, EStrings: true, NestedComments: true}, {Backslash: true, Backticks: true, HashComments: true}}
	f.Fuzz(func(t *testing.T, sql string) {
		for _, s := range syntaxes {
			end := 0
			for _, x := range s.Tokens(sql) {
				if x.Start < end || x.End <= x.Start || x.End > len(sql) {
					t.Errorf("%q: token %+v behind %d", sql, x, end)
				}
				end = x.End
			}
			s.Unparenthesized(sql)
		}
	})
}

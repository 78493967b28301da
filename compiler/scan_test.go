package compiler

import (
	"strings"
	"testing"
)

// FuzzScan wants the scanner to give every byte of a text back, in order, but for backslashes, which escape colons, and never a name
// that is none.
func FuzzScan(f *testing.F) {
	for _, s := range []string{":a", "x::int = :b", `'\':a'`, "$$ :a $$", "/* :a", "-- :a\n:b", `\:a`, "E':a", "a:b", ":", "'", "$1", "é:ö"} {
		f.Add(s)
	}
	syntaxes := []TextSyntax{{}, {DollarQuotes: true, EStrings: true, NestedComments: true}, {Backslash: true, Backticks: true, HashComments: true}}
	f.Fuzz(func(t *testing.T, sql string) {
		for _, s := range syntaxes {
			var b strings.Builder
			name := func(n string) {
				if n == "" || isDigit(n[0]) {
					t.Errorf("%q is a name in %q", n, sql)
				}
				b.WriteString(":" + n)
			}
			s.scanText(sql, func(text string) { b.WriteString(text) }, name, func(byte) {})
			if got := b.String(); strings.ReplaceAll(got, `\`, "") != strings.ReplaceAll(sql, `\`, "") {
				t.Errorf("%q comes out as %q", sql, got)
			}
		}
	})
}

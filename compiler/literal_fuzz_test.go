package compiler_test

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/types"
)

// FuzzLiteral wants every text and number to be one token that reads as the value, whatever is in it, on every database.
func FuzzLiteral(f *testing.F) {
	for _, s := range []string{"", "'", "''", `\`, `\'`, `a\`, "a\x00b", "\xff", "--", "/*", "$$", "é😀", "E'", "N'", "q'[x]'", `";`, "\u2028", "%s", "?", ":a"} {
		f.Add(s, int64(0), 0.0)
	}
	f.Add("x", int64(math.MinInt64), math.MaxFloat64)
	f.Add("x", int64(-1), math.Copysign(0, -1))
	all := map[string]*compiler.Grammar{"mssql": mssql.Dialect.Grammar, "oracle": oracle.Dialect.Grammar}
	for name, g := range grammars {
		all[name] = g
	}
	f.Fuzz(func(t *testing.T, s string, n int64, x float64) {
		for name, g := range all {
			fuzzText(t, name, g, s)
			if got, err := g.Literals.Literal(types.Int64Value(n), nil); err != nil || got != strconv.FormatInt(n, 10) {
				t.Errorf("%s: %d is %s, %v", name, n, got, err)
			}
			got, err := g.Literals.Literal(types.Float64Value(x), nil)
			if math.IsNaN(x) || math.IsInf(x, 0) {
				if err == nil {
					t.Errorf("%s: %v is %s", name, x, got)
				}
				continue
			}
			if back, parse := strconv.ParseFloat(got, 64); err != nil || parse != nil || back != x {
				t.Errorf("%s: %v is %s, %v", name, x, got, err)
			}
		}
	})
}

func fuzzText(t *testing.T, name string, g *compiler.Grammar, s string) {
	got, err := g.Literals.Literal(types.TextValue(s), nil)
	var refused *compiler.LiteralError
	if strings.Contains(s, "\x00") || !utf8.ValidString(s) {
		if !errors.As(err, &refused) {
			t.Errorf("%s: %q is %q, %v", name, s, got, err)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: %q: %v", name, s, err)
		return
	}
	var words []string
	strs := 0
	for _, token := range g.Text.Tokens("SELECT " + got + " AS x") {
		if token.Kind != compiler.StringToken {
			words = append(words, token.Text)
			continue
		}
		strs++
		value := token.Text
		if g.Text.Backslash {
			value = compiler.Unescaped(value)
		}
		if value != s {
			t.Errorf("%s: %q is %s, which reads %q", name, s, got, value)
		}
	}
	if text := strings.ReplaceAll(strings.Join(words, " "), " N ", " "); strs != 1 || text != "SELECT AS x" {
		t.Errorf("%s: %q is %s: %d strings among %q", name, s, got, strs, text)
	}
}

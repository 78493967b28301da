package compiler_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func fragment(sql string, binds ...string) *expr.TextFragment {
	f := expr.NewText(sql)
	for i, n := range binds {
		f = f.Bound(n, types.Int64Value(int64(i+1)))
	}
	return f
}

// TestText checks what the scanner takes for a placeholder.
func TestText(t *testing.T) {
	for _, c := range []struct {
		name, sql, binds, dialect, want string
	}{
		{"names", "id<:value and name=:name", "value name", "sqlite", "id<? and name=?"},
		{"a name twice", ":a + :a", "a", "postgresql", "$1 + $1"},
		{"in a string", "x = ':a' and y = :a", "a", "sqlite", "x = ':a' and y = ?"},
		{"behind a doubled quote", "x = 'it''s :a' and y = :a", "a", "sqlite", "x = 'it''s :a' and y = ?"},
		{"in a quoted name", `":a" = :a`, "a", "sqlite", `":a" = ?`},
		{"in backticks", "`:a` = :a", "a", "mysql", "`:a` = ?"},
		{"in a line comment", "x -- :a\n = :a", "a", "sqlite", "x -- :a\n = ?"},
		{"in a comment", "x /* :a */ = :a", "a", "sqlite", "x /* :a */ = ?"},
		{"comments do not nest", "x /* /* */ = :a", "a", "sqlite", "x /* /* */ = ?"},
		{"comments nest on PostgreSQL", "x /* /* :a */ :a */ = :a", "a", "postgresql", "x /* /* :a */ :a */ = $1"},
		{"hash comment", "x # :a\n = :a", "a", "mysql", "x # :a\n = ?"},
		{"cast", "x::int = :a", "a", "postgresql", "x::int = $1"},
		{"cast of a placeholder", ":a::int", "a", "postgresql", "$1::int"},
		{"assignment", "@x := :a", "a", "mysql", "@x := ?"},
		{"time", "'12:30' < x and 12:30 = :a", "a", "sqlite", "'12:30' < x and 12:30 = ?"},
		{"array slice", "x[1:2] = :a", "a", "postgresql", "x[1:2] = $1"},
		{"escaped", `x = \:a and y = :a`, "a", "sqlite", "x = :a and y = ?"},
		{"dollar quote", "$$ :a $$ || $t$ :a $$ $t$ = :a", "a", "postgresql", "$$ :a $$ || $t$ :a $$ $t$ = $1"},
		{"dollar is no quote on SQLite", "a$$ = :a", "a", "sqlite", "a$$ = ?"},
		{"E string", `E'\':a' = :a`, "a", "postgresql", `E'\':a' = $1`},
		{"no E string", `'\' = :a`, "a", "postgresql", `'\' = $1`},
		{"backslash on MySQL", `'\':a' = :a`, "a", "mysql", `'\':a' = ?`},
		{"question mark in a string", "x = '?' and y = :a", "a", "sqlite", "x = '?' and y = ?"},
		{"question mark operator", "x ? y and z = :a", "a", "postgresql", "x ? y and z = $1"},
		{"dollar number of another database", "x$1 = :a", "a", "postgresql", "x$1 = $1"},
		{"letters of other scripts", "é:a = :a", "a", "sqlite", "é:a = ?"},
		{"name in brackets", "[x:a] = :a", "a", "mssql", "[x:a] = @p1"},
		{"name with a doubled bracket", "[a]]:x'] = :a", "a", "mssql", "[a]]:x'] = @p1"},
		{"brackets are not doubled on SQLite", "[a]] = :a", "a", "sqlite", "[a]] = ?"},
		{"q string", "q'[it's :x]' = :a", "a", "oracle", "q'[it's :x]' = :1"},
		{"q string of any character", "nQ'!it's :x!' = :a", "a", "oracle", "nQ'!it's :x!' = :1"},
		{"no q string", "freq'it''s :x' = :a", "a", "oracle", "freq'it''s :x' = :1"},
		{"q string without an end", "x = :a and q'[y :x'", "a", "oracle", "x = :1 and q'[y :x'"},
		{"q at the end", "x = :a and q'", "a", "oracle", "x = :1 and q'"},
		{"variable", "@p = :a and @params = :a", "a", "mssql", "@p = @p1 and @params = @p1"},
		{"time in a string", "'12:30' = :a", "a", "oracle", "'12:30' = :1"},
		{"at the end", "x = :a", "a", "sqlite", "x = ?"},
		{"unterminated string", "x = :a and 'y :a", "a", "sqlite", "x = ? and 'y :a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, &expr.TextQuery{Text: fragment(c.sql, strings.Fields(c.binds)...)}, c.dialect, c.want)
		})
	}
}

func TestTextErrors(t *testing.T) {
	for _, c := range []struct{ name, sql, binds, dialect, want string }{
		{"no value", "x = :a", "", "sqlite", ":a has no value"},
		{"no placeholder", "x = :a", "a b", "sqlite", "no placeholder :b"},
		{"raw question mark", "x = ?", "", "sqlite", "placeholder of the database"},
		{"raw number", "x = $1", "", "postgresql", "placeholder of the database"},
		{"raw number behind @p", "x = @p1", "", "mssql", "placeholder of the database"},
		{"raw number behind a colon", "x = :1", "", "oracle", "placeholder of the database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := compile(t, &expr.TextQuery{Text: fragment(c.sql, strings.Fields(c.binds)...)}, grammars[c.dialect])
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

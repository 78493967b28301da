package compiler_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestQuote(t *testing.T) {
	ansi, my := sqlite.Dialect.Grammar.Quoting, mysql.Dialect.Grammar.Quoting
	for _, c := range []struct{ name, ansi, my string }{
		{"users", "users", "users"},
		{"user_id2", "user_id2", "user_id2"},
		{"a$b", "a$b", "a$b"},
		{"$a", `"$a"`, "`$a`"},
		{"_x", "_x", "_x"},
		{"order", `"order"`, "`order`"},
		{"select", `"select"`, "`select`"},
		{"mixedCase", `"mixedCase"`, "`mixedCase`"},
		{"USERS", `"USERS"`, "`USERS`"},
		{"two words", `"two words"`, "`two words`"},
		{"1st", `"1st"`, "`1st`"},
		{"a-b", `"a-b"`, "`a-b`"},
		{"a.b", `"a.b"`, "`a.b`"},
		{"", `""`, "``"},
		{`say "hi"`, `"say ""hi"""`, "`say \"hi\"`"},
		{"`", "\"`\"", "````"},
		{`"; DROP TABLE users; --`, `"""; DROP TABLE users; --"`, "`\"; DROP TABLE users; --`"},
		{"`; DROP TABLE users; --", "\"`; DROP TABLE users; --\"", "```; DROP TABLE users; --`"},
		{`a\`, `"a\"`, "`a\\`"},
		{"naïve", `"naïve"`, "`naïve`"},
		{"a\nb", "\"a\nb\"", "`a\nb`"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ansi.Quote(c.name); got != c.ansi {
				t.Errorf("got %s, want %s", got, c.ansi)
			}
			if got := my.Quote(c.name); got != c.my {
				t.Errorf("mysql: got %s, want %s", got, c.my)
			}
		})
	}
}

// FuzzQuote wants every identifier to be one token: what is between the quotes has no quote that is not doubled.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"a", `"`, `""`, "`", "a\x00b", "order", "é"} {
		f.Add(s)
	}
	q := sqlite.Dialect.Grammar.Quoting
	f.Fuzz(func(t *testing.T, name string) {
		got := q.Quote(name)
		if got == name {
			if strings.ContainsAny(name, "\"'` \x00;-") {
				t.Errorf("%q is not quoted", name)
			}
			return
		}
		inside := got[1 : len(got)-1]
		if got[0] != '"' || got[len(got)-1] != '"' || strings.Contains(strings.ReplaceAll(inside, `""`, ""), `"`) {
			t.Errorf("%q becomes %q", name, got)
		}
	})
}

func TestHostileNames(t *testing.T) {
	odd := schema.Define(`a"b`, schema.NewMetaData(), schema.Col("select", types.Integer()), schema.Col("x'; --", types.Integer()))
	q := &expr.Query{Items: []expr.SelectItem{{Element: expr.NewLabel(odd.Columns[0], `l"`)}, {Element: odd.Columns[1]}}}
	check(t, q, "sqlite", `SELECT "a""b"."select" AS "l""", "a""b"."x'; --" `+"\n"+`FROM "a""b"`)
}

func TestNULInName(t *testing.T) {
	bad := schema.Define("a\x00b", schema.NewMetaData(), schema.Col("id", types.Integer()))
	_, err := compiler.Text(expr.NewSelect(number(bad, "id")).Statement(), grammars["sqlite"])
	if err == nil || !strings.Contains(err.Error(), "NUL") {
		t.Errorf("got %v", err)
	}
}

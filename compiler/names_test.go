package compiler_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// TestNameErrors wants names that a database cannot have, or would keep as another one, to be refused where they are written.
func TestNameErrors(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	for _, c := range []struct {
		dialect, table, label, reason string
	}{
		{"sqlite", "", "", "it is empty (give a name)"},
		{"sqlite", "a\x00b", "", "it contains a NUL byte"},
		{"sqlite", "a\xff", "", "it is not valid UTF-8"},
		{"sqlite", x(1000), "", ""},
		{"postgresql", x(63), "", ""},
		{"postgresql", x(64), "", "it has 64 bytes, and a name has at most 63 there (shorten it)"},
		{"postgresql", strings.Repeat("é", 32), "", "it has 64 bytes"},
		{"postgresql", "t", x(64), "it has 64 bytes"},
		{"postgresql", "t", "\x01😀 ", ""},
		{"mysql", strings.Repeat("é", 64), "", ""},
		{"mysql", strings.Repeat("é", 65), "", "it has 65 characters, and a name has at most 64 there"},
		{"mysql", "t", x(255), ""},
		{"mysql", "t", x(256), "it has 256 bytes, and a name has at most 255 there"},
		{"mysql", "t", x(1) + strings.Repeat("é", 127), ""},
		{"mysql", "t", strings.Repeat("é", 128), "it has 256 bytes, and a name has at most 255 there"},
		{"mysql", "a😀", "", "names have no characters above U+FFFF there"},
		{"mysql", " t", "", ""},
		{"mysql", "t", " l", "blanks and control characters in front of a label get lost there"},
		{"mysql", "t", "\x7fl", "blanks and control characters in front of a label get lost there"},
	} {
		t.Run(fmt.Sprintf("%s/%.10q", c.dialect, c.table+c.label), func(t *testing.T) {
			tb := schema.NewTable(nil, "t")
			tb.Name = c.table
			e := expr.Element(&tb.AddColumn(schema.NewColumn("c", types.Integer())).ColumnRef)
			if c.label != "" {
				e = expr.NewLabel(e, c.label)
			}
			_, err := compiler.Text(&expr.Query{Items: []expr.SelectItem{{Element: e}}}, grammars[c.dialect])
			if c.reason == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var ne *compiler.NameError
			if !errors.As(err, &ne) || !strings.Contains(ne.Reason, c.reason) || ne.Dialect != c.dialect {
				t.Fatalf("error %v, want a NameError with %q", err, c.reason)
			}
			if len(err.Error()) > 300 {
				t.Errorf("the message is too long: %s", err)
			}
		})
	}
}

// TestDerivedNames wants a column that no label could be called after to be called by its own name in a subquery.
func TestDerivedNames(t *testing.T) {
	tb := schema.NewTable(nil, "t")
	c := tb.AddColumn(schema.NewColumn(" c", types.Integer()))
	s := expr.NewSelect(expr.MakeDynamic(c)).Subquery("s")
	q := expr.NewSelect(s.C(" c")).Statement()
	check(t, q, "mysql", "SELECT s.` c` \nFROM (SELECT t.` c` \nFROM t) AS s")
	check(t, q, "postgresql", "SELECT s.\" c\" \nFROM (SELECT t.\" c\" AS \" c\" \nFROM t) AS s")
}

// TestMadeNames wants names that the compiler makes to fit, and to keep apart from those that the program gave.
func TestMadeNames(t *testing.T) {
	long := schema.NewTable(nil, strings.Repeat("é", 31))
	long.AddColumn(schema.NewColumn("id", types.Integer()))
	a, b := expr.AliasOf(long, ""), expr.AliasOf(long, "")
	two := expr.NewSelect2(a.C("id"), b.C("id")).Where(a.C("id").EqExpr(b.C("id"))).Statement()
	cut := strings.Repeat("é", 28)
	check(t, two, "postgresql", fmt.Sprintf("SELECT \"%[1]s_1\".id, \"%[1]s_2\".id AS id_1 \nFROM \"%[2]s\" AS \"%[1]s_1\", \"%[2]s\" AS \"%[1]s_2\" \n"+
		"WHERE \"%[1]s_1\".id = \"%[1]s_2\".id", cut, long.Name))

	mine := schema.NewTable(nil, "mine")
	mine.AddColumn(schema.NewColumn("id", types.Integer()))
	mine.AddColumn(schema.NewColumn("id_1", types.Integer()))
	other := schema.NewTable(nil, "other")
	other.AddColumn(schema.NewColumn("id", types.Integer()))
	s := expr.NewSelect3(mine.C("id"), other.C("id"), mine.C("id_1")).Where(mine.C("id").EqExpr(other.C("id"))).Subquery("s")
	check(t, expr.NewSelect(expr.Col(s, expr.Typed[int](other.C("id")))).Statement(), "sqlite",
		"SELECT s.id_2 \nFROM (SELECT mine.id AS id, other.id AS id_2, mine.id_1 AS id_1 \nFROM mine, other \nWHERE mine.id = other.id) AS s")

	named := expr.NewSelect2(expr.AliasOf(mine, "").C("id"), expr.AliasOf(other, "mine_1").C("id")).CrossJoin().Statement()
	check(t, named, "sqlite", "SELECT mine_2.id, mine_1.id AS id_1 \nFROM mine AS mine_2, other AS mine_1")
}

// TestFoldedNames wants columns that a database takes for the same by their names to have different labels where they are named again.
func TestFoldedNames(t *testing.T) {
	lower, upper := schema.NewTable(nil, "lower"), schema.NewTable(nil, "upper")
	lower.AddColumn(schema.NewColumn("id", types.Integer()))
	upper.AddColumn(schema.NewColumn("ID", types.Integer()))
	s := expr.NewSelect2(lower.C("id"), upper.C("ID")).CrossJoin().Subquery("s")
	q := expr.NewSelect(expr.Col(s, expr.Typed[int](upper.C("ID")))).Statement()
	check(t, q, "sqlite", "SELECT s.\"ID_1\" \nFROM (SELECT lower.id AS id, upper.\"ID\" AS \"ID_1\" \nFROM lower, upper) AS s")
	check(t, q, "postgresql", "SELECT s.\"ID\" \nFROM (SELECT lower.id AS id, upper.\"ID\" AS \"ID\" \nFROM lower, upper) AS s")
}

// TestIndexNames wants the name of an index that is made of table and columns to fit, without half a character at its end.
func TestIndexNames(t *testing.T) {
	for d, most := range map[string]func(string) int{"postgresql": func(s string) int { return len(s) }, "mysql": utf8.RuneCountInString} {
		tb := schema.NewTable(nil, strings.Repeat("é", 60)[:62])
		c := tb.AddColumn(schema.NewColumn(strings.Repeat("ö", 31), types.Integer()))
		sql, err := compiler.Text(&schema.CreateIndex{Index: tb.AddIndex(&c.ColumnRef)}, grammars[d])
		if err != nil {
			t.Fatal(err)
		}
		name := strings.Trim(strings.Fields(sql)[2], "`\"")
		if limit := most(name); limit > 64 || limit < 50 || !utf8.ValidString(name) {
			t.Errorf("%s: %q", d, name)
		}
	}
}

// TestNameLimits wants one truth about the greatest length of a name.
func TestNameLimits(t *testing.T) {
	for _, d := range []*dialect.Dialect{postgresql.Dialect, mysql.Dialect} {
		n := d.Grammar.Quoting.Names
		if most := max(n.MaxBytes, n.MaxCharacters); most != d.MaxIdentifier || most != d.Grammar.Features.DDL.MaxName {
			t.Errorf("%s: MaxIdentifier %d, MaxName %d, NameRules %d", d, d.MaxIdentifier, d.Grammar.Features.DDL.MaxName, most)
		}
	}
}

// TestKeyErrors wants a key of a document that the database would not find to be refused.
func TestKeyErrors(t *testing.T) {
	for _, c := range []struct{ dialect, key, reason string }{
		{"sqlite", "a\x00", "it contains a NUL byte"},
		{"postgresql", "a\x00", "it contains a NUL byte"},
		{"mysql", "\xff", "it is not valid UTF-8"},
		{"postgresql", "\xff", "it is not valid UTF-8"},
		{"mariadb", "-a", "a path finds no key that begins with - there"},
		{"mysql", "-a", ""},
		{"mariadb", "", ""},
		{"mariadb", "😀" + strings.Repeat("x", 1000), ""},
	} {
		tb := schema.NewTable(nil, "t")
		doc := tb.AddColumn(schema.NewColumn("doc", types.JSON()))
		for _, path := range []expr.JSONPath{expr.MakeJSONPath(doc, c.key), expr.MakeJSONPath(doc, "x").Key(c.key)} {
			_, err := compiler.Text(expr.NewSelect(path.AsText()).Statement(), grammarOf(c.dialect))
			var ne *compiler.NameError
			if errors.As(err, &ne) != (c.reason != "") || ne != nil && !strings.Contains(ne.Reason, c.reason) || ne == nil && err != nil {
				t.Errorf("%s: key %.20q: error %v, want a NameError with %q", c.dialect, c.key, err, c.reason)
			}
		}
	}
}

// TestHeading wants the name of a recursive CTE to be quoted where the database would take it for a function.
func TestHeading(t *testing.T) {
	tb := schema.NewTable(nil, "t")
	n := expr.MakeDynamic(tb.AddColumn(schema.NewColumn("n", types.Integer())))
	for _, c := range []struct{ dialect, want string }{
		{"mariadb", "WITH RECURSIVE `cast`(n) AS"},
		{"postgresql", `WITH RECURSIVE "cast"(n) AS`},
	} {
		cte := expr.RecursiveCTE("cast", expr.NewSelect(n), func(self expr.Derived) expr.Select[any] { return expr.NewSelect(self.C("n")) })
		text, err := compiler.Text(expr.NewSelect(cte.C("n")).Statement(), grammarOf(c.dialect))
		if err != nil || !strings.Contains(text, c.want) {
			t.Errorf("%s: %s, error %v, want %s", c.dialect, text, err, c.want)
		}
	}
}

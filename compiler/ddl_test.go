package compiler_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func ddl(t *testing.T, dialect string, s expr.Element) string {
	t.Helper()
	got, err := compiler.Text(s, grammars[dialect])
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.Trim(got, "\n"), ", \n\t", ", ")
}

func one(items ...schema.Item) *schema.Table {
	return schema.Define("t", schema.NewMetaData(), items...)
}

// What the goldens cannot have, because it is Azoth's own: INTEGER for every key of SQLite that counts up, and for 64 bits.
func TestIntegersOfSQLite(t *testing.T) {
	for _, typ := range []types.Type{types.BigInteger(), types.SmallInteger(), types.Integer()} {
		table := one(schema.Col("id", typ, schema.PrimaryKey()), schema.Col("n", types.BigInteger()))
		want := "CREATE TABLE t (\n\tid INTEGER NOT NULL, n INTEGER, PRIMARY KEY (id)\n)"
		if got := ddl(t, "sqlite", &schema.CreateTable{Table: table}); got != want {
			t.Errorf("%s: %s", typ.SQLType(), got)
		}
	}
}

func TestColumnTakesTheTypeOfItsTarget(t *testing.T) {
	table := one(schema.Col("id", types.BigInteger(), schema.PrimaryKey()), schema.Col("p", nil, schema.ForeignKeyTo("t.id")))
	if got := ddl(t, "postgresql", &schema.CreateTable{Table: table}); !strings.Contains(got, "id BIGSERIAL NOT NULL, p BIGINT,") {
		t.Error(got)
	}
}

func TestOmittedForeignKeys(t *testing.T) {
	table := one(schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("p", nil, schema.ForeignKeyTo("t.id", schema.Name("fk"))))
	got := ddl(t, "postgresql", &schema.CreateTable{Table: table, Omit: table.ForeignKeys})
	if strings.Contains(got, "FOREIGN KEY") {
		t.Error(got)
	}
	want := "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(p) REFERENCES t (id)"
	if got := ddl(t, "postgresql", &schema.AddConstraint{Constraint: table.ForeignKeys[0]}); got != want {
		t.Error(got)
	}
}

// Values in DDL are literals, and what is in them stays in them.
func TestLiteralsInDDL(t *testing.T) {
	evil := "'); DROP TABLE t; --"
	table := one(schema.Col("a", types.String(50), schema.ServerDefault(expr.Lit(evil)), schema.Comment(evil)))
	table.AddCheck(expr.ElementOf(expr.MakeText[string](table.Column("a")).Ne(evil)))
	for dialect := range grammars {
		got := ddl(t, dialect, &schema.CreateTable{Table: table})
		if n := strings.Count(got, "'''); DROP TABLE t; --'"); n < 2 || strings.Contains(got, "?") || strings.Contains(got, "$1") {
			t.Errorf("%s: %s", dialect, got)
		}
	}
}

func TestDDLMistakes(t *testing.T) {
	table := one(schema.Col("a", types.String(0)), schema.Col("p", types.Integer(), schema.ForeignKeyTo("missing.id")))
	table.AddUnique(table.Column("a"))
	plain := one(schema.Col("a", types.Integer()), schema.Col("b", types.Integer(), schema.ForeignKeyTo("t.a", schema.OnDelete("CASCADE; DROP"))))
	partial := plain.AddIndex(&plain.Column("a").ColumnRef)
	partial.Where = expr.ElementOf(expr.MakeNumber[int, int](plain.Column("a")).Gt(1))
	for name, c := range map[string]struct {
		dialect string
		s       expr.Element
		want    string
	}{
		"VARCHAR without a length":  {"mysql", &schema.CreateTable{Table: table}, "column t.a: mysql cannot keep a VARCHAR (give the type a length"},
		"target missing":            {"sqlite", &schema.CreateTable{Table: table}, "there is no table missing"},
		"no type":                   {"sqlite", &schema.CreateTable{Table: one(schema.Col("a", nil))}, "has no type"},
		"no such action":            {"sqlite", &schema.CreateTable{Table: plain}, "is no action of a foreign key"},
		"constraint without a name": {"postgresql", &schema.DropConstraint{Constraint: table.Uniques[0]}, "has no name"},
		"partial index":             {"mysql", &schema.CreateIndex{Index: partial}, "no partial indexes"},
		"index of nothing":          {"sqlite", &schema.CreateIndex{Index: table.AddIndex()}, "has no columns"},
		"array":                     {"sqlite", &schema.CreateTable{Table: one(schema.Col("a", types.Array(types.Integer())))}, "cannot keep a INTEGER[]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := compiler.Text(c.s, grammars[c.dialect]); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q, error %v; want one with %q", got, err, c.want)
			}
		})
	}
}

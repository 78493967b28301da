package compiler_test

import (
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// TestDDLFeatures changes one answer of the default grammar and wants one thing of DDL to be written in another way.
func TestDDLFeatures(t *testing.T) {
	table := schema.NewTableIn(nil, "db.app", "t")
	table.AddColumn(schema.NewColumn("a", types.Integer()))
	index := func(using string, es ...expr.Element) *schema.CreateIndex {
		i := table.AddIndex(es...)
		i.Name, i.Using = "ix", using
		return &schema.CreateIndex{Index: i}
	}
	a := &table.Column("a").ColumnRef
	sequence := &schema.Sequence{Name: "ids", Type: types.SmallInteger()}
	view := &schema.CreateView{View: &schema.View{Name: "v", Definition: "SELECT 1"}, OrReplace: true}
	for _, c := range []struct {
		name   string
		change func(g *compiler.Grammar)
		st     expr.Element
		want   string
	}{
		{"schema of another database", func(g *compiler.Grammar) { g.Features.SchemaParts = true }, &schema.DropTable{Table: table}, "DROP TABLE db.app.t"},
		{"schema with a dot", func(*compiler.Grammar) {}, &schema.DropTable{Table: table}, `DROP TABLE "db.app".t`},
		{"index in a schema", func(g *compiler.Grammar) { g.Features.DDL.IndexInSchema = true }, index("", a), `CREATE INDEX "db.app".ix ON "db.app".t (a)`},
		{"index of the whole", func(g *compiler.Grammar) {
			g.Features.DDL.IndexKinds, g.Features.DDL.WholeIndex = []string{"WHOLE"}, "WHOLE"
		}, index("whole"), `CREATE WHOLE INDEX ix ON "db.app".t`},
		{"sequence", func(g *compiler.Grammar) { g.Features.DDL.Sequences = compiler.SequenceByNextValue }, &schema.CreateSequence{Sequence: sequence}, "CREATE SEQUENCE ids AS SMALLINT"},
		{"sequence without types", func(g *compiler.Grammar) { g.Features.DDL.Sequences = compiler.SequenceByMember }, &schema.CreateSequence{Sequence: sequence}, "CREATE SEQUENCE ids"},
		{"next value", func(g *compiler.Grammar) { g.Features.DDL.Sequences = compiler.SequenceByNextValue }, expr.ElementOf(schema.NextValue(sequence)), "NEXT VALUE FOR ids"},
		{"nextval of a sequence", func(g *compiler.Grammar) { g.Features.DDL.Sequences = compiler.SequenceByMember }, expr.ElementOf(schema.NextValue(sequence)), "ids.nextval"},
		{"no comment", func(g *compiler.Grammar) {
			g.Features.DDL.Comments, g.Features.DDL.EmptyComment = compiler.CommentStatement, true
		}, &schema.DropTableComment{Table: table}, `COMMENT ON TABLE "db.app".t IS ''`},
		{"or alter", func(g *compiler.Grammar) { g.Features.DDL.OrAlter = true }, view, "CREATE OR ALTER VIEW v AS SELECT 1"},
		{"underscore", func(g *compiler.Grammar) { g.Quoting.Underscore = true }, &schema.DropSchema{Name: "_s"}, `DROP SCHEMA "_s"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := compiler.NewGrammar("changed")
			c.change(g)
			if got := strings.TrimSpace(mustText(t, c.st, g)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSchemaInBrackets(t *testing.T) {
	g := compiler.NewGrammar("changed")
	g.Features.SchemaParts = true
	for in, want := range map[string]string{
		"a":             "a.t",
		"[a.b]":         `"a.b".t`,
		"[a.b].c":       `"a.b".c.t`,
		"c.[a.b]":       `c."a.b".t`,
		"[a":            `"[a".t`,
		"server.db.dbo": "server.db.dbo.t",
	} {
		if got := mustText(t, schema.NewTableIn(nil, in, "t"), g); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestLiteralFeatures(t *testing.T) {
	g := compiler.NewGrammar("changed")
	g.Literals.National = true
	g.Literals.Time = func(text string) string { return "TIMESTAMP " + text }
	g.Literals.Date = func(text string) string { return "DATE " + text }
	moment := types.TimeValue(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC))
	for _, c := range []struct {
		v    types.Value
		typ  types.Type
		want string
	}{
		{types.TextValue("a"), nil, "'a'"},
		{types.TextValue("é"), nil, "N'é'"},
		{moment, nil, "TIMESTAMP '2024-01-02 03:04:05.000000'"},
		{moment, types.DateType{}, "DATE '2024-01-02'"},
	} {
		if got, err := g.Literals.Literal(c.v, c.typ); err != nil || got != c.want {
			t.Errorf("got %s, %v, want %s", got, err, c.want)
		}
	}
}

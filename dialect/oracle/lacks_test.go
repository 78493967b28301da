package oracle_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	people = azoth.NewTable("people", azoth.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("age", types.Integer()), schema.Col("name", types.String(20)), schema.Col("doc", types.JSON()))
	p = azoth.Columns[struct {
		ID, Age col.Int
		Name    col.String
		Doc     col.NullJSON[any]
	}](people)
)

// refuses wants a typed error of Oracle that says what to do.
func refuses(tt *testing.T, st expr.Element, want string) {
	tt.Helper()
	got, err := compiler.Text(st, oracle.Dialect.Grammar)
	var unsupported *compiler.UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.Dialect != "oracle" || !strings.Contains(err.Error(), want) {
		tt.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestQueryLacks(tt *testing.T) {
	q := azoth.Select(p.ID)
	old := azoth.Col(q.Where(p.Age.Gt(7)).CTE("c"), p.ID)
	in := azoth.In(p.ID, azoth.Select(old))
	series := azoth.TableValued(expr.NewFunction("f", expr.ElementOf(expr.Lit(1))), azoth.Column("value", types.Integer()))
	copied := azoth.InsertInto(people).FromSelect(q, p.ID)
	for name, c := range map[string]struct {
		st   expr.Element
		want string
	}{
		"WITH of an UPDATE":      {azoth.UpdateTable(people).Set(p.Age.Set(1)).Where(in).Statement(), "azoth.Nesting"},
		"WITH of a DELETE":       {azoth.DeleteFrom(people).Where(in).Statement(), "azoth.Nesting"},
		"WITH of an INSERT":      {azoth.InsertInto(people).Values(p.ID.Set(1)).Extend(azoth.With(q.CTE("c"))).Statement(), "azoth.Nesting"},
		"INSERT as a table":      {azoth.Select(azoth.Col(azoth.Returning(copied, p.ID).CTE("made"), p.ID)).Statement(), "run two statements"},
		"columns of an alias":    {azoth.Select(series.RenderDerived().C("value")).Statement(), "leave RenderDerived out"},
		"lateral function":       {azoth.Select(series.Lateral().C("value")).Statement(), "leave Lateral out"},
		"numbered rows":          {azoth.Select(series.WithOrdinality("n").C("n")).Statement(), "row_number()"},
		"column of a row":        {azoth.Select(azoth.FunctionColumn[int](fn.Upper(p.Name), "x")).Statement(), "azoth.TableValued"},
		"distinct on":            {q.Extend(azoth.DistinctOn(p.Name)).Statement(), "DISTINCT ON"},
		"filter of an aggregate": {azoth.Select(fn.Count().Filter(p.Age.Gt(1))).Statement(), "aggregate a CASE"},
	} {
		tt.Run(name, func(tt *testing.T) { refuses(tt, c.st, c.want) })
	}
}

func TestDDLLacks(tt *testing.T) {
	table := func(change func(t *schema.Table)) *schema.CreateTable {
		t := azoth.NewTable("t", azoth.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("up", nil, schema.ForeignKeyTo("t.id")))
		change(t)
		return &schema.CreateTable{Table: t}
	}
	index := func(change func(i *schema.Index)) *schema.CreateIndex {
		i := table(func(*schema.Table) {}).Table.AddIndex(expr.NewText("id"))
		i.Name = "ix"
		change(i)
		return &schema.CreateIndex{Index: i}
	}
	for name, c := range map[string]struct {
		st   expr.Element
		want string
	}{
		"temporary table":      {table(func(t *schema.Table) { t.Temporary = true }), "CREATE GLOBAL TEMPORARY TABLE"},
		"temporary view":       {&schema.CreateView{View: &schema.View{Name: "v", Definition: "SELECT 1"}, Temporary: true}, "TEMPORARY"},
		"enumeration":          {&schema.CreateEnumType{Type: types.Enum("a").Named("e")}, "create the table alone"},
		"match full":           {table(func(t *schema.Table) { t.ForeignKeys[0].Match = "FULL" }), "leave Match out"},
		"on update":            {table(func(t *schema.Table) { t.ForeignKeys[0].OnUpdate = schema.Cascade }), "Deferrable"},
		"unique NULL":          {table(func(t *schema.Table) { t.AddUnique(t.Column("up")).NullsNotDistinct = true }), "leave NullsNotDistinct out"},
		"unique NULL of index": {index(func(i *schema.Index) { i.Unique, i.NullsNotDistinct = true, true }), "leave NullsNotDistinct out"},
		"partial index":        {index(func(i *schema.Index) { i.Where = expr.NewText("id > 5") }), "leave Where out"},
		"order of NULL":        {index(func(i *schema.Index) { i.Exprs = []expr.Element{expr.OrderingElement(p.Age.Desc().NullsLast())} }), "leave it out"},
	} {
		tt.Run(name, func(tt *testing.T) { refuses(tt, c.st, c.want) })
	}
}

// TestWritten is what Oracle writes in its own way.
func TestWritten(tt *testing.T) {
	old := azoth.Col(azoth.Select(p.ID).CTE("c", azoth.Nesting()), p.ID)
	for want, st := range map[string]expr.Element{
		"DELETE FROM people WHERE people.id IN (WITH c AS \n(SELECT people.id AS id \nFROM people)\n SELECT c.id \nFROM c)": azoth.DeleteFrom(people).Where(azoth.In(p.ID, azoth.Select(old))).Statement(),
		"SELECT people.id \nFROM people \nWHERE people.age IN (SELECT :1 FROM DUAL UNION ALL SELECT :2 FROM DUAL)":          azoth.Select(p.ID).Where(azoth.InValues(p.Age, 1, 2)).Statement(),
		"JSON_VALUE(people.doc, '$.\"a\"' RETURNING NUMBER(10, 2) ERROR ON ERROR)":                                          expr.ElementOf(p.Doc.Key("a").AsDecimal(10, 2)),
	} {
		if got, err := compiler.Text(st, oracle.Dialect.Grammar); err != nil || got != want {
			tt.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestOpen(tt *testing.T) {
	_, err := azoth.Open("oracle://scott@localhost/app")
	if err == nil || !strings.Contains(err.Error(), "oracle has no driver: it only compiles statements (see compiler.Text)") {
		tt.Errorf("got %v", err)
	}
}

package mssql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	people = azoth.NewTable("people", azoth.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("age", types.Integer()), schema.Col("name", types.String(20)), schema.Col("active", types.Boolean(), schema.NotNull()))
	p = azoth.Columns[struct {
		ID, Age col.Int
		Name    col.String
		Active  col.Bool
	}](people)
)

// refuses wants a typed error of SQL Server that says what to do.
func refuses(tt *testing.T, st expr.Element, want string) {
	tt.Helper()
	got, err := compiler.Text(st, mssql.Dialect.Grammar)
	var unsupported *compiler.UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.Dialect != "mssql" || !strings.Contains(err.Error(), want) {
		tt.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestQueryLacks(tt *testing.T) {
	q := azoth.Select(p.ID)
	ordered := q.OrderBy(p.Age)
	series := azoth.TableValued(expr.NewFunction("f", expr.ElementOf(expr.Lit(1))), azoth.Column("value", types.Integer()))
	inner := azoth.Col(azoth.Select(p.ID).Where(p.Age.Gt(7)).CTE("c", azoth.Nesting()), p.ID)
	for name, c := range map[string]struct {
		st   expr.Element
		want string
	}{
		"ties behind an offset":    {ordered.Offset(2).Extend(azoth.Fetch(3).WithTies()).Statement(), "have no OFFSET (use rank()"},
		"ties without order":       {q.Extend(azoth.Fetch(3).WithTies()).Statement(), "say OrderBy"},
		"limit and ties":           {ordered.Limit(2).Extend(azoth.Fetch(3).WithTies()).Statement(), "leave one out"},
		"range that counts":        {azoth.Select(fn.Sum(p.Age).Over(azoth.OrderBy(p.Age).Range(azoth.Preceding(1), azoth.CurrentRow()))).Statement(), "use Rows"},
		"nested WITH":              {azoth.Select(azoth.Col(azoth.Select(inner).Subquery("s"), inner)).Statement(), "leave Nesting out"},
		"nulls of a union":         {q.Union(q).OrderBy(p.ID.Asc().NullsLast()).Statement(), "order a subquery"},
		"types behind an alias":    {azoth.Select(series.RenderDerivedTypes().C("value")).Statement(), "cast the columns"},
		"column of a row":          {azoth.Select(azoth.FunctionColumn[int](fn.Upper(p.Name), "x")).Statement(), "azoth.TableValued"},
		"lateral":                  {azoth.Select(azoth.Col(azoth.Select(p.ID).Lateral("s"), p.ID)).Statement(), "correlated subquery"},
		"except all":               {expr.Combine(expr.ExceptAll, q, q).Statement(), "number the rows"},
		"distinct on":              {q.Extend(azoth.DistinctOn(p.Name)).Statement(), "DISTINCT ON"},
		"filter of an aggregate":   {azoth.Select(fn.Count().Filter(p.Active)).Statement(), "aggregate a CASE"},
		"write as a table":         {azoth.Select(azoth.Col(azoth.Returning(azoth.DeleteFrom(people).AllRows(), p.ID).CTE("gone"), p.ID)).Statement(), "run two statements"},
		"limit of a union":         {q.Union(q).Extend(azoth.Fetch(3).WithTies()).OrderBy(p.ID).Statement(), "use rank()"},
		"frame of groups":          {azoth.Select(fn.Sum(p.Age).Over(azoth.OrderBy(p.Age).Groups(azoth.Preceding(1), azoth.CurrentRow()))).Statement(), "use Rows"},
		"frame that leaves it out": {azoth.Select(fn.Sum(p.Age).Over(azoth.OrderBy(p.Age).Rows(azoth.Preceding(1), azoth.CurrentRow()).Exclude(expr.ExcludeTies))).Statement(), "EXCLUDE"},
	} {
		tt.Run(name, func(tt *testing.T) { refuses(tt, c.st, c.want) })
	}
}

func TestDDLLacks(tt *testing.T) {
	table := func(change func(t *schema.Table)) *schema.CreateTable {
		m := azoth.NewMetaData()
		t := azoth.NewTable("t", m, schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("up", nil, schema.ForeignKeyTo("t.id")))
		change(t)
		return &schema.CreateTable{Table: t}
	}
	index := func(e expr.Element) *schema.CreateIndex {
		i := table(func(*schema.Table) {}).Table.AddIndex(e)
		i.Name = "ix"
		return &schema.CreateIndex{Index: i}
	}
	sequence, view := &schema.Sequence{Name: "s"}, &schema.View{Name: "v", Definition: "SELECT 1"}
	same := func(*schema.Table) {}
	once := table(same)
	once.IfNotExists = true
	twice := index(expr.NewText("id"))
	twice.IfNotExists = true
	for name, c := range map[string]struct {
		st   expr.Element
		want string
	}{
		"table if not exists":    {once, "the catalogue"},
		"index if not exists":    {twice, "the catalogue"},
		"sequence if not exists": {&schema.CreateSequence{Sequence: sequence, IfNotExists: true}, "the catalogue"},
		"view if not exists":     {&schema.CreateView{View: view, IfNotExists: true}, "the catalogue"},
		"schema if not exists":   {&schema.CreateSchema{Name: "s", IfNotExists: true}, "the catalogue"},
		"temporary table":        {table(func(t *schema.Table) { t.Temporary = true }), "call the table #name"},
		"temporary view":         {&schema.CreateView{View: view, Temporary: true}, "leave Temporary out"},
		"materialized view":      {&schema.CreateView{View: &schema.View{Name: "v", Definition: "SELECT 1", Materialized: true}}, "leave Materialized out"},
		"enumeration":            {&schema.CreateEnumType{Type: types.Enum("a").Named("e")}, "create the table alone"},
		"deferrable key":         {table(func(t *schema.Table) { t.ForeignKeys[0].Deferrable = true }), "leave Deferrable out"},
		"deferrable constraint":  {table(func(t *schema.Table) { t.AddUnique(t.Column("up")).Deferrable = true }), "leave Deferrable out"},
		"match full":             {table(func(t *schema.Table) { t.ForeignKeys[0].Match = "FULL" }), "leave Match out"},
		"index of an expression": {index(expr.NewFunction("lower", expr.NewText("x"))), "computed column"},
		"order of NULL":          {index(expr.OrderingElement(p.Age.Desc().NullsLast())), "leave it out"},
	} {
		tt.Run(name, func(tt *testing.T) { refuses(tt, c.st, c.want) })
	}
}

// TestWritten is what SQL Server writes in its own way.
func TestWritten(tt *testing.T) {
	q := azoth.Select(p.ID)
	unique := azoth.NewTable("t", azoth.NewMetaData(), schema.Col("a", types.Integer()))
	unique.AddUnique(unique.Column("a")).NullsNotDistinct = true
	for want, st := range map[string]expr.Element{
		"SELECT TOP (@p1) PERCENT WITH TIES people.id \nFROM people ORDER BY people.age":                                              q.OrderBy(p.Age).Extend(azoth.Fetch(3).Percent().WithTies()).Statement(),
		"SELECT people.id \nFROM people WITH (NOLOCK)":                                                                                q.Extend(azoth.Hint(people, "WITH (NOLOCK)", "mssql")).Statement(),
		"SELECT people.id \nFROM people ORDER BY people.name COLLATE Latin1_General_BIN":                                              q.OrderBy(p.Name.Collate("Latin1_General_BIN")).Statement(),
		"\nCREATE TABLE t (\n\ta INTEGER NULL, \n\tUNIQUE (a)\n)\n\n":                                                                 &schema.CreateTable{Table: unique},
		"SELECT * FROM (SELECT TOP (@p1) people.id \nFROM people ORDER BY people.age) AS anon_1 UNION SELECT people.id \nFROM people": q.OrderBy(p.Age).Limit(2).Union(q).Statement(),
	} {
		if got, err := compiler.Text(st, mssql.Dialect.Grammar); err != nil || got != want {
			tt.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestOpen(tt *testing.T) {
	_, err := azoth.Open("mssql://sa@localhost/app")
	if err == nil || !strings.Contains(err.Error(), "mssql has no driver: it only compiles statements (see compiler.Text)") {
		tt.Errorf("got %v", err)
	}
}

package compiler_test

import (
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var grammars = map[string]*compiler.Grammar{
	"sqlite": sqlite.Dialect.Grammar, "postgresql": postgresql.Dialect.Grammar, "mysql": mysql.Dialect.Grammar,
	"mssql": mssql.Dialect.Grammar, "oracle": oracle.Dialect.Grammar,
}

// The tables of the tests: users with addresses, posts with keywords, and nodes that refer to themselves.
var (
	meta  = schema.NewMetaData()
	users = schema.Define("users", meta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("name", types.String(0)),
		schema.Col("age", types.Integer()),
		schema.Col("active", types.Boolean()))
	addresses = schema.Define("addresses", meta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("email", types.String(0)),
		schema.Col("user_id", nil, schema.ForeignKeyTo("users.id")))
	posts = schema.Define("posts", meta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("author_id", nil, schema.ForeignKeyTo("users.id")),
		schema.Col("editor_id", nil, schema.ForeignKeyTo("users.id")))
	keywords = schema.Define("keywords", meta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("word", types.String(0)))
	postKeywords = schema.Define("post_keywords", meta,
		schema.Col("post_id", nil, schema.ForeignKeyTo("posts.id"), schema.PrimaryKey()),
		schema.Col("keyword_id", nil, schema.ForeignKeyTo("keywords.id"), schema.PrimaryKey()))
	orders = schema.Define("orders", meta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("price", types.Numeric(10, 2)))
)

var (
	userID   = number(users, "id")
	userName = text(users, "name")
	userAge  = number(users, "age")
	active   = expr.MakeBool(users.Column("active"))
	addrID   = number(addresses, "id")
	price    = expr.MakeNumber[float64, float64](column(orders, "price"))
	email    = text(addresses, "email")
	addrUser = number(addresses, "user_id")
)

func number(f expr.FromElement, name string) expr.Number[int, int] {
	return expr.MakeNumber[int, int](column(f, name))
}

func text(f expr.FromElement, name string) expr.Text[string] {
	return expr.MakeText[string](column(f, name))
}

func column(f expr.FromElement, name string) *expr.ColumnRef {
	c, err := expr.ColumnNamed(f, name)
	if err != nil {
		panic(err)
	}
	return c
}

// entity is a mapping of a table, as far as the compiler sees one.
type entity struct{ table *schema.Table }

func (e entity) EntityName() string               { return e.table.Name }
func (e entity) EntityColumns() []*expr.ColumnRef { return e.table.FromColumns() }

type row struct{}

// all is the entity of a table, read from f.
func all(t *schema.Table, f expr.FromElement) expr.Source[row] {
	return expr.MakeSource[row](expr.NewEntityRef(entity{t}, f))
}

func alias(t expr.FromElement, name string) *expr.Alias { return expr.NewAlias(t, name) }

// path is a relationship.
type path []expr.JoinStep

func (p path) Steps() ([]expr.JoinStep, error) { return p, nil }

func along(steps ...expr.JoinStep) expr.Target { return expr.Relation{Path: path(steps)} }

func equal(a, b expr.Node) expr.Element {
	return expr.NewBinary(expr.OpEq, expr.ElementOf(a), expr.ElementOf(b))
}

func count() expr.Aggregate[int64, int64] {
	return expr.MakeAggregate[int64, int64](expr.NewFunction("count"))
}

// compile renders e as the engine does: its key is walked with the trace on.
func compile(t *testing.T, e expr.Element, g *compiler.Grammar) (*compiler.Compiled, *expr.Key, error) {
	t.Helper()
	k := &expr.Key{}
	k.Trace()
	e.AppendKey(k)
	c, err := compiler.Compile(e, g, k)
	return c, k, err
}

// check compares e in the grammar of a dialect with want.
func check(t *testing.T, e expr.Element, dialect, want string) *compiler.Compiled {
	t.Helper()
	c, _, err := compile(t, e, grammars[dialect])
	if err != nil {
		t.Fatalf("%v\nwant %q", err, want)
	}
	if c.SQL != want {
		t.Errorf("%s:\n got %q\nwant %q", dialect, c.SQL, want)
	}
	return c
}

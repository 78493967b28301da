package engine_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// greatest is an expression of an application: the largest of several values.
type greatest struct {
	expr.Custom
	args []expr.Element
}

func greatestOf(xs ...expr.Node) expr.Number[int64, int64] {
	g := &greatest{}
	for _, x := range xs {
		g.args = append(g.args, expr.ElementOf(x))
	}
	g.Custom = expr.NewBase(g)
	return expr.MakeNumber[int64, int64](g)
}

func (g *greatest) AppendKey(k *expr.Key) {
	k.Custom(g)
	k.Elements(g.args)
}

func (g *greatest) Children(v *expr.Visitor) { expr.ChildList(v, &g.args) }

// explain is a statement of an application that yields rows.
type explain struct {
	expr.CustomQuery[plan]
	query expr.Element
}

type plan struct{ Detail string }

func (e *explain) AppendKey(k *expr.Key) {
	k.Custom(e)
	k.Element(e.query)
}

func (e *explain) Children(v *expr.Visitor) { expr.Inner(v, &e.query) }

// insertFrom is a statement of an application that writes.
type insertFrom struct {
	expr.CustomExec
	table *schema.Table
	query expr.Element
}

func (i *insertFrom) AppendKey(k *expr.Key) {
	k.Custom(i)
	i.table.AppendKey(k)
	k.Element(i.query)
}

func (i *insertFrom) Children(v *expr.Visitor) {
	expr.Inner(v, &i.table)
	expr.Inner(v, &i.query)
}

// analyze is DDL of an application.
type analyze struct {
	expr.CustomExec
	table *schema.Table
}

func (a *analyze) AppendKey(k *expr.Key) {
	k.Tag(expr.TagDDL)
	k.Custom(a)
	a.table.AppendKey(k)
}

func (a *analyze) Children(v *expr.Visitor) { expr.Inner(v, &a.table) }

// series is a FROM element of an application: the numbers from 1 to n.
type series struct{ n expr.Element }

func numbers(n int64) *series { return &series{expr.NewBind(types.Int64Value(n))} }

func (s *series) FromName() string { return "numbers" }
func (s *series) FromColumns() []*expr.ColumnRef {
	return []*expr.ColumnRef{expr.NewColumn(s, "value", types.BigInteger())}
}
func (s *series) Children(v *expr.Visitor) { expr.Child(v, &s.n) }
func (s *series) AppendKey(k *expr.Key) {
	if k.Seen(s) {
		return
	}
	k.Custom(s)
	k.Element(s.n)
}

// rules are those of the elements above: one for all databases, and others for some.
func rules(g *compiler.Grammar) {
	call := func(name string) func(c *compiler.Compiler, n *greatest) {
		return func(c *compiler.Compiler, n *greatest) {
			c.Write(name)
			c.Parenthesized(func() { c.List(n.args) })
		}
	}
	compiler.On(g, call("greatest"))
	compiler.OnFor(g, call("max"), "sqlite")
	compiler.On(g, func(c *compiler.Compiler, e *explain) {
		c.Write("EXPLAIN QUERY PLAN ")
		c.Element(e.query)
	})
	compiler.On(g, func(c *compiler.Compiler, i *insertFrom) {
		c.Write("INSERT OR REPLACE INTO ")
		c.Table(i.table)
		c.Write(" ")
		c.Element(i.query)
	})
	compiler.On(g, func(c *compiler.Compiler, a *analyze) {
		c.Write("ANALYZE ")
		c.Table(a.table)
	})
	compiler.On(g, func(c *compiler.Compiler, s *series) {
		c.Write("(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ")
		c.Element(s.n)
		c.Write(") SELECT value FROM n) AS numbers")
	})
}

// extended is an engine with the rules, and one row.
func extended(t *testing.T, o ...engine.Option) (*engine.Engine, *users) {
	t.Helper()
	meta := schema.NewMetaData()
	u := newUsers(t, meta)
	e, err := engine.Open("sqlite:///:memory:", append(o, engine.Extend(rules))...)
	ok(t, err)
	t.Cleanup(func() { _ = e.Close() })
	ok(t, meta.CreateAll(ctx, e))
	_, err = expr.NewInsertTable(u.table).Values(u.table.C("id").Set(1), u.table.C("name").Set("ed")).Exec(ctx, e)
	ok(t, err)
	return e, u
}

func TestExtend(t *testing.T) {
	e, u := extended(t)
	t.Run("expression", func(t *testing.T) {
		for _, n := range []int64{0, 7} { // the second one from the cache
			got, err := expr.NewSelect(greatestOf(u.ID, expr.Lit(n))).One(ctx, e)
			if err != nil || got != max(1, n) {
				t.Errorf("got %d, %v", got, err)
			}
		}
	})
	t.Run("statement with rows", func(t *testing.T) {
		got, err := expr.MakeExecutable(&explain{query: expr.NewSelect(u.Name).Where(u.ID.Eq(1)).Statement()}).All(ctx, e)
		if err != nil || len(got) != 1 || !strings.Contains(got[0].Detail, "users") {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("statement that writes", func(t *testing.T) {
		q := expr.NewSelect3(u.ID, u.Name, expr.Lit("eddie"))
		n, err := expr.Exec(ctx, e, &insertFrom{table: u.table, query: q.Statement()})
		if err != nil || n != 1 {
			t.Fatalf("%d rows, %v", n, err)
		}
		if got, err := expr.NewSelect(u.Nickname).One(ctx, e); err != nil || got == nil || *got != "eddie" {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("DDL", func(t *testing.T) {
		if _, err := expr.Exec(ctx, e, &analyze{table: u.table}); err != nil {
			t.Error(err)
		}
	})
	t.Run("FROM element", func(t *testing.T) {
		n := expr.MakeDerived(numbers(4))
		q := expr.NewSelect(expr.Typed[int64](n.C("value"))).Where(n.C("value").Gt(2)).OrderBy(n.C("value"))
		got, err := q.All(ctx, e)
		if err != nil || fmt.Sprint(got) != "[3 4]" {
			t.Errorf("got %v, %v", got, err)
		}
		five := q.Replace(func(x expr.Element) expr.Element {
			if b, ok := x.(*expr.Bind); ok && b.Value.Int64() == 4 {
				return expr.NewBind(types.Int64Value(5))
			}
			return nil
		})
		if got, err := five.All(ctx, e); err != nil || fmt.Sprint(got) != "[3 4 5]" {
			t.Errorf("the copy: %v, %v", got, err)
		}
	})
	t.Run("other engines", func(t *testing.T) {
		plain, u := quietWorld(t, 1)
		_, err := expr.NewSelect(greatestOf(u.ID)).One(ctx, plain)
		var unsupported *compiler.UnsupportedError
		if !errors.As(err, &unsupported) || unsupported.Dialect != "sqlite" || !strings.Contains(err.Error(), "engine.Extend") {
			t.Errorf("got %v", err)
		}
	})
}

// A function that every database has under another name, as an expression of the program, with a rule for each: greatest(...), and max(...) on
// SQLite.
func ExampleExtend() {
	e, err := engine.Open("sqlite:///:memory:", engine.Extend(func(g *compiler.Grammar) {
		compiler.On(g, func(c *compiler.Compiler, n *greatest) {
			c.Write("greatest")
			c.Parenthesized(func() { c.List(n.args) })
		})
		compiler.OnFor(g, func(c *compiler.Compiler, n *greatest) {
			c.Write("max")
			c.Parenthesized(func() { c.List(n.args) })
		}, "sqlite")
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	fmt.Println(expr.NewSelect(greatestOf(expr.Lit(int64(3)), expr.Lit(int64(7)))).One(ctx, e))
	// Output: 7 <nil>
}

// TestExtendOverrides puts other rules in the place of those of the module: for an element, a type, a keyword, names.
func TestExtendOverrides(t *testing.T) {
	d := dialect.Extend(sqlite.Dialect, func(g *compiler.Grammar) {
		before := compiler.Default[*expr.InsertStatement](g)
		compiler.On(g, func(c *compiler.Compiler, s *expr.InsertStatement) {
			before(c, s)
			c.Write(" /* written by the program */")
		})
		compiler.OnType(g, func(types.StringType) string { return "WORDS" })
		g.Quoting.Open, g.Quoting.Close = "[", "]"
		g.Quoting.Reserved["name"] = true
	})
	u := newUsers(t, schema.NewMetaData())
	insert := expr.NewInsertTable(u.table).Values(u.table.C("name").Set("ed"))
	for _, c := range []struct {
		d           expr.Dialect
		e           expr.Element
		has, hasNot string
	}{
		{d, insert.Statement(), "INSERT INTO users ([name]) VALUES (?) /* written by the program */", `"`},
		{sqlite.Dialect, insert.Statement(), "INSERT INTO users (name) VALUES (?)", "/*"},
		{d, &schema.CreateTable{Table: u.table}, "nickname WORDS", `"`},
		{sqlite.Dialect, &schema.CreateTable{Table: u.table}, "nickname VARCHAR", "WORDS"},
	} {
		got, err := c.d.CompileElement(c.e)
		if err != nil || !strings.Contains(got.SQL, c.has) || strings.Contains(got.SQL, c.hasNot) {
			t.Errorf("%v: %s, want %s", err, got.SQL, c.has)
		}
	}
}

// TestExtendForDialects checks which dialects a rule is for.
func TestExtendForDialects(t *testing.T) {
	st := expr.NewSelect(greatestOf(expr.Lit(1), expr.Lit(2)))
	for d, want := range map[*dialect.Dialect]string{sqlite.Dialect: "max(?, ?)", postgresql.Dialect: "greatest($1, $2)", mysql.MariaDB: "greatest(?, ?)"} {
		c, err := st.Compile(dialect.Extend(d, rules))
		if err != nil || !strings.Contains(c.SQL, want) {
			t.Errorf("%s: %v: %s, want %s", d, err, c.SQL, want)
		}
	}
	finer := dialect.Extend(mysql.Dialect, rules).Refine("11.4.2-MariaDB")
	if finer == nil {
		t.Fatal("MariaDB is no finer dialect any more")
	}
	if c, err := st.Compile(finer); err != nil || !strings.Contains(c.SQL, "greatest") {
		t.Errorf("the finer dialect: %v: %s", err, c.SQL)
	}
}

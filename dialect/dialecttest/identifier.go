package dialecttest

import (
	"slices"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// hostile are names that something between the program and the database might take apart.
var hostile = []string{
	"boring", "per cent", "per % cent", "%percent", "par(ens)", "percent%(ens)yah", "col:ons", "more :: %colons%", "_starts_with_underscore", "___name",
	"dot.s", "[BracketsAndCase]", "42numbers", "1col:on", "percent%signs", "has spaces", "/slashes/", "q?marks", "$1", "@at", "MixedCase", "ALLUPPER", "select", "Order",
	"group by", "user", "table", "quo\"te", "apo'strophe", "back`tick", "back\\slash", "semi;colon", "da--sh", "com/*ment*/", "comma,s", "naïve", "größe", "unitable_測試", "таблица",
	"été%", "a\u0301combining", strings.Repeat("n", 40),
}

// identifierArea is names: of tables, columns, labels, aliases, constraints. None is changed, none breaks out of its quotes.
func identifierArea(*suite) *area {
	a := &area{name: "identifier"}
	for _, name := range hostile {
		a.cases = append(a.cases, testCase{name: "column " + name, apart: true, run: func(t *T) { t.column(name) }},
			testCase{name: "table " + name, apart: true, run: func(t *T) { t.tableNamed(name) }})
	}
	a.cases = append(a.cases, otherNames()...)
	return a
}

// legal tells whether the database can have a name; otherwise it must be refused.
func (t *T) legal(name string) bool { return !slices.Contains(t.IllegalNames, name) }

// column is a column of that name in every statement.
func (t *T) column(name string) {
	m := azoth.NewMetaData()
	tbl := schema.Define("named_columns", m, schema.Col("number", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col(name, types.String(50), schema.NotNull(), schema.Indexed()))
	if !t.legal(name) {
		t.refused(m.CreateAll(t.ctx, t.engine))
		return
	}
	t.create(m)
	t.conn = t.connect()
	c := azoth.AsText(azoth.Typed[string](tbl.C(name)))
	number := azoth.Typed[int64](tbl.C("number"))
	t.insert(tbl, tbl.C("number").Set(1), tbl.C(name).Set("some name"))
	rows(t, azoth.Select(c).Where(c.Eq("some name")), "some name")
	rows(t, azoth.Select(c).Where(c.In("some name", "other")).OrderBy(c), "some name")
	rows(t, azoth.Select(c.As("label "+name)).GroupBy(c), "some name")
	t.writes(1, azoth.UpdateTable(tbl).Set(tbl.C(name).Set("new name")).Where(c.Eq("some name")))
	sub := azoth.Select2(number, c).Subquery("s " + name)
	rows(t, azoth.Select(azoth.Typed[string](sub.C(name))).Where(sub.C(name).Eq("new name")), "new name")
	k := t.open(azoth.Select(c).Statement())
	t.equal(k.Rows.Columns()[0].Name, name)
	t.ok(k.Close())
	t.writes(1, azoth.InsertInto(tbl).Values(tbl.C("number").Set(2), tbl.C(name).Set("x")))
	t.writes(1, azoth.DeleteFrom(tbl).Where(c.Eq("new name")))
	rows(t, azoth.Select(number), 2)
	t.ok(t.conn.Rollback(t.ctx))
}

// tableNamed is a table of that name in every statement.
func (t *T) tableNamed(name string) {
	m := azoth.NewMetaData()
	tbl := schema.NewTable(m, "placeholder")
	tbl.Name = name // as it is, dots and all
	tbl.AddColumn(schema.NewColumn("id", types.BigInteger())).Autoincrement = schema.AutoincrementOff
	tbl.SetPrimaryKey(tbl.Column("id"))
	unique := tbl.AddUnique(tbl.AddColumn(schema.NewColumn("v", types.String(20))))
	if len(name) < 50 {
		unique.Name = "u " + name
	}
	if !t.legal(name) {
		t.refused(m.CreateAll(t.ctx, t.engine))
		return
	}
	t.create(m)
	t.conn = t.connect()
	id, v := azoth.Typed[int64](tbl.C("id")), azoth.AsText(azoth.Typed[string](tbl.C("v")))
	has, err := t.conn.HasTable(t.ctx, "", name)
	t.ok(err)
	t.equal(has, true)
	t.insert(tbl, tbl.C("id").Set(1), tbl.C("v").Set("x"))
	rows(t, azoth.Select2(id, v).Where(v.Eq("x")), azoth.Pair(int64(1), "x"))
	like := "x " + name // another name that is no easier
	if len(name) > 50 {
		like = "x" + name[1:]
	}
	other := azoth.Alias(tbl, like)
	rows(t, azoth.Select2(id, azoth.Typed[string](other.C("v"))).Join(other, other.C("id").EqExpr(id)), azoth.Pair(int64(1), "x"))
	t.writes(1, azoth.UpdateTable(tbl).Set(tbl.C("v").Set("y")).Where(id.Eq(1)))
	cte := azoth.Select(v).CTE(like)
	rows(t, azoth.Select(azoth.Typed[string](cte.C("v"))), "y")
	t.writes(1, azoth.DeleteFrom(tbl).Where(v.Eq("y")))
	t.ok(t.conn.Rollback(t.ctx))
}

func otherNames() []testCase {
	return []testCase{
		{name: "names that differ in case only", needs: "CaseSensitiveNames", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			lower := schema.Define("cased", m, schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()), schema.Col("v", types.Integer()), schema.Col("V", types.Integer()))
			upper := schema.Define("CASED", m, schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()))
			t.create(m)
			t.conn = t.connect()
			t.insert(lower, lower.C("id").Set(1), lower.C("v").Set(1), lower.C("V").Set(2))
			t.insert(upper, upper.C("id").Set(9))
			rows(t, azoth.Select2(azoth.Typed[int](lower.C("v")), azoth.Typed[int](lower.C("V"))), azoth.Pair(1, 2))
			rows(t, azoth.Select(azoth.Typed[int64](upper.C("id"))), 9)
			t.ok(t.conn.Rollback(t.ctx))
		}},
		{name: "label with quotes", run: func(t *T) {
			x := azoth.Cast[string](azoth.Lit("x"), types.String(5)).As("a \"b\" `c` 'd' [e] %s ?")
			k := t.open(azoth.Select(x).Statement())
			t.equal(k.Rows.Columns()[0].Name, "a \"b\" `c` 'd' [e] %s ?")
		}},
		{name: "label in a subquery", run: func(t *T) {
			x := azoth.AsText(azoth.Cast[string](azoth.Lit("x"), types.String(5))).As("a.b;c--")
			sub := azoth.Select(x).Subquery("")
			rows(t, azoth.Select(azoth.Col(sub, x)).Where(azoth.Col(sub, x).Eq("x")), "x")
		}},
		{name: "long labels that begin alike", run: func(t *T) {
			long := strings.Repeat("label", 8)
			a, b := azoth.Cast[string](azoth.Lit("x"), types.String(5)).As(long+"_1"), azoth.Cast[string](azoth.Lit("y"), types.String(5)).As(long+"_2")
			sub := azoth.Select2(a, b).Subquery("s")
			rows(t, azoth.Select2(azoth.Col(sub, a), azoth.Col(sub, b)), azoth.Pair("x", "y"))
		}},
		{name: "name that is too long", needs: "MaxIdentifier", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			schema.Define(strings.Repeat("t", t.MaxIdentifier+1), m, schema.Col("id", types.BigInteger(), schema.PrimaryKey()))
			if err := m.CreateAll(t.ctx, t.engine); err == nil {
				t.Error("a name was cut")
			}
		}},
		{name: "name of the greatest length", needs: "MaxIdentifier", apart: true, run: func(t *T) {
			t.tableNamed(strings.Repeat("t", t.MaxIdentifier))
		}},
		{name: "name with nul", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			schema.Define("a\x00b", m, schema.Col("id", types.BigInteger(), schema.PrimaryKey()))
			if err := m.CreateAll(t.ctx, t.engine); err == nil {
				t.Error("a name with the character NUL was accepted")
			}
		}},
		{name: "alias with a dot", run: func(t *T) {
			alias := azoth.Alias(identifierProbe(), "people.people")
			rows(t, azoth.Select(azoth.Typed[int64](alias.C("id"))).Where(alias.C("id").Eq(1)), 1)
		}},
	}
}

// identifierProbe is the table people as a table of a catalogue of its own.
func identifierProbe() expr.From {
	return schema.Define("people", azoth.NewMetaData(), schema.Col("id", types.BigInteger(), schema.PrimaryKey()))
}

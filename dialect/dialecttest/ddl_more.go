package dialecttest

import (
	"errors"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// generated are columns that the database fills.
func generated() []testCase {
	computed := func(s schema.ComputedStorage) func(m *schema.MetaData) *schema.Table {
		return func(m *schema.MetaData) *schema.Table {
			tbl := schema.Define("ddl_squares", m, key(), schema.Col("side", types.Integer(), schema.NotNull()))
			area := schema.NewColumn("area", types.Integer())
			area.Computed = &schema.Computed{Expr: expr.NewText("side * side"), Storage: s}
			tbl.AddColumn(area)
			return tbl
		}
	}
	check := func(t *T, tbl *schema.Table) {
		t.ok(t.put(tbl, "id", 1, "side", 10))
		rows(t, azoth.Select2(number(tbl, "side"), number(tbl, "area")), azoth.Pair(int64(10), int64(100)))
		t.does(t.conn, azoth.UpdateTable(tbl).Set(tbl.C("side").Set(3)).AllRows())
		rows(t, azoth.Select(number(tbl, "area")).Where(tbl.C("area").Eq(9)), 9)
		if err := t.put(tbl, "id", 2, "side", 1, "area", 5); err == nil {
			t.Error("a computed column was written")
		}
	}
	identity := func(i schema.Identity) func(m *schema.MetaData) *schema.Table {
		return func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_identity", m, schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.IdentityOf(i)), schema.Col("v", types.String(10)))
		}
	}
	ids := func(tbl *schema.Table) expr.Select[int64] {
		return azoth.Select(number(tbl, "id")).OrderBy(tbl.C("id"))
	}
	return []testCase{
		tabled("stored computed column", "ComputedStored", computed(schema.Stored), check),
		tabled("virtual computed column", "ComputedVirtual", computed(schema.Virtual), check),
		tabled("computed column", "ComputedDefault", computed(schema.StorageDefault), check),
		{name: "virtual computed column where there is none", needs: "!ComputedVirtual", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			computed(schema.Virtual)(m)
			err := m.CreateAll(t.ctx, t.engine)
			var unsupported *compiler.UnsupportedError
			if !errors.As(err, &unsupported) && !errors.Is(err, dialect.ErrProgramming) {
				t.Errorf("error %v", err)
			}
		}},
		tabled("identity", "", identity(schema.Identity{}), func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "v", "a"))
			t.ok(t.put(tbl, "v", "b"))
			t.equal(len(all(t, ids(tbl))), 2)
			t.ok(t.put(tbl, "id", 77, "v", "c"))
			rows(t, azoth.Select(azoth.Typed[string](tbl.C("v"))).Where(tbl.C("id").Eq(77)), "c")
		}),
		tabled("identity with a start and a step", "Identity", identity(schema.Identity{Counter: schema.Counter{Start: ptr(int64(42)), Increment: ptr(int64(2))}}),
			func(t *T, tbl *schema.Table) {
				t.ok(t.put(tbl, "v", "a"))
				t.ok(t.put(tbl, "v", "b"))
				rows(t, ids(tbl), 42, 44)
			}),
		tabled("identity that is always generated", "Identity", identity(schema.Identity{Always: true}), func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "v", "a"))
			if err := t.put(tbl, "id", 77, "v", "b"); err == nil {
				t.Error("an identity that is always generated was written")
			}
		}),
	}
}

func moreDDL() []testCase {
	return []testCase{
		tabled("comments", "", func(m *schema.MetaData) *schema.Table {
			tbl := schema.Define("ddl_commented", m, key(), schema.Col("a", types.Integer(), schema.Comment(`it's 100% \ "a" comment: grün`)))
			tbl.Comment = "a table; -- with ' in it"
			return tbl
		}, func(t *T, tbl *schema.Table) { t.ok(t.put(tbl, "id", 1, "a", 1)) }),
		{name: "schema", needs: "SchemaStatements", apart: true, run: func(t *T) {
			create, drop := &schema.CreateSchema{Name: "azoth test schema"}, &schema.DropSchema{Name: "azoth test schema"}
			t.execute(create)
			t.Cleanup(func() { t.execute(drop) })
			m := azoth.NewMetaData()
			tbl := schema.NewTable(m, "inside")
			tbl.Schema = "azoth test schema"
			tbl.AddColumn(schema.NewColumn("id", types.BigInteger())).Autoincrement = schema.AutoincrementOff
			tbl.SetPrimaryKey(tbl.Column("id"))
			t.create(m)
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1)))
			sees(t, t.engine, azoth.Select(number(tbl, "id")).Where(tbl.C("id").Eq(1)), 1)
			t.equal(t.has("inside"), false)
			c := t.connect()
			found, err := c.HasTable(t.ctx, "azoth test schema", "inside")
			t.ok(err)
			t.equal(found, true)
			t.ok(c.Close())
		}},
		{name: "temporary table", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("ddl_temporary", m, key())
			tbl.Temporary = true
			c := t.connect()
			r, err := c.Execute(t.ctx, &schema.CreateTable{Table: tbl})
			t.ok(err)
			t.ok(r.Close())
			t.does(c, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1)))
			sees(t, c, azoth.Select(number(tbl, "id")), 1)
			r, err = c.Execute(t.ctx, &schema.DropTable{Table: tbl})
			t.ok(err)
			t.ok(r.Close())
		}},
		{name: "view", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("ddl_viewed", m, key(), schema.Col("a", types.String(20)))
			a := azoth.AsText(azoth.Typed[string](tbl.C("a")))
			v := schema.NewView(m, "ddl_view", azoth.Select2(number(tbl, "id"), fn.Upper(a).As("shout")).Where(a.Ne("it's")).Statement())
			t.create(m)
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("a").Set("x")))
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(2), tbl.C("a").Set("it's")))
			sees(t, t.engine, azoth.Text[string]("SELECT shout FROM ddl_view"), "X")
			t.equal(t.has("ddl_view"), true)
			t.equal(v.Name, "ddl_view")
		}},
	}
}

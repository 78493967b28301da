package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// ddlArea is tables, indexes and constraints: created, enforced, dropped. Every case has tables of its own.
func ddlArea(*suite) *area {
	return &area{name: "ddl", cases: concat(created(), related(), indexes(), actions(), altered(), generated(), moreDDL(), typeChecks(), enumTypes())}
}

// key is the key of most tables.
func key() schema.Item {
	return schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement())
}

// tabled is a case with a catalogue of its own, whose tables are there while it runs.
func tabled(name, needs string, build func(m *schema.MetaData) *schema.Table, run func(t *T, tbl *schema.Table)) testCase {
	return testCase{name: name, needs: needs, apart: true, run: func(t *T) {
		m := azoth.NewMetaData()
		tbl := build(m)
		t.create(m)
		t.conn = t.connect()
		run(t, tbl)
		t.ok(t.conn.Rollback(t.ctx))
	}}
}

// put inserts a row of names and values.
func (t *T) put(tbl *schema.Table, kv ...any) error {
	t.Helper()
	var as []expr.Assignment
	for i := 0; i < len(kv); i += 2 {
		as = append(as, tbl.C(kv[i].(string)).Set(kv[i+1]))
	}
	_, err := azoth.InsertInto(tbl).Values(as...).Exec(t.ctx, t.conn)
	return err
}

// refuses wants an INSERT to fail with a class, without an end to the transaction.
func (t *T) refuses(class error, tbl *schema.Table, kv ...any) {
	t.Helper()
	sp, err := t.conn.BeginNested(t.ctx)
	t.ok(err)
	t.is(t.put(tbl, kv...), class)
	t.ok(sp.Rollback(t.ctx))
}

// has tells whether there is a table.
func (t *T) has(name string) bool {
	t.Helper()
	c := t.conn
	if c == nil {
		c = t.connect()
		defer c.Close()
	}
	found, err := c.HasTable(t.ctx, "", name)
	t.ok(err)
	return found
}

// execute runs DDL as a transaction of its own.
func (t *T) execute(statements ...expr.Statement) {
	t.Helper()
	for _, st := range statements {
		r, err := t.engine.Execute(t.ctx, st)
		t.ok(err)
		t.ok(r.Close())
	}
}

func number(tbl *schema.Table, name string) expr.Number[int64, int64] {
	return azoth.AsNumber(azoth.Typed[int64](tbl.C(name)))
}

// created are tables that come and go.
func created() []testCase {
	simple := func(name string) (*schema.MetaData, *schema.Table) {
		m := azoth.NewMetaData()
		return m, schema.Define(name, m, key(), schema.Col("_data", types.String(50)))
	}
	return []testCase{
		{name: "create and drop", apart: true, run: func(t *T) {
			_, tbl := simple("ddl_simple")
			t.execute(&schema.CreateTable{Table: tbl})
			t.equal(t.has("ddl_simple"), true)
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("_data").Set("some data")))
			sees(t, t.engine, azoth.Select(azoth.Typed[string](tbl.C("_data"))), "some data")
			t.execute(&schema.DropTable{Table: tbl})
			t.equal(t.has("ddl_simple"), false)
		}},
		{name: "create all twice", apart: true, run: func(t *T) {
			m, tbl := simple("ddl_twice")
			t.create(m)
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1)))
			t.ok(m.CreateAll(t.ctx, t.engine))
			sees(t, t.engine, azoth.Select(number(tbl, "id")), 1)
		}},
		{name: "drop all twice", apart: true, run: func(t *T) {
			m, _ := simple("ddl_dropped")
			t.ok(m.CreateAll(t.ctx, t.engine))
			t.ok(m.DropAll(t.ctx, t.engine))
			t.ok(m.DropAll(t.ctx, t.engine))
			t.equal(t.has("ddl_dropped"), false)
		}},
		{name: "create if not exists", apart: true, run: func(t *T) {
			m, tbl := simple("ddl_maybe")
			st := &schema.CreateTable{Table: tbl, IfNotExists: true}
			t.execute(st, st)
			t.equal(t.has("ddl_maybe"), true)
			t.ok(m.DropAll(t.ctx, t.engine))
		}},
		{name: "drop if exists", apart: true, run: func(t *T) {
			m, tbl := simple("ddl_maybe_not")
			t.ok(m.CreateAll(t.ctx, t.engine))
			st := &schema.DropTable{Table: tbl, IfExists: true}
			t.execute(st, st)
			t.equal(t.has("ddl_maybe_not"), false)
		}},
		{name: "drop of what is not there", apart: true, run: func(t *T) {
			_, tbl := simple("ddl_never")
			_, err := t.engine.Execute(t.ctx, &schema.DropTable{Table: tbl})
			t.is(err, dialect.ErrNoSuchTable)
		}},
	}
}

// related are tables with foreign keys, keys and defaults.
func related() []testCase {
	return []testCase{
		{name: "tables in the order of their foreign keys", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			child := schema.Define("ddl_a_child", m, key(), schema.Col("parent_id", nil, schema.ForeignKeyTo("ddl_z_parent.id")))
			parent := schema.Define("ddl_z_parent", m, key())
			t.create(m)
			t.does(t.engine, azoth.InsertInto(parent).Values(parent.C("id").Set(1)))
			t.does(t.engine, azoth.InsertInto(child).Values(child.C("id").Set(1), child.C("parent_id").Set(1)))
		}},
		{name: "tables that reference each other", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			a := schema.Define("ddl_egg", m, key(), schema.Col("other", nil, schema.ForeignKeyTo("ddl_hen.id", schema.Name("fk_egg"))))
			b := schema.Define("ddl_hen", m, key(), schema.Col("other", nil, schema.ForeignKeyTo("ddl_egg.id", schema.Name("fk_hen"), schema.UseAlter())))
			t.create(m)
			t.does(t.engine, azoth.InsertInto(a).Values(a.C("id").Set(1)))
			t.does(t.engine, azoth.InsertInto(b).Values(b.C("id").Set(1), b.C("other").Set(1)))
			_, err := azoth.InsertInto(b).Values(b.C("id").Set(2), b.C("other").Set(7)).Exec(t.ctx, t.engine)
			t.is(err, dialect.ErrForeignKey)
			t.does(t.engine, azoth.DeleteFrom(b).AllRows()) // SQLite drops no table that a row refers to
		}},
		{name: "some of the tables", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			one := schema.Define("ddl_one", m, key())
			schema.Define("ddl_two", m, key())
			t.ok(schema.CreateTables(t.ctx, t.engine, one))
			t.equal([]bool{t.has("ddl_one"), t.has("ddl_two")}, []bool{true, false})
			t.ok(schema.DropTables(t.ctx, t.engine, one))
			t.equal(t.has("ddl_one"), false)
		}},
		tabled("key of two columns", "Savepoints", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_two_keys", m, schema.Col("a", types.Integer(), schema.PrimaryKey()), schema.Col("b", types.String(10), schema.PrimaryKey()))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "a", 1, "b", "x"))
			t.ok(t.put(tbl, "a", 1, "b", "y"))
			t.refuses(dialect.ErrUnique, tbl, "a", 1, "b", "x")
		}),
		tabled("table without a key", "", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_no_key", m, schema.Col("a", types.Integer()), schema.Col("b", types.String(10)))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "a", 1, "b", "x"))
			t.ok(t.put(tbl, "a", 1, "b", "x"))
			rows(t, azoth.Select(fn.Count()).From(tbl), 2)
		}),
		tabled("defaults", "", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_defaults", m, key(),
				schema.Col("n", types.Integer(), schema.ServerDefault(azoth.Lit(-7))), schema.Col("s", types.String(30), schema.ServerDefault(azoth.Lit(`it's 100% "\" ?`))),
				schema.Col("b", types.Boolean(), schema.ServerDefault(azoth.Lit(true))), schema.Col("e", types.String(5), schema.ServerDefault(azoth.Lit(""))),
				schema.Col("d", types.Numeric(6, 2), schema.ServerDefault(azoth.Lit(dec("1.50")))))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1))
			rows(t, azoth.Select3(azoth.Typed[int](tbl.C("n")), azoth.Typed[string](tbl.C("s")), azoth.Typed[bool](tbl.C("b"))), azoth.Triple(-7, `it's 100% "\" ?`, true))
			rows(t, azoth.Select2(azoth.Typed[string](tbl.C("e")), azoth.Typed[types.Decimal](tbl.C("d"))), azoth.Pair("", dec("1.5")))
		}),
		tabled("computed default", "ExpressionDefaults", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_expression_default", m, key(), schema.Col("n", types.Integer(), schema.ServerDefault(azoth.TextExpr[int]("(1 + 2)"))))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1))
			rows(t, azoth.Select(azoth.Typed[int](tbl.C("n"))), 3)
		}),
		tabled("column of the type of what it references", "Savepoints", func(m *schema.MetaData) *schema.Table {
			schema.Define("ddl_typed_parent", m, schema.Col("code", types.String(7), schema.PrimaryKey()))
			return schema.Define("ddl_typed_child", m, key(), schema.Col("code", nil, schema.ForeignKeyTo("ddl_typed_parent.code")))
		}, func(t *T, tbl *schema.Table) {
			t.refuses(dialect.ErrForeignKey, tbl, "id", 1, "code", "x")
			t.ok(t.put(tbl.MetaData.Table("ddl_typed_parent"), "code", "x"))
			t.ok(t.put(tbl, "id", 1, "code", "x"))
		}),
	}
}

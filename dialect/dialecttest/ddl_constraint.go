package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func indexes() []testCase {
	return []testCase{
		tabled("unique constraint", "Savepoints", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_unique", m, key(), schema.Col("a", types.Integer()), schema.Col("b", types.String(10), schema.Unique()), schema.UniqueOf("a", "b"))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1, "a", 1, "b", "x"))
			t.refuses(dialect.ErrUnique, tbl, "id", 2, "a", 2, "b", "x")
			t.ok(t.put(tbl, "id", 3, "a", 1, "b", nil))
			t.ok(t.put(tbl, "id", 4, "a", 1, "b", nil))
		}),
		tabled("unique index", "Savepoints", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_unique_index", m, key(), schema.Col("a", types.Integer()), schema.UniqueIndexOf("ux_ddl_a", "a"))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1, "a", 1))
			t.refuses(dialect.ErrUnique, tbl, "id", 2, "a", 1)
		}),
		{name: "create and drop index", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("ddl_indexed", m, key(), schema.Col("a", types.Integer()))
			t.create(m)
			ix := &schema.Index{Table: tbl, Name: "ix_ddl_late", Exprs: []expr.Element{tbl.Column("a")}, Unique: true}
			t.execute(&schema.CreateIndex{Index: ix})
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("a").Set(1)))
			_, err := azoth.InsertInto(tbl).Values(tbl.C("id").Set(2), tbl.C("a").Set(1)).Exec(t.ctx, t.engine)
			t.is(err, dialect.ErrUnique)
			t.execute(&schema.DropIndex{Index: ix})
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(2), tbl.C("a").Set(1)))
		}},
		{name: "index if not exists", needs: "IndexIfNotExists", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("ddl_maybe_indexed", m, key(), schema.Col("a", types.Integer()))
			t.create(m)
			ix := &schema.Index{Table: tbl, Name: "ix_ddl_maybe", Exprs: []expr.Element{tbl.Column("a")}}
			create, drop := &schema.CreateIndex{Index: ix, IfNotExists: true}, &schema.DropIndex{Index: ix, IfExists: true}
			t.execute(create, create, drop, drop)
		}},
		tabled("index of an order", "", func(m *schema.MetaData) *schema.Table {
			tbl := schema.Define("ddl_ordered_index", m, key(), schema.Col("a", types.Integer()), schema.Col("b", types.Integer()))
			tbl.AddIndex(expr.OrderingElement(tbl.C("a").Desc()), tbl.Column("b")).Name = "ix_ddl_order"
			return tbl
		}, func(t *T, tbl *schema.Table) { t.ok(t.put(tbl, "id", 1, "a", 1, "b", 1)) }),
		tabled("partial index", "PartialIndexes Savepoints", func(m *schema.MetaData) *schema.Table {
			tbl := schema.Define("ddl_partial", m, key(), schema.Col("a", types.Integer()), schema.Col("b", types.Integer()))
			ix := tbl.AddIndex(tbl.Column("a"))
			ix.Name, ix.Unique, ix.Where = "ux_ddl_partial", true, expr.ElementOf(tbl.C("b").Gt(10))
			return tbl
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1, "a", 1, "b", 1))
			t.ok(t.put(tbl, "id", 2, "a", 1, "b", 2))
			t.ok(t.put(tbl, "id", 3, "a", 1, "b", 11))
			t.refuses(dialect.ErrUnique, tbl, "id", 4, "a", 1, "b", 12)
		}),
		tabled("index of an expression", "ExpressionIndexes Savepoints", func(m *schema.MetaData) *schema.Table {
			tbl := schema.Define("ddl_expression_index", m, key(), schema.Col("a", types.String(20)))
			ix := tbl.AddIndex(expr.ElementOf(fn.Lower(azoth.AsText(azoth.Typed[string](tbl.C("a"))))))
			ix.Name, ix.Unique = "ux_ddl_expression", true
			return tbl
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1, "a", "Ed"))
			t.refuses(dialect.ErrUnique, tbl, "id", 2, "a", "eD")
		}),
		tabled("null once only", "NullsNotDistinct Savepoints", func(m *schema.MetaData) *schema.Table {
			tbl := schema.Define("ddl_null_once", m, key(), schema.Col("a", types.Integer()))
			tbl.AddUnique(tbl.Column("a")).NullsNotDistinct = true
			return tbl
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1, "a", nil))
			t.refuses(dialect.ErrUnique, tbl, "id", 2, "a", nil)
		}),
		tabled("check of a text", "Savepoints", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_check", m, key(), schema.Col("a", types.Integer()), schema.Col("b", types.Integer()), schema.CheckOf("a < b"))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1, "a", 1, "b", 2))
			t.refuses(dialect.ErrCheck, tbl, "id", 2, "a", 2, "b", 1)
		}),
		tabled("check with values", "Savepoints", func(m *schema.MetaData) *schema.Table {
			tbl := schema.Define("ddl_check_values", m, key(), schema.Col("a", types.String(20)))
			tbl.AddCheck(expr.ElementOf(tbl.C("a").In("it's", `b\s`, "100%", "?"))).Name = "ck_ddl_values"
			return tbl
		}, func(t *T, tbl *schema.Table) {
			for i, v := range []string{"it's", `b\s`, "100%", "?"} {
				t.ok(t.put(tbl, "id", i, "a", v))
			}
			t.refuses(dialect.ErrCheck, tbl, "id", 9, "a", "other")
		}),
	}
}

// family is a parent and a child, whose foreign key does something.
func family(options ...schema.ForeignKeyOption) func(m *schema.MetaData) *schema.Table {
	return func(m *schema.MetaData) *schema.Table {
		schema.Define("ddl_parent", m, key())
		return schema.Define("ddl_child", m, key(),
			schema.Col("parent_id", types.BigInteger(), schema.ServerDefault(azoth.Lit(int64(3))), schema.ForeignKeyTo("ddl_parent.id", append(options, schema.Name("fk_ddl_child"))...)))
	}
}

// actions are what foreign keys do.
func actions() []testCase {
	born := func(t *T, child *schema.Table) *schema.Table {
		t.Helper()
		parent := child.MetaData.Table("ddl_parent")
		for _, id := range []int{1, 2, 3} {
			t.ok(t.put(parent, "id", id))
		}
		t.ok(t.put(child, "id", 1, "parent_id", 1))
		t.ok(t.put(child, "id", 2, "parent_id", 2))
		return parent
	}
	children := func(t *T, child *schema.Table, want ...*int64) {
		t.Helper()
		rows(t, azoth.Select(azoth.Typed[int64](child.C("parent_id")).Nullable()).OrderBy(child.C("id")), want...)
	}
	remove := func(t *T, parent *schema.Table) error {
		_, err := azoth.DeleteFrom(parent).Where(parent.C("id").Eq(1)).Exec(t.ctx, t.conn)
		return err
	}
	n := func(v int64) *int64 { return &v }
	return []testCase{
		tabled("on delete cascade", "", family(schema.OnDelete(schema.Cascade)), func(t *T, child *schema.Table) {
			t.ok(remove(t, born(t, child)))
			children(t, child, n(2))
		}),
		tabled("on delete set null", "", family(schema.OnDelete(schema.SetNull)), func(t *T, child *schema.Table) {
			t.ok(remove(t, born(t, child)))
			children(t, child, nil, n(2))
		}),
		tabled("on delete set default", "SetDefaultAction", family(schema.OnDelete(schema.SetDefault)), func(t *T, child *schema.Table) {
			t.ok(remove(t, born(t, child)))
			children(t, child, n(3), n(2))
		}),
		tabled("on delete restrict", "", family(schema.OnDelete(schema.Restrict)), func(t *T, child *schema.Table) {
			t.is(remove(t, born(t, child)), dialect.ErrForeignKey)
		}),
		tabled("on delete no action", "", family(schema.OnDelete(schema.NoAction)), func(t *T, child *schema.Table) {
			t.is(remove(t, born(t, child)), dialect.ErrForeignKey)
		}),
		tabled("on update cascade", "", family(schema.OnUpdate(schema.Cascade)), func(t *T, child *schema.Table) {
			parent := born(t, child)
			t.writes(1, azoth.UpdateTable(parent).Set(parent.C("id").Set(100)).Where(parent.C("id").Eq(1)))
			children(t, child, n(100), n(2))
		}),
		tabled("on update without an action", "", family(), func(t *T, child *schema.Table) {
			parent := born(t, child)
			_, err := azoth.UpdateTable(parent).Set(parent.C("id").Set(100)).Where(parent.C("id").Eq(1)).Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrForeignKey)
		}),
		tabled("foreign key to the table itself", "Savepoints", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_self", m, key(), schema.Col("parent_id", types.BigInteger(), schema.ForeignKeyTo("ddl_self.id", schema.OnDelete(schema.Cascade))))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1))
			t.ok(t.put(tbl, "id", 2, "parent_id", 1))
			t.refuses(dialect.ErrForeignKey, tbl, "id", 3, "parent_id", 9)
			t.ok(t.put(tbl, "id", 4, "parent_id", 4))
			t.does(t.conn, azoth.DeleteFrom(tbl).Where(tbl.C("id").Eq(1)))
			rows(t, azoth.Select(number(tbl, "id")), 4)
		}),
		tabled("foreign key of two columns", "Savepoints", func(m *schema.MetaData) *schema.Table {
			schema.Define("ddl_pairs", m, schema.Col("a", types.Integer(), schema.PrimaryKey()), schema.Col("b", types.Integer(), schema.PrimaryKey()))
			return schema.Define("ddl_of_pairs", m, key(), schema.Col("x", types.Integer()), schema.Col("y", types.Integer()),
				schema.ForeignKeyOf([]string{"x", "y"}, []string{"ddl_pairs.a", "ddl_pairs.b"}))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl.MetaData.Table("ddl_pairs"), "a", 1, "b", 2))
			t.ok(t.put(tbl, "id", 1, "x", 1, "y", 2))
			t.ok(t.put(tbl, "id", 2, "x", 7, "y", nil))
			t.refuses(dialect.ErrForeignKey, tbl, "id", 3, "x", 2, "y", 1)
		}),
		tabled("foreign key that is checked at commit", "DeferrableForeignKeys", func(m *schema.MetaData) *schema.Table {
			tbl := family()(m)
			tbl.ForeignKeys[0].Deferrable = true
			return tbl
		}, func(t *T, child *schema.Table) {
			t.ok(t.put(child, "id", 1, "parent_id", 1))
			t.ok(t.put(child.MetaData.Table("ddl_parent"), "id", 1))
			t.ok(t.conn.Commit(t.ctx))
			t.ok(t.put(child, "id", 2, "parent_id", 77))
			t.is(t.conn.Commit(t.ctx), dialect.ErrForeignKey)
		}),
	}
}

// altered are constraints of tables that are there.
func altered() []testCase {
	const needs = "AlterConstraints"
	return []testCase{
		{name: "add and drop a unique constraint", needs: needs, apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("ddl_altered", m, key(), schema.Col("a", types.Integer()))
			t.create(m)
			u := &schema.UniqueConstraint{Table: tbl, Name: "uq_ddl_altered", Columns: []*schema.Column{tbl.Column("a")}}
			t.execute(&schema.AddConstraint{Constraint: u})
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("a").Set(1)))
			_, err := azoth.InsertInto(tbl).Values(tbl.C("id").Set(2), tbl.C("a").Set(1)).Exec(t.ctx, t.engine)
			t.is(err, dialect.ErrUnique)
			t.execute(&schema.DropConstraint{Constraint: u})
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(2), tbl.C("a").Set(1)))
		}},
		{name: "add and drop a check", needs: needs, apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("ddl_altered_check", m, key(), schema.Col("a", types.Integer()))
			t.create(m)
			ck := &schema.CheckConstraint{Table: tbl, Name: "ck_ddl_altered", Expr: expr.ElementOf(tbl.C("a").Gt(0))}
			t.execute(&schema.AddConstraint{Constraint: ck})
			_, err := azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("a").Set(-1)).Exec(t.ctx, t.engine)
			t.is(err, dialect.ErrCheck)
			t.execute(&schema.DropConstraint{Constraint: ck})
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("a").Set(-1)))
		}},
		{name: "add and drop a foreign key", needs: needs, apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			parent := schema.Define("ddl_altered_parent", m, key())
			tbl := schema.Define("ddl_altered_child", m, key(), schema.Col("a", types.BigInteger()))
			t.create(m)
			other := schema.Define("ddl_altered_child", azoth.NewMetaData(), key(), schema.Col("a", types.BigInteger())) // the table as it will be
			fk := other.AddForeignKey([]*schema.Column{other.Column("a")}, []*schema.Column{parent.Column("id")})
			fk.Name = "fk_ddl_altered"
			t.execute(&schema.AddConstraint{Constraint: fk})
			_, err := azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("a").Set(1)).Exec(t.ctx, t.engine)
			t.is(err, dialect.ErrForeignKey)
			t.execute(&schema.DropConstraint{Constraint: fk})
			t.does(t.engine, azoth.InsertInto(tbl).Values(tbl.C("id").Set(1), tbl.C("a").Set(1)))
		}},
		{name: "constraint where tables cannot be altered", needs: "!" + needs, apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			tbl := schema.Define("ddl_unaltered", m, key(), schema.Col("a", types.Integer()))
			t.create(m)
			u := &schema.UniqueConstraint{Table: tbl, Name: "uq_ddl_unaltered", Columns: []*schema.Column{tbl.Column("a")}}
			_, err := t.engine.Execute(t.ctx, &schema.AddConstraint{Constraint: u})
			t.refused(err)
		}},
	}
}

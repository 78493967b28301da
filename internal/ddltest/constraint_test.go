package ddltest_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// transaction runs statements in one transaction.
func (db *database) transaction(sqls ...string) error {
	return db.Begin(ctx, func(c *azoth.Connection) error {
		for _, sql := range sqls {
			rows, err := c.Execute(ctx, azoth.Text[struct{}](sql).Statement())
			if err != nil {
				return err
			}
			if err := rows.Close(); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestForeignKeysThatWait(t *testing.T) {
	eachDatabase(t, "sqlite postgresql", func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		azoth.NewTable("parent", meta, key())
		child := azoth.NewTable("child", meta, key(), schema.Col("late", nil, schema.ForeignKeyTo("parent.id")), schema.Col("soon", nil, schema.ForeignKeyTo("parent.id")))
		child.ForeignKeys[0].Deferrable = true
		child.ForeignKeys[1].Deferrable, child.ForeignKeys[1].Immediate = true, true
		db.roundTrip(t, meta, func() {
			if err := db.transaction("INSERT INTO child (id, late) VALUES (1, 5)", "INSERT INTO parent (id) VALUES (5)"); err != nil {
				t.Errorf("the check did not wait for the commit: %v", err)
			}
			if err := db.transaction("INSERT INTO child (id, late) VALUES (2, 6)"); !errors.Is(err, dialect.ErrForeignKey) {
				t.Errorf("the commit let %v pass", err)
			}
			err := db.transaction("INSERT INTO child (id, soon) VALUES (3, 7)", "INSERT INTO parent (id) VALUES (7)")
			if !errors.Is(err, dialect.ErrForeignKey) {
				t.Errorf("the immediate check let %v pass", err)
			}
		})
	})
}

func TestConstraintsOfPostgreSQL(t *testing.T) {
	db := open(t, "postgresql")
	meta := azoth.NewMetaData()
	azoth.NewTable("parent", meta, schema.Col("a", integer, schema.PrimaryKey()), schema.Col("b", integer, schema.PrimaryKey()))
	table := azoth.NewTable("t", meta, key(), schema.Col("a", integer), schema.Col("b", integer), schema.Col("once", integer), schema.Col("late", integer),
		schema.ForeignKeyOf([]string{"a", "b"}, []string{"parent.a", "parent.b"}))
	table.ForeignKeys[0].Match = "FULL"
	table.AddUnique(table.Column("once")).NullsNotDistinct = true
	table.AddUnique(table.Column("late")).Deferrable = true
	soon := table.AddUnique(table.Column("b"), table.Column("late"))
	soon.Deferrable, soon.Immediate = true, true
	index := table.AddIndex(&table.Column("late").ColumnRef)
	index.Name, index.Include, index.Using = "ix", []*schema.Column{table.Column("a"), table.Column("b")}, "btree"
	unique := table.AddIndex(&table.Column("a").ColumnRef)
	unique.Name, unique.Unique, unique.NullsNotDistinct = "ux", true, true
	unique.Where = expr.ElementOf(azoth.AsNumber(azoth.Typed[int](table.C("id"))).Gt(100))
	db.roundTrip(t, meta, func() {
		db.exec(t, "INSERT INTO t (id, once, late) VALUES (1, NULL, 1)")
		if err := db.try("INSERT INTO t (id, once) VALUES (2, NULL)"); !errors.Is(err, dialect.ErrUnique) {
			t.Errorf("NULL twice: %v", err)
		}
		if err := db.try("INSERT INTO t (id, once, a) VALUES (2, 2, 5)"); !errors.Is(err, dialect.ErrForeignKey) {
			t.Errorf("MATCH FULL with half a key: %v", err)
		}
		if err := db.transaction("INSERT INTO t (id, once, late) VALUES (2, 2, 1)", "UPDATE t SET late = 2 WHERE id = 1"); err != nil {
			t.Errorf("a unique constraint that waits: %v", err)
		}
		db.exec(t, "INSERT INTO t (id, once, late) VALUES (101, 101, 101)")
		if err := db.try("INSERT INTO t (id, once, late) VALUES (102, 102, 102)"); !errors.Is(err, dialect.ErrUnique) {
			t.Errorf("NULL twice in an index: %v", err)
		}
	})
}

func TestIndexes(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("t", meta, key(), schema.Col("a", integer), schema.Col("b", types.String(20)), schema.UniqueIndexOf("u", "a", "b"))
		a, b := azoth.Typed[int](table.C("a")), azoth.Typed[string](table.C("b"))
		down := table.AddIndex(expr.OrderingElement(a.Desc()), expr.OrderingElement(b.Asc()))
		down.Name, down.Include = "down", []*schema.Column{table.Column("id")}
		if db.name != "mariadb" { // MariaDB indexes columns only, and all rows
			lower := table.AddIndex(expr.NewText("lower(b)"))
			lower.Name = "lower b"
			part := table.AddIndex(&table.Column("a").ColumnRef)
			part.Name, part.Unique, part.Where = "part", true, expr.ElementOf(azoth.AsText(b).Eq("it's"))
		}
		db.roundTrip(t, meta, func() {
			db.exec(t, "INSERT INTO t (id, a, b) VALUES (1, 1, 'it''s')")
			err := db.try("INSERT INTO t (id, a, b) VALUES (2, 1, 'it''s')")
			if !errors.Is(err, dialect.ErrUnique) {
				t.Errorf("a unique index let %v pass", err)
			}
			db.run(t, &schema.DropIndex{Index: down}, &schema.CreateIndex{Index: down})
		})
	})
}

func TestTablesInSchemas(t *testing.T) {
	eachDatabase(t, "postgresql mariadb", func(t *testing.T, db *database) {
		name := "azoth " + db.name + " app"
		db.run(t, &schema.DropSchema{Name: name, IfExists: true, Cascade: db.name == "postgresql"}, &schema.CreateSchema{Name: name},
			&schema.CreateSchema{Name: name, IfNotExists: true})
		meta := azoth.NewMetaData()
		meta.Schema = name
		parent := azoth.NewTable("parent", meta, key())
		child := azoth.NewTable("t", meta, key(), schema.Col("p", nil, schema.ForeignKeyTo("parent.id")), schema.Col("x", types.Enum("a").Named("kind")),
			schema.IndexOf("ix", "x"))
		child.Comment = "c"
		schema.NewView(meta, "v", azoth.Select(azoth.Typed[int](child.C("id"))).Statement())
		db.roundTrip(t, meta, func() {
			db.run(t, azoth.InsertInto(parent).Values(parent.C("id").Set(5)).Statement(), azoth.InsertInto(child).Values(child.C("p").Set(5)).Statement())
			if got := must(azoth.Select(azoth.Typed[int](child.C("p"))).All(ctx, db.Engine)); !slices.Equal(got, []int{5}) {
				t.Errorf("the rows are %v", got)
			}
			db.run(t, &schema.DropIndex{Index: child.Indexes[0]})
		})
		db.run(t, &schema.DropSchema{Name: name})
		if err := db.try("CREATE TABLE " + quoted(db.name, name) + ".t (id integer)"); err == nil {
			t.Error("the schema is still there")
		}
	})
}

func quoted(database, name string) string {
	if database == "mariadb" {
		return "`" + name + "`"
	}
	return `"` + name + `"`
}

func TestTableOptions(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("t", meta, key(), schema.Col("x", types.String(0)))
		table.Options = map[string]string{"sqlite": "WITHOUT ROWID", "postgresql": "WITH (fillfactor=50)", "mysql": "ENGINE=Aria CHARSET=latin1"}
		plain := azoth.NewTable("plain", meta, key(), schema.Col("x", types.String(0)))
		temporary := azoth.NewTable("temporary", nil, key())
		temporary.Temporary = true
		db.roundTrip(t, meta, func() {
			queries := map[string]string{
				"sqlite":     "SELECT sql FROM sqlite_master WHERE name = 't' AND sql LIKE '%WITHOUT ROWID%'",
				"postgresql": "SELECT relname::text FROM pg_class WHERE relname = 't' AND reloptions = '{fillfactor=50}'",
				"mariadb": "SELECT concat(table_name, ' ', engine, ' ', table_collation) FROM information_schema.tables " +
					"WHERE table_schema = database() ORDER BY 1",
			}
			got := db.texts(t, queries[db.name])
			if want := []string{"plain InnoDB utf8mb4_general_ci", "t Aria latin1_swedish_ci"}; db.name == "mariadb" && !slices.Equal(got, want) || len(got) == 0 {
				t.Errorf("the options are %q", got)
			}
			db.run(t, azoth.InsertInto(plain).Values(plain.C("x").Set("🙂")).Statement())
			err := db.Begin(ctx, func(c *azoth.Connection) error { return schema.CreateTables(ctx, c, temporary) })
			if err != nil {
				t.Errorf("a temporary table: %v", err)
			}
		})
	})
}

// A table of utf8mb4 in a database that is not.
func TestCharsetOfTables(t *testing.T) {
	db := open(t, "mariadb")
	db.exec(t, "CREATE DATABASE azoth_latin CHARSET latin1")
	defer db.exec(t, "DROP DATABASE azoth_latin")
	meta := azoth.NewMetaData()
	table := azoth.NewTable("azoth_latin.t", meta, key(), schema.Col("x", types.String(10)))
	db.roundTrip(t, meta, func() {
		db.run(t, azoth.InsertInto(table).Values(table.C("x").Set("🙂")).Statement())
		if got := must(azoth.Select(azoth.Typed[string](table.C("x"))).One(ctx, db.Engine)); got != "🙂" {
			t.Errorf("it reads back as %q", got)
		}
	})
}

func TestMaterializedViews(t *testing.T) {
	db := open(t, "postgresql")
	meta := azoth.NewMetaData()
	table := azoth.NewTable("t", meta, key())
	v := schema.NewView(meta, "v", azoth.Select(azoth.Typed[int](table.C("id"))).Statement())
	v.Materialized = true
	db.roundTrip(t, meta, func() {
		db.exec(t, "INSERT INTO t (id) VALUES (1)")
		read := must(v.Table())
		if got := must(azoth.Select(azoth.Typed[int](read.C("id"))).All(ctx, db.Engine)); len(got) != 0 {
			t.Errorf("before it was refreshed, the view has %v", got)
		}
		db.run(t, &schema.RefreshView{View: v})
		if got := must(azoth.Select(azoth.Typed[int](read.C("id"))).All(ctx, db.Engine)); !slices.Equal(got, []int{1}) {
			t.Errorf("after it was refreshed, the view has %v", got)
		}
	})
}

func TestViewsAsTables(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("t", meta, key(), schema.Col("price", types.Numeric(10, 2)), schema.Col("at", types.DateTime()), schema.Col("on", types.Boolean()))
		id, on := azoth.Typed[int](table.C("id")), azoth.Typed[bool](table.C("on"))
		v := schema.NewView(meta, "v", azoth.Select3(id, azoth.Typed[types.Decimal](table.C("price")), on.As("is_on")).Where(azoth.AsNumber(id).Gt(2)).Statement())
		db.roundTrip(t, meta, func() {
			for i := range 3 {
				db.run(t, azoth.InsertInto(table).Values(table.C("id").Set(i+1), table.C("price").Set(types.MustDecimal("1.50")), table.C("on").Set(true)).Statement())
			}
			read := must(v.Table())
			price, on := azoth.Typed[types.Decimal](read.C("price")), azoth.Typed[bool](read.C("is_on"))
			got := must(azoth.Select2(price, on).All(ctx, db.Engine))
			if len(got) != 1 || !got[0].V1.Equal(types.MustDecimal("1.50")) || !got[0].V2 {
				t.Errorf("the view gives %v", got)
			}
			db.run(t, &schema.DropView{View: v}, &schema.DropView{View: v, IfExists: true}, &schema.CreateView{View: v})
		})
	})
}

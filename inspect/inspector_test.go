package inspect_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
	"github.com/google/go-cmp/cmp"
)

var ctx = context.Background()

// another is a second schema of the database of e, dropped at the end: an attached database, a schema, a database.
func another(t *testing.T, db string, e *engine.Engine) string {
	t.Helper()
	name := "Other's"
	switch db {
	case sqliteDB:
		run(t, e, `ATTACH ':memory:' AS "Other's"`)
	case postgresqlDB:
		run(t, e, `CREATE SCHEMA "Other's"`)
	case mariaDB:
		own, err := inspect.New(e).DefaultSchema(ctx)
		if err != nil {
			t.Fatal(err)
		}
		name = own + "'s other"
		quoted := e.Dialect().Grammar.Quoting.Force(name)
		run(t, e, "CREATE DATABASE "+quoted+" DEFAULT CHARSET utf8mb4")
		t.Cleanup(func() { run(t, e, "DROP DATABASE "+quoted) })
	}
	return name
}

// shop creates tables in the default schema and, if in is not "", the same in another one.
func shop(t *testing.T, e *engine.Engine, in string) {
	t.Helper()
	m := schema.NewMetaData()
	m.Schema = in
	schema.Define("users", m,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("name", types.String(50), schema.NotNull(), schema.Comment("what she's called")),
		schema.Col("age", types.Integer(), schema.ServerDefault(expr.Lit(18))),
		schema.Col("boss", types.Integer(), schema.ForeignKeyTo(prefixed(in, "users.id"), schema.Name("fk_boss"))),
		schema.IndexOf("ix_users_name_age", "name", "age")).Comment = "people"
	orders := schema.Define("orders", m,
		schema.Col("number", types.Integer(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("year", types.SmallInteger(), schema.PrimaryKey()),
		schema.Col("user_id", types.Integer(), schema.NotNull(), schema.ForeignKeyTo(prefixed(in, "users.id"), schema.Name("fk_user"), schema.OnDelete(schema.Cascade))),
		schema.Col("total", types.Numeric(10, 2)))
	orders.AddUnique(orders.Column("year"), orders.Column("total")).Name = "uq_total"
	orders.AddCheck(expr.NewText("total > 0")).Name = "ck_total"
	schema.Define("no constraints", m, schema.Col("data", types.Text()))
	if err := m.CreateAll(ctx, e); err != nil {
		t.Fatal(err)
	}
}

func prefixed(schema, target string) string {
	if schema == "" {
		return target
	}
	return schema + "." + target
}

// inBoth runs f with the shop in the default schema, and with it in another one.
func inBoth(t *testing.T, f func(t *testing.T, db string, e *engine.Engine, in string)) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		shop(t, e, "")
		other := another(t, db, e)
		shop(t, e, other)
		t.Run("default schema", func(t *testing.T) { f(t, db, e, "") })
		t.Run("another schema", func(t *testing.T) { f(t, db, e, other) })
	})
}

// ok is v, if there is no error.
func ok[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, compareTypes()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestNames(t *testing.T) {
	inBoth(t, func(t *testing.T, db string, e *engine.Engine, in string) {
		i := inspect.New(e).In(in)
		same(t, "tables", ok(i.TableNames(ctx))(t), []string{"no constraints", "orders", "users"})
		same(t, "views", len(ok(i.ViewNames(ctx))(t)), 0)
		for name, want := range map[string]bool{"users": true, "no constraints": true, "nosuch": false, "": false, "user's": false, "us%": false, "users ": false, "a\x00b": false, "a\xff": false, strings.Repeat("x", 300): false} {
			same(t, "has "+name, ok(i.HasTable(ctx, name))(t), want)
		}
		same(t, "has index", ok(i.HasIndex(ctx, "users", "ix_users_name_age"))(t), true)
		same(t, "has another index", ok(i.HasIndex(ctx, "users", "ix_total"))(t), false)
		same(t, "has index of a table that is missing", ok(i.HasIndex(ctx, "nosuch", "ix_total"))(t), false)
	})
}

func TestSchemas(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		other := another(t, db, e)
		i := inspect.New(e)
		own := ok(i.DefaultSchema(ctx))(t)
		names := ok(i.SchemaNames(ctx))(t)
		if !slices.Contains(names, own) || !slices.Contains(names, other) || !slices.IsSorted(names) {
			t.Errorf("schemas %q, the default one %q, another %q", names, own, other)
		}
		for _, n := range names {
			if strings.HasPrefix(n, "pg_") || n == "information_schema" || n == "temp" || n == "mysql" {
				t.Errorf("%s is the database's own", n)
			}
		}
		same(t, "has schema", ok(i.HasSchema(ctx, other))(t), true)
		same(t, "has no schema", ok(i.HasSchema(ctx, "nosuch"))(t), false)
		missing := i.In("no'such")
		same(t, "tables of a schema that is missing", len(ok(missing.TableNames(ctx))(t)), 0)
		same(t, "has table in a schema that is missing", ok(missing.HasTable(ctx, "users"))(t), false)
		same(t, "columns of a schema that is missing", len(ok(missing.MultiColumns(ctx))(t)), 0)
		if _, err := missing.Columns(ctx, "users"); !errors.Is(err, dialect.ErrNoSuchTable) {
			t.Errorf("error %v", err)
		}
	})
}

func TestColumns(t *testing.T) {
	inBoth(t, func(t *testing.T, db string, e *engine.Engine, in string) {
		i := inspect.New(e).In(in)
		got := ok(i.Columns(ctx, "users"))(t)
		comment := "what she's called"
		if db == sqliteDB {
			comment = ""
		}
		want := []dialect.ReflectedColumn{
			{Name: "id", Type: types.Integer(), Autoincrement: true},
			{Name: "name", Type: types.String(50), Comment: comment},
			{Name: "age", Type: types.Integer(), Nullable: true, Default: "18"},
			{Name: "boss", Type: types.Integer(), Nullable: true},
		}
		if db == postgresqlDB {
			want[0].Default = got[0].Default
			if !strings.HasPrefix(got[0].Default, "nextval(") {
				t.Errorf("default of a SERIAL: %s", got[0].Default)
			}
		}
		same(t, "columns of users", got, want)
		same(t, "columns of orders", ok(i.Columns(ctx, "orders"))(t), []dialect.ReflectedColumn{
			{Name: "number", Type: types.Integer()},
			{Name: "year", Type: types.SmallInteger()},
			{Name: "user_id", Type: types.Integer()},
			{Name: "total", Type: types.Numeric(10, 2), Nullable: true},
		})
		same(t, "columns of all", sorted(ok(i.MultiColumns(ctx))(t)), []string{"no constraints", "orders", "users"})
		same(t, "columns of two, one is missing", sorted(ok(i.MultiColumns(ctx, "users", "nosuch"))(t)), []string{"users"})
	})
}

func TestKeys(t *testing.T) {
	inBoth(t, func(t *testing.T, db string, e *engine.Engine, in string) {
		i := inspect.New(e).In(in)
		primary := ok(i.PrimaryKey(ctx, "orders"))(t)
		same(t, "primary key", primary.Columns, []string{"number", "year"})
		if db == postgresqlDB {
			same(t, "name of the primary key", primary.Name, "orders_pkey")
		}
		same(t, "no primary key", ok(i.PrimaryKey(ctx, "no constraints"))(t), (*dialect.ReflectedPrimaryKey)(nil))
		same(t, "foreign keys", ok(i.ForeignKeys(ctx, "orders"))(t), []dialect.ReflectedForeignKey{
			{Name: "fk_user", Columns: []string{"user_id"}, RefSchema: in, RefTable: "users", RefColumns: []string{"id"}, OnDelete: schema.Cascade},
		})
		same(t, "foreign key to itself", ok(i.ForeignKeys(ctx, "users"))(t), []dialect.ReflectedForeignKey{
			{Name: "fk_boss", Columns: []string{"boss"}, RefSchema: in, RefTable: "users", RefColumns: []string{"id"}},
		})
		same(t, "unique", ok(i.UniqueConstraints(ctx, "orders"))(t), []dialect.ReflectedUnique{{Name: "uq_total", Columns: []string{"year", "total"}}})
		checks := ok(i.CheckConstraints(ctx, "orders"))(t)
		if len(checks) != 1 || checks[0].Name != "ck_total" || !strings.Contains(checks[0].SQL, "> ") {
			t.Errorf("checks: %+v", checks)
		}
		own := ok(i.DefaultSchema(ctx))(t)
		same(t, "within the default schema by its name", ok(i.In(own).ForeignKeys(ctx, "orders"))(t)[0].RefSchema, own)
		all := ok(i.MultiForeignKeys(ctx))(t)
		if len(all) != 3 || len(all["orders"]) != 1 || len(all["users"]) != 1 || len(all["no constraints"]) != 0 {
			t.Errorf("foreign keys of all: %+v", all)
		}
		same(t, "primary keys of all", ok(i.MultiPrimaryKey(ctx))(t)["users"].Columns, []string{"id"})
		same(t, "unique constraints of all", len(ok(i.MultiUniqueConstraints(ctx))(t)["orders"]), 1)
		same(t, "checks of all", len(ok(i.MultiCheckConstraints(ctx))(t)["orders"]), 1)
	})
}

func TestIndexes(t *testing.T) {
	inBoth(t, func(t *testing.T, db string, e *engine.Engine, in string) {
		i := inspect.New(e).In(in)
		named := dialect.ReflectedIndex{Name: "ix_users_name_age", Elements: []dialect.ReflectedIndexElement{{Column: "name"}, {Column: "age"}}}
		want := []dialect.ReflectedIndex{named}
		if db == mariaDB { // which has an index for every foreign key
			want = append([]dialect.ReflectedIndex{{Name: "fk_boss", Elements: []dialect.ReflectedIndexElement{{Column: "boss"}}, ForeignKey: "fk_boss"}}, want...)
		}
		same(t, "indexes", ok(i.Indexes(ctx, "users"))(t), want)
		same(t, "columns of an index", named.ColumnNames(), []string{"name", "age"})
		same(t, "indexes of all", ok(i.MultiIndexes(ctx))(t)["users"], want)
		for _, x := range ok(i.Indexes(ctx, "orders"))(t) {
			if x.Constraint != "uq_total" && x.ForeignKey == "" {
				t.Errorf("index %+v", x)
			}
		}
	})
}

func TestCommentsAndOptions(t *testing.T) {
	inBoth(t, func(t *testing.T, db string, e *engine.Engine, in string) {
		i := inspect.New(e).In(in)
		want := "people"
		if db == sqliteDB {
			want = ""
		}
		same(t, "comment", ok(i.TableComment(ctx, "users"))(t), want)
		same(t, "comments of all", ok(i.MultiTableComment(ctx))(t), map[string]string{"users": want, "orders": "", "no constraints": ""})
		options := ok(i.TableOptions(ctx, "users"))(t)
		if (options["engine"] == "InnoDB") != (db == mariaDB) {
			t.Errorf("options %v", options)
		}
		same(t, "options of all", len(ok(i.MultiTableOptions(ctx))(t)), 3)
	})
}

// TestMissingTable wants every question about a table that does not exist to be answered by the same error.
func TestMissingTable(t *testing.T) {
	each(t, func(t *testing.T, _ string, e *engine.Engine) {
		i := inspect.New(e)
		for name, ask := range map[string]func() error{
			"Columns":           func() error { _, err := i.Columns(ctx, "no'such"); return err },
			"PrimaryKey":        func() error { _, err := i.PrimaryKey(ctx, "no'such"); return err },
			"ForeignKeys":       func() error { _, err := i.ForeignKeys(ctx, "no'such"); return err },
			"UniqueConstraints": func() error { _, err := i.UniqueConstraints(ctx, "no'such"); return err },
			"CheckConstraints":  func() error { _, err := i.CheckConstraints(ctx, "no'such"); return err },
			"Indexes":           func() error { _, err := i.Indexes(ctx, "no'such"); return err },
			"TableComment":      func() error { _, err := i.TableComment(ctx, "no'such"); return err },
			"TableOptions":      func() error { _, err := i.TableOptions(ctx, "no'such"); return err },
			"ViewDefinition":    func() error { _, err := i.ViewDefinition(ctx, "no'such"); return err },
			"ReflectTable":      func() error { _, err := schema.NewMetaData().ReflectTable(ctx, e, "no'such"); return err },
			"Reflect":           func() error { return schema.NewMetaData().Reflect(ctx, e, schema.Only("no'such")) },
		} {
			err := ask()
			var missing *inspect.NoSuchTableError
			if !errors.As(err, &missing) || missing.Name != "no'such" || !errors.Is(err, dialect.ErrNoSuchTable) || !errors.Is(err, dialect.ErrProgramming) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestViews(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		shop(t, e, "")
		run(t, e, `CREATE VIEW names AS SELECT id, name FROM users WHERE name <> 'it''s'`, `CREATE TABLE gone (a INT)`, `CREATE VIEW broken AS SELECT a FROM gone`)
		if db == postgresqlDB {
			run(t, e, `CREATE MATERIALIZED VIEW kept AS SELECT name FROM users`, `CREATE INDEX ix_kept ON kept (name)`)
		}
		i := inspect.New(e)
		same(t, "views", ok(i.ViewNames(ctx))(t), []string{"broken", "names"})
		same(t, "tables", ok(i.TableNames(ctx))(t), []string{"gone", "no constraints", "orders", "users"})
		same(t, "has view", ok(i.HasTable(ctx, "names"))(t), true)
		columns := ok(i.Columns(ctx, "names"))(t)
		if len(columns) != 2 || columns[1].Name != "name" || columns[1].Type != types.String(50) {
			t.Errorf("columns of the view: %+v", columns)
		}
		if sql := ok(i.ViewDefinition(ctx, "names"))(t); !strings.HasPrefix(strings.ToUpper(sql), "SELECT ") || !strings.Contains(sql, "it") {
			t.Errorf("definition %s", sql)
		}
		if _, err := i.ViewDefinition(ctx, "users"); !errors.Is(err, dialect.ErrNoSuchTable) {
			t.Errorf("definition of a table: %v", err)
		}
		if db == postgresqlDB {
			same(t, "materialized views", ok(i.MaterializedViewNames(ctx))(t), []string{"kept"})
			same(t, "index of a materialized view", ok(i.HasIndex(ctx, "kept", "ix_kept"))(t), true)
			return // it does not let a table go that a view needs
		}
		run(t, e, `DROP TABLE gone`)
		var broken *inspect.UnreflectableError
		if _, err := i.Columns(ctx, "broken"); !errors.As(err, &broken) || broken.Name != "broken" || broken.Err == nil {
			t.Errorf("columns of a broken view: %v", err)
		}
		m := schema.NewMetaData()
		if err := m.Reflect(ctx, e, schema.WithViews()); !errors.As(err, &broken) {
			t.Errorf("reflect a broken view: %v", err)
		}
		if m.Table("names") == nil || m.Table("users") == nil || m.Table("broken") != nil {
			t.Errorf("tables beside a broken view: %v", m.Tables())
		}
		if err := schema.NewMetaData().Reflect(ctx, e); err != nil {
			t.Errorf("reflect tables beside a broken view: %v", err)
		}
	})
}

// TestTemporary wants temporary tables to be found by their name, by the connection that has them, and nowhere else.
func TestTemporary(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		shop(t, e, "")
		c := ok(e.Connect(ctx))(t)
		defer c.Close()
		run(t, c, `CREATE TEMPORARY TABLE scratch (id INT NOT NULL, what VARCHAR(9) DEFAULT 'x', PRIMARY KEY (id), CONSTRAINT uq_what UNIQUE (what))`)
		i := inspect.New(c)
		same(t, "tables", ok(i.TableNames(ctx))(t), []string{"no constraints", "orders", "users"})
		if db != mariaDB { // which lists them from 11.2 on
			same(t, "temporary tables", ok(i.TempTableNames(ctx))(t), []string{"scratch"})
		}
		same(t, "has temporary table", ok(i.HasTable(ctx, "scratch"))(t), true)
		if db != sqliteDB { // in memory, where there is one connection only
			same(t, "has temporary table, to another connection", ok(inspect.New(e).HasTable(ctx, "scratch"))(t), false)
		}
		columns := ok(i.Columns(ctx, "scratch"))(t)
		if len(columns) != 2 || columns[1].Type != types.String(9) || !strings.HasPrefix(columns[1].Default, "'x'") || columns[0].Nullable {
			t.Errorf("columns %+v", columns)
		}
		same(t, "primary key", ok(i.PrimaryKey(ctx, "scratch"))(t).Columns, []string{"id"})
		same(t, "unique", ok(i.UniqueConstraints(ctx, "scratch"))(t), []dialect.ReflectedUnique{{Name: "uq_what", Columns: []string{"what"}}})
		table := ok(schema.NewMetaData().ReflectTable(ctx, c, "scratch"))(t)
		same(t, "temporary", table.Temporary, true)
		same(t, "with all", ok(i.MultiColumns(ctx))(t)["scratch"], []dialect.ReflectedColumn(nil))
	})
}

func TestSequencesAndNamedTypes(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		i := inspect.New(e)
		var none *inspect.UnsupportedError
		if db == sqliteDB {
			if _, err := i.Sequences(ctx); !errors.As(err, &none) || none.Dialect != "sqlite" {
				t.Errorf("sequences: %v", err)
			}
			same(t, "sequences", len(ok(i.SequenceNames(ctx))(t)), 0)
			return
		}
		run(t, e, `CREATE SEQUENCE numbers START WITH 7 INCREMENT BY 3 MAXVALUE 100 CYCLE`)
		same(t, "sequences", ok(i.SequenceNames(ctx))(t), []string{"numbers"})
		same(t, "has sequence", ok(i.HasSequence(ctx, "numbers"))(t), true)
		same(t, "has no sequence", ok(i.HasSequence(ctx, "nosuch"))(t), false)
		same(t, "a sequence is no table", ok(i.TableNames(ctx))(t), []string(nil))
		s := ok(i.Sequences(ctx))(t)[0]
		if s.Name != "numbers" || *s.Start != 7 || *s.Increment != 3 || *s.Max != 100 || !s.Cycle || s.Type != types.BigInteger() || s.Table != "" {
			t.Errorf("sequence %+v", s)
		}
		if db == mariaDB {
			if _, err := i.Enums(ctx); !errors.As(err, &none) {
				t.Errorf("enumerations: %v", err)
			}
			return
		}
		run(t, e, `CREATE TYPE mood AS ENUM ('sad', 'it''s', 'a,b')`, `CREATE DOMAIN positive AS numeric(5,2) DEFAULT 1 NOT NULL CHECK (VALUE > 0)`,
			`CREATE TABLE counted (id serial, i int GENERATED ALWAYS AS IDENTITY)`, `COMMENT ON TYPE mood IS 'how'`)
		same(t, "enumerations", ok(i.Enums(ctx))(t), []dialect.ReflectedEnum{{Name: "mood", Schema: "public", Labels: []string{"sad", "it's", "a,b"}, Comment: "how"}})
		domains := ok(i.Domains(ctx))(t)
		if len(domains) != 1 || domains[0].Type != types.Numeric(5, 2) || domains[0].Nullable || domains[0].Default != "1" || len(domains[0].Checks) != 1 {
			t.Errorf("domains %+v", domains)
		}
		for _, s := range ok(i.Sequences(ctx))(t) {
			if s.Name != "numbers" && (s.Table != "counted" || s.Identity != (s.Column == "i")) {
				t.Errorf("sequence %+v", s)
			}
		}
	})
}

// TestInspectorOfConnection wants an Inspector to see what its connection has not committed yet.
func TestInspectorOfConnection(t *testing.T) {
	each(t, func(t *testing.T, _ string, e *engine.Engine) {
		c := ok(e.Connect(ctx))(t)
		run(t, c, "CREATE TABLE fresh (a INT)")
		same(t, "columns", len(ok(inspect.New(c).Columns(ctx, "fresh"))(t)), 1)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		has := ok(inspect.New(e).HasTable(ctx, "fresh"))(t)
		same(t, "after the rollback", has, !e.Dialect().Features.TransactionalDDL)
	}, sqliteDB, postgresqlDB)
}

// nobody is an Executor that has no catalogue.
type nobody struct{}

func (nobody) Execute(context.Context, expr.Statement) (expr.Rows, error) { return nil, nil }

func TestNoCatalogue(t *testing.T) {
	if _, err := inspect.New(nobody{}).TableNames(ctx); err == nil || !strings.Contains(err.Error(), "give an Engine or a Connection") {
		t.Errorf("error %v", err)
	}
	if err := schema.NewMetaData().Reflect(ctx, nobody{}); err == nil || !strings.Contains(err.Error(), "give an Engine or a Connection") {
		t.Errorf("error %v", err)
	}
}

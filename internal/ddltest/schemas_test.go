package ddltest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// tenants makes schemas, and drops them at the end.
func tenants(t *testing.T, db *database, names ...string) {
	t.Helper()
	for _, name := range names {
		db.run(t, &schema.CreateSchema{Name: name})
		t.Cleanup(func() { db.run(t, &schema.DropSchema{Name: name, Cascade: db.name == "postgresql"}) })
	}
}

// One catalogue, its tables in the schemas of two tenants: created, filled, read, changed and dropped, with one pool and one cache.
func TestSchemasOfTenants(t *testing.T) {
	eachDatabase(t, "postgresql mariadb", func(t *testing.T, db *database) {
		names := []string{"My Tenant \"1\" `x`", "tenant2"}
		tenants(t, db, names...)
		meta := azoth.NewMetaData()
		notes := azoth.NewTable("notes", meta, key(), schema.Col("body", types.String(20), schema.Indexed()))
		azoth.NewTable("tags", meta, key(), schema.Col("note", nil, schema.ForeignKeyTo("notes.id")))
		body := azoth.Typed[string](notes.C("body"))
		q := azoth.Select(body)
		for i, name := range names {
			e := db.With(azoth.TranslateSchemas(azoth.SchemaMap{"": name}))
			for range 2 { // the second time there is nothing to do
				if err := meta.CreateAll(ctx, e); err != nil {
					t.Fatal(err)
				}
			}
			put(t, e, notes, i+1, name)
			if got := must(q.All(ctx, e)); !slices.Equal(got, []string{name}) {
				t.Errorf("%s has %q", name, got)
			}
		}
		if _, err := q.All(ctx, db.Engine); !errors.Is(err, dialect.ErrNoSuchTable) {
			t.Errorf("the default schema has the table, too: %v", err)
		}
		singleStatements(t, db, q, names)
		for _, name := range names {
			if err := meta.DropAll(ctx, db.With(azoth.TranslateSchemas(azoth.SchemaMap{"": name}))); err != nil {
				t.Fatal(err)
			}
		}
		db.wantEmpty(t)
	})
}

// put inserts a row.
func put(t *testing.T, ex expr.Executor, notes *schema.Table, id int, body string) {
	t.Helper()
	if _, err := azoth.InsertInto(notes).Values(notes.C("id").Set(id), notes.C("body").Set(body)).Exec(ctx, ex); err != nil {
		t.Fatal(err)
	}
}

// singleStatements runs the same statement in one schema after the other, on one connection: the cache must not mix them up.
func singleStatements(t *testing.T, db *database, q expr.Select[string], names []string) {
	t.Helper()
	c := must(db.Connect(ctx))
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	for range 2 {
		for _, name := range names {
			if got := must(q.All(ctx, azoth.InSchemas(c, azoth.SchemaMap{"": name}))); !slices.Equal(got, []string{name}) {
				t.Errorf("%s has %q", name, got)
			}
		}
	}
	if c.SchemaOf("") != "" {
		t.Error("the connection translates still")
	}
	c.TranslateSchemas(azoth.SchemaMap{"": names[1]})
	if got := must(q.All(ctx, c)); !slices.Equal(got, []string{names[1]}) {
		t.Errorf("a connection that translates has %q", got)
	}
	if _, err := q.All(ctx, azoth.InSchemas(nothing{}, azoth.SchemaMap{"": "x"})); err == nil || !strings.Contains(err.Error(), "cannot run single statements in other schemas") {
		t.Errorf("another executor: %v", err)
	}
}

// nothing is an executor that is neither an Engine nor a Connection.
type nothing struct{ expr.Executor }

func TestSchemasOfSQLite(t *testing.T) {
	db := open(t, "sqlite")
	c := must(db.Connect(ctx))
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	c.TranslateSchemas(azoth.SchemaMap{"": "main", "app": "temp"})
	meta := azoth.NewMetaData()
	notes := azoth.NewTable("notes", meta, key(), schema.Col("body", types.String(20), schema.Indexed()))
	own := azoth.NewTable("app.own", meta, key(), schema.Col("body", types.String(20), schema.Indexed()))
	if err := meta.CreateAll(ctx, c); err != nil {
		t.Fatal(err)
	}
	for i, table := range []*schema.Table{notes, own} {
		put(t, c, table, i, table.Name)
		if got := must(azoth.Select(azoth.Typed[string](table.C("body"))).All(ctx, c)); !slices.Equal(got, []string{table.Name}) {
			t.Errorf("%s has %q", table, got)
		}
	}
	if err := meta.DropAll(ctx, azoth.InSchemas(c, azoth.SchemaMap{"app": "temp"})); err != nil {
		t.Fatal(err)
	}
	for _, has := range []struct{ schema, table string }{{"main", "notes"}, {"temp", "own"}} {
		if found := must(c.HasTable(ctx, has.schema, has.table)); found {
			t.Errorf("%v is still there", has)
		}
	}
}

package ddltest_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// A hook runs SQL of the program with the table's name in it, in the transaction of CreateAll, and on the databases that it is meant for.
func TestHooksRunSQL(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("My Table", meta, key(), schema.Col("body", types.String(20)))
		table.Listen(schema.AfterCreate, schema.Run(schema.DDL("INSERT INTO %(fullname)s (id, body) VALUES (1, '100%%')")))
		table.Listen(schema.AfterCreate, schema.Run(schema.DDL("INSERT INTO %(table)s (id, body) VALUES (2, 'here')").On(map[string]string{"mariadb": "mysql"}[db.name], db.name)))
		table.Listen(schema.AfterCreate, schema.Run(schema.DDL("NO SQL").On("oracle")))
		var order []string
		meta.Listen(schema.BeforeDrop, func(_ context.Context, e schema.DDLEvent) error {
			order = append(order, e.Tables[0].Name)
			return nil
		})
		if err := meta.CreateAll(ctx, db.Engine); err != nil {
			t.Fatal(err)
		}
		got := must(azoth.Select(azoth.Typed[string](table.C("body"))).OrderBy(table.C("id")).All(ctx, db.Engine))
		if !slices.Equal(got, []string{"100%", "here"}) {
			t.Errorf("the rows are %q", got)
		}
		if err := meta.DropAll(ctx, db.Engine); err != nil || !slices.Equal(order, []string{"My Table"}) {
			t.Errorf("dropped %q, %v", order, err)
		}
		db.wantEmpty(t)
	})
}

// What is meant for another database is not created; what is created is what was meant.
func TestConditionalDDL(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("t", meta, key(), schema.Col("a", integer, schema.Indexed()))
		table.Indexes[0].When.Dialects = []string{"sqlite", "mysql"}
		c := table.AddCheck(expr.NewText("a > 0"))
		c.Name, c.When.Dialects = "positive", []string{"postgresql"}
		if err := meta.CreateAll(ctx, db.Engine); err != nil {
			t.Fatal(err)
		}
		i := inspect.New(db.Engine)
		indexes, checks := must(i.Indexes(ctx, "t")), must(i.CheckConstraints(ctx, "t"))
		if (len(indexes) == 1) != (db.name != "postgresql") || (len(checks) == 1) != (db.name == "postgresql") {
			t.Errorf("there are %d indexes and %d checks", len(indexes), len(checks))
		}
		if err := meta.DropAll(ctx, db.Engine); err != nil {
			t.Fatal(err)
		}
	})
}

// Things are created and dropped one by one, and asked for first if the program says so.
func TestOneByOne(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("t", meta, key(), schema.Col("a", integer))
		v := schema.NewView(nil, "v", azoth.Select(azoth.Typed[int](table.C("a"))).Statement())
		type thing interface {
			Create(context.Context, expr.Executor, ...schema.DDLOption) error
			Drop(context.Context, expr.Executor, ...schema.DDLOption) error
		}
		if err := table.Create(ctx, db.Engine); err != nil {
			t.Fatal(err)
		}
		index := table.AddIndex(&table.Column("a").ColumnRef)
		things := map[string]thing{"index": index, "view": v}
		if db.name != "sqlite" {
			things["sequence"] = schema.NewSequence(nil, "s", schema.Counter{})
		}
		for name, x := range things {
			for _, step := range []struct {
				run     func(context.Context, expr.Executor, ...schema.DDLOption) error
				options []schema.DDLOption
				fails   bool
			}{
				{x.Create, nil, false},
				{x.Create, nil, true},
				{x.Create, []schema.DDLOption{schema.Checking(schema.CheckAll)}, false},
				{x.Drop, nil, false},
				{x.Drop, nil, true},
				{x.Drop, []schema.DDLOption{schema.Checking(schema.CheckAll)}, false},
			} {
				if err := step.run(ctx, db.Engine, step.options...); (err != nil) != step.fails {
					t.Errorf("%s: %v, want an error: %v", name, err, step.fails)
				}
			}
		}
		if err := table.Create(ctx, db.Engine); err == nil || !strings.Contains(err.Error(), "t") {
			t.Errorf("the table was created twice: %v", err)
		}
		if err := table.Create(ctx, db.Engine, schema.Checking(schema.CheckTables)); err != nil {
			t.Error(err)
		}
		if err := table.Drop(ctx, db.Engine); err != nil {
			t.Error(err)
		}
		if err := table.Drop(ctx, db.Engine, schema.Checking(schema.CheckTables)); err != nil {
			t.Error(err)
		}
		db.wantEmpty(t)
	})
}

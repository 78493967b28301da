package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// shout makes upper case of all texts, and comments the statement.
func shout(_ context.Context, e *engine.StatementEvent) {
	e.SQL += " -- shouted"
	for _, row := range e.Args {
		for i, v := range row {
			if v.Kind() == types.KindText {
				row[i] = types.TextValue(strings.ToUpper(v.Text()))
			}
		}
	}
}

func TestHooksRewriteArrays(t *testing.T) {
	w := newItems(t, false)
	e := w.inserting(t, w.columns("id"), "name", "day")
	var n notes
	remove := w.Listen(engine.Hooks{Statement: shout, AfterStatement: func(_ context.Context, e *engine.StatementDone) {
		n.add("%v, %d written, %d read, %v", strings.HasSuffix(e.SQL, " -- shouted"), e.Affected, e.Rows, e.Err)
	}})
	for run := range 3 {
		c, err := w.QueryArrays(ctx, e, rows(2, func(i int) []any {
			return []any{fmt.Sprint("row ", run, i), types.Date{Year: 2024, Month: 2, Day: 1 + i}}
		}), 2)
		ok(t, err)
		ids(t, c)
		n.are(t, "true, 2 written, 2 read, <nil>")
	}
	remove()
	if got, want := w.texts(t, "SELECT name, day FROM items WHERE id < 3 ORDER BY id", 2), "ROW 0 0 2024-02-01; ROW 0 1 2024-02-02"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestHooksRewriteCopiedRows(t *testing.T) {
	w := newItems(t, false)
	e, err := w.CopyTemplate([]byte("copy"), w.table, []*schema.Column{w.table.Column("id"), w.table.Column("name")})
	ok(t, err)
	var n notes
	remove := w.Listen(engine.Hooks{Statement: shout, AfterStatement: func(_ context.Context, e *engine.StatementDone) {
		n.add("%d written, %v", e.Affected, e.Err)
	}})
	for run := range 2 {
		_, copied, err := w.CopyRows(ctx, e, rows(2, func(i int) []any { return []any{int64(10*run + i), fmt.Sprint("row ", run, i)} }), 2)
		ok(t, err)
		if !copied {
			t.Fatal("not copied")
		}
	}
	n.are(t, "2 written, <nil>", "2 written, <nil>")
	remove()
	if got, want := w.texts(t, "SELECT name FROM items ORDER BY id", 1), "ROW 0 0; ROW 0 1; ROW 1 0; ROW 1 1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The tables of a program without schemas are found, created and described in the schema that an event has made the connections' own.
func TestDefaultSchemaByEvent(t *testing.T) {
	url := dbfleet.PostgreSQL(t)
	plain, err := engine.Open(url)
	ok(t, err)
	defer plain.Close()
	exec(t, plain, "CREATE SCHEMA elsewhere")
	opened := 0
	e, err := engine.Open(url, engine.ListenPool(engine.PoolHooks{Connect: func(ctx context.Context, c *engine.PoolConnection) error {
		opened++
		return c.Exec(ctx, "SET search_path TO elsewhere")
	}}))
	ok(t, err)
	defer e.Close()
	meta := schema.NewMetaData()
	users := newUsers(t, meta)
	ok(t, meta.CreateAll(ctx, e))
	ok(t, users.insert(ctx, e, "ed"))
	ok(t, e.Begin(ctx, func(c *engine.Connection) error { return users.insert(ctx, c, "wendy") }))
	names, err := expr.NewTextSelect[string]("SELECT name FROM elsewhere.users ORDER BY name").All(ctx, plain)
	ok(t, err)
	if fmt.Sprint(names) != "[ed wendy]" || opened != 1 {
		t.Errorf("%v by %d connections", names, opened)
	}
	c, err := plain.Connect(ctx)
	ok(t, err)
	defer c.Close()
	if has, err := c.HasTable(ctx, "", "users"); has || err != nil {
		t.Errorf("the table is in the default schema too: %v, %v", has, err)
	}
	found := schema.NewMetaData()
	_, err = e.ReflectInto(ctx, found, schema.Reflection{})
	ok(t, err)
	if len(found.Tables()) != 1 {
		t.Errorf("%d tables are found", len(found.Tables()))
	}
	// What a user of a connection sets is still nobody else's.
	exec(t, e, "SET search_path TO public")
	ok(t, users.insert(ctx, e, "jack"))
	if opened != 2 {
		t.Errorf("%d connections were opened", opened)
	}
}

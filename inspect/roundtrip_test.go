package inspect_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/google/go-cmp/cmp"
)

// roundTrip wants of what a database holds: reflected, it differs in nothing from want, which may be nil; there is nothing to create
// where it came from; created in an empty database it is the same, for the inspector and for the database itself.
func roundTrip(t *testing.T, db string, first *engine.Engine, want *schema.MetaData) {
	t.Helper()
	ctx := context.Background()
	reflected := reflectAll(t, first)
	if want != nil {
		noDifference(t, first, want, reflected)
		noDDL(t, first, want)
	}
	noDDL(t, first, reflected)
	second := open(t, db)
	if err := reflected.CreateAll(ctx, second); err != nil {
		t.Fatalf("create again: %v", err)
	}
	noDifference(t, second, reflected, reflectAll(t, second))
	if diff := cmp.Diff(describe(t, first), describe(t, second), compareTypes()); diff != "" {
		t.Errorf("the second time the inspector tells something else (-first +second):\n%s", diff)
	}
	if want == nil && db == sqliteDB { // which keeps the texts of tables as they were written: they are told from the second time on
		third := open(t, db)
		if err := reflectAll(t, second).CreateAll(ctx, third); err != nil {
			t.Fatal(err)
		}
		first, second = second, third
	}
	if diff := cmp.Diff(strings.Split(dump(t, db, first), "\n"), strings.Split(dump(t, db, second), "\n")); diff != "" {
		t.Errorf("the second time the database tells something else (-first +second):\n%s", diff)
	}
}

// describe is all that the inspector tells.
func describe(t *testing.T, e *engine.Engine) []*dialect.ReflectedTable {
	t.Helper()
	out, err := inspect.New(e).Tables(context.Background(), dialect.PartAll)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range out {
		for i := range table.Columns {
			if table.Columns[i].Sequence != nil {
				table.Columns[i].Default = "" // MariaDB's has the name of the database in it
			}
		}
		for i := range table.Checks {
			table.Checks[i].SQL = withoutCasts(table.Checks[i].SQL)
		}
	}
	return out
}

// compareTypes compares SQL types with ==, for that is what they are for.
func compareTypes() cmp.Option {
	return cmp.Exporter(func(reflect.Type) bool { return true })
}

func noDifference(t *testing.T, e *engine.Engine, want, got *schema.MetaData) {
	t.Helper()
	found, err := inspect.Diff(e.Dialect(), want, got)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Error(d)
	}
}

// noDDL wants CreateAll to find nothing to create.
func noDDL(t *testing.T, e *engine.Engine, m *schema.MetaData) {
	t.Helper()
	watched := e.With(engine.Listen(engine.Hooks{Statement: func(_ context.Context, ev *engine.StatementEvent) {
		for _, word := range []string{"CREATE", "ALTER", "COMMENT"} {
			if strings.HasPrefix(strings.TrimSpace(ev.SQL), word) {
				t.Errorf("there is something to create: %s", ev.SQL)
			}
		}
	}}))
	if err := m.CreateAll(context.Background(), watched); err != nil {
		t.Fatal(err)
	}
}

// declared creates what f declares, and makes the round trip with it.
func declared(t *testing.T, db string, e *engine.Engine, f func(m *schema.MetaData)) {
	t.Helper()
	m := schema.NewMetaData()
	f(m)
	if err := m.CreateAll(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	roundTrip(t, db, e, m)
}

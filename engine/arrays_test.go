package engine_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// items is a table on PostgreSQL whose rows are written as arrays.
type items struct {
	*engine.Connection
	table *schema.Table
	log   []engine.StatementEvent
}

func newItems(t testing.TB, listen bool, o ...engine.Option) *items {
	t.Helper()
	w := &items{}
	if listen {
		o = append(o, engine.Listen(engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) { w.log = append(w.log, *e) }}))
	}
	e, err := engine.Open(dbfleet.PostgreSQL(t), o...)
	ok(t, err)
	t.Cleanup(func() { ok(t, e.Close()) })
	meta := schema.NewMetaData()
	w.table = schema.Define("items", meta,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("name", types.String(20), schema.Unique()),
		schema.Col("note", types.Text()),
		schema.Col("n", types.BigInteger()),
		schema.Col("day", types.DateType{}),
		schema.Col("price", types.Numeric(10, 2)))
	ok(t, meta.CreateAll(ctx, e))
	w.Connection, err = e.Connect(ctx)
	ok(t, err)
	t.Cleanup(func() { ok(t, w.Close()) })
	w.log = nil
	return w
}

func (w *items) columns(names ...string) []*expr.ColumnRef {
	out := make([]*expr.ColumnRef, len(names))
	for i, n := range names {
		out[i] = &w.table.Column(n).ColumnRef
	}
	return out
}

// inserting is the entry of an INSERT of columns that returns the keys.
func (w *items) inserting(t testing.TB, back []*expr.ColumnRef, names ...string) *engine.Entry {
	t.Helper()
	e, err := w.Template(fmt.Appendf(nil, "insert%d %s", len(back), strings.Join(names, " ")), func() (expr.Element, error) {
		return expr.InsertArrays(w.table, w.columns(names...), back), nil
	})
	ok(t, err)
	return e
}

func rows(n int, row func(i int) []any) []types.Value {
	var out []types.Value
	for i := range n {
		for _, v := range row(i) {
			out = append(out, types.ValueOfAny(v))
		}
	}
	return out
}

// ids are the numbers in the first column.
func ids(t testing.TB, c *engine.Cursor) []int64 {
	t.Helper()
	var out []int64
	for {
		more, err := c.Step()
		ok(t, err)
		if !more {
			ok(t, c.Close())
			return out
		}
		out = append(out, c.Rows.Int64(0))
	}
}

// texts are the rows of a query, their columns joined.
func (w *items) texts(t testing.TB, sql string, n int) string {
	t.Helper()
	r, err := w.Query(ctx, expr.NewTextSelect[any](sql).Statement(), nil)
	ok(t, err)
	var out []string
	for {
		more, err := r.Step()
		ok(t, err)
		if !more {
			ok(t, r.Close())
			return strings.Join(out, "; ")
		}
		var row []string
		for i := range n {
			row = append(row, r.Rows.Text(i))
		}
		out = append(out, strings.Join(row, " "))
	}
}

func TestArrays(t *testing.T) {
	w := newItems(t, true)
	e := w.inserting(t, w.columns("id"), "name", "n", "day", "price")
	for _, n := range []int{0, 1, 3, 1000} {
		c, err := w.QueryArrays(ctx, e, rows(n, func(i int) []any {
			return []any{fmt.Sprint(n, "-", i), int64(i), types.Date{Year: 2024, Month: 2, Day: 28 + i%2}, types.DecimalOf(int64(i), 2)}
		}), n)
		ok(t, err)
		got := ids(t, c)
		if len(got) != n || c.Result().RowsAffected != int64(n) {
			t.Fatalf("%d keys and %d rows, want %d", len(got), c.Result().RowsAffected, n)
		}
		for i := range got {
			if got[i] != got[0]+int64(i) {
				t.Fatalf("key %d of row %d, the first is %d", got[i], i, got[0])
			}
		}
		if ev := w.log[len(w.log)-1]; len(ev.Args) != n || ev.Many != (n > 1) || n > 0 && len(ev.Args[0]) != 4 {
			t.Errorf("event of %d rows: %d, many %v", n, len(ev.Args), ev.Many)
		}
	}
	if got := w.texts(t, "SELECT n, name, day, price FROM items WHERE name LIKE '3-%' ORDER BY id", 4); got != "0 3-0 2024-02-28 0.00; 1 3-1 2024-02-29 0.01; 2 3-2 2024-02-28 0.02" {
		t.Error(got)
	}
	u, err := w.Template([]byte("update"), func() (expr.Element, error) {
		return expr.UpdateArrays(w.table, w.columns("note", "day"), w.columns("name"), nil), nil
	})
	ok(t, err)
	res, err := w.ExecArrays(ctx, u, rows(3, func(i int) []any { return []any{"x", nil, fmt.Sprint("3-", i+1)} }), 3)
	ok(t, err)
	if res.RowsAffected != 2 {
		t.Errorf("%d rows, want 2", res.RowsAffected)
	}
	if got := w.texts(t, "SELECT n, note, day IS NULL FROM items WHERE note IS NOT NULL ORDER BY n", 3); got != "1 x true; 2 x true" {
		t.Error(got)
	}
}

// TestArrayErrors wants the classes that the errors of single rows have.
func TestArrayErrors(t *testing.T) {
	w := newItems(t, false, engine.ShowParameters())
	e := w.inserting(t, nil, "name", "n")
	run := func(vs ...any) error {
		_, err := w.ExecArrays(ctx, e, rows(1, func(int) []any { return vs }), len(vs)/2)
		if err != nil {
			ok(t, w.Rollback(ctx))
		}
		return err
	}
	ok(t, run("a", 1, "b", 2))
	err := run("c", 3, "c", 4)
	is(t, err, dialect.ErrUnique)
	var st *engine.StatementError
	if !errors.As(err, &st) || !st.Many || len(st.Args) != 2 || len(st.Args[1]) != 2 {
		t.Errorf("got %v", err)
	}
	is(t, run("d", 3, strings.Repeat("x", 21), 4), dialect.ErrData) // VARCHAR(20) is not cut
	is(t, run("d", 3, "\x00", 4), dialect.ErrData)
	is(t, run("d", math.NaN()), dialect.ErrData)
	if _, err := w.ExecArrays(ctx, e, make([]types.Value, 3), 2); err == nil || !strings.Contains(err.Error(), "3 values for 2 rows of 2 columns") {
		t.Errorf("got %v", err)
	}
	one, err := w.Template([]byte("one"), func() (expr.Element, error) {
		return expr.NewInsertTable(expr.MakeDerived(w.table)).Values(expr.Assign(w.table.Column("name"), "x")).Statement(), nil
	})
	ok(t, err)
	if _, err := w.ExecArrays(ctx, one, make([]types.Value, 1), 1); err == nil || !strings.Contains(err.Error(), "no array of rows") {
		t.Errorf("got %v", err)
	}
}

func TestUnnests(t *testing.T) {
	w := newItems(t, false)
	for _, c := range []struct {
		typ  types.Type
		want bool
	}{
		{types.Text(), true}, {types.Numeric(5, 2), true}, {types.Array(types.Text()), false}, {types.Raw("box"), false}, {nil, false},
	} {
		if got := w.Unnests(c.typ); got != c.want {
			t.Errorf("%v: %v", c.typ, got)
		}
	}
	if c := newWorld(t).connect(t); c.Unnests(types.Text()) {
		t.Error("SQLite has no arrays")
	}
}

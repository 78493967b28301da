package engine_test

import (
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// TestArraysCostNothing counts the allocations of a row: none, but for those of the whole.
func TestArraysCostNothing(t *testing.T) {
	w := newItems(t, false)
	u, err := w.Template([]byte("update"), func() (expr.Element, error) {
		return expr.UpdateArrays(w.table, w.columns("name", "note"), w.columns("id"), nil), nil
	})
	ok(t, err)
	const n = 1000
	values := rows(n, func(i int) []any { return []any{fmt.Sprint("name ", i), "some text that is a little longer", int64(i)} })
	allocs := testing.AllocsPerRun(5, func() {
		if _, err := w.ExecArrays(ctx, u, values, n); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 0.1*n {
		t.Errorf("%v allocations for %d rows", allocs, n)
	}
	t.Logf("%v allocations for %d rows", allocs, n)
}

const arrayRows, arrayPage = 10_000, 1_000

// valuesOf is INSERT … VALUES of n rows RETURNING id.
func (w *items) valuesOf(b *testing.B, n int) *engine.Entry {
	e, err := w.Template(fmt.Appendf(nil, "values%d", n), func() (expr.Element, error) {
		s := &expr.InsertStatement{Table: w.table, Columns: w.columns("name", "note"), Returning: []expr.SelectItem{{Element: w.columns("id")[0]}}}
		for range n {
			var row []expr.Element
			for _, c := range s.Columns {
				v := expr.NewBind(types.NullValue())
				v.Type = c.Type
				row = append(row, v)
			}
			s.Rows = append(s.Rows, row)
		}
		return s, nil
	})
	ok(b, err)
	return e
}

// BenchmarkInsertReturning inserts 10,000 rows of two texts and reads their keys.
func BenchmarkInsertReturning(b *testing.B) {
	w := newItems(b, false)
	w.run(b, "ALTER TABLE items DROP CONSTRAINT items_name_key")
	values := rows(arrayRows, func(i int) []any { return []any{fmt.Sprint("name ", i), "some text that is a little longer"} })
	arrays, one, many := w.inserting(b, w.columns("id"), "name", "note"), w.valuesOf(b, 1), w.valuesOf(b, arrayPage)
	for _, c := range []struct {
		name string
		page int
		run  func([]types.Value) (*engine.Cursor, error)
	}{
		{"arrays", arrayPage, func(vs []types.Value) (*engine.Cursor, error) { return w.QueryArrays(ctx, arrays, vs, len(vs)/2) }},
		{"values", arrayPage, func(vs []types.Value) (*engine.Cursor, error) { return w.QueryEntry(ctx, many, vs) }},
		{"single", 1, func(vs []types.Value) (*engine.Cursor, error) { return w.QueryEntry(ctx, one, vs) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for at := 0; at < len(values); at += 2 * c.page {
					k, err := c.run(values[at : at+2*c.page])
					ok(b, err)
					if n := len(ids(b, k)); n != c.page {
						b.Fatal(n)
					}
				}
				b.StopTimer()
				ok(b, w.Commit(ctx))
				w.run(b, "TRUNCATE items")
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*arrayRows), "ns/row")
		})
	}
}

// BenchmarkUpdateRows updates 10,000 rows of one text, each with a value of its own.
func BenchmarkUpdateRows(b *testing.B) {
	w := newItems(b, false)
	w.run(b, "ALTER TABLE items DROP CONSTRAINT items_name_key")
	numbers := rows(arrayRows, func(i int) []any { return []any{i, i} })
	insert := w.inserting(b, nil, "id", "n")
	values := rows(arrayRows, func(i int) []any { return []any{fmt.Sprint("note ", i), i} })
	arrays, err := w.Template([]byte("update"), func() (expr.Element, error) {
		return expr.UpdateArrays(w.table, w.columns("note"), w.columns("id"), nil), nil
	})
	ok(b, err)
	single := w.updating(b)
	for _, c := range []struct {
		name string
		run  func([]types.Value) error
	}{
		{"arrays", func(vs []types.Value) error {
			_, err := w.ExecArrays(ctx, arrays, vs, arrayPage)
			return err
		}},
		{"single", func(vs []types.Value) error {
			var each [][]types.Value
			for at := 0; at < len(vs); at += 2 {
				each = append(each, vs[at:at+2])
			}
			_, err := w.ExecMany(ctx, single, each, nil)
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				w.run(b, "TRUNCATE items")
				_, err := w.ExecArrays(ctx, insert, numbers, arrayRows)
				ok(b, err)
				ok(b, w.Commit(ctx))
				w.run(b, "ANALYZE items")
				b.StartTimer()
				for at := 0; at < len(values); at += 2 * arrayPage {
					ok(b, c.run(values[at:at+2*arrayPage]))
				}
				b.StopTimer()
				ok(b, w.Commit(ctx))
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*arrayRows), "ns/row")
		})
	}
}

// updating is UPDATE … SET note = ? WHERE id = ?.
func (w *items) updating(b *testing.B) *engine.Entry {
	bound := func(c *expr.ColumnRef) *expr.Bind {
		v := expr.NewBind(types.NullValue())
		v.Type = c.Type
		return v
	}
	e, err := w.Template([]byte("single"), func() (expr.Element, error) {
		note, id := w.columns("note")[0], w.columns("id")[0]
		return &expr.UpdateStatement{
			Table: w.table,
			Set:   []expr.Assignment{{Column: note, Value: bound(note)}},
			Where: []expr.Element{expr.NewBinary(expr.OpEq, id, bound(id))},
		}, nil
	})
	ok(b, err)
	return e
}

// run runs a statement and commits.
func (w *items) run(t testing.TB, sql string) {
	t.Helper()
	_, err := expr.Exec(ctx, w.Connection, expr.NewTextSelect[any](sql).Statement())
	ok(t, err)
	ok(t, w.Commit(ctx))
}

package engine_test

import (
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// copying copies rows into columns of the items.
func (w *items) copying(t testing.TB, names ...string) func(values []types.Value) {
	t.Helper()
	var columns []*schema.Column
	for _, n := range names {
		columns = append(columns, w.table.Column(n))
	}
	e, err := w.CopyTemplate(fmt.Append(nil, "copy", names), w.table, columns)
	ok(t, err)
	return func(values []types.Value) {
		t.Helper()
		n := len(values) / len(names)
		res, done, err := w.CopyRows(ctx, e, values, n)
		if err != nil || !done || res.RowsAffected != int64(n) {
			t.Fatalf("copied %d of %d rows, %v, %v", res.RowsAffected, n, done, err)
		}
	}
}

// TestCopyCostsNothing counts the allocations of a row: none, but for those of the whole.
func TestCopyCostsNothing(t *testing.T) {
	w := newItems(t, false)
	send := w.copying(t, "note", "id")
	const n = 5000
	first := int64(0)
	values := rows(n, func(i int) []any { return []any{"some text that is a little longer", int64(i)} })
	allocs := testing.AllocsPerRun(5, func() {
		for i := 1; i < len(values); i += 2 {
			first++
			values[i] = types.Int64Value(first)
		}
		send(values)
	})
	if allocs > 0.01*n {
		t.Errorf("%v allocations for %d rows", allocs, n)
	}
	t.Logf("%v allocations for %d rows", allocs, n)
}

// BenchmarkCopyRows inserts 10,000 rows of two texts with their keys: by COPY with keys that are drawn before, and by arrays that return them.
func BenchmarkCopyRows(b *testing.B) {
	for _, page := range []int{1000, 2000, 4000, 10_000} {
		b.Run(fmt.Sprint("copy", page), func(b *testing.B) {
			w := newItems(b, false)
			w.run(b, "ALTER TABLE items DROP CONSTRAINT items_name_key")
			send := w.copying(b, "name", "note", "id")
			values := rows(arrayRows, func(i int) []any { return []any{fmt.Sprint("name ", i), "some text that is a little longer", int64(i)} })
			b.ReportAllocs()
			for b.Loop() {
				sequence, certain, err := w.CopiesInto(ctx, w.table, "id")
				ok(b, err)
				if !certain {
					b.Fatal("not certain")
				}
				keys, err := w.DrawKeys(ctx, sequence, arrayRows)
				ok(b, err)
				for i, k := range keys {
					values[3*i+2] = types.Int64Value(k)
				}
				for at := 0; at < arrayRows; at += page {
					send(values[3*at : 3*min(at+page, arrayRows)])
				}
				b.StopTimer()
				ok(b, w.Commit(ctx))
				w.run(b, "TRUNCATE items")
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*arrayRows), "ns/row")
		})
	}
	for _, page := range []int{1000, 2000} {
		b.Run(fmt.Sprint("arrays", page), func(b *testing.B) {
			w := newItems(b, false)
			w.run(b, "ALTER TABLE items DROP CONSTRAINT items_name_key")
			values := rows(arrayRows, func(i int) []any { return []any{fmt.Sprint("name ", i), "some text that is a little longer"} })
			arrays := w.inserting(b, w.columns("id"), "name", "note")
			b.ReportAllocs()
			for b.Loop() {
				for at := 0; at < len(values); at += 2 * page {
					k, err := w.QueryArrays(ctx, arrays, values[at:at+2*page], page)
					ok(b, err)
					if n := len(ids(b, k)); n != page {
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
	b.Run("ask", func(b *testing.B) {
		w := newItems(b, false)
		for b.Loop() {
			_, _, err := w.CopiesInto(ctx, w.table, "id")
			ok(b, err)
		}
	})
}

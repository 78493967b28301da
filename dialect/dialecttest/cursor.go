package dialecttest

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

// open runs a statement and leaves its result open.
func (t *T) open(st expr.Statement) *engine.Cursor {
	t.Helper()
	k, err := t.conn.Query(t.ctx, st, nil)
	t.ok(err)
	t.Cleanup(func() { _ = k.Close() })
	return k
}

// next is the first column of the next row of a result; false is its end.
func (t *T) next(k *engine.Cursor) (int64, bool) {
	t.Helper()
	more, err := k.Step()
	t.ok(err)
	if !more {
		return 0, false
	}
	return k.Rows.Int64(0), true
}

// columnNames are the names of the columns of a result.
func columnNames(k *engine.Cursor) string {
	var out []string
	for _, c := range k.Rows.Columns() {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

// cursors are rows as the driver gives them.
func cursors(w *world) []testCase {
	p := w.people.c
	return []testCase{
		{name: "names of the columns", run: func(t *T) {
			k := t.open(azoth.Select3(p.ID, p.Name.As("Who"), p.ID.Add(1).As("next one")).Statement())
			t.equal(columnNames(k), "id Who next one")
		}},
		{name: "names of the columns of no rows", run: func(t *T) {
			k := t.open(azoth.Select2(p.ID, p.Name).Where(p.ID.Lt(0)).Statement())
			t.equal(columnNames(k), "id name")
		}},
		{name: "two columns of one name", run: func(t *T) {
			k := t.open(azoth.Text[struct{}]("SELECT id AS x, name AS x FROM people WHERE id = 2").Statement())
			t.equal(columnNames(k), "x x")
			t.next(k)
			t.equal([]string{k.Rows.Text(0), k.Rows.Text(1)}, []string{"2", "bob"})
		}},
		{name: "wide row", run: func(t *T) {
			st := azoth.Select(p.ID).Where(p.ID.Eq(2)).Statement().Clone()
			st.Items = nil
			for n := range 300 {
				st.Items = append(st.Items, expr.SelectItem{
					Element: expr.NewLabel(expr.ElementOf(p.ID.Add(int64(n))), "c"+strconv.Itoa(n)), Type: reflect.TypeFor[int64](),
				})
			}
			k := t.open(st)
			t.next(k)
			t.equal([]int64{k.Rows.Int64(0), k.Rows.Int64(299)}, []int64{2, 301})
		}},
	}
}

// openResults are statements and ends while the rows of another statement are read.
func openResults(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID).OrderBy(p.ID)
	return []testCase{
		{name: "statement while a result is open", run: func(t *T) {
			k := t.open(q.Statement())
			t.next(k)
			rows(t, azoth.Select(p.Name).Where(p.ID.Eq(3)), "carol")
			n, more := t.next(k)
			t.equal(more, true)
			t.equal(n, bob)
		}},
		{name: "same statement while its result is open", run: func(t *T) {
			a, b := t.open(q.Statement()), t.open(q.Statement())
			for want := int64(1); want <= 6; want++ {
				x, _ := t.next(a)
				y, _ := t.next(b)
				t.equal([]int64{x, y}, []int64{want, want})
			}
		}},
		{name: "write while a result is open", run: func(t *T) {
			k := t.open(q.Statement())
			t.next(k)
			d := w.departments.c
			t.insert(w.departments, d.ID.Set(50), d.Name.Set("x"))
			n, _ := t.next(k)
			t.equal(n, bob)
			t.ok(k.Close())
			rows(t, azoth.Select(d.ID).Where(d.ID.Eq(50)), 50)
		}},
		{name: "result that is closed early", run: func(t *T) {
			k := t.open(q.Statement())
			t.next(k)
			t.ok(k.Close())
			t.ok(k.Close())
			if more, err := k.Step(); more || err == nil {
				t.Error("a closed result has rows")
			}
			rows(t, q.Limit(1), 1)
		}},
		{name: "result and the end of its transaction", run: func(t *T) {
			k := t.open(q.Statement())
			t.next(k)
			t.ok(t.conn.Rollback(t.ctx))
			_, err := k.Step()
			t.is(err, engine.ErrResultEnded)
		}},
		{name: "result that was read before the end of its transaction", run: func(t *T) {
			got := all(t, q)
			t.ok(t.conn.Rollback(t.ctx))
			t.equal(len(got), 6)
		}},
	}
}

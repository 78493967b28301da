package dialecttest

import (
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// returningArea is INSERT, UPDATE and DELETE that yield rows. Every case begins with the rows 1 a, 2 b, 3 c.
func returningArea(s *suite) *area {
	m := azoth.NewMetaData()
	i := newItems(m, "returned")
	a := &area{name: "returning", meta: m, cases: concat(i.insertReturning(s.world), i.updateReturning(), i.deleteReturning(), i.withoutReturning())}
	for n, c := range a.cases {
		a.cases[n].run = func(t *T) {
			i.fill(t)
			c.run(t)
		}
	}
	return a
}

func (i items) insertReturning(w *world) []testCase {
	c, p := i.c, w.people.c
	one := i.add(4, "d")
	const needs = "InsertReturning"
	return []testCase{
		{name: "insert", needs: needs, run: func(t *T) { rows(t, azoth.Returning(one, c.ID), 4) }},
		{name: "insert, two items", needs: needs, run: func(t *T) { rows(t, azoth.Returning2(one, c.ID, c.Name), azoth.Pair(int64(4), "d!")) }},
		{name: "insert, three items", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning3(one, c.Code, c.Qty, c.Price), azoth.Triple[*string, int, *types.Decimal](ptr("d"), 1, nil))
		}},
		{name: "insert, default of the database", needs: needs, run: func(t *T) {
			got := all(t, azoth.Returning2(one, c.State, c.Made))[0]
			t.equal(got.V1, "new")
			if d := time.Since(got.V2); d < -5*time.Minute || d > 5*time.Minute {
				t.Errorf("made %v", got.V2)
			}
		}},
		{name: "insert, expression", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning2(one, fn.Upper(c.Name), c.ID.Mul(2).As("twice")), azoth.Pair("D!", int64(8)))
		}},
		{name: "insert, decimal", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning(azoth.InsertInto(i).Values(c.ID.Set(4), c.Price.Set(ptr(dec("12345678.91")))), c.Price), ptr(dec("12345678.91")))
		}},
		{name: "insert of many rows in their order", needs: needs, run: func(t *T) {
			t.writes(3, azoth.DeleteFrom(i).AllRows()) // their keys are not the database's
			st := azoth.InsertInto(i)
			var want []string
			for n := range 50 {
				name := string(rune('A'+n%26)) + string(rune('a'+n/26))
				st, want = st.Values(c.Name.Set(name)), append(want, name)
			}
			got := all(t, azoth.Returning2(st, c.ID, c.Name))
			t.equal(len(got), len(want))
			for k := range got {
				t.equal(got[k].V2, want[k])
				if k > 0 && got[k].V1 <= got[k-1].V1 {
					t.Errorf("key %d follows key %d", got[k].V1, got[k-1].V1)
				}
			}
		}},
		{name: "insert from select", needs: needs, run: func(t *T) {
			t.writes(3, azoth.DeleteFrom(i).AllRows())
			st := azoth.InsertInto(i).FromSelect(azoth.Select2(p.Name, p.ID).Where(p.Active), c.Name, c.Qty)
			t.equal(len(all(t, azoth.Returning(st, c.ID))), 4)
		}},
		{name: "insert from select without rows", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning(azoth.InsertInto(i).FromSelect(azoth.Select2(p.Name, p.ID).Where(p.ID.Lt(0)), c.Name, c.Qty), c.ID))
		}},
		{name: "insert that fails", needs: needs, run: func(t *T) {
			_, err := azoth.Returning(i.add(4, "a"), c.ID).All(t.ctx, t.conn)
			t.is(err, dialect.ErrUnique)
		}},
		{name: "insert, first row only", needs: needs, run: func(t *T) {
			got, ok, err := azoth.Returning(one.Values(c.ID.Set(5), c.Code.Set(ptr("e")), c.Name.Set("e!")), c.ID).First(t.ctx, t.conn)
			t.ok(err)
			t.equal(ok, true)
			t.equal(got, int64(4))
			rows(t, azoth.Select(fn.Count()).From(i), 5) // what was not read was written all the same
		}},
	}
}

func (i items) updateReturning() []testCase {
	c := i.c
	const needs = "UpdateReturning"
	return []testCase{
		{name: "update", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning2(azoth.UpdateTable(i).Set(c.Name.Set("x")).Where(c.ID.Eq(2)), c.ID, c.Name), azoth.Pair(int64(2), "x"))
		}},
		{name: "update of several rows", needs: needs, run: func(t *T) {
			got := all(t, azoth.Returning(azoth.UpdateTable(i).Set(c.Qty.SetExpr(c.Qty.Add(1))).Where(c.ID.Ge(2)), c.Qty))
			t.equal(got, []int{2, 2})
		}},
		{name: "update of no rows", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning(azoth.UpdateTable(i).Set(c.Qty.Set(0)).Where(c.ID.Lt(0)), c.ID))
		}},
		{name: "update, expression", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning(azoth.UpdateTable(i).Set(c.Name.Set("x")).Where(c.ID.Eq(2)), c.Name.Concat("?")), "x?")
		}},
		{name: "update to null", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning(azoth.UpdateTable(i).Set(c.Code.Set(nil)).Where(c.ID.Eq(2)), c.Code), nil)
		}},
	}
}

func (i items) deleteReturning() []testCase {
	c := i.c
	const needs = "DeleteReturning"
	return []testCase{
		{name: "delete", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning2(azoth.DeleteFrom(i).Where(c.ID.Eq(2)), c.ID, c.Name), azoth.Pair(int64(2), "b!"))
			rows(t, azoth.Select(c.ID).OrderBy(c.ID), 1, 3)
		}},
		{name: "delete of several rows", needs: needs, run: func(t *T) {
			t.equal(len(all(t, azoth.Returning(azoth.DeleteFrom(i).Where(c.ID.Ge(2)), c.ID))), 2)
		}},
		{name: "delete of no rows", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning(azoth.DeleteFrom(i).Where(c.ID.Lt(0)), c.ID))
		}},
		{name: "delete, expression", needs: needs, run: func(t *T) {
			rows(t, azoth.Returning(azoth.DeleteFrom(i).Where(c.ID.Eq(1)), fn.Upper(c.Name)), "A!")
		}},
	}
}

// withoutReturning are databases that cannot do it: nothing is written.
func (i items) withoutReturning() []testCase {
	c := i.c
	return []testCase{
		{name: "insert where there is none", needs: "!InsertReturning", run: func(t *T) {
			_, err := azoth.Returning(i.add(4, "d"), c.ID).All(t.ctx, t.conn)
			t.refused(err)
			rows(t, azoth.Select(fn.Count()).From(i), 3)
		}},
		{name: "update where there is none", needs: "!UpdateReturning", run: func(t *T) {
			_, err := azoth.Returning(azoth.UpdateTable(i).Set(c.Qty.Set(9)).Where(c.ID.Eq(1)), c.ID).All(t.ctx, t.conn)
			t.refused(err)
			rows(t, azoth.Select(c.ID).Where(c.Qty.Eq(9)))
		}},
		{name: "delete where there is none", needs: "!DeleteReturning", run: func(t *T) {
			_, err := azoth.Returning(azoth.DeleteFrom(i).Where(c.ID.Eq(1)), c.ID).All(t.ctx, t.conn)
			t.refused(err)
			rows(t, azoth.Select(fn.Count()).From(i), 3)
		}},
	}
}

package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

// statementArea is what can be done with statements as values: they are prepared, and rewritten.
func statementArea(s *suite) *area {
	return &area{name: "statement", cases: concat(prepared(s.world), rewritten(s.world))}
}

// search are the values of a prepared statement.
type search struct {
	Name string
	Low  int64
}

func prepared(w *world) []testCase {
	p := w.people.c
	find := azoth.Prepare(func(s *azoth.Slots[search]) azoth.SelectOf[int64] {
		return azoth.Select(p.ID).Where(azoth.Lt(p.Name, azoth.Slot(s, &s.At.Name)), azoth.Ge(p.ID, azoth.Slot(s, &s.At.Low)), p.ID.In(ada, bob, carol, dan)).OrderBy(p.ID)
	})
	either := azoth.Prepare(func(s *azoth.Slots[int64]) expr.Compound[int64] {
		same := azoth.Slot(s, s.At)
		return azoth.Select(p.ID).Where(azoth.Eq(p.ID, same)).UnionAll(azoth.Select(p.ID).Where(azoth.Eq(p.BossID, same))).OrderBy(p.ID)
	})
	rename := azoth.PrepareWrite(func(s *azoth.Slots[search]) expr.Update[expr.Dynamic] {
		return azoth.UpdateTable(w.people).Set(p.Name.SetExpr(azoth.Slot(s, &s.At.Name))).Where(azoth.Eq(p.ID, azoth.Slot(s, &s.At.Low)))
	})
	return []testCase{
		{name: "prepared", run: func(t *T) {
			for low, want := range map[int64][]int64{ada: {ada, bob, carol}, bob: {bob, carol}, dan: nil} {
				got, err := find.All(t.ctx, t.conn, search{"d", low})
				t.ok(err)
				t.equal(len(got), len(want))
				for i := range want {
					t.equal(got[i], want[i])
				}
			}
		}},
		{name: "prepared set operation", run: func(t *T) {
			got, err := either.All(t.ctx, t.conn, ada)
			t.ok(err)
			again, err := azoth.Select(p.ID).Where(p.ID.Eq(ada).Or(p.BossID.Eq(ada))).OrderBy(p.ID).All(t.ctx, t.conn)
			t.ok(err)
			t.equal(got, again)
		}},
		{name: "prepared write", run: func(t *T) {
			for _, id := range []int64{bob, eve} {
				n, err := rename.Exec(t.ctx, t.conn, search{"renamed", id})
				t.ok(err)
				t.equal(n, int64(1))
			}
			rows(t, azoth.Select(p.ID).Where(p.Name.Eq("renamed")).OrderBy(p.ID), bob, eve)
		}},
	}
}

func rewritten(w *world) []testCase {
	p := w.people.c
	named := azoth.Select(p.ID).Where(p.Name.Eq("ada")).OrderBy(p.ID)
	inner := azoth.Select2(p.ID, p.Name).Where(p.ID.Le(bob)).Subquery("s")
	outer := azoth.Select(azoth.Col(inner, p.ID)).OrderBy(azoth.Col(inner, p.ID))
	to := func(f func(b *expr.Bind) expr.Element) func(expr.Element) expr.Element {
		return func(e expr.Element) expr.Element {
			if b, ok := e.(*expr.Bind); ok {
				return f(b)
			}
			return nil
		}
	}
	return []testCase{
		{name: "value replaced", run: func(t *T) {
			rows(t, named.Replace(to(func(*expr.Bind) expr.Element { return expr.ElementOf(expr.Lit("eve")) })), eve)
			rows(t, named, ada)
		}},
		{name: "value in a subquery replaced", run: func(t *T) {
			rows(t, outer, ada, bob)
			rows(t, outer.Replace(to(func(*expr.Bind) expr.Element { return expr.ElementOf(expr.Lit(int64(carol))) })), ada, bob, carol)
		}},
		{name: "table replaced by an alias", run: func(t *T) {
			alias := expr.FromOf(azoth.Alias(w.people, "x"))
			rows(t, named.Replace(func(e expr.Element) expr.Element {
				if e == expr.Element(w.people.Table) {
					return alias
				}
				return nil
			}), ada)
		}},
	}
}

package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

func nestedCTEs(w *world) []testCase {
	p, o := w.people.c, w.orders.c
	old := azoth.Select2(p.ID, p.Name).Where(p.Age.Gt(40))
	kept, folded := old.CTE("kept", azoth.Materialized()), old.CTE("folded", azoth.NotMaterialized())
	nested := old.CTE("c", azoth.Nesting())
	inner := azoth.Select(azoth.Col(nested, p.ID)).CTE("c2")
	one := azoth.Select(p.ID).Where(p.ID.Le(2)).CTE("same", azoth.Nesting())
	two := azoth.Select(o.ID).Where(o.ID.Ge(2), o.ID.Le(3)).CTE("same", azoth.Nesting())
	a, b := azoth.Select(azoth.Col(one, p.ID)).CTE("a"), azoth.Select(azoth.Col(two, o.ID)).CTE("b")
	x, y := azoth.Col(a, azoth.Col(one, p.ID)), azoth.Col(b, azoth.Col(two, o.ID))
	extra := azoth.Select(o.ID).CTE("extra")
	sub := azoth.Select(p.ID).Where(p.ID.Eq(bob)).Extend(azoth.WithHere(extra)).Subquery("s")
	return []testCase{
		yields("materialized", "", azoth.Select(azoth.Col(kept, p.ID)).OrderBy(azoth.Col(kept, p.ID)), bob, obrien),
		yields("not materialized", "", azoth.Select(azoth.Col(folded, p.ID)).OrderBy(azoth.Col(folded, p.ID)), bob, obrien),
		yields("nested", "", azoth.Select(azoth.Col(inner, azoth.Col(nested, p.ID))).OrderBy(azoth.Col(inner, azoth.Col(nested, p.ID))), bob, obrien),
		yields("two of one name", "", azoth.Select(x).Join(b, azoth.Eq(x, y)), 2),
		yields("one that is not named", "", azoth.Select(p.ID).Where(p.ID.Eq(ada)).Extend(azoth.With(extra)), ada),
		yields("one that is not named, here", "", azoth.Select(azoth.Col(sub, p.ID)), bob),
		yields("of a union, one that is not named", "", azoth.Select(p.ID).Where(p.ID.Eq(1)).Union(azoth.Select(p.ID).Where(p.ID.Eq(2))).
			OrderBy(p.ID).Extend(azoth.With(extra)), ada, bob),
	}
}

// written are INSERT, UPDATE and DELETE that are CTEs.
func (f *forest) written() []testCase {
	n, c := f.nodes.c, f.copies.c
	copied := azoth.InsertInto(f.copies).FromSelect(azoth.Select3(n.ID, n.ParentID, n.Name).Where(n.ID.Le(4)), c.ID, c.ParentID, c.Name)
	made := azoth.Returning(copied, c.ID).CTE("made")
	gone := azoth.Returning2(azoth.DeleteFrom(f.copies).Where(c.ID.Gt(2)), c.ID, c.Name).CTE("gone")
	changed := azoth.Returning(azoth.UpdateTable(f.copies).Set(c.Name.Set("x")).Where(c.ID.Eq(1)), c.ID).CTE("changed")
	quiet := azoth.WriteCTE(azoth.DeleteFrom(f.copies).AllRows(), "quiet")
	left := azoth.Select(c.ID).OrderBy(c.ID)
	ids := azoth.Select(azoth.Col(gone, c.ID)).OrderBy(azoth.Col(gone, c.ID))
	union := copied.FromSelect(azoth.Select3(n.ID, n.ParentID, n.Name).Where(n.ID.Eq(1)).
		Union(azoth.Select3(n.ID, n.ParentID, n.Name).Where(n.ID.Eq(2))), c.ID, c.ParentID, c.Name)
	return []testCase{
		{name: "insert from a union", run: func(t *T) {
			t.writes(2, union)
			rows(t, left, 1, 2)
		}},
		{name: "insert as a CTE", needs: "WriteCTE", run: func(t *T) {
			rows(t, azoth.Select(fn.Count()).From(made), 4)
			rows(t, left, 1, 2, 3, 4)
		}},
		{name: "delete as a CTE", needs: "WriteCTE", run: func(t *T) {
			t.writes(4, copied)
			rows(t, ids, 3, 4)
			rows(t, left, 1, 2)
		}},
		{name: "update as a CTE", needs: "WriteCTE", run: func(t *T) {
			t.writes(4, copied)
			rows(t, azoth.Select(azoth.Col(changed, c.ID)), 1)
			rows(t, left.Where(c.Name.Eq("x")), 1)
		}},
		{name: "delete without rows as a CTE", needs: "WriteCTE", run: func(t *T) {
			t.writes(4, copied)
			rows(t, azoth.Select(n.ID).Where(n.ID.Eq(1)).Extend(azoth.With(quiet)), 1)
			rows(t, left)
		}},
		{name: "delete as a CTE commits", needs: "WriteCTE", apart: true, run: func(t *T) {
			_, err := copied.Exec(t.ctx, t.engine)
			t.ok(err)
			got, err := ids.All(t.ctx, t.engine)
			t.ok(err)
			t.equal(got, []int64{3, 4})
			got, err = left.All(t.ctx, t.engine)
			t.ok(err)
			t.equal(got, []int64{1, 2})
			_, err = azoth.DeleteFrom(f.copies).AllRows().Exec(t.ctx, t.engine)
			t.ok(err)
		}},
		{name: "delete as a CTE where that cannot be", needs: "!WriteCTE", run: func(t *T) {
			_, err := ids.All(t.ctx, t.conn)
			t.refused(err)
		}},
	}
}

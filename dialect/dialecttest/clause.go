package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

// clauseArea is the clauses that few statements have.
func clauseArea(s *suite) *area {
	return &area{name: "clause", cases: concat(fetching(s.world), sqlTexts(s.world), labelStyles(s.world), parameters(s.world), boundParameters(s.world))}
}

// refuses is a case of a statement that the database does not have.
func refuses[R any](name, needs string, q query[R]) testCase {
	return testCase{name: name, needs: needs, run: func(t *T) {
		t.Helper()
		_, err := q.All(t.ctx, t.conn)
		t.refused(err)
	}}
}

func fetching(w *world) []testCase {
	p := w.people.c
	ids, ages := azoth.Select(p.ID).OrderBy(p.ID), azoth.Select(p.Age.NotNull()).Where(p.Age.IsNotNull()).OrderBy(p.Age)
	ties := ages.Extend(azoth.Fetch(1).WithTies())
	half := ids.Extend(azoth.Fetch(50).Percent())
	union := azoth.Select(p.ID).Where(p.ID.Le(3)).UnionAll(azoth.Select(p.ID).Where(p.ID.Ge(3))).OrderBy(p.ID)
	in := azoth.Select(p.ID).Where(azoth.In(p.ID, azoth.Select(azoth.Col(ids.Extend(azoth.Fetch(2)).Subquery("s"), p.ID)))).OrderBy(p.ID.Desc())
	return []testCase{
		yields("fetch", "", ids.Extend(azoth.Fetch(2)), ada, bob),
		yields("fetch and offset", "", ids.Offset(1).Extend(azoth.Fetch(2)), bob, carol),
		yields("fetch nothing", "", ids.Extend(azoth.Fetch(0))),
		yields("fetch in a subquery", "", in, bob, ada),
		yields("fetch of a union", "", union.Extend(azoth.Fetch(4)), ada, bob, carol, carol),
		yields("fetch of a union with offset", "", union.Offset(2).Extend(azoth.Fetch(2)), carol, carol),
		yields("fetch with ties", "FetchTies", ties, 29, 29),
		yields("fetch with ties of a union", "FetchTies", union.Offset(2).Extend(azoth.Fetch(1).WithTies()), carol, carol),
		refuses("fetch with ties where there is none", "!FetchTies", ties),
		yields("fetch a part", "FetchPercent", half, ada, bob, carol),
		refuses("fetch a part where there is no such thing", "!FetchPercent", half),
	}
}

func sqlTexts(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID).Where(p.ID.Le(2)).OrderBy(p.ID)
	hint := azoth.Hint(w.people, "USE INDEX (PRIMARY)", "mysql")
	only := azoth.Hint(w.people, "ONLY", "postgresql")
	distinct := azoth.Select(p.Age).Where(p.Age.Lt(40)).Extend(azoth.Prefix("ALL")).OrderBy(p.Age)
	ownOrder := azoth.Select(p.ID).Where(p.ID.Le(2)).Extend(expr.Extension{Point: expr.PostCriteria, Node: expr.NewText("ORDER BY id DESC")})
	return []testCase{
		yields("prefix", "", distinct, ptr(29), ptr(29), ptr(36)),
		yields("prefix of another database", "", q.Extend(azoth.Prefix("nonsense", "none")), ada, bob),
		yields("suffix", "", q.Extend(azoth.Suffix("/* the end */")), ada, bob),
		yields("hints", "", q.Extend(hint, only), ada, bob),
		yields("hint of the statement", "", q.Limit(1).Extend(azoth.StatementHint("/* hint */")), ada),
		yields("clause of the program", "", ownOrder, bob, ada),
		{name: "prefix of an update", run: func(t *T) {
			t.writes(1, azoth.UpdateTable(w.people).Set(p.Name.Set("x")).Where(p.ID.Eq(ada)).
				Extend(azoth.Prefix("OR IGNORE", "sqlite"), azoth.Prefix("LOW_PRIORITY", "mysql")))
		}},
		yields("always", "", azoth.Select(fn.Count()).From(w.people).Where(azoth.True(), p.ID.Le(2)), 2),
		yields("never", "", azoth.Select(fn.Count()).From(w.people).Where(azoth.False(), p.ID.Le(2)), 0),
		yields("always, alone", "", azoth.Select(fn.Count()).From(w.people).Where(azoth.True()), 6),
		yields("join on true", "", azoth.Select(fn.Count()).From(w.people).Join(w.departments, azoth.True()), 24),
	}
}

func labelStyles(w *world) []testCase {
	p, d := w.people.c, w.departments.c
	both := azoth.Select2(p.ID, d.ID).Join(w.departments).Where(p.ID.Le(3)).OrderBy(p.ID)
	s := both.Extend(azoth.TableLabels()).Subquery("s")
	x, y := azoth.Typed[int64](s.C("people_id")), azoth.Typed[int64](s.C("departments_id"))
	return []testCase{
		yields("labels with the table", "", both.Extend(azoth.TableLabels()), azoth.Pair(ada, research), azoth.Pair(bob, research), azoth.Pair(carol, sales)),
		yields("labels with the table, from outside", "", azoth.Select2(x, y).OrderBy(x), azoth.Pair(ada, research), azoth.Pair(bob, research), azoth.Pair(carol, sales)),
		yields("no labels", "", both.Extend(azoth.NoLabels()), azoth.Pair(ada, research), azoth.Pair(bob, research), azoth.Pair(carol, sales)),
		yields("reselect", "", azoth.Reselect(both, p.ID), ada, bob, carol),
	}
}

func parameters(w *world) []testCase {
	p := w.people.c
	low := azoth.Param[int64]("low")
	q := azoth.Select(p.ID).Where(azoth.Gt(p.ID, low)).OrderBy(p.ID)
	inner := azoth.Select(p.ID).Where(azoth.In(p.ID, q.Limit(2)), azoth.Ne(p.ID, low)).OrderBy(p.ID)
	return []testCase{
		{name: "parameter", run: func(t *T) {
			rows(t, q.Extend(azoth.Bind("low", int64(4))), eve, obrien)
			rows(t, q.Extend(azoth.Bind("low", int64(5))), obrien)
			rows(t, q.Extend(azoth.Bind("low", int64(5)), azoth.Bind("low", int64(6))))
		}},
		{name: "parameter in a subquery", needs: "LimitInSubquery", run: func(t *T) {
			rows(t, inner.Extend(azoth.Bind("low", int64(1))), bob, carol)
			rows(t, inner.Extend(azoth.Bind("low", int64(3))), dan, eve)
		}},
		{name: "parameter of an update and a delete", run: func(t *T) {
			who := azoth.Eq(p.ID, azoth.Param[int64]("who"))
			update := azoth.UpdateTable(w.people).Set(p.Name.Set("x")).Where(who)
			t.writes(1, update.Extend(azoth.Bind("who", int64(2))))
			t.writes(0, update.Extend(azoth.Bind("who", int64(99))))
			t.writes(0, azoth.DeleteFrom(w.people).Where(who).Extend(azoth.Bind("who", int64(99))))
			rows(t, azoth.Select(p.ID).Where(p.Name.Eq("x")), bob)
		}},
		{name: "parameter without a value", run: func(t *T) {
			_, err := q.All(t.ctx, t.conn)
			if err == nil {
				t.Fatal("there is no error")
			}
			t.contains(err.Error(), "parameter \"low\" has no value", "azoth.Bind")
		}},
	}
}

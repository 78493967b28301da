package dialecttest

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

// boundParameters are statements that are built once and get their values later: lists, literals, and what functions of the program give.
func boundParameters(w *world) []testCase {
	return concat(listParameters(w), literalParameters(w), functionParameters(w), optionalParameters(w))
}

func listParameters(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID).Where(azoth.InParam(p.ID, "ids")).OrderBy(p.ID)
	give := func(ids ...int64) azoth.SelectOf[int64] { return q.Extend(azoth.Bind("ids", ids)) }
	everybody := []int64{ada, bob, carol, dan, eve, obrien}
	return []testCase{
		{name: "list parameter", run: func(t *T) {
			rows(t, give(bob, dan), bob, dan)
			rows(t, give(eve), eve)
			rows(t, give())
			rows(t, give(upTo(40)...), everybody...)
			rows(t, q.Where(azoth.Not(azoth.InParam(p.Name, "names"))).
				Extend(azoth.Bind("names", []string{"bob", "o'brien"}), azoth.Bind("ids", []int64{ada, bob, obrien})), ada)
		}},
		{name: "list parameter of NOT IN", run: func(t *T) {
			not := azoth.Select(p.ID).Where(azoth.NotInParam(p.ID, "ids")).OrderBy(p.ID)
			rows(t, not.Extend(azoth.Bind("ids", []int64{ada, bob, carol})), dan, eve, obrien)
			rows(t, not.Extend(azoth.Bind("ids", []int64{})), everybody...)
		}},
		{name: "list parameter of another type", run: func(t *T) {
			e := t.paramError(q.Extend(azoth.Bind("ids", []string{"a"})))
			t.contains(e.Error(), "ids", "[]int64", "[]string")
		}},
		{name: "list parameter without a value", run: func(t *T) { t.contains(t.paramError(q).Error(), "azoth.Bind") }},
		{name: "list parameter of a prepared statement", run: func(t *T) {
			prepared := azoth.Prepare(func(s *azoth.Slots[int64]) azoth.SelectOf[int64] { return q.Where(azoth.Gt(p.ID, azoth.Slot(s, s.At))) })
			_, err := prepared.All(t.ctx, t.conn, 1)
			if e := (*expr.ParamError)(nil); !errors.As(err, &e) || !e.InText {
				t.Errorf("%v, want a ParamError that says that the SQL depends on the value", err)
			}
		}},
	}
}

func literalParameters(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID).Where(azoth.Eq(p.Name, azoth.LiteralParam[string]("name"))).OrderBy(p.ID)
	above := azoth.Select(p.ID).Where(azoth.Gt(p.ID, azoth.LiteralParam[int64]("low")), azoth.Lt(p.ID, azoth.Param[int64]("high"))).OrderBy(p.ID)
	return []testCase{
		{name: "literal parameter", run: func(t *T) {
			rows(t, q.Extend(azoth.Bind("name", "o'brien")), obrien)
			rows(t, q.Extend(azoth.Bind("name", "bob")), bob)
			rows(t, q.Extend(azoth.Bind("name", `\' OR 1=1 -- `)))
			rows(t, above.Extend(azoth.Bind("low", int64(2)), azoth.Bind("high", int64(5))), carol, dan)
			rows(t, above.Extend(azoth.Bind("low", int64(-1)), azoth.Bind("high", int64(2))), ada)
		}},
		{name: "literal parameter without a value", run: func(t *T) { t.contains(t.paramError(q).Error(), "name", "azoth.Bind") }},
	}
}

func functionParameters(w *world) []testCase {
	p := w.people.c
	return []testCase{
		{name: "parameter that a function gives", run: func(t *T) {
			calls := int64(0)
			next := azoth.ParamFunc(func(context.Context) (int64, error) {
				calls++
				return calls, nil
			})
			q := azoth.Select(p.ID).Where(azoth.Ge(p.ID, next), azoth.Le(p.ID, next)).OrderBy(p.ID)
			rows(t, q, ada)
			rows(t, q, bob)
			prepared := azoth.Prepare(func(*azoth.Slots[struct{}]) azoth.SelectOf[int64] { return q })
			got, err := prepared.One(t.ctx, t.conn, struct{}{})
			if err != nil || got != carol || calls != 3 {
				t.Errorf("%d, %v, and %d calls", got, err, calls)
			}
		}},
		{name: "function of a parameter that fails", run: func(t *T) {
			wrong := errors.New("wrong")
			_, err := azoth.Select(p.ID).Where(azoth.Eq(p.ID, azoth.ParamFunc(func(context.Context) (int64, error) { return 0, wrong }))).All(t.ctx, t.conn)
			if e := (*expr.DefaultError)(nil); !errors.As(err, &e) || !errors.Is(err, wrong) {
				t.Fatalf("%v, want a DefaultError", err)
			}
			t.contains(err.Error(), "value of a parameter", "wrong")
		}},
		yields("parameters of one name", "", azoth.Select(p.ID).Where(azoth.Gt(p.ID, azoth.NamedLit("n", int64(2))), azoth.Lt(p.ID, azoth.NamedLit("n", int64(4)))), carol),
	}
}

func optionalParameters(w *world) []testCase {
	p := w.people.c
	who := azoth.ParamOr("who", bob)
	q := azoth.Select(p.ID).Where(azoth.Eq(p.ID, who))
	return []testCase{
		{name: "parameter with a default", run: func(t *T) {
			rows(t, q, bob)
			rows(t, q.Extend(azoth.Bind("who", dan)), dan)
			prepared := azoth.Prepare(func(*azoth.Slots[struct{}]) azoth.SelectOf[int64] { return q })
			if got, err := prepared.One(t.ctx, t.conn, struct{}{}); err != nil || got != bob {
				t.Errorf("%d, %v", got, err)
			}
		}},
		{name: "parameter with a default, many times", run: func(t *T) {
			update := azoth.UpdateTable(w.people).Set(p.Name.SetExpr(azoth.Param[string]("name"))).Where(azoth.Eq(p.ID, who))
			n, err := expr.ExecMany(t.ctx, t.conn, update.Statement(), []expr.Params{{"name": "x"}, {"name": "y", "who": dan}})
			if err != nil || n != 2 {
				t.Fatalf("%d rows, %v", n, err)
			}
			rows(t, azoth.Select(p.Name).Where(p.ID.In(bob, dan)).OrderBy(p.ID), "x", "y")
		}},
	}
}

// paramError is the error of a query whose parameter has no value, or a wrong one.
func (t *T) paramError(q azoth.SelectOf[int64]) *expr.ParamError {
	t.Helper()
	_, err := q.All(t.ctx, t.conn)
	e := (*expr.ParamError)(nil)
	if !errors.As(err, &e) {
		t.Fatalf("%v, want a ParamError", err)
	}
	return e
}

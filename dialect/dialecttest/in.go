package dialecttest

import (
	"context"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// inArea is lists of values: short ones, long ones, empty ones, and more values than a statement may have.
func inArea(s *suite) *area {
	return &area{name: "in", cases: concat(lists(s.world), tuples(s.world), longLists(s.world))}
}

func lists(w *world) []testCase {
	p := w.people.c
	everybody := []int64{ada, bob, carol, dan, eve, obrien}
	return []testCase{
		w.finds("one value", p.ID.In(bob), bob),
		w.finds("values", p.ID.In(bob, dan, eve), bob, dan, eve),
		w.finds("texts", p.Name.In("eve", "o'brien", "nobody"), eve, obrien),
		w.finds("the same value twice", p.ID.In(bob, bob), bob),
		w.finds("decimals", p.Salary.In(dec("2500"), dec("3100.00")), bob, dan, eve),
		w.finds("dates", p.Hired.In(day(2001, 2, 3), day(2020, 2, 29)), ada, eve),
		w.finds("floats", p.Height.In(1.65, 1.9), ada, obrien),
		w.finds("timestamps", p.Seen.In(seenAda, seenCarol), ada, carol),
		w.finds("null is in no list", p.Age.In(29, 42), bob, dan, eve),
		w.finds("not in", p.ID.NotIn(ada, bob, carol), dan, eve, obrien),
		w.finds("null is not in no list either", p.Age.NotIn(29, 42), ada, obrien),
		w.finds("empty", p.ID.In()),
		w.finds("not in empty", p.ID.NotIn(), everybody...),
		w.finds("null is not in the empty list", p.Age.NotIn(), everybody...),
		w.finds("null in the empty list is false", azoth.Not(p.Age.In()), everybody...),
		w.finds("empty list of texts", p.Name.In()),
		w.finds("not in the empty list of texts", p.Name.NotIn(), everybody...),
		w.finds("two empty lists", azoth.And(p.ID.In(), p.Name.In())),
		w.finds("in one and not in the empty list", azoth.And(p.ID.In(bob, dan), p.Name.NotIn()), bob, dan),
		w.finds("empty and not in a list", azoth.And(p.ID.In(), p.Name.NotIn("bob"))),
		w.finds("empty or", azoth.Or(p.ID.In(), p.ID.Eq(bob)), bob),
		w.finds("expression", p.ID.Add(1).In(2, 3), ada, bob),
		w.finds("dynamic column", w.people.C("name").In("bob", "eve"), bob, eve),
		w.finds("empty list of a dynamic column", w.people.C("name").In()),
		w.finds("list of 17 values", p.ID.In(upTo(17)...), everybody...),
		w.finds("not in 17 values", p.ID.Add(15).NotIn(upTo(17)...), carol, dan, eve, obrien),
		{name: "the same statement with lists of other lengths", run: func(t *T) {
			for n := range 20 {
				want := everybody[:min(n, len(everybody))]
				rows(t, w.who(p.ID.In(upTo(n)...)), want...)
			}
		}},
	}
}

func tuples(w *world) []testCase {
	p := w.people.c
	names := azoth.Tuple2(p.Name, p.Nickname)
	mixed := azoth.Tuple2(p.ID, p.Name)
	three := azoth.Tuple3(p.ID, p.Name, p.Active)
	pair := azoth.Pair[string, string]
	return []testCase{
		w.finds("pairs", names.In(pair("ada", "lady"), pair("dan", "dan")), ada, dan),
		w.finds("one pair", names.In(pair("ada", "lady")), ada),
		w.finds("pair of values of two rows", names.In(pair("ada", "dan"))),
		w.finds("pair with null", names.In(pair("bob", ""))),
		w.finds("pairs of two types", mixed.In(azoth.Pair(bob, "bob"), azoth.Pair(carol, "bob")), bob),
		w.finds("triples", three.In(azoth.Triple(ada, "ada", true), azoth.Triple(eve, "eve", true)), ada),
		w.finds("pairs that are not there", mixed.NotIn(azoth.Pair(ada, "ada"), azoth.Pair(bob, "bob")), carol, dan, eve, obrien),
		w.finds("no pairs", names.In()),
		w.finds("no pairs of two types", mixed.In()),
		w.finds("not in no pairs", mixed.NotIn(), ada, bob, carol, dan, eve, obrien),
		w.finds("no triples", three.In()),
	}
}

func longLists(w *world) []testCase {
	p := w.people.c
	return []testCase{
		w.finds("1,000 values", p.ID.In(upTo(1000)...), ada, bob, carol, dan, eve, obrien),
		w.finds("not in 1,000 values", p.ID.Add(997).NotIn(upTo(1000)...), dan, eve, obrien),
		{name: "as many values as a statement may have", needs: "MaxParams", run: func(t *T) {
			rows(t, w.who(manyValues(w, t.MaxParams)), ada, bob, carol, dan, eve, obrien)
		}},
		{name: "more values than a statement may have", needs: "MaxParams", apart: true, run: func(t *T) {
			sent := t.watch()
			_, err := w.who(manyValues(w, t.MaxParams+1)).All(t.ctx, t.conn)
			t.equal(as[*engine.ParamLimitError](t, err).Limit, t.MaxParams)
			t.equal(*sent, []string{})
			rows(t, w.who(p.ID.Eq(bob)), bob) // the connection is as it was
		}},
		{name: "more rows than a statement may have values", needs: "MaxParams", apart: true, run: func(t *T) {
			sent := t.watch()
			_, err := manyRows{w, t.MaxParams/2 + 1}.Exec(t.ctx, t.conn)
			t.equal(as[*engine.ParamLimitError](t, err).Params, 2*(t.MaxParams/2+1))
			t.equal(*sent, []string{})
		}},
		{name: "as many rows as a statement may have values", needs: "MaxParams", run: func(t *T) {
			t.writes(int64(t.MaxParams/2), manyRows{w, t.MaxParams / 2})
		}},
	}
}

// manyRows is an INSERT of n rows of two values, made in one piece: Values copies the rows that are there.
type manyRows struct {
	w *world
	n int
}

// Exec runs it.
func (m manyRows) Exec(ctx context.Context, ex expr.Executor) (int64, error) {
	d := m.w.departments.c
	st := &expr.InsertStatement{Table: m.w.departments.Table, Columns: []*expr.ColumnRef{d.ID.Ref(), d.Name.Ref()}}
	for i := range m.n {
		st.Rows = append(st.Rows, []expr.Element{expr.NewBind(types.Int64Value(int64(i + 100))), expr.NewBind(types.TextValue("x"))})
	}
	return expr.Exec(ctx, ex, st)
}

// manyValues is a condition with n values: lists of lengths that are not padded.
func manyValues(w *world, n int) expr.Predicate {
	var all []expr.Predicate
	for _, length := range []int{500, 16, 1} {
		for ; n >= length; n -= length {
			all = append(all, w.people.c.ID.In(upTo(length)...))
		}
	}
	return azoth.Or(all...)
}

// upTo is the numbers from 1 to n.
func upTo(n int) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i + 1)
	}
	return out
}

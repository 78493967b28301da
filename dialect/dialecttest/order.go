package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// orderArea is ORDER BY, LIMIT, DISTINCT and GROUP BY.
func orderArea(s *suite) *area {
	return &area{name: "order", cases: concat(orders(s.world), limits(s.world), distinct(s.world), groups(s.world))}
}

func orders(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID)
	twice := p.ID.Mul(2).As("twice")
	negative := p.ID.Neg().As("negative")
	name := p.Name.As("label")
	return []testCase{
		yields("ascending", "", q.OrderBy(p.Name.Asc()), ada, bob, carol, dan, eve, obrien),
		yields("descending", "", q.OrderBy(p.Name.Desc()), obrien, eve, dan, carol, bob, ada),
		yields("without a direction", "", q.OrderBy(p.Salary, p.ID), dan, eve, bob, carol, ada, obrien),
		yields("two columns", "", q.OrderBy(p.Salary.Desc(), p.ID.Desc()), obrien, ada, carol, bob, eve, dan),
		yields("added one by one", "", q.OrderBy(p.Salary).OrderBy(p.ID.Desc()), eve, dan, bob, carol, ada, obrien),
		yields("expression", "", q.OrderBy(p.ID.Mod(3), p.ID), carol, obrien, ada, dan, bob, eve),
		yields("negated", "", q.OrderBy(p.ID.Neg()), obrien, eve, dan, carol, bob, ada),
		yields("function", "", q.OrderBy(fn.Length(p.Name), p.ID), ada, bob, dan, eve, carol, obrien),
		yields("condition", "", q.OrderBy(p.Active, p.ID), carol, eve, ada, bob, dan, obrien),
		yields("case", "", q.OrderBy(azoth.Case[int]().When(p.ID.Eq(carol), 0).Else(1), p.ID), carol, ada, bob, dan, eve, obrien),
		yields("label", "", azoth.Select(twice).OrderBy(twice), 2, 4, 6, 8, 10, 12),
		yields("label descending", "", azoth.Select(twice).OrderBy(twice.Desc()), 12, 10, 8, 6, 4, 2),
		yields("label of a column", "", azoth.Select(name).OrderBy(name.Desc()).Limit(2), "o'brien", "eve"),
		yields("two labels", "", azoth.Select2(negative, name).OrderBy(negative, name).Limit(1), azoth.Pair(int64(-6), "o'brien")),
		yields("label in an expression", "", azoth.Select(twice).OrderBy(twice.Neg()), 12, 10, 8, 6, 4, 2),
		yields("nulls first", "", q.OrderBy(p.Age.Asc().NullsFirst(), p.ID), carol, dan, eve, ada, bob, obrien),
		yields("nulls last", "", q.OrderBy(p.Age.Asc().NullsLast(), p.ID), dan, eve, ada, bob, obrien, carol),
		yields("nulls first descending", "", q.OrderBy(p.Age.Desc().NullsFirst(), p.ID), carol, obrien, bob, ada, dan, eve),
		yields("nulls last descending", "", q.OrderBy(p.Age.Desc().NullsLast(), p.ID), obrien, bob, ada, dan, eve, carol),
		yields("reversed", "", q.OrderBy(p.Age.Asc().NullsFirst().Reverse(), p.ID), obrien, bob, ada, dan, eve, carol),
		yields("scalar subquery", "", q.OrderBy(w.spent().Desc().NullsLast(), p.ID).Limit(3), carol, obrien, ada),
		{name: "order that a user chose", run: func(t *T) {
			by, err := azoth.SortBy(map[string]expr.Node{"salary": p.Salary, "id": p.ID}, "-salary,id")
			t.ok(err)
			rows(t, q.OrderBy(by...).Limit(3), obrien, ada, carol)
		}},
	}
}

// spent is what the person of the outer statement has ordered for.
func (w *world) spent() expr.Value[types.Decimal, *types.Decimal] {
	o := w.orders.c
	return azoth.Scalar[types.Decimal](azoth.Select(fn.Sum(azoth.Mul(o.Price, o.Qty))).Where(azoth.Eq(o.PersonID, w.people.c.ID)))
}

func limits(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID).OrderBy(p.ID)
	first := azoth.Scalar[int64](q.Limit(1))
	lastTwo := azoth.Col(q.Limit(2).Offset(3).Subquery("s"), p.ID)
	limited := func(limit, offset expr.Node) expr.Select[int64] {
		s := q.Where() // a copy
		if st := s.Statement(); limit != nil {
			st.Limit = expr.ElementOf(limit)
		}
		if st := s.Statement(); offset != nil {
			st.Offset = expr.ElementOf(offset)
		}
		return s
	}
	number := func(n int) expr.Number[int, int] { return azoth.AsNumber(azoth.Lit(n)) }
	return []testCase{
		yields("limit", "", q.Limit(2), 1, 2),
		yields("limit 0", "", q.Limit(0)),
		yields("limit beyond the end", "", q.Limit(100), 1, 2, 3, 4, 5, 6),
		yields("offset", "", q.Offset(4), 5, 6),
		yields("offset 0", "", q.Offset(0), 1, 2, 3, 4, 5, 6),
		yields("offset beyond the end", "", q.Offset(6)),
		yields("limit and offset", "", q.Limit(2).Offset(1), 2, 3),
		yields("said again", "", q.Limit(5).Limit(1), 1),
		yields("limit in a scalar subquery", "", azoth.Select(first).Union(azoth.Select(first)), ptr(int64(1))),
		yields("limit in a subquery", "", azoth.Select(lastTwo).OrderBy(lastTwo).Limit(1), dan),
		yields("computed limit", "LimitExpression", limited(number(1).Add(2), nil), 1, 2, 3),
		yields("computed offset", "LimitExpression", limited(nil, number(2).Add(2)), 5, 6),
		yields("computed limit and offset", "LimitExpression", limited(number(3).Sub(1), number(2).Mul(2)), 5, 6),
		yields("computed limit, bound offset", "LimitExpression", limited(number(1).Add(1), azoth.Lit(1)), 2, 3),
		yields("limit of a text", "", limited(azoth.LiteralColumn[int]("2"), nil), 1, 2),
		{name: "the same statement with other limits", run: func(t *T) {
			for _, c := range []struct{ limit, offset int }{{2, 0}, {2, 1}, {3, 2}, {2, 0}, {1, 5}, {0, 0}} {
				rows(t, q.Limit(c.limit).Offset(c.offset), upTo(6)[c.offset:c.offset+c.limit]...)
			}
		}},
	}
}

func distinct(w *world) []testCase {
	p, o := w.people.c, w.orders.c
	return []testCase{
		yields("distinct", "", azoth.Select(o.Item).Distinct().OrderBy(o.Item), "desk", "ink", "lamp", "pen"),
		yields("distinct counts null once", "", azoth.Select(p.DeptID).Distinct().OrderBy(p.DeptID.Asc().NullsFirst()),
			nil, ptr(research), ptr(sales), ptr(support)),
		yields("distinct of two", "", azoth.Select2(o.Item, o.Price).Distinct().OrderBy(o.Item, o.Price).Limit(4),
			azoth.Pair("desk", dec("199.99")), azoth.Pair("ink", dec("7.00")), azoth.Pair("ink", dec("7.25")), azoth.Pair("lamp", dec("25.00"))),
		yields("distinct and limit", "", azoth.Select(o.Item).Distinct().OrderBy(o.Item.Desc()).Limit(2), "pen", "lamp"),
		value("count of distinct", "", fn.CountDistinct(o.Item), int64(4)),
		value("count of distinct leaves out null", "", fn.CountDistinct(o.PersonID), int64(4)),
		yields("distinct on", "DistinctOn", distinctOn(azoth.Select(o.ID).OrderBy(o.Item, o.Qty.Desc()), o.Item), 4, 7, 5, 6),
	}
}

// distinctOn adds DISTINCT ON.
func distinctOn[R any](s expr.Select[R], on ...expr.Node) expr.Select[R] {
	s = s.Distinct()
	for _, n := range on {
		s.Statement().Rare.DistinctOn = append(s.Statement().Rare.DistinctOn, expr.ElementOf(n))
	}
	return s
}

func groups(w *world) []testCase {
	p, o := w.people.c, w.orders.c
	count, initial := fn.Count().As("n"), fn.Substr(p.Name, 1, 1).As("initial")
	total := fn.Sum(o.Qty).NotNull()
	return []testCase{
		yields("group by", "", azoth.Select2(o.Item, count).GroupBy(o.Item).OrderBy(o.Item),
			azoth.Pair("desk", int64(1)), azoth.Pair("ink", int64(2)), azoth.Pair("lamp", int64(1)), azoth.Pair("pen", int64(3))),
		yields("order by the aggregate", "", azoth.Select(o.Item).GroupBy(o.Item).OrderBy(fn.Sum(o.Qty).Desc()), "pen", "ink", "lamp", "desk"),
		yields("order by the label of an aggregate", "", azoth.Select2(o.Item, count).GroupBy(o.Item).OrderBy(count.Desc(), o.Item).Limit(2),
			azoth.Pair("pen", int64(3)), azoth.Pair("ink", int64(2))),
		yields("null is a group", "", azoth.Select2(p.DeptID, fn.Count()).GroupBy(p.DeptID).OrderBy(p.DeptID.Asc().NullsFirst()).Limit(2),
			azoth.Pair[*int64, int64](nil, 1), azoth.Pair(ptr(research), int64(2))),
		yields("group by two columns", "", azoth.Select3(p.Age, p.Active, fn.Count()).Where(p.Age.IsNotNull()).GroupBy(p.Age, p.Active).OrderBy(p.Age, p.Active).Limit(2),
			azoth.Triple(ptr(29), false, int64(1)), azoth.Triple(ptr(29), true, int64(1))),
		yields("group by an expression", "", azoth.Select2(fn.Length(p.Name), fn.Count()).GroupBy(fn.Length(p.Name)).OrderBy(fn.Length(p.Name)),
			azoth.Pair(int64(3), int64(4)), azoth.Pair(int64(5), int64(1)), azoth.Pair(int64(7), int64(1))),
		yields("group by a label", "", azoth.Select2(initial, count).GroupBy(initial).OrderBy(initial).Limit(2),
			azoth.Pair("a", int64(1)), azoth.Pair("b", int64(1))),
		yields("having", "", azoth.Select(o.Item).GroupBy(o.Item).Having(fn.Count().Gt(1)).OrderBy(o.Item), "ink", "pen"),
		yields("having two conditions", "", azoth.Select(o.Item).GroupBy(o.Item).Having(fn.Count().Gt(1), total.Lt(10)).OrderBy(o.Item), "ink"),
		yields("where and having", "", azoth.Select(o.Item).Where(o.Qty.Lt(50)).GroupBy(o.Item).Having(total.Ge(5)).OrderBy(o.Item), "ink", "pen"),
		yields("group without rows", "", azoth.Select(o.Item).Where(o.ID.Lt(0)).GroupBy(o.Item)),
		yields("aggregate of no rows", "", azoth.Select2(fn.Count(), fn.Max(o.Qty)).Where(o.ID.Lt(0)), azoth.Pair[int64, *int](0, nil)),
	}
}

package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

// setArea is UNION, INTERSECT and EXCEPT.
func setArea(s *suite) *area {
	return &area{name: "set", cases: concat(unions(s.world), operands(s.world))}
}

func unions(w *world) []testCase {
	p, d, o := w.people.c, w.departments.c, w.orders.c
	low, high := azoth.Select(p.ID).Where(p.ID.Le(3)), azoth.Select(p.ID).Where(p.ID.Ge(3))
	seven := azoth.Lit(int64(7)).As("n")
	items, again := azoth.Select(o.Item), azoth.Select(o.Item).Where(o.Qty.Gt(5))
	return []testCase{
		yields("union", "", low.Union(high).OrderBy(p.ID), ada, bob, carol, dan, eve, obrien),
		yields("union all", "", low.UnionAll(high).OrderBy(p.ID), ada, bob, carol, carol, dan, eve, obrien),
		yields("union of one with itself", "", low.Union(low).OrderBy(p.ID), ada, bob, carol),
		yields("union of two tables", "", low.Union(azoth.Select(d.ID)).OrderBy(p.ID), 1, 2, 3, 4),
		yields("union counts null once", "", azoth.Select(p.DeptID).Union(azoth.Select(p.DeptID)).OrderBy(p.DeptID.Asc().NullsFirst()),
			nil, ptr(research), ptr(sales), ptr(support)),
		yields("three selects", "", low.Union(high, azoth.Select(d.ID)).OrderBy(p.ID.Desc()).Limit(2), 6, 5),
		yields("intersect", "", low.Intersect(high).OrderBy(p.ID), carol),
		yields("intersect counts once", "", items.Intersect(again).OrderBy(o.Item), "pen"),
		yields("except", "", low.Except(high).OrderBy(p.ID), ada, bob),
		yields("except counts once", "", items.Except(azoth.Select(o.Item).Where(o.Item.Eq("ink"))).OrderBy(o.Item), "desk", "lamp", "pen"),
		yields("intersect all", "SetOperationAll",
			expr.Combine(expr.IntersectAll, items, azoth.Select(o.Item).Where(o.Item.In("pen", "ink"))).OrderBy(o.Item), "ink", "ink", "pen", "pen", "pen"),
		yields("except all", "SetOperationAll", expr.Combine(expr.ExceptAll, items, again).OrderBy(o.Item), "desk", "ink", "ink", "lamp", "pen"),
		yields("union of nothing", "", low.Where(p.ID.Lt(0)).Union(high.Where(p.ID.Lt(0)))),
		yields("rows of two", "", azoth.Select2(p.ID, p.Name).Where(p.ID.Eq(2)).Union(azoth.Select2(d.ID, d.Name).Where(d.ID.Eq(2))).OrderBy(p.Name),
			azoth.Pair(bob, "bob"), azoth.Pair(sales, "sales")),
		yields("values of the program", "", azoth.Select(seven).Union(low).OrderBy(seven.Desc()).Limit(2), 7, 3),
		yields("union with limit and offset", "", low.Union(high).OrderBy(p.ID).Limit(2).Offset(1), bob, carol),
	}
}

func operands(w *world) []testCase {
	p, o := w.people.c, w.orders.c
	first, last := azoth.Select(p.ID).OrderBy(p.ID).Limit(1), azoth.Select(p.ID).OrderBy(p.ID.Desc()).Limit(1)
	low, high, two := azoth.Select(p.ID).Where(p.ID.Le(3)), azoth.Select(p.ID).Where(p.ID.Ge(3)), azoth.Select(p.ID).Where(p.ID.Eq(2))
	union := low.Union(high)
	inFrom := func(s expr.Select[int64], name string) expr.Select[int64] {
		return azoth.Select(azoth.Col(s.Subquery(name), p.ID))
	}
	sub := union.Subquery("u")
	return []testCase{
		yields("operands with limits", "SetOperandLimit", first.Union(last).OrderBy(p.ID), ada, obrien),
		yields("operands with limits and offsets", "SetOperandLimit", first.Offset(1).UnionAll(last.Offset(1)).OrderBy(p.ID), bob, eve),
		yields("operands with limits in subqueries", "", inFrom(first, "a").Union(inFrom(last, "b")).OrderBy(p.ID), ada, obrien),
		yields("distinct operands", "", azoth.Select(o.Item).Distinct().UnionAll(azoth.Select(o.Item).Distinct().Where(o.Qty.Gt(5))).OrderBy(o.Item),
			"desk", "ink", "lamp", "pen", "pen"),
		yields("grouped operands", "", azoth.Select2(o.Item, fn.Count()).GroupBy(o.Item).UnionAll(
			azoth.Select2(azoth.Lit("all"), fn.Count(o.ID))).OrderBy(o.Item).Limit(2), azoth.Pair("all", int64(7)), azoth.Pair("desk", int64(1))),
		yields("union of a union", "SetOperandLimit", union.Union(two.Union(first)).OrderBy(p.ID).Limit(3), ada, bob, carol),
		yields("except after union", "SetOperandLimit", union.Except(two).OrderBy(p.ID), ada, carol, dan, eve, obrien),
		yields("union in from", "", azoth.Select(azoth.Typed[int64](sub.C("id"))).Where(sub.C("id").Gt(4)).OrderBy(sub.C("id")), eve, obrien),
		yields("count of a union", "", azoth.Select(fn.Count()).From(low.UnionAll(high).Subquery("u")), 7),
		yields("union in a scalar subquery", "", azoth.Select(azoth.Scalar[int64](low.Where(p.ID.Eq(1)).Intersect(low))), ptr(ada)),
		yields("union in exists of a join", "", azoth.Select(o.ID).Join(sub, azoth.Eq(o.PersonID, azoth.Typed[int64](sub.C("id")))).Where(sub.C("id").Eq(ada)).OrderBy(o.ID), 1, 2),
	}
}

package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// whereArea is conditions.
func whereArea(s *suite) *area {
	return &area{name: "where", cases: concat(
		comparisons(s.world), nulls(s.world), logic(s.world), subqueries(s.world), distinctFrom(s.world),
	)}
}

func concat(lists ...[]testCase) []testCase {
	var out []testCase
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// finds is a case of a condition on people, and the people that satisfy it.
func (w *world) finds(name string, p expr.Predicate, ids ...int64) testCase {
	return yields(name, "", w.who(p), ids...)
}

// who is the SELECT of the numbers of the people that satisfy a condition.
func (w *world) who(p ...expr.Predicate) expr.Select[int64] {
	return azoth.Select(w.people.c.ID).Where(p...).OrderBy(w.people.c.ID)
}

func comparisons(w *world) []testCase {
	p := w.people.c
	return []testCase{
		w.finds("equal", p.Name.Eq("bob"), bob),
		w.finds("equal to a text with an apostrophe", p.Name.Eq("o'brien"), obrien),
		w.finds("equal to the empty text", p.Nickname.Eq(""), obrien),
		w.finds("not equal", p.Name.Ne("bob"), ada, carol, dan, eve, obrien),
		w.finds("less", p.Age.Lt(36), dan, eve),
		w.finds("less or equal", p.Age.Le(36), ada, dan, eve),
		w.finds("greater", p.Age.Gt(36), bob, obrien),
		w.finds("greater or equal", p.Age.Ge(36), ada, bob, obrien),
		w.finds("column with column", azoth.Eq(p.Name, p.Nickname), dan),
		w.finds("value with column", azoth.Lt(azoth.Lit(40), p.Age), bob, obrien),
		w.finds("text is ordered", p.Name.Ge("carol"), carol, dan, eve, obrien),
		w.finds("decimal", p.Salary.Eq(dec("2500.00")), dan, eve),
		w.finds("decimal of another scale", p.Salary.Eq(dec("5200.5")), ada),
		w.finds("decimal is ordered", p.Salary.Gt(dec("4100.24")), ada, carol, obrien),
		w.finds("float", p.Height.Eq(1.65), ada),
		w.finds("float is ordered", p.Height.Lt(1.7), ada, eve),
		w.finds("date", p.Hired.Eq(day(2020, 2, 29)), eve),
		w.finds("date is ordered", p.Hired.Lt(day(2001, 2, 3)), obrien),
		w.finds("timestamp", p.Seen.Eq(seenAda), ada),
		w.finds("timestamp is ordered", p.Seen.Gt(seenAda), carol),
		w.finds("between", p.Age.Between(29, 36), ada, dan, eve),
		w.finds("between is closed", p.ID.Between(2, 3), bob, carol),
		w.finds("between in the wrong order", p.ID.Between(3, 2)),
		w.finds("between expressions", azoth.Between(azoth.Lit(int64(2)), p.DeptID, p.ID), bob, carol, dan),
		w.finds("between texts", p.Name.Between("b", "d"), bob, carol),
		w.finds("not between", p.Age.NotBetween(29, 42), obrien),
		w.finds("arithmetic on both sides", azoth.Gt(p.Age.Mul(2), p.Age.Add(40)), bob, obrien),
		w.finds("precedence of arithmetic", p.Age.Add(4).Mul(2).Eq(80), ada),
		w.finds("own operator", p.Age.Op("+ 1 >", 42), bob, obrien),
		w.finds("text", azoth.TextCondition("age > :low AND age < :high").Bind("low", 30).Bind("high", 60), ada, bob),
		w.finds("text that names a value twice", azoth.TextCondition("age = :n OR id = :n").Bind("n", 3), carol),
	}
}

func nulls(w *world) []testCase {
	p := w.people.c
	return []testCase{
		w.finds("is null", p.Nickname.IsNull(), bob, eve),
		w.finds("is not null", p.Nickname.IsNotNull(), ada, carol, dan, obrien),
		w.finds("null is not equal", p.Age.Eq(29).Or(p.Age.Ne(29)), ada, bob, dan, eve, obrien),
		w.finds("not of a comparison with null", p.Age.Gt(36).Not(), ada, dan, eve),
		w.finds("null in arithmetic", p.Age.Add(1).IsNull(), carol),
		w.finds("null in concatenation", p.Nickname.Concat("!").IsNull(), bob, eve),
		w.finds("equal to null is a test for null", azoth.Eq(p.Nickname, azoth.Null[string]()), bob, eve),
		w.finds("not equal to null is a test for a value", azoth.Ne(p.Nickname, azoth.Null[string]()), ada, carol, dan, obrien),
		w.finds("coalesce", p.Age.Coalesce(0).Eq(0), carol),
		w.finds("null of a dynamic column", w.people.C("boss_id").Eq(nil), ada),
		w.finds("not null of a dynamic column", w.people.C("boss_id").Ne(nil), bob, carol, dan, eve, obrien),
		w.finds("null as a boolean", p.Age.Gt(30).IsNull(), carol),
	}
}

func logic(w *world) []testCase {
	p := w.people.c
	young, paid := p.Age.Lt(40), p.Salary.Gt(dec("3000"))
	return []testCase{
		w.finds("and", azoth.And(young, paid), ada),
		w.finds("or", azoth.Or(p.ID.Eq(bob), p.Name.Eq("eve")), bob, eve),
		w.finds("and binds stronger than or", p.ID.Eq(bob).Or(young.And(paid)), ada, bob),
		w.finds("or in and", p.ID.Eq(bob).Or(p.ID.Eq(ada)).And(young), ada),
		w.finds("not", azoth.Not(p.Name.Eq("bob")), ada, carol, dan, eve, obrien),
		w.finds("not of and", azoth.Not(azoth.And(p.ID.Gt(1), p.ID.Lt(6))), ada, obrien),
		w.finds("not of or", azoth.Not(azoth.Or(p.ID.Le(2), p.ID.Ge(5))), carol, dan),
		w.finds("not not", p.ID.Eq(bob).Not().Not(), bob),
		w.finds("several conditions of where", azoth.And(p.ID.Gt(2), p.ID.Lt(5), p.Name.Ne("dan")), carol),
		w.finds("no condition is all", azoth.And(), ada, bob, carol, dan, eve, obrien),
		w.finds("boolean column", p.Active, ada, bob, dan, obrien),
		w.finds("not of a boolean column", azoth.Not(p.Active), carol, eve),
		w.finds("boolean column with true", p.Active.Eq(true), ada, bob, dan, obrien),
		w.finds("boolean column with false", p.Active.Eq(false), carol, eve),
		w.finds("boolean column in and", azoth.And(p.Active, young), ada, dan),
		w.finds("boolean column in or", azoth.Or(p.Active.Not(), p.ID.Eq(ada)), ada, carol, eve),
		w.finds("boolean column in in", p.Active.In(true), ada, bob, dan, obrien),
		w.finds("condition with a boolean", young.Eq(true), ada, dan, eve),
		w.finds("case", azoth.Case[int64]().When(p.Active, 1).Else(0).Eq(0), carol, eve),
		w.finds("case of booleans", azoth.Case[bool]().When(p.ID.Eq(1), true).Else(false).Eq(true), ada),
	}
}

func subqueries(w *world) []testCase {
	p, d, o := w.people.c, w.departments.c, w.orders.c
	everybody := []int64{ada, bob, carol, dan, eve, obrien}
	ordered := azoth.Select(o.ID).Where(azoth.Eq(o.PersonID, p.ID))
	other := azoth.Columns[person](azoth.Alias(w.people, "other"))
	best := azoth.Scalar[types.Decimal](azoth.Select(fn.Max(other.Salary)).Where(azoth.Eq(other.DeptID, p.DeptID)))
	members := azoth.Scalar[int64](azoth.Select(fn.Count(other.ID)).Where(azoth.Eq(other.DeptID, d.ID)))
	return []testCase{
		w.finds("in select", azoth.In(p.DeptID, azoth.Select(d.ID).Where(d.City.Eq("rome"))), carol, dan),
		w.finds("in select of a nullable column", azoth.In(p.ID, azoth.Select(o.PersonID)), ada, bob, carol, obrien),
		w.finds("in select without rows", azoth.In(p.ID, azoth.Select(o.PersonID).Where(o.Item.Eq("none")))),
		w.finds("not in select", azoth.NotIn(p.ID, azoth.Select(o.PersonID.NotNull()).Where(o.PersonID.IsNotNull())), dan, eve),
		w.finds("not in select without rows", azoth.NotIn(p.ID, azoth.Select(d.ID).Where(d.ID.Lt(0))), everybody...),
		w.finds("in union", azoth.In(p.ID, azoth.Select(d.ID).Where(d.ID.Eq(1)).Union(azoth.Select(d.ID).Where(d.ID.Eq(3)))), ada, carol),
		w.finds("exists", ordered.AsExists(), ada, bob, carol, obrien),
		w.finds("not exists", ordered.AsExists().Not(), dan, eve),
		w.finds("exists of conditions", azoth.Exists(azoth.Eq(o.PersonID, p.ID), o.Item.Eq("pen")), ada, bob, obrien),
		w.finds("exists and more", azoth.And(ordered.AsExists(), p.ID.Gt(2)), carol, obrien),
		w.finds("scalar subquery", azoth.Eq(p.Age, azoth.Scalar[int](azoth.Select(fn.Max(other.Age)))), obrien),
		w.finds("scalar subquery without rows is null", azoth.Scalar[int64](azoth.Select(d.ID).Where(d.ID.Lt(0))).IsNull(), everybody...),
		w.finds("correlated scalar subquery", azoth.Eq(p.Salary, best), ada, carol, obrien),
		w.finds("correlated count",
			azoth.Scalar[int64](azoth.Select(fn.Count(o.ID)).Where(azoth.Eq(o.PersonID, p.ID))).Eq(2), ada, carol),
		w.finds("subquery in a subquery", azoth.In(p.DeptID, azoth.Select(d.ID).Where(members.Eq(2))), ada, bob, carol, dan),
	}
}

// distinctFrom compares the pairs of a value and NULL by a case of their own each.
func distinctFrom(w *world) []testCase {
	p := w.people.c
	return []testCase{
		w.finds("distinct from a value", p.Age.IsDistinctFrom(29), ada, bob, carol, obrien),
		w.finds("not distinct from a value", p.Age.IsNotDistinctFrom(29), dan, eve),
		w.finds("distinct from a column", azoth.IsDistinctFrom(p.Name, p.Nickname), ada, bob, carol, eve, obrien),
		w.finds("not distinct from a column", azoth.IsNotDistinctFrom(p.Name, p.Nickname), dan),
		w.finds("distinct from null", azoth.IsDistinctFrom(p.Nickname, azoth.Null[string]()), ada, carol, dan, obrien),
		w.finds("not distinct from null", azoth.IsNotDistinctFrom(p.Nickname, azoth.Null[string]()), bob, eve),
		w.finds("null is not distinct from null", azoth.IsNotDistinctFrom(p.Age, p.Age), ada, bob, carol, dan, eve, obrien),
	}
}

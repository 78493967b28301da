package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenSetop(t *testing.T) {
	u, a, o, ids := users, addresses, orders, azoth.Select(users.ID)
	one, two, three := ids.Where(u.Age.Eq(1)), ids.Where(u.Age.Eq(2)), ids.Where(u.Age.Eq(3))
	union := one.Union(two)
	numbered := azoth.Select(u.ID.As("n")).UnionAll(azoth.Select(a.ID.As("n")))
	owners := azoth.Select(a.UserID).Union(azoth.Select(o.UserID))
	s := one.UnionAll(two).Subquery("s")
	counts := azoth.Select(fn.Count(a.ID)).Union(azoth.Select(fn.Count(o.ID)))
	check(t, "setop", cases{
		"union":                   union,
		"union-all":               one.UnionAll(two),
		"intersect":               one.Intersect(two),
		"except":                  one.Except(two),
		"intersect-all":           expr.Combine(expr.IntersectAll, one, two),
		"except-all":              expr.Combine(expr.ExceptAll, one, two),
		"method-union":            union,
		"method-union-all":        one.UnionAll(two),
		"method-intersect":        one.Intersect(two),
		"method-except":           one.Except(two),
		"three":                   one.Union(two, three),
		"two-columns":             azoth.Select2(u.ID, u.Name).Union(azoth.Select2(a.ID, a.EmailAddress)),
		"order":                   union.OrderBy(u.ID),
		"order-desc":              one.UnionAll(two).OrderBy(u.ID.Desc()),
		"order-by-name":           union.OrderBy(u.ID),
		"limit":                   union.Limit(3),
		"order-limit-offset":      union.OrderBy(u.ID).Limit(3).Offset(2),
		"two-literals":            azoth.Select(azoth.Lit(1)).UnionAll(azoth.Select(azoth.Lit(2))),
		"labelled":                numbered.OrderBy(u.ID.As("n")),
		"subquery":                everything(union.Subquery("s")),
		"subquery-anonymous":      everything(union.Subquery("")),
		"count":                   azoth.Select(fn.Count()).From(union.Subquery("")),
		"exists":                  azoth.Select(u.Name).Where(expr.MakeBool(expr.NewExists(owners.Statement()))),
		"in":                      azoth.Select(u.Name).Where(expr.MakeBool(expr.NewBinary(expr.OpIn, expr.ElementOf(u.ID), expr.NewScalar(owners.Statement())))),
		"scalar":                  azoth.Select(expr.MakeValue[int64, *int64](expr.NewScalar(counts.Statement()))),
		"nested-left":             union.Union(three),
		"nested-right":            one.Union(two.Union(three)),
		"mixed":                   union.Except(three),
		"mixed-right":             one.UnionAll(two.Intersect(three)),
		"limited-members":         one.Limit(1).UnionAll(two.Limit(1)),
		"ordered-limited-members": one.OrderBy(u.ID).Limit(1).UnionAll(two.OrderBy(u.ID).Limit(1)).OrderBy(u.ID),
		"limited-members-of-subqueries": azoth.Select(one.Limit(1).Subquery("").C("id")).
			UnionAll(azoth.Select(two.Limit(1).Subquery("").C("id"))),
		"entity":         azoth.Select(users).Where(u.Age.Eq(1)).Union(azoth.Select(users).Where(u.Age.Eq(2))),
		"group-members":  azoth.Select(u.Name).GroupBy(u.Name).Union(azoth.Select(a.EmailAddress)),
		"subquery-where": azoth.Select(s.C("id")).Where(s.C("id").Gt(7)).OrderBy(s.C("id")),
	})
}

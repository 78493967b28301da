package golden_test

import (
	"maps"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenSetopMore(t *testing.T) {
	all := setParentheses()
	for _, cs := range []cases{setClauses(), setInside(), setMembers()} {
		maps.Copy(all, cs)
	}
	check(t, "setop_more", all)
}

// aged are the people of an age.
func aged(n int) azoth.SelectOf[int] { return azoth.Select(users.ID).Where(users.Age.Eq(n)) }

func setParentheses() cases {
	u, one, two, three, four := users, aged(1), aged(2), aged(3), azoth.Select(orders.ID)
	both := one.Union(two)
	first := one.OrderBy(u.ID).Limit(1)
	return cases{
		"nested-left":            both.Union(three),
		"nested-right":           one.Union(two.Union(three)),
		"nested-both":            both.UnionAll(three.Union(four)),
		"nested-deep":            one.Union(two.UnionAll(three.Union(four))),
		"except-of-union":        both.Except(three),
		"except-nested":          one.Except(two.Except(three)),
		"intersect-of-union":     both.Intersect(two.Union(three)),
		"limited-first":          first.Union(two),
		"limited-last":           one.Union(two.OrderBy(u.ID).Limit(1)),
		"ordered-member":         one.OrderBy(u.Name).UnionAll(two),
		"offset-member":          one.Offset(2).UnionAll(two),
		"nested-limited":         both.OrderBy(u.ID).Limit(2).Union(three),
		"nested-ordered-outside": both.Union(three).OrderBy(u.ID).Limit(2),
		"method-chain":           both.UnionAll(three),
		"method-chain-except":    both.Except(three).Intersect(four),
	}
}

func setClauses() cases {
	u, a, o, one, two := users, addresses, orders, aged(1), aged(2)
	x := u.ID.As("x")
	all := one.UnionAll(two).OrderBy(u.ID)
	return cases{
		"order-label":  azoth.Select(x).Union(azoth.Select(o.ID)).OrderBy(x),
		"order-two":    azoth.Select2(u.ID, u.Name).Union(azoth.Select2(a.ID, a.EmailAddress)).OrderBy(u.Name.Desc(), u.ID),
		"limit-offset": all.Limit(5).Offset(2),
		"offset":       all.Offset(2),
		"order-nulls":  azoth.Select(u.Age).Union(azoth.Select(o.Quantity.Nullable())).OrderBy(azoth.Order(u.Age).NullsLast()),
	}
}

func setInside() cases {
	u, a, o, n, one, two, three := users, addresses, orders, nodes, aged(1), aged(2), aged(3)
	both, nested := one.Union(two), one.Union(two.UnionAll(three))
	s := both.Subquery("s")
	mine := azoth.Select(a.ID).Where(azoth.Eq(a.UserID, u.ID)).Union(azoth.Select(o.ID).Where(azoth.Eq(o.UserID, u.ID)))
	return cases{
		"in":              azoth.Select(o.ID).Where(azoth.In(o.UserID, both)),
		"in-nested":       azoth.Select(o.ID).Where(azoth.In(o.UserID, nested)),
		"subquery-limit":  azoth.Select(both.OrderBy(u.ID).Limit(3).Subquery("s").C("id")),
		"subquery-nested": azoth.Select(nested.Subquery("s").C("id")),
		"subquery-joined": azoth.Select2(o.ID, azoth.Col(s, u.ID)).Join(s, azoth.Eq(o.UserID, azoth.Col(s, u.ID))),
		"cte-nested":      azoth.Select(nested.CTE("c").C("id")),
		"scalar-limit":    azoth.Select(azoth.Scalar[int](both.Limit(1)).As("x")),
		"correlated":      azoth.Select(u.Name).Where(azoth.ExistsOf(mine)),
		"insert":          azoth.Insert(nodes).FromSelect(azoth.Select2(u.ID, u.Name).Union(azoth.Select2(a.ID, a.EmailAddress)), n.ID, n.Name),
	}
}

func setMembers() cases {
	u, a, o, one, two, three := users, addresses, orders, aged(1), aged(2), aged(3)
	p, q, s := one.Subquery("p"), two.Subquery("q"), one.Union(two).Subquery("s")
	c, d := azoth.Col(one.CTE("c"), u.ID), azoth.Col(two.CTE("d"), u.ID)
	shared := azoth.Select2(u.ID, u.Age).CTE("c")
	id, age := azoth.Col(shared, u.ID), azoth.Col(shared, u.Age)
	literal := func(n int) azoth.SelectOf[int] { return azoth.Select(azoth.Lit(n)) }
	first := azoth.Lit(1).As("n")
	count := fn.Count(u.ID)
	return cases{
		"of-subqueries":              azoth.Select(azoth.Col(p, u.ID)).Union(azoth.Select(azoth.Col(q, u.ID))),
		"of-literals":                azoth.Select(first).UnionAll(literal(2), literal(3)).OrderBy(first),
		"of-functions":               azoth.Select(count).UnionAll(azoth.Select(fn.Count(o.ID))),
		"distinct-members":           azoth.Select(u.Name).Distinct().UnionAll(azoth.Select(a.EmailAddress).Distinct()),
		"entity-nested":              azoth.Select(users).Where(u.ID.Eq(1)).Union(azoth.Select(users).Where(u.ID.Eq(2))),
		"of-ctes":                    azoth.Select(c).Union(azoth.Select(d)),
		"cte-shared":                 azoth.Select(id).Where(age.Gt(1)).UnionAll(azoth.Select(id).Where(age.Lt(2))),
		"union-of-subquery-of-union": azoth.Select(azoth.Col(s, u.ID)).UnionAll(three),
		"of-groups": azoth.Select2(u.Age.NotNull(), count).GroupBy(u.Age).Having(count.Gt(1)).
			Union(azoth.Select2(o.Quantity, azoth.Typed[int64](dynamic(fn.Sum(o.ID)))).GroupBy(o.Quantity)),
	}
}

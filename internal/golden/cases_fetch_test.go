package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenFetch(t *testing.T) {
	u, a, o := users, addresses, orders
	q, ids, two := azoth.Select(u.Name), azoth.Select(u.ID), azoth.Fetch(2)
	first := ids.OrderBy(u.ID).Extend(two)
	n := fn.Count(u.ID)
	union := ids.Union(azoth.Select(a.ID))
	check(t, "fetch", cases{
		"plain":            q.Extend(two),
		"order":            q.OrderBy(u.ID).Extend(two),
		"offset":           q.OrderBy(u.ID).Offset(1).Extend(two),
		"with-ties":        q.OrderBy(u.Age).Extend(two.WithTies()),
		"with-ties-offset": q.OrderBy(u.Age).Offset(3).Extend(two.WithTies()),
		"where":            q.Where(u.Name.Eq("ed")).OrderBy(u.ID).Extend(azoth.Fetch(5)).Offset(10),
		"entity":           azoth.Select(users).OrderBy(u.ID).Extend(two),
		"zero":             q.Extend(azoth.Fetch(0)),
		"group":            azoth.Select2(u.Age, n).GroupBy(u.Age).Having(n.Gt(1)).OrderBy(u.Age).Extend(azoth.Fetch(3)),
		"distinct":         q.Distinct().OrderBy(u.Name).Extend(azoth.Fetch(3)),
		"replaced":         q.Extend(two).Extend(azoth.Fetch(3)),
		"in-subquery":      azoth.Select(azoth.Col(first.Subquery("s"), u.ID)),
		"in-condition":     azoth.Select(o.ID).Where(azoth.In(o.UserID, first)),
		"in-cte":           azoth.Select(azoth.Col(ids.OrderBy(u.ID).Extend(two.WithTies()).CTE("c"), u.ID)),
		"scalar":           azoth.Select2(o.ID, azoth.Scalar[string](q.Where(azoth.Eq(u.ID, o.UserID)).Extend(azoth.Fetch(1)))),
		"exists":           q.Where(azoth.Select(o.ID).Where(azoth.Eq(o.UserID, u.ID)).Extend(azoth.Fetch(1)).AsExists()),
		"union":            union.OrderBy(u.ID).Extend(two),
		"union-offset":     ids.UnionAll(azoth.Select(a.ID)).OrderBy(u.ID).Offset(1).Extend(two.WithTies()),
		"union-member":     ids.OrderBy(u.ID).Extend(azoth.Fetch(1)).UnionAll(azoth.Select(a.ID)),
		"for-update":       q.OrderBy(u.ID).Extend(azoth.Fetch(1)).ForUpdate(),
		"join":             azoth.Select2(u.Name, a.EmailAddress).Join(addresses).OrderBy(u.ID).Extend(two),
		"as-limit":         q.OrderBy(u.ID).Extend(two),
		"as-limit-offset":  q.Extend(two).Offset(1),
		"union-as-limit":   union.Extend(two),
	})
}

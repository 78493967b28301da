package golden_test

import (
	"maps"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenJoinMore(t *testing.T) {
	all := joinObjects()
	maps.Copy(all, laterals())
	check(t, "join_more", all)
}

func joinObjects() cases {
	u, a, o, l, p := users, addresses, orders, orderLines, posts
	id := azoth.Select(u.ID)
	own := azoth.Eq(u.ID, o.UserID)
	lines, both := azoth.Join(orders, orderLines), azoth.Join(users, addresses)
	right := azoth.OuterJoin(users, lines, own)
	x, y := orm.Alias(nodes, "x"), orm.Alias(nodes, "y")
	xo, yl := orm.Alias(orders, "x"), orm.Alias(orderLines, "y")
	n := fn.Count(o.ID).As("n")
	s := azoth.Select2(o.UserID, n).GroupBy(o.UserID).Subquery("s")
	c := azoth.Select(o.UserID).Where(o.Total.Gt(3)).CTE("c")
	return cases{
		"object":                    id.From(both),
		"object-outer":              id.From(azoth.OuterJoin(users, addresses)),
		"object-full":               id.From(azoth.FullJoin(users, addresses)),
		"object-on":                 id.From(azoth.Join(users, orders, own)),
		"object-chain":              id.From(azoth.Join(users, orders).Join(orderLines)),
		"object-chain-outer":        id.From(azoth.Join(users, orders).OuterJoin(orderLines, azoth.Eq(l.OrderID, o.ID))),
		"nested-right":              id.From(azoth.OuterJoin(users, lines)),
		"nested-right-on":           id.From(right),
		"nested-right-joined":       id.OuterJoin(lines, own),
		"nested-right-inferred":     id.Join(lines),
		"nested-both":               id.From(both.OuterJoin(lines, own)),
		"nested-deep":               id.From(azoth.OuterJoin(users, azoth.OuterJoin(orders, azoth.Join(orderLines, shipments)), own)),
		"nested-columns":            azoth.Select2(u.ID, l.Product).From(right).Where(l.Quantity.Gt(3)),
		"nested-many-to-many":       azoth.Select(p.ID).From(azoth.OuterJoin(posts, azoth.Join(postKeywords, keywords))),
		"object-then-join":          id.From(both).Join(orders, azoth.Eq(o.UserID, u.ID)),
		"object-then-join-inferred": id.From(azoth.Join(users, orders)).Join(orderLines),
		"object-entity":             azoth.Select(users).From(both).OrderBy(u.ID),
		"object-of-condition":       id.From(azoth.Join(users, addresses, azoth.Eq(u.ID, a.UserID), a.ID.Gt(3))),
		"object-in-exists":          id.Where(azoth.Select(o.ID).From(lines).Where(azoth.Eq(o.UserID, u.ID)).AsExists()),
		"object-in-subquery":        azoth.Select(azoth.Col(id.From(azoth.Join(users, orders)).Subquery("s"), u.ID)),
		"object-group":              azoth.Select2(u.Name, fn.Count(o.ID)).From(azoth.OuterJoin(users, orders)).GroupBy(u.Name),
		"object-aliases":            azoth.Select2(x.ID, y.ID).From(azoth.Join(x, y, azoth.Eq(x.ID, y.ParentID))),
		"nested-right-aliases":      azoth.Select2(u.ID, yl.Product).From(azoth.OuterJoin(users, azoth.Join(xo, yl, azoth.Eq(xo.ID, yl.OrderID)), azoth.Eq(u.ID, xo.UserID))),
		"object-of-subquery":        azoth.Select2(u.Name, azoth.Col(s, n)).From(azoth.OuterJoin(users, s, azoth.Eq(u.ID, azoth.Col(s, o.UserID)))),
		"object-of-cte":             azoth.Select(u.Name).From(azoth.Join(users, c, azoth.Eq(u.ID, azoth.Col(c, o.UserID)))),
	}
}

func laterals() cases {
	u, o, l, p := users, orders, orderLines, posts
	mine := azoth.Eq(o.UserID, u.ID)
	total := azoth.Select(o.Total).Where(mine)
	s := total.Lateral("s")
	sTotal := func(d expr.Derived) any { return azoth.Select2(u.Name, azoth.Col(d, o.Total)).Join(d, azoth.True()) }
	pair := azoth.Select2(o.ID, o.Total).Where(mine)
	top, all := pair.OrderBy(o.Total.Desc()).Limit(1).Lateral("s"), pair.Lateral("s")
	one := pair.Limit(1).Lateral("s")
	second := azoth.Select(l.Product).Where(azoth.Eq(l.OrderID, azoth.Col(one, o.ID))).Limit(2).Lateral("t")
	n := fn.Count(o.ID).As("n")
	count := azoth.Select(n).Where(mine).Lateral("s")
	x := orm.Alias(users, "x")
	ofX := azoth.Select(o.Total).Where(azoth.Eq(o.UserID, x.ID)).Lateral("s")
	inner := azoth.Select2(u.ID, azoth.Col(s, o.Total)).Join(s, azoth.True()).Subquery("q")
	union := azoth.Select(o.ID).Where(mine).UnionAll(azoth.Select(p.ID).Where(azoth.Eq(p.UserID, u.ID)))
	both := expr.LateralOf(union, "s")
	return cases{
		"lateral":             sTotal(top),
		"lateral-outer":       azoth.Select2(u.Name, azoth.Col(all, o.Total)).OuterJoin(all, azoth.True()),
		"lateral-comma":       azoth.Select2(u.Name, azoth.Col(s, o.Total)).From(users, s),
		"lateral-anonymous":   sTotal(total.Lateral("")),
		"lateral-on":          azoth.Select(u.Name).Join(s, azoth.Col(s, o.Total).Gt(10)),
		"lateral-two":         azoth.Select2(u.Name, azoth.Col(second, l.Product)).From(users).Join(one, azoth.True()).Join(second, azoth.True()),
		"lateral-aggregate":   azoth.Select2(u.Name, azoth.Col(count, n)).Join(count, azoth.True()).Where(azoth.Col(count, n).Gt(2)),
		"lateral-entity":      azoth.Select2(users, azoth.Col(s, o.Total)).Join(s, azoth.True()).OrderBy(u.ID),
		"lateral-alias":       azoth.Select2(x.Name, azoth.Col(ofX, o.Total)).Join(ofX, azoth.True()),
		"lateral-in-subquery": azoth.Select(inner.C("total")),
		"lateral-of-union":    azoth.Select2(u.Name, both.C("id")).Join(both, azoth.True()),
	}
}

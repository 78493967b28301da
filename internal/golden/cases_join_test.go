package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenJoin(t *testing.T) {
	u, a, o, l, q := users, addresses, orders, orderLines, azoth.Select(users.Name)
	ofUser, ofOrder := azoth.Eq(u.ID, a.UserID), azoth.Eq(u.ID, o.UserID)
	swapped := azoth.Eq(a.UserID, u.ID)
	lines := azoth.Join(orders, orderLines, azoth.Eq(o.ID, l.OrderID))
	first := azoth.Select(a.EmailAddress).Where(swapped).Limit(1).Lateral("s")
	check(t, "join", cases{
		"on-true":                    q.Join(addresses, azoth.True()),
		"nested-right":               q.From(azoth.Join(users, lines, ofOrder)),
		"nested-right-outer":         q.From(azoth.OuterJoin(users, lines, ofOrder)),
		"lateral":                    azoth.Select2(u.Name, azoth.Col(first, a.EmailAddress)).Join(first, azoth.True()),
		"inferred":                   q.Join(addresses),
		"inferred-from-many":         azoth.Select(a.EmailAddress).Join(users),
		"inferred-both-selected":     azoth.Select2(u.Name, a.EmailAddress).From(users).Join(addresses),
		"inferred-entity":            azoth.Select(users).Join(addresses),
		"inferred-entities-selected": azoth.Select2(users, addresses).Join(addresses),
		"inferred-composite":         azoth.Select(l.Product).Join(shipments),
		"explicit":                   q.Join(addresses, ofUser),
		"explicit-swapped":           q.Join(addresses, swapped),
		"explicit-with-bind":         q.Join(addresses, ofUser, a.EmailAddress.Eq("x")),
		"explicit-or":                q.Join(addresses, ofUser.Or(azoth.Eq(u.ID, a.ID))),
		"outer":                      q.OuterJoin(addresses),
		"outer-explicit":             q.OuterJoin(addresses, ofUser),
		"outer-is-null":              q.OuterJoin(addresses).Where(a.ID.IsNull()),
		"outer-with-condition":       q.OuterJoin(addresses, ofUser, a.EmailAddress.Like("%x%")),
		"full":                       q.FullJoin(addresses, ofUser),
		"two":                        q.Join(addresses, ofUser).Join(orders, ofOrder),
		"two-inferred":               q.Join(addresses).Join(orders),
		"chain":                      q.Join(orders, azoth.Eq(o.UserID, u.ID)).Join(orderLines, azoth.Eq(l.OrderID, o.ID)),
		"chain-inferred":             azoth.Select2(u.Name, l.Product).From(users).Join(orders).Join(orderLines),
		"inner-then-outer":           q.Join(addresses, ofUser).OuterJoin(orders, ofOrder),
		"outer-then-inner":           q.OuterJoin(addresses, ofUser).Join(orders, ofOrder),
		"three": q.Join(orders, azoth.Eq(o.UserID, u.ID)).Join(orderLines, azoth.Eq(l.OrderID, o.ID)).
			Join(addresses, swapped),
		"where-order-limit":        q.Join(addresses).Where(a.EmailAddress.Eq("x")).OrderBy(u.ID).Limit(1),
		"group-by":                 azoth.Select2(u.Name, fn.Count(a.ID)).Join(addresses, swapped).GroupBy(u.Name),
		"join-object":              q.From(users).Join(addresses, ofUser),
		"join-object-outer":        q.From(users).OuterJoin(addresses, ofUser),
		"cross-list-and-join":      azoth.Select2(u.Name, nodes.Name).From(nodes).Join(addresses, azoth.Eq(a.UserID, nodes.ID)).Where(ofUser),
		"self":                     selfJoin(),
		"self-inferred":            selfJoin(),
		"self-outer":               selfOuterJoin(),
		"self-twice":               selfJoinTwice(),
		"subquery":                 joinSubquery(),
		"outer-subquery-anonymous": joinAnonymousSubquery(),
		"inferred-subquery":        joinInferredSubquery(),
	})
}

func selfJoin() any {
	parent := orm.Alias(nodes, "parent")
	return azoth.Select2(nodes.Name, parent.Name).Join(parent, azoth.Eq(nodes.ParentID, parent.ID))
}

func selfOuterJoin() any {
	parent := orm.Alias(nodes, "parent")
	return azoth.Select(nodes.Name).OuterJoin(parent, azoth.Eq(nodes.ParentID, parent.ID)).Where(parent.ID.IsNull())
}

func selfJoinTwice() any {
	p, g := orm.Alias(nodes, "p"), orm.Alias(nodes, "g")
	return azoth.Select(nodes.Name).Join(p, azoth.Eq(nodes.ParentID, p.ID)).Join(g, azoth.Eq(p.ParentID, g.ID))
}

func joinSubquery() any {
	a := addresses
	n := fn.Count(a.ID).As("n")
	s := azoth.Select2(a.UserID, n).GroupBy(a.UserID).Subquery("s")
	return azoth.Select2(users.Name, azoth.Col(s, n)).Join(s, azoth.Eq(users.ID, azoth.Col(s, a.UserID)))
}

func joinAnonymousSubquery() any {
	a := addresses
	n := fn.Count(a.ID).As("n")
	s := azoth.Select2(a.UserID, n).GroupBy(a.UserID).Subquery("")
	return azoth.Select2(users.Name, azoth.Col(s, n)).OuterJoin(s, azoth.Eq(users.ID, azoth.Col(s, a.UserID)))
}

func joinInferredSubquery() any {
	s := azoth.Select(addresses).Where(addresses.EmailAddress.Ne("x")).Subquery("s")
	return azoth.Select2(users.Name, azoth.Col(s, addresses.EmailAddress)).Join(s)
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

// The objects that conditions name.
var (
	jack     = &User{ID: 5, Name: "jack"}
	tea      = &Keyword{ID: 3, Keyword: "tea"}
	address2 = &Address{ID: 2, UserID: ptr(5)}
	post9    = &Post{ID: 9, UserID: ptr(5)}
	line12   = &OrderLine{OrderID: 1, LineNo: 2}
	node4    = &Node{ID: 4, ParentID: ptr(1)}
)

func TestGoldenRelationship(t *testing.T) {
	cs := cases{}
	for _, more := range []cases{relationshipExists(), relationshipObjects(), relationshipJoins(), relationshipAliases()} {
		for name, c := range more {
			cs[name] = c
		}
	}
	check(t, "relationship", cs)
}

func relationshipExists() cases {
	u, a, o, n, p, l := azoth.Select(users.Name), azoth.Select(addresses.EmailAddress), orders, azoth.Select(nodes.Name),
		azoth.Select(posts.Headline), azoth.Select(orderLines.Product)
	isX, isTea, isJack := addresses.EmailAddress.Eq("x"), keywords.Keyword.Eq("tea"), users.Name.Eq("jack")
	alias, x := orm.Alias(users, "a"), orm.Alias(addresses, "x")
	return cases{
		"any":                    u.Where(users.Addresses.Any()),
		"any-criterion":          u.Where(users.Addresses.Any(addresses.EmailAddress.Like("%x%"))),
		"any-two-criteria":       u.Where(users.Addresses.Any(isX.And(addresses.ID.Gt(1)))),
		"not-any":                u.Where(users.Addresses.Any().Not()),
		"not-any-criterion":      u.Where(users.Addresses.Any(isX).Not()),
		"any-and":                u.Where(users.Addresses.Any(), users.Age.Gt(7)),
		"any-or":                 u.Where(users.Addresses.Any().Or(users.Orders.Any())),
		"any-nested":             u.Where(users.Orders.Any(o.Lines.Any(orderLines.Product.Eq("tea")))),
		"any-of-alias":           azoth.Select(alias.Name).Where(alias.Addresses.Any()),
		"any-of-type-alias":      u.Where(users.Addresses.To(x).Any(x.EmailAddress.Eq("a"))),
		"any-self":               n.Where(nodes.Children.Any(nodes.Name.Eq("leaf"))),
		"any-many-to-many":       p.Where(posts.Keywords.Any(isTea)),
		"any-many-to-many-plain": p.Where(posts.Keywords.Any()),
		"not-any-many-to-many":   p.Where(posts.Keywords.Any(isTea).Not()),
		"any-composite":          l.Where(orderLines.Shipments.Any()),
		"has":                    a.Where(addresses.User.Has()),
		"has-criterion":          a.Where(addresses.User.Has(isJack)),
		"not-has":                a.Where(addresses.User.Has(isJack).Not()),
		"has-self":               n.Where(nodes.Parent.Has(nodes.Name.Eq("root"))),
		"has-nested":             l.Where(orderLines.Order.Has(o.User.Has(isJack))),
		"has-composite":          azoth.Select(shipments.ID).Where(shipments.Line.Has(orderLines.Product.Eq("tea"))),
		"has-any":                a.Where(addresses.User.Has(users.Orders.Any())),
	}
}

func relationshipObjects() cases {
	u, a, n, p, s := azoth.Select(users.Name), azoth.Select(addresses.EmailAddress), azoth.Select(nodes.Name),
		azoth.Select(posts.Headline), azoth.Select(shipments.ID)
	b := orm.Alias(addresses, "b")
	isJack := addresses.User.Is(jack)
	return cases{
		"is":                        a.Where(isJack),
		"not-is":                    a.Where(isJack.Not()),
		"is-null":                   a.Where(addresses.User.Is(nil)),
		"is-not-null":               a.Where(addresses.User.Is(nil).Not()),
		"is-self":                   n.Where(nodes.Parent.Is(node4)),
		"is-composite":              s.Where(shipments.Line.Is(line12)),
		"is-alias":                  azoth.Select(b.EmailAddress).Where(b.User.Is(jack)),
		"is-and":                    a.Where(isJack, addresses.ID.Gt(1)),
		"contains":                  u.Where(users.Addresses.Contains(address2)),
		"not-contains":              u.Where(users.Addresses.Contains(address2).Not()),
		"contains-many-to-many":     p.Where(posts.Keywords.Contains(tea)),
		"not-contains-many-to-many": p.Where(posts.Keywords.Contains(tea).Not()),
		"contains-self":             n.Where(nodes.Children.Contains(node4)),
		"with-parent":               a.Where(users.Addresses.Of(jack)),
		"with-parent-many-to-many":  azoth.Select(keywords.Keyword).Where(posts.Keywords.Of(post9)),
		"with-parent-many-to-one":   u.Where(addresses.User.Of(address2)),
		"with-parent-composite":     s.Where(orderLines.Shipments.Of(line12)),
		"with-parent-self":          n.Where(nodes.Children.Of(node4)),
	}
}

func relationshipJoins() cases {
	u, p, tea := azoth.Select(users.Name), azoth.Select(posts.Headline), keywords.Keyword.Eq("tea")
	return cases{
		"join":                         u.Join(users.Addresses),
		"join-entities":                azoth.Select2(users, addresses).Join(users.Addresses),
		"join-many-to-one":             azoth.Select(addresses.EmailAddress).Join(addresses.User),
		"join-many-to-one-where":       azoth.Select(addresses).Join(addresses.User).Where(users.Name.Eq("jack")),
		"join-many-to-many":            p.Join(posts.Keywords).Where(tea),
		"join-many-to-many-back":       azoth.Select(keywords.Keyword).Join(keywords.Posts),
		"join-composite":               azoth.Select(orderLines.Product).Join(orderLines.Shipments),
		"join-chain":                   u.Join(users.Orders).Join(orders.Lines),
		"join-two":                     u.Join(users.Addresses).Join(users.Orders),
		"join-four":                    u.Join(users.Posts).Join(posts.Keywords).Where(tea).OrderBy(users.ID),
		"join-extra-criterion":         u.Join(users.Addresses.Where(addresses.EmailAddress.Ne("x"))),
		"join-target-and-relationship": u.Join(users.Addresses),
		"outer-join":                   u.OuterJoin(users.Addresses),
		"outer-join-is-null":           u.OuterJoin(users.Addresses).Where(addresses.ID.IsNull()).OrderBy(users.ID),
		"outer-join-many-to-many":      p.OuterJoin(posts.Keywords),
		"outer-join-chain":             u.OuterJoin(users.Orders).OuterJoin(orders.Lines),
		"outer-join-group":             azoth.Select2(users, fn.Count(addresses.ID)).OuterJoin(users.Addresses).GroupBy(users.ID),
		"join-where-in":                u.Join(users.Addresses).Where(addresses.EmailAddress.In("a", "b")),
	}
}

func relationshipAliases() cases {
	u, p, n := azoth.Select(users.Name), azoth.Select(posts.Headline), azoth.Select(nodes.Name)
	a, b, ax, ay := orm.Alias(addresses, ""), orm.Alias(addresses, ""), orm.Alias(addresses, "x"), orm.Alias(addresses, "y")
	ux := orm.Alias(users, "x")
	parent, child, pa, g := orm.Alias(nodes, "p"), orm.Alias(nodes, "c"), orm.Alias(nodes, ""), orm.Alias(nodes, "")
	k, k1, k2 := orm.Alias(keywords, "k"), orm.Alias(keywords, ""), orm.Alias(keywords, "")
	sub := orm.AliasOf(addresses, azoth.Select(addresses).Where(addresses.EmailAddress.Ne("x")).Subquery(""))
	return cases{
		"join-of-type-alias": azoth.Select2(users.Name, a.EmailAddress).Join(users.Addresses.To(a)).Where(a.EmailAddress.Eq("a")),
		"join-of-type-two-aliases": azoth.Select3(users.Name, a.EmailAddress, b.EmailAddress).Join(users.Addresses.To(a)).
			Join(users.Addresses.To(b)).Where(a.EmailAddress.Eq("a")).Where(b.EmailAddress.Eq("b")),
		"join-alias-and-relationship": u.Join(users.Addresses.To(ax)),
		"join-from-alias":             azoth.Select2(ux.Name, addresses.EmailAddress).Join(ux.Addresses),
		"join-from-alias-to-alias":    azoth.Select2(ux.Name, ay.EmailAddress).Join(ux.Addresses.To(ay)),
		"join-self":                   azoth.Select2(nodes.Name, parent.Name).Join(nodes.Parent.To(parent)),
		"join-self-children":          azoth.Select2(nodes.Name, child.Name).OuterJoin(nodes.Children.To(child)).Where(child.Name.Eq("leaf")),
		"join-self-two-levels":        n.Join(nodes.Parent.To(pa)).Join(pa.Parent.To(g)).Where(g.Name.Eq("root")),
		"join-many-to-many-alias":     p.Join(posts.Keywords.To(k)).Where(k.Keyword.Eq("tea")),
		"join-many-to-many-twice": p.Join(posts.Keywords.To(k1)).Join(posts.Keywords.To(k2)).
			Where(k1.Keyword.Eq("tea")).Where(k2.Keyword.Eq("milk")),
		"join-subquery-entity": azoth.Select2(users, sub).Join(users.Addresses.To(sub)),
	}
}

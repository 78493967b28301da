package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

// Loader options change the statement when a session lowers it, before it is compiled.
func TestGoldenEager(t *testing.T) {
	cs := cases{}
	for _, more := range []cases{eagerJoined(), eagerContains(), eagerColumns()} {
		for name, c := range more {
			cs[name] = c
		}
	}
	check(t, "eager", cs)
}

func eagerJoined() cases {
	u, a, p, s, n := azoth.Select(users), azoth.Select(addresses), azoth.Select(posts), azoth.Select(shipments), azoth.Select(nodes)
	many, one := orm.Joined(users.Addresses), orm.Joined(addresses.User)
	q, x := u.Options(many), orm.Alias(users, "x")
	return cases{
		"joined-many":               q,
		"joined-where":              q.Where(users.Name.Eq("jack")),
		"joined-order":              q.OrderBy(users.Name),
		"joined-limit":              q.OrderBy(users.Name).Limit(2),
		"joined-limit-offset":       q.OrderBy(users.Name.Desc()).Limit(2).Offset(1),
		"joined-limit-where":        q.Where(users.Age.Gt(7)).OrderBy(users.ID).Limit(2),
		"joined-limit-unordered":    q.Limit(2),
		"joined-offset":             q.OrderBy(users.ID).Offset(1),
		"joined-distinct":           q.Distinct(),
		"joined-unordered-relation": u.Options(orm.Joined(users.Orders)),
		"joined-ordered-desc":       u.Options(orm.Joined(users.Posts)),
		"joined-two":                u.Options(many, orm.Joined(users.Orders)),
		"joined-two-limit":          u.Options(many, orm.Joined(users.Orders)).OrderBy(users.ID).Limit(3),
		"joined-one":                a.Options(one),
		"joined-one-limit":          a.Options(one).OrderBy(addresses.ID).Limit(2),
		"joined-one-where":          a.Options(one).Where(addresses.EmailAddress.Eq("x")),
		"joined-nested":             u.Options(orm.Joined(users.Orders, orm.Joined(orders.Lines))),
		"joined-nested-limit":       u.Options(orm.Joined(users.Orders, orm.Joined(orders.Lines))).OrderBy(users.ID).Limit(2),
		"joined-nested-one":         azoth.Select(orderLines).Options(orm.Joined(orderLines.Order, orm.Joined(orders.User))),
		"joined-many-then-one":      p.Options(orm.Joined(posts.Keywords), orm.Joined(posts.Author)),
		"joined-many-to-many":       p.Options(orm.Joined(posts.Keywords)),
		"joined-many-to-many-limit": p.Options(orm.Joined(posts.Keywords)).OrderBy(posts.ID).Limit(2),
		"joined-many-to-many-back":  azoth.Select(keywords).Options(orm.Joined(keywords.Posts)),
		"joined-composite":          s.Options(orm.Joined(shipments.Line)),
		"joined-self":               n.Options(orm.Joined(nodes.Children)),
		"joined-self-two":           n.Options(orm.Joined(nodes.Children, orm.Joined(nodes.Children))),
		"joined-self-parent":        n.Options(orm.Joined(nodes.Parent)),
		"joined-with-join":          u.Join(users.Addresses).Where(addresses.EmailAddress.Eq("x")).Options(many),
		"joined-two-entities":       azoth.Select2(orm.With(users, many), orders).Join(users.Orders),
		"joined-and-criteria":       u.Options(orm.Joined(users.Addresses.Where(addresses.EmailAddress.Ne("x")))),
		"joined-of-alias":           azoth.Select(x).Options(orm.Joined(x.Addresses)),
	}
}

func eagerContains() cases {
	u, x := azoth.Select(users), orm.Alias(addresses, "x")
	lines := orm.ContainsEager(users.Orders, orm.ContainsEager(orders.Lines))
	return cases{
		"contains-many": u.Join(users.Addresses).Options(orm.ContainsEager(users.Addresses)),
		"contains-many-order": u.OuterJoin(users.Addresses).Options(orm.ContainsEager(users.Addresses)).
			OrderBy(users.ID, addresses.ID),
		"contains-one": azoth.Select(addresses).Join(addresses.User).Where(users.Name.Eq("jack")).
			Options(orm.ContainsEager(addresses.User)).OrderBy(addresses.ID),
		"contains-nested":       u.Join(users.Orders).Join(orders.Lines).Options(lines),
		"contains-then-joined":  u.Join(users.Orders).Options(orm.ContainsEager(users.Orders, orm.Joined(orders.Lines))),
		"contains-many-to-many": azoth.Select(posts).Join(posts.Keywords).Options(orm.ContainsEager(posts.Keywords)),
		"contains-alias":        u.Join(users.Addresses.To(x)).Options(orm.ContainsEager(users.Addresses.To(x))),
	}
}

func eagerColumns() cases {
	u := azoth.Select(users)
	return cases{
		"load-only":        u.Options(orm.LoadOnly(users, users.Name)),
		"load-only-two":    u.Options(orm.LoadOnly(users, users.Name, users.Age)),
		"load-only-nested": u.Options(orm.Joined(users.Addresses, orm.LoadOnly(addresses, addresses.EmailAddress))),
		"defer":            azoth.Select(posts).Options(orm.Defer(posts, posts.Body)),
		"defer-two":        u.Options(orm.Defer(users, users.Fullname, users.Nickname)),
		"lazy":             u,
	}
}

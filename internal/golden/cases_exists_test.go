package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

// exists is EXISTS (SELECT * FROM f WHERE ps), which is exists().where(...) in SQLAlchemy.
func exists(f expr.From, ps ...expr.Predicate) expr.Bool {
	return azoth.Select(azoth.LiteralColumn[int]("*")).From(f).Where(ps...).AsExists()
}

func TestGoldenExists(t *testing.T) {
	u, a, o, x, q := users, addresses, orders, orm.Alias(users, "x"), azoth.Select(users.Name)
	mine := azoth.Eq(a.UserID, u.ID)
	has, ordered := exists(addresses, mine), exists(orders, azoth.Eq(o.UserID, u.ID))
	ids := azoth.Select(a.ID)
	check(t, "exists", cases{
		"where":             q.Where(has),
		"entity":            q.Where(has),
		"not":               q.Where(has.Not()),
		"not-not":           q.Where(has.Not().Not()),
		"select-exists":     q.Where(ids.Where(mine).AsExists()),
		"exists-of-select":  q.Where(ids.Where(mine).AsExists()),
		"of-column":         q.Where(ids.Where(mine).AsExists()),
		"with-bind":         q.Where(exists(addresses, mine, a.EmailAddress.Eq("x"))),
		"with-like":         q.Where(exists(addresses, mine.And(a.EmailAddress.Like("%x%")))),
		"and":               q.Where(has, u.Age.Gt(7)),
		"or":                q.Where(has.Or(u.Age.Gt(7))),
		"two":               q.Where(has, ordered),
		"one-and-not-other": q.Where(has, ordered.Not()),
		"nested":            q.Where(exists(orders, azoth.Eq(o.UserID, u.ID), exists(addresses, azoth.Eq(a.UserID, o.UserID)))),
		"uncorrelated":      q.Where(ids.Where(a.EmailAddress.Eq("x")).AsExists()),
		"selected":          azoth.Select(ids.AsExists()),
		"selected-label":    azoth.Select2(u.Name, has.As("has_address")),
		"select-literal":    q.Where(azoth.Select(azoth.Lit(1)).From(addresses).Where(mine).AsExists()),
		"having":            q.GroupBy(u.Name, u.ID).Having(has),
		"with-join":         q.Where(azoth.Select(azoth.LiteralColumn[int]("*")).Where(mine.And(azoth.Eq(o.UserID, u.ID))).AsExists()),
		"count":             azoth.Select(fn.Count()).From(users).Where(has),
		"alias":             q.Where(exists(x, azoth.And(azoth.Eq(x.Name, u.Name), azoth.Ne(x.ID, u.ID)))),
	})
}

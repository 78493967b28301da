package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenLockMore(t *testing.T) {
	u, a, o := users, addresses, orders
	q, joined := azoth.Select(u.ID).Where(u.Name.Eq("ed")), azoth.Select(u.ID).Join(addresses)
	noWait, skip, key := azoth.NoWait(), azoth.SkipLocked(), azoth.KeyShare()
	ofUsers, ofAddresses := azoth.LockOf(users), azoth.LockOf(addresses)
	x, y := orm.Alias(users, "x"), orm.Alias(users, "")
	c := azoth.Select(a.UserID).CTE("c")
	owner := azoth.Col(c, a.UserID)
	two := q.Limit(2).ForUpdate(skip).Subquery("s")
	check(t, "lock_more", cases{
		"nowait-of":                joined.ForUpdate(noWait, ofUsers),
		"skip-locked-of":           joined.ForUpdate(skip, ofAddresses),
		"read-nowait":              q.ForShare(noWait),
		"read-skip-locked":         q.ForShare(skip),
		"read-of":                  joined.ForShare(ofUsers),
		"key-share-nowait":         q.ForUpdate(key, noWait),
		"key-share-skip-locked-of": joined.ForUpdate(key, skip, ofAddresses),
		"read-key-share-of":        joined.ForShare(key, ofUsers),
		"of-entity":                azoth.Select(users).Join(addresses).ForUpdate(ofUsers),
		"replaced":                 q.ForUpdate(noWait).ForUpdate(skip),
		"limit-offset":             q.OrderBy(u.ID).Limit(3).Offset(2).ForUpdate(),
		"group":                    azoth.Select2(u.Name, fn.Count(u.ID)).GroupBy(u.Name).ForUpdate(),
		"in-subquery":              azoth.Select(azoth.Col(q.ForUpdate().Subquery("s"), u.ID)),
		"in-subquery-limit":        azoth.Select(u.Name).Where(azoth.In(u.ID, azoth.Select(azoth.Col(two, u.ID)))),
		"in-cte":                   azoth.Select(azoth.Col(q.ForUpdate().CTE("c"), u.ID)),
		"in-condition":             azoth.Select(o.ID).Where(azoth.In(o.UserID, q.ForShare())),
		"with-cte":                 azoth.Select2(owner, u.ID).Join(users, azoth.Eq(u.ID, owner)).ForUpdate(ofUsers),
		"outer-join-of":            azoth.Select(u.ID).OuterJoin(addresses).ForUpdate(ofUsers),
		"of-alias":                 azoth.Select(x.ID).Join(addresses, azoth.Eq(a.UserID, x.ID)).ForUpdate(azoth.LockOf(x)),
		"of-anonymous-alias":       azoth.Select(y.ID).Join(addresses, azoth.Eq(a.UserID, y.ID)).ForUpdate(azoth.LockOf(y)),
	})
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

func TestGoldenForUpdate(t *testing.T) {
	u := users
	q, joined := azoth.Select(u.ID).Where(u.Name.Eq("ed")), azoth.Select(u.ID).Join(addresses)
	usersTable, addressesTable := expr.FromOf(users), expr.FromOf(addresses)
	check(t, "for_update", cases{
		"plain":       q.ForUpdate(),
		"entity":      azoth.Select(users).Where(u.ID.Eq(5)).ForUpdate(),
		"nowait":      locked(q, expr.ForUpdate{NoWait: true}),
		"skip-locked": locked(q, expr.ForUpdate{SkipLocked: true}),
		"read":        locked(q, expr.ForUpdate{Share: true}),
		"of":          locked(joined, expr.ForUpdate{Of: []expr.FromElement{usersTable}}),
		"of-two":      locked(joined, expr.ForUpdate{Of: []expr.FromElement{usersTable, addressesTable}}),
		"order-limit": locked(q.OrderBy(u.ID).Limit(1), expr.ForUpdate{SkipLocked: true}),
	})
}

// locked is q with a locking clause.
func locked(q expr.Select[int], f expr.ForUpdate) *expr.Query {
	c := q.Statement().Clone()
	c.Rare = &expr.RareClauses{ForUpdate: &f}
	return c
}

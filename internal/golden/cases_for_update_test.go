package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
)

func TestGoldenForUpdate(t *testing.T) {
	u := users
	q, joined := azoth.Select(u.ID).Where(u.Name.Eq("ed")), azoth.Select(u.ID).Join(addresses)
	check(t, "for_update", cases{
		"plain":          q.ForUpdate(),
		"entity":         azoth.Select(users).Where(u.ID.Eq(5)).ForUpdate(),
		"nowait":         q.ForUpdate(azoth.NoWait()),
		"skip-locked":    q.ForUpdate(azoth.SkipLocked()),
		"read":           q.ForShare(),
		"key-share":      q.ForUpdate(azoth.KeyShare()),
		"read-key-share": q.ForShare(azoth.KeyShare()),
		"of":             joined.ForUpdate(azoth.LockOf(users)),
		"of-two":         joined.ForUpdate(azoth.LockOf(users, addresses)),
		"order-limit":    q.OrderBy(u.ID).Limit(1).ForUpdate(azoth.SkipLocked()),
	})
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
)

func TestGoldenBoolean(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	grown := u.Age.Gt(7)
	check(t, "boolean", cases{
		"column":             q.Where(u.Active),
		"not-column":         q.Where(u.Active.Not()),
		"not-not-column":     q.Where(u.Active.Not().Not()),
		"entity":             q.Where(users.Active),
		"and":                q.Where(u.Active.And(grown)),
		"and-last":           q.Where(grown.And(u.Active)),
		"or":                 q.Where(u.Active.Or(grown)),
		"and-not":            q.Where(grown.And(u.Active.Not())),
		"not-or":             q.Where(u.Active.Or(grown).Not()),
		"is-true":            q.Where(u.Active.IsTrue()),
		"is-false":           q.Where(u.Active.IsFalse()),
		"is-not-true":        q.Where(u.Active.IsNotTrue()),
		"selected":           azoth.Select(u.Active),
		"not-selected":       azoth.Select(u.Active.Not()),
		"not-selected-label": azoth.Select(u.Active.Not().As("inactive")),
	})
}

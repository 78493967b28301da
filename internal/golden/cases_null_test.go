package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenNull(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	check(t, "null", cases{
		"is-null":             q.Where(u.Nickname.IsNull()),
		"is-not-null":         q.Where(u.Nickname.IsNotNull()),
		"not-is-null":         q.Where(u.Nickname.IsNull().Not()),
		"not-is-not-null":     q.Where(u.Nickname.IsNotNull().Not()),
		"eq-none":             q.Where(dynamic(u.Nickname).Eq(nil)),
		"ne-none":             q.Where(dynamic(u.Nickname).Ne(nil)),
		"entity":              azoth.Select(users).Where(u.Nickname.IsNull()),
		"and":                 q.Where(u.Nickname.IsNull().And(u.Fullname.IsNotNull())),
		"or":                  q.Where(u.Nickname.IsNull().Or(u.Nickname.Eq("x"))),
		"function-is-null":    q.Where(fn.Lower(u.Nickname).IsNull()),
		"expression-is-null":  q.Where(u.Age.Add(1).IsNull()),
		"selected":            azoth.Select(u.Nickname.IsNull()),
		"selected-label":      azoth.Select(u.Nickname.IsNull().As("unnamed")),
		"null-selected-label": azoth.Select2(azoth.Null[string]().As("nothing"), u.ID),
		"outer-join-is-null":  q.OuterJoin(addresses).Where(addresses.ID.IsNull()),
	})
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
)

func TestGoldenWhere(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	ed, wendy := u.Name.Eq("ed"), u.Name.Eq("wendy")
	jones, seven := u.Fullname.Eq("Ed Jones"), u.Age.Eq(7)
	a, b, one, two := u.Name.Eq("a"), u.Fullname.Eq("b"), u.Age.Eq(1), u.Age.Eq(2)
	check(t, "where", cases{
		"true":                          q.Where(azoth.True()),
		"false":                         q.Where(azoth.False()),
		"and-true":                      q.Where(azoth.And(azoth.True(), ed)),
		"and-false":                     q.Where(azoth.And(azoth.False(), ed)),
		"or-true":                       q.Where(azoth.Or(azoth.True(), ed)),
		"or-false":                      q.Where(azoth.Or(azoth.False(), ed)),
		"one":                           q.Where(ed),
		"entity":                        azoth.Select(users).Where(ed),
		"two-calls":                     q.Where(ed).Where(jones),
		"two-arguments":                 q.Where(ed, jones),
		"three-calls":                   q.Where(ed).Where(jones).Where(seven),
		"and":                           q.Where(ed.And(jones)),
		"and-three":                     q.Where(azoth.And(ed, jones, seven)),
		"and-one":                       q.Where(azoth.And(ed)),
		"or":                            q.Where(ed.Or(wendy)),
		"or-three":                      q.Where(azoth.Or(ed, wendy, seven)),
		"or-one":                        q.Where(azoth.Or(ed)),
		"or-then-where":                 q.Where(ed.Or(wendy)).Where(seven),
		"where-then-or":                 q.Where(seven).Where(ed.Or(wendy)),
		"or-in-and":                     q.Where(azoth.And(seven, ed.Or(wendy))),
		"and-in-or":                     q.Where(azoth.Or(seven, ed.And(jones))),
		"two-ands-in-or":                q.Where(azoth.Or(one.And(a), two.And(u.Name.Eq("b")))),
		"two-ors-in-and":                q.Where(azoth.And(one.Or(a), two.Or(u.Name.Eq("b")))),
		"and-in-and":                    q.Where(azoth.And(one, a.And(b))),
		"or-in-or":                      q.Where(azoth.Or(one, a.Or(b))),
		"or-in-and-in-or":               q.Where(azoth.Or(one, a.And(b.Or(u.Nickname.Eq("c"))))),
		"ampersand-chain":               q.Where(a.And(b).And(one)),
		"pipe-chain":                    q.Where(a.Or(b).Or(one)),
		"and-then-or-chain":             q.Where(a.And(b).Or(one)),
		"or-then-and-chain":             q.Where(a.Or(b).And(one)),
		"not-eq":                        q.Where(ed.Not()),
		"not-ne":                        q.Where(u.Name.Ne("ed").Not()),
		"not-lt":                        q.Where(u.Age.Lt(7).Not()),
		"not-le":                        q.Where(u.Age.Le(7).Not()),
		"not-gt":                        q.Where(u.Age.Gt(7).Not()),
		"not-ge":                        q.Where(u.Age.Ge(7).Not()),
		"not-not":                       q.Where(ed.Not().Not()),
		"not-and":                       q.Where(ed.And(seven).Not()),
		"not-or":                        q.Where(ed.Or(seven).Not()),
		"not-not-and":                   q.Where(ed.And(seven).Not().Not()),
		"not-and-one":                   q.Where(azoth.And(ed).Not()),
		"not-or-in-and":                 q.Where(one.And(ed.Or(wendy).Not())),
		"not-in-or":                     q.Where(one.Or(ed.Not())),
		"column-and-column":             q.Where(azoth.Eq(u.Name, u.Nickname)),
		"bool-compared-with-comparison": q.Where(azoth.Eq(u.Age.Gt(1), u.ID.Gt(2))),
		"column-and-column-of-two-tables": azoth.Select(u.Name).Where(azoth.Eq(u.ID, addresses.UserID)).
			Where(addresses.EmailAddress.Eq("x")),
	})
}

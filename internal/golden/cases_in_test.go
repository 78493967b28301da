package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenIn(t *testing.T) {
	u, a, q := users, addresses, azoth.Select(users.ID)
	owners := azoth.Select(a.UserID)
	pairs := azoth.Tuple2(u.Name, u.Nickname)
	two := []expr.Row2[string, string]{azoth.Pair("ed", "eddie"), azoth.Pair("wendy", "windy")}
	keys, addressKeys := tuple(u.ID, u.Name), azoth.Select2(a.UserID, a.EmailAddress).Statement()
	check(t, "in", cases{
		"values":                    q.Where(u.Name.In("ed", "wendy", "jack")),
		"one-value":                 q.Where(u.Name.In("ed")),
		"integers":                  q.Where(u.ID.In(1, 2, 3)),
		"empty":                     q.Where(u.Name.In()),
		"not-in":                    q.Where(u.Name.NotIn("ed", "wendy", "jack")),
		"not-in-one":                q.Where(u.Name.NotIn("ed")),
		"not-in-empty":              q.Where(u.Name.NotIn()),
		"not-of-in":                 q.Where(u.Name.In("ed", "wendy").Not()),
		"not-of-not-in":             q.Where(u.Name.NotIn("ed", "wendy").Not()),
		"entity":                    azoth.Select(users).Where(u.Name.In("ed", "wendy")),
		"subquery":                  q.Where(azoth.In(u.ID, owners)),
		"not-in-subquery":           q.Where(azoth.NotIn(u.ID, azoth.Select(a.UserID.NotNull()))),
		"not-of-in-subquery":        q.Where(azoth.In(u.ID, owners).Not()),
		"subquery-same-table":       q.Where(azoth.In(u.Name, azoth.Select(u.Name).Where(u.Name.Like("%ed%")))),
		"subquery-alias-same-table": q.Where(azoth.In(u.Name, azoth.Select(orm.Alias(users, "u2").Name))),
		"subquery-with-limit":       q.Where(azoth.In(u.ID, owners.OrderBy(a.ID).Limit(5))),
		"subquery-of-union":         q.Where(azoth.In(u.ID, owners.Where(a.ID.Eq(1)).Union(owners.Where(a.ID.Eq(2))))),
		"tuples":                    q.Where(pairs.In(two...)),
		"one-tuple":                 q.Where(pairs.In(two[0])),
		"tuples-not-in":             q.Where(pairs.NotIn(two...)),
		"tuples-empty":              q.Where(pairs.In()),
		"tuples-not-in-empty":       q.Where(pairs.NotIn()),
		"tuples-of-three":           q.Where(azoth.Tuple3(u.ID, u.Name, u.Age).In(azoth.Triple(1, "ed", 7), azoth.Triple(2, "wendy", 8))),
		"tuples-subquery":           q.Where(expr.MakeBool(expr.NewBinary(expr.OpIn, keys, expr.NewScalar(addressKeys)))),
		"tuples-not-in-subquery":    q.Where(expr.MakeBool(expr.NewBinary(expr.OpNotIn, keys, expr.NewScalar(addressKeys)))),
		"function":                  q.Where(fn.Lower(u.Name).In("ed", "wendy")),
		"expression":                q.Where(u.Age.Add(1).In(7, 8)),
		"literal-in-subquery":       q.Where(azoth.In(azoth.Lit(5), owners)),
		"two-lists":                 q.Where(u.Name.In("ed", "wendy"), u.ID.In(1, 2)),
		"between-other-binds":       q.Where(u.Age.Gt(7), u.Name.In("ed", "wendy"), u.Fullname.Eq("x")).Limit(3),
		"or":                        q.Where(u.Name.In("ed", "wendy").Or(u.ID.In())),
		"and-empty":                 q.Where(u.Age.Eq(7), u.ID.In()),
		"selected":                  azoth.Select(u.ID.In(1, 2)),
		"with-null-value":           q.Where(dynamic(u.Name).In("ed", nil)),
	})
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
)

func TestGoldenLimit(t *testing.T) {
	u, q := users, azoth.Select(users.Name)
	inner := q.Limit(5).Subquery("")
	check(t, "limit", cases{
		"fetch":                    q.OrderBy(u.ID).Extend(azoth.Fetch(5)),
		"fetch-with-ties":          q.OrderBy(u.ID).Extend(azoth.Fetch(5).WithTies()),
		"limit":                    q.Limit(2),
		"offset":                   q.Offset(1),
		"limit-offset":             q.Limit(2).Offset(1),
		"limit-zero":               q.Limit(0),
		"offset-zero":              q.Limit(2).Offset(0),
		"order-limit":              q.OrderBy(u.ID).Limit(2),
		"order-offset":             q.OrderBy(u.ID).Offset(1),
		"order-limit-offset":       q.OrderBy(u.ID).Limit(2).Offset(1),
		"where-limit":              q.Where(u.Name.Eq("ed")).Limit(1),
		"where-order-limit-offset": q.Where(u.Name.Eq("ed")).OrderBy(u.ID).Limit(5).Offset(10),
		"entity":                   azoth.Select(users).OrderBy(u.ID).Limit(2).Offset(1),
		"replaced":                 q.Limit(2).Limit(3),
		"slice":                    q.OrderBy(u.ID).Limit(2).Offset(1),
		"in-subquery":              q.Where(azoth.In(u.ID, azoth.Select(addresses.UserID).Limit(3))).Limit(2),
		"of-subquery":              azoth.Select(azoth.Col(inner, u.Name)).Limit(2),
	})
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenDistinct(t *testing.T) {
	u := users
	q := azoth.Select(u.Name).Distinct()
	check(t, "distinct", cases{
		"one":               q,
		"two-columns":       azoth.Select2(u.Name, u.Age).Distinct(),
		"entity":            azoth.Select(users).Distinct(),
		"where-order":       azoth.Select(u.Name).Where(u.Age.Gt(7)).Distinct().OrderBy(u.Name),
		"limit":             q.Limit(2),
		"join":              q.Join(addresses),
		"order-by-selected": q.OrderBy(u.Name.Desc()),
		"order-by-other":    q.OrderBy(u.ID),
		"expression":        azoth.Select(expr.MakeText[string](expr.NewUnary(expr.OpDistinct, expr.ElementOf(u.Name)))),
		"count":             azoth.Select(fn.CountDistinct(u.Name)),
		"subquery":          azoth.Select(azoth.Col(q.Subquery("s"), u.Name)),
		"on":                distinctOn(azoth.Select2(u.Name, u.Age).OrderBy(u.Name).Statement(), u.Name),
		"on-two":            distinctOn(azoth.Select(u.Name).Statement(), u.Name, u.Age),
	})
}

// distinctOn is q with DISTINCT ON (xs).
func distinctOn(q *expr.Query, xs ...expr.Node) *expr.Query {
	c := q.Clone()
	c.Rare = &expr.RareClauses{Distinct: true}
	for _, x := range xs {
		c.Rare.DistinctOn = append(c.Rare.DistinctOn, expr.ElementOf(x))
	}
	return c
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenGroupby(t *testing.T) {
	u, a, o := users, addresses, orders
	n := fn.Count(u.ID)
	many, young := n.Gt(1), fn.Max(u.Age).Lt(9)
	named := azoth.Select(u.Name).GroupBy(u.Name)
	counted := azoth.Select2(u.Name, n).GroupBy(u.Name)
	check(t, "groupby", cases{
		"one":                  counted,
		"two":                  azoth.Select3(u.Name, u.Age, n).GroupBy(u.Name, u.Age),
		"two-calls":            azoth.Select3(u.Name, u.Age, n).GroupBy(u.Name).GroupBy(u.Age),
		"order":                azoth.Select2(fn.Count(u.Name), u.Name).GroupBy(u.Name).OrderBy(u.Name),
		"having":               named.Having(many),
		"having-two-calls":     named.Having(many).Having(young),
		"having-and":           named.Having(many.And(young)),
		"having-or":            named.Having(many.Or(young)),
		"having-order-limit":   counted.Having(many).OrderBy(n).Limit(3),
		"where-having":         counted.Where(u.Age.Gt(7)).Having(many),
		"having-without-group": azoth.Select(n).Having(many),
		"function":             azoth.Select2(fn.Lower(u.Name), n).GroupBy(fn.Lower(u.Name)),
		"expression":           azoth.Select2(u.Age.Mod(10), n).GroupBy(u.Age.Mod(10)),
		"join":                 azoth.Select2(u.Name, fn.Count(a.ID)).Join(addresses).GroupBy(u.Name),
		"outer-join":           azoth.Select2(users, fn.Count(a.ID)).OuterJoin(addresses).GroupBy(u.ID),
		"join-having":          azoth.Select2(u.Name, fn.Sum(o.Total)).Join(orders).GroupBy(u.ID, u.Name).Having(fn.Sum(o.Total).Gt(10.5)),
		"having-avg-compared":  azoth.Select(o.UserID).GroupBy(o.UserID).Having(azoth.Lt(fn.Min(o.Total), fn.Avg(o.Total))),
		"rollup":               azoth.Select2(u.Name, n).GroupBy(fn.Call[string]("rollup", u.Name)),
	})
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/fn"
)

// named is a row of VALUES, namedCols its columns.
type named struct {
	ID   int
	Name string
}

type namedCols struct {
	ID   col.Int
	Name col.String
}

func TestGoldenValues(t *testing.T) {
	u := users
	rows := []named{{1, "ed"}, {2, "wendy"}}
	from := azoth.Values("v", rows)
	v := azoth.Columns[namedCols](from)
	quoted := azoth.Columns[namedCols](azoth.Values("my values", rows))
	both, id := azoth.Select2(v.ID, v.Name), azoth.Select(v.ID)
	same := azoth.Eq(u.ID, v.ID)
	c := both.CTE("c")
	check(t, "values", cases{
		"all":             both,
		"one-column":      azoth.Select(v.Name),
		"one-row":         everything(azoth.Values("v", rows[:1])),
		"where":           id.Where(v.Name.Eq("ed")),
		"order-limit":     id.OrderBy(v.Name).Limit(1),
		"join":            azoth.Select2(u.ID, v.Name).Join(from, same),
		"outer-join":      azoth.Select2(v.ID, u.ID).From(from).OuterJoin(users, same),
		"entity-join":     azoth.Select(users).Join(from, same).OrderBy(u.ID),
		"in":              azoth.Select(u.ID).Where(azoth.In(u.ID, id)),
		"exists":          azoth.Select(u.ID).Where(id.Where(same).AsExists()),
		"aggregate":       azoth.Select2(fn.Count(v.ID), fn.Max(v.Name)),
		"in-subquery":     azoth.Select(azoth.Col(id.Subquery("s"), v.ID)),
		"in-cte":          azoth.Select(azoth.Col(c, v.Name)),
		"in-union":        azoth.Select(u.ID).UnionAll(id),
		"quoted-name":     azoth.Select(quoted.ID),
		"three-rows":      everything(azoth.Values("n", []int{1, 2, 3})),
		"update-from":     azoth.Update(users).Set(u.Name.SetExpr(v.Name)).Where(same),
		"scalar":          azoth.Select(u.ID).Where(azoth.InValues(u.Age, 1, 2)),
		"scalar-selected": azoth.Select(azoth.ScalarValues(7).As("n")),
	})
}

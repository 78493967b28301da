package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenView(t *testing.T) {
	u, names := users, azoth.Select2(users.ID, users.Name)
	old := names.Where(u.Age.Gt(5))
	view := func(q expr.Selectable) *schema.View { return schema.NewView(nil, "v", q) }
	plain, kept := view(names.Statement()), view(old.Statement())
	kept.Materialized = true
	sub := old.Subquery("s")
	cs := cases{
		"create-or-replace":   &schema.CreateView{View: plain, OrReplace: true},
		"create-temporary":    &schema.CreateView{View: plain, Temporary: true},
		"create-materialized": &schema.CreateView{View: kept},
		"create-schema":       &schema.CreateView{View: schema.NewView(nil, "app.v", names.Statement())},
		"create-odd-name":     &schema.CreateView{View: schema.NewView(nil, "My View", names.Statement())},
		"drop":                &schema.DropView{View: plain},
		"drop-if-exists":      &schema.DropView{View: plain, IfExists: true},
		"drop-materialized":   &schema.DropView{View: kept},
	}
	count := fn.Count(u.ID)
	for name, q := range map[string]expr.Selectable{
		"":            names.Statement(),
		"-where":      old.Statement(),
		"-string":     names.Where(u.Name.Eq("it's")).Statement(),
		"-in":         names.Where(u.Name.In("ed", "wendy")).Statement(),
		"-limit":      names.OrderBy(u.ID).Limit(5).Statement(),
		"-expression": azoth.Select2(u.Age.Add(1).As("older"), fn.Lower(u.Name).As("l")).Statement(),
		"-literal":    azoth.Select3(u.ID, azoth.Lit("x").As("tag"), azoth.Lit(types.MustDecimal("1.50")).As("price")).Statement(),
		"-group":      azoth.Select2(u.Name, count.As("n")).GroupBy(u.Name).Having(count.Gt(1)).Statement(),
		"-join": azoth.Select2(u.Name, addresses.EmailAddress).Join(addresses).Where(u.Age.Gt(5), u.Name.Ne("x")).
			Statement(),
		"-union":    azoth.Select(u.ID.Nullable()).Where(u.Age.Gt(5)).Union(azoth.Select(orders.UserID)).Statement(),
		"-subquery": azoth.Select(azoth.Col(sub, u.Name)).Statement(),
	} {
		cs["create"+name] = &schema.CreateView{View: view(q)}
	}
	check(t, "view", cs)
}

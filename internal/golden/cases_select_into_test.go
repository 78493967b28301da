package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
)

func TestGoldenSelectInto(t *testing.T) {
	u, o, names := users, orders, azoth.Select2(users.ID, users.Name)
	cs := cases{
		"schema": &schema.CreateTableAs{Name: "t", Schema: "app", Query: names.Statement()},
		"quoted": &schema.CreateTableAs{Name: "My Table", Schema: "select", Query: names.Statement()},
	}
	for name, q := range map[string]expr.Selectable{
		"plain":      names.Statement(),
		"where":      names.Where(u.Age.Gt(5)).Statement(),
		"string":     names.Where(u.Name.Eq("it's")).Statement(),
		"expression": azoth.Select2(u.Age.Add(1).As("older"), fn.Lower(u.Name).As("l")).Statement(),
		"group":      azoth.Select2(u.Name, fn.Count(u.ID).As("n")).GroupBy(u.Name).Statement(),
		"join":       azoth.Select2(u.ID, o.Total).From(u).Join(o, azoth.Eq(u.ID, o.UserID)).Statement(),
		"exists":     names.Where(expr.ExistsWhere(azoth.Eq(o.UserID, u.ID))).Statement(),
		"union":      azoth.Select(u.ID.Nullable()).Where(u.Age.Gt(5)).Union(azoth.Select(o.UserID)).Statement(),
	} {
		cs[name] = &schema.CreateTableAs{Name: "t", Query: q}
	}
	check(t, "select_into", cs)
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
)

func TestGoldenTableAs(t *testing.T) {
	u, names := users, azoth.Select2(users.ID, users.Name)
	q := names.Statement()
	cs := cases{
		"schema":        &schema.CreateTableAs{Name: "t", Schema: "app", Query: q},
		"quoted":        &schema.CreateTableAs{Name: "My Table", Schema: "select", Query: q},
		"temporary":     &schema.CreateTableAs{Name: "t", Query: q, Temporary: true},
		"if-not-exists": &schema.CreateTableAs{Name: "t", Query: q, IfNotExists: true},

		"temporary-if-not-exists": &schema.CreateTableAs{Name: "t", Query: q, Temporary: true, IfNotExists: true},
	}
	for name, q := range map[string]expr.Selectable{
		"create":     q,
		"where":      names.Where(u.Age.Gt(5)).Statement(),
		"string":     names.Where(u.Name.Eq("it's")).Statement(),
		"in":         names.Where(u.Name.In("ed", "wendy")).Statement(),
		"expression": azoth.Select2(u.Age.Add(1).As("older"), fn.Lower(u.Name).As("l")).Statement(),
		"group":      azoth.Select2(u.Name, fn.Count(u.ID).As("n")).GroupBy(u.Name).Statement(),
		"union":      azoth.Select(u.ID.Nullable()).Where(u.Age.Gt(5)).Union(azoth.Select(orders.UserID)).Statement(),
	} {
		cs[name] = &schema.CreateTableAs{Name: "t", Query: q}
	}
	table, err := (&schema.CreateTableAs{Name: "t", Query: q}).Table()
	if err != nil {
		t.Fatal(err)
	}
	cs["select"] = azoth.Select(azoth.Typed[string](table.C("name"))).Where(table.C("id").Eq(5))
	check(t, "table_as", cs)
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// TestGoldenLightweight is tables that belong to no MetaData and have no keys: names and types, for statements.
func TestGoldenLightweight(t *testing.T) {
	a := azoth.NewTable("a", nil, schema.Col("id", types.Integer()), schema.Col("name", types.String(0)))
	b := azoth.NewTable("app.b", nil, schema.Col("id", types.Integer()), schema.Col("owner_id", types.Integer()))
	x := azoth.Columns[struct {
		ID   col.Int
		Name col.String
	}](a)
	y := azoth.Columns[struct{ ID, OwnerID col.Int }](b)
	q := azoth.Column("q", types.Integer())
	check(t, "lightweight", cases{
		"select":        azoth.Select2(x.ID, x.Name).Where(x.Name.Eq("x")).OrderBy(x.ID),
		"all":           azoth.Select2(x.ID, x.Name),
		"schema":        azoth.Select(y.OwnerID),
		"join":          azoth.Select(x.Name).From(a).Join(b, azoth.Eq(x.ID, y.OwnerID)).Where(y.ID.Gt(3)),
		"alias":         azoth.Select(azoth.Typed[string](azoth.Alias(a, "x").C("name"))),
		"group":         azoth.Select2(x.Name, fn.Count(x.ID).As("n")).GroupBy(x.Name),
		"insert":        azoth.InsertInto(a).Values(x.ID.Set(1), x.Name.Set("x")),
		"insert-select": azoth.InsertInto(a).FromSelect(azoth.Select(y.OwnerID), x.ID),
		"update":        azoth.UpdateTable(a).Set(x.Name.Set("y")).Where(x.ID.Eq(1)),
		"delete":        azoth.DeleteFrom(a).Where(x.Name.Eq("x")),
		"column-only":   azoth.Select(azoth.Typed[int](q)).Where(q.Eq(5)),
	})
}

package golden_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenDefault(t *testing.T) {
	text := func(s string) func() string { return func() string { return s } }
	word := func(name string, o ...schema.ColumnOption) schema.Item {
		return schema.Col(name, types.String(20), o...)
	}
	tbl := azoth.NewTable("t", nil, column("id", schema.PrimaryKey(), schema.NoAutoincrement()), word("name"),
		word("code", schema.DefaultFunc(text("c")), schema.UpdateDefaultFunc(text("u"))),
		word("slug", schema.DefaultContextFunc(func(context.Context, schema.DefaultContext) (string, error) { return "s", nil })),
		column("size", schema.Default(fn.Abs(number(-40))), schema.UpdateDefault(fn.Abs(number(-41)))),
		word("state", schema.Default(expr.NewBind(types.NullValue())), schema.UpdateDefault(expr.NewBind(types.NullValue()))))
	other := azoth.NewTable("other", nil, word("name"), column("n"))
	id, name, code, size, slug, state := tbl.C("id"), tbl.C("name"), tbl.C("code"), tbl.C("size"), tbl.C("slug"), tbl.C("state")
	oname, on := other.C("name"), other.C("n")
	into, set, two := azoth.InsertInto(tbl), azoth.UpdateTable(tbl).Where(id.Eq(1)), azoth.Select2(on, oname)
	check(t, "default", cases{
		"insert":                     into.Values(id.Set(1), name.Set("a")),
		"insert-function-given":      into.Values(id.Set(1), name.Set("a"), code.Set("x")),
		"insert-all-given":           into.Values(id.Set(1), name.Set("a"), code.Set("x"), slug.Set("y"), size.Set(1), state.Set("z")),
		"insert-expression-given":    into.Values(id.Set(1), code.Set(fn.Lower(azoth.Lit("X")))),
		"insert-many":                into.Values(id.Set(1), name.Set("a")).Values(id.Set(2), name.Set("b")),
		"insert-many-three":          into.Values(id.Set(1), size.Set(4)).Values(id.Set(2), size.Set(5)).Values(id.Set(3), size.Set(6)),
		"insert-from-select":         into.FromSelect(two, id, name),
		"insert-from-select-given":   into.FromSelect(azoth.Select3(oname, oname, on), code, slug, size),
		"insert-from-select-without": into.WithoutDefaults().FromSelect(two, id, name),
		"update":                     set.Set(name.Set("a")),
		"update-function-given":      set.Set(name.Set("a"), code.Set("x")),
		"update-expression-given":    set.Set(size.Set(expr.NewBinary(expr.OpAdd, expr.ElementOf(size), expr.NewBind(types.Int64Value(1))))),
		"update-all-given":           set.Set(code.Set("x"), size.Set(1), state.Set("z")),
	})
}

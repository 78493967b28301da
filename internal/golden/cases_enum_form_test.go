package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenEnumForm(t *testing.T) {
	color := types.Enum("red", "green").Named("color")
	checked := color
	checked.Check = true
	cs := cases{}
	for name, typ := range map[string]types.Type{
		"check-where-text": checked, "length": color.WithLength(20), "text": color.AsVarchar(),
		"text-length": color.AsVarchar().WithLength(20), "text-check-length": color.Checked().WithLength(20),
	} {
		cs[name] = create(key(), schema.Col("x", typ))
	}
	cs["cast-text"] = azoth.Select(azoth.Cast[string](users.Name, color.AsVarchar()))
	check(t, "enum_form", cs)
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenEnumType(t *testing.T) {
	color := types.Enum("red", "green").Named("color")
	odd := types.Enum("it's", "", `say "hi"`, "a,b").Named("app.My Color")
	check(t, "enum_type", cases{
		"create":     &schema.CreateEnumType{Type: color},
		"create-odd": &schema.CreateEnumType{Type: odd},
		"create-one": &schema.CreateEnumType{Type: types.Enum("a").Named("select")},
		"drop":       &schema.DropEnumType{Type: color},
		"drop-odd":   &schema.DropEnumType{Type: odd},
	})
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenComment(t *testing.T) {
	commented := func(name string) *schema.Table {
		t := azoth.NewTable(name, nil, column("id", schema.PrimaryKey(), schema.Comment("it's the key")),
			schema.Col("Mixed", types.String(5), schema.Comment(`a "name"`)))
		t.Comment = "all of it"
		return t
	}
	plain, app := commented("t"), commented("app.My Table")
	check(t, "comment", cases{
		"table":         &schema.SetTableComment{Table: plain},
		"table-schema":  &schema.SetTableComment{Table: app},
		"table-drop":    &schema.DropTableComment{Table: plain},
		"column":        &schema.SetColumnComment{Column: plain.Column("id")},
		"column-mixed":  &schema.SetColumnComment{Column: plain.Column("Mixed")},
		"column-schema": &schema.SetColumnComment{Column: app.Column("Mixed")},
		"column-drop":   &schema.DropColumnComment{Column: plain.Column("id")},
	})
}

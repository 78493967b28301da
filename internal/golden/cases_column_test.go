package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenColumn(t *testing.T) {
	table := azoth.NewTable("app.t", azoth.NewMetaData(), key(),
		schema.Col("name", types.String(20), schema.NotNull(), schema.ServerDefault(azoth.Lit("it's"))), schema.Col("price", types.Numeric(10, 2)),
		column("two words", schema.ServerDefault(azoth.TextExpr[int]("5"))), schema.UniqueOf("name"), schema.NamedCheckOf("Ck", "price > 0"))
	unique := table.Uniques[0]
	unique.Name = "uq_name"
	of := func(name string) *schema.CreateColumn { return &schema.CreateColumn{Column: table.Column(name)} }
	check(t, "column", cases{
		"name": of("name"), "price": of("price"), "two-words": of("two words"), "key": of("id"),
		"constraint-comment":        &schema.SetConstraintComment{Constraint: unique, Comment: "it's one of a kind"},
		"constraint-comment-quoted": &schema.SetConstraintComment{Constraint: table.Checks[0], Comment: "dear"},
		"constraint-comment-drop":   &schema.DropConstraintComment{Constraint: unique},
	})
}

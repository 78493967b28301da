package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

func TestGoldenDrop(t *testing.T) {
	m := azoth.NewMetaData()
	azoth.NewTable("parent", m, key())
	table := azoth.NewTable("t", m, key(), column("a"))
	a := table.Column("a")
	fk := table.AddForeignKeyTo([]*schema.Column{a}, "parent.id")
	fk.Name, fk.OnDelete = "fk_a", schema.Cascade
	unique, positive := table.AddUnique(a), table.AddCheck(expr.NewText("a > 0"))
	unique.Name, positive.Name = "uq_a", "ck_a"
	users := base.MetaData().Table("users")
	check(t, "drop", cases{
		"table":           &schema.DropTable{Table: users},
		"table-if-exists": &schema.DropTable{Table: users, IfExists: true},
		"table-quoted":    &schema.DropTable{Table: odd},
		"table-schema":    &schema.DropTable{Table: inSchema("app", "t")},
		"foreign-key":     &schema.DropConstraint{Constraint: fk},
		"unique":          &schema.DropConstraint{Constraint: unique},
		"check":           &schema.DropConstraint{Constraint: positive},
		"unique-cascade":  &schema.DropConstraint{Constraint: unique, Cascade: true},
		"add-foreign-key": &schema.AddConstraint{Constraint: fk},
		"add-unique":      &schema.AddConstraint{Constraint: unique},
		"add-check":       &schema.AddConstraint{Constraint: positive},
		"create-schema":   &schema.CreateSchema{Name: "app"},
		"drop-schema":     &schema.DropSchema{Name: "app"},
	})
}

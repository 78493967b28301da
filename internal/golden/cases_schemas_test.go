package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenSchemas(t *testing.T) {
	cs := inDefaultSchema()
	for name, c := range inOtherSchemas() {
		cs[name] = c
	}
	check(t, "schemas", cs)
}

func inOtherSchemas() cases {
	m := azoth.NewMetaData()
	plain := azoth.NewTable("plain", m, key(), schema.Col("name", types.String(10), schema.Indexed()))
	owned := azoth.NewTable("app.owned", m, key(), reference("p", "plain.id"))
	id, name := azoth.Typed[int](plain.C("id")), azoth.Typed[string](plain.C("name"))
	ownedID, p := azoth.Typed[int](owned.C("id")), azoth.Typed[int](owned.C("p"))
	cs := cases{}
	for of, schemas := range map[string]compiler.SchemaMap{
		"none": {"": "one"}, "named": {"app": "two"}, "each": {"": "one", "app": "two"}, "swapped": {"": "app", "app": "other"},
		"other": {"nothing": "three"}, "quoted": {"": "My Tenant", "app": `say "hi"`}, "reserved": {"": "select"},
	} {
		cs["select-"+of] = translated{azoth.Select2(id, name).Where(name.Eq("x")), schemas}
		cs["join-"+of] = translated{azoth.Select2(name, ownedID).From(plain).Join(owned), schemas}
	}
	two := compiler.SchemaMap{"": "one", "app": "two"}
	o := azoth.Alias(owned, "o")
	sub := azoth.Select(ownedID).Where(p.Eq(5)).Subquery("s")
	kind := types.Enum("x", "y").Named("kind")
	kind.Schema = "app"
	commented := azoth.NewTable("app.t", nil, column("a"))
	commented.Comment = "x"
	for name, st := range map[string]any{
		"alias":    azoth.Select(azoth.Typed[int](o.C("id"))).Where(o.C("p").Eq(5)),
		"subquery": azoth.Select(azoth.Typed[int](sub.C("id"))),
		"exists":   azoth.Select(id).Where(azoth.Select(ownedID).Where(azoth.Eq(p, id)).AsExists()),
		"insert":   azoth.InsertInto(owned).Values(owned.C("id").Set(1), owned.C("p").Set(5)),
		"update":   azoth.UpdateTable(owned).Set(owned.C("p").Set(5)).Where(ownedID.Eq(1)),
		"delete":   azoth.DeleteFrom(plain).Where(id.Eq(1)),

		"create-table":    &schema.CreateTable{Table: owned},
		"drop-table":      &schema.DropTable{Table: owned},
		"create-index":    &schema.CreateIndex{Index: plain.Indexes[0]},
		"drop-index":      &schema.DropIndex{Index: plain.Indexes[0]},
		"create-sequence": &schema.CreateSequence{Sequence: &schema.Sequence{Name: "ids", Schema: "app"}},
		"create-enum":     &schema.CreateEnumType{Type: kind},
		"enum":            &schema.CreateTable{Table: azoth.NewTable("t", nil, schema.Col("e", kind))},
		"comment":         &schema.SetTableComment{Table: commented},
	} {
		cs[name] = translated{st, two}
	}
	same := translated{&schema.CreateTable{Table: owned}, compiler.SchemaMap{"": "one", "app": "one"}}
	cs["create-table-same"] = perDialect{"postgresql": same, "mysql": same, "mssql": same, "oracle": same}
	return cs
}

// inDefaultSchema are tables of a catalogue that has a schema: one that names none is in it, unless it says so.
func inDefaultSchema() cases {
	m := azoth.NewMetaData()
	m.Schema = "app"
	a := azoth.NewTable("a", m, key(), column("x", schema.Indexed()))
	b := azoth.NewTable("other.b", m, key(), reference("a", "a.id"))
	c := schema.NewTableIn(m, "", "c")
	c.AddColumn(schema.NewColumn("id", integer))
	c.SetPrimaryKey(c.Column("id"))
	c.AddForeignKeyTo([]*schema.Column{c.AddColumn(schema.NewColumn("a", nil))}, "app.a.id")
	return cases{
		"default-create":   &schema.CreateTable{Table: a},
		"default-other":    &schema.CreateTable{Table: b},
		"default-blank":    &schema.CreateTable{Table: c},
		"default-index":    &schema.CreateIndex{Index: a.Indexes[0]},
		"default-select":   azoth.Select2(azoth.Typed[int](a.C("x")), azoth.Typed[int](c.C("id"))).From(a).Join(c),
		"default-sequence": &schema.CreateSequence{Sequence: schema.NewSequence(m, "ids", schema.Counter{})},
	}
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// original is a table t with all sorts of constraints, beside a table parent.
func original(in string) *schema.Table {
	m := azoth.NewMetaData()
	at := ""
	if in != "" {
		at = in + "."
	}
	azoth.NewTable(at+"parent", m, key())
	t := azoth.NewTable(at+"t", m, key(), column("a", schema.NotNull(), schema.ServerDefault(azoth.Lit("5"))), schema.Col("b", types.String(5), schema.Indexed()),
		schema.UniqueOf("a", "b"), reference("p", at+"parent.id", schema.OnDelete(schema.Cascade), schema.Name("fk_p")), reference("up", at+"t.id", schema.Name("fk_up")))
	t.Uniques[0].Name = "uq"
	t.AddCheck(expr.ElementOf(t.C("a").Gt(5))).Name = "ck"
	return t
}

// copied is the copy of t in a catalogue that has a copy of its parent.
func copied(t *schema.Table, in string, parent []schema.CopyOption, options ...schema.CopyOption) *schema.Table {
	m := azoth.NewMetaData()
	m.Schema = in
	for _, x := range t.MetaData.Tables() {
		if x.Name == "parent" {
			x.ToMetaData(m, parent...)
		}
	}
	return t.ToMetaData(m, options...)
}

func TestGoldenCopy(t *testing.T) {
	plain := func(items ...schema.Item) *schema.Table { return azoth.NewTable("t", azoth.NewMetaData(), items...) }
	createCopy := func(t *schema.Table) any { return &schema.CreateTable{Table: t.ToMetaData(azoth.NewMetaData())} }
	to := func(in string) []schema.CopyOption { return []schema.CopyOption{schema.CopyTo(in)} }
	commented, computed := plain(column("a")), plain(column("a"))
	commented.Comment = "it's"
	twice := schema.NewColumn("b", integer)
	twice.Computed = &schema.Computed{Expr: expr.NewText("a * 2"), Storage: schema.Stored}
	computed.AddColumn(twice)
	start := int64(5)
	identity := plain(column("id", schema.PrimaryKey(), schema.IdentityOf(schema.Identity{Counter: schema.Counter{Start: &start}})))
	appOrTarget := schema.ReferTo(func(f *schema.ForeignKeyConstraint, to string) string {
		if f.Name == "fk_p" {
			return "app"
		}
		return to
	})
	index := func(build func(*schema.Table, *schema.Index)) any {
		t := plain(key(), schema.Col("b", types.String(5)))
		i := t.AddIndex()
		i.Name = "ix"
		build(t, i)
		return &schema.CreateIndex{Index: t.ToMetaData(azoth.NewMetaData(), schema.CopyAs("u")).Indexes[0]}
	}
	u := original("").ToMetaData(azoth.NewMetaData(), schema.CopyAs("u"))
	check(t, "copy", cases{
		"same":             &schema.CreateTable{Table: copied(original(""), "", nil)},
		"renamed":          &schema.CreateTable{Table: copied(original(""), "", nil, schema.CopyAs("u"))},
		"schema":           &schema.CreateTable{Table: copied(original(""), "", to("app"), schema.CopyTo("app"))},
		"schema-to-schema": &schema.CreateTable{Table: copied(original("app"), "", to("other"), schema.CopyTo("other"))},
		"schema-kept":      &schema.CreateTable{Table: copied(original("app"), "", nil)},
		"into-schema":      &schema.CreateTable{Table: copied(original(""), "app", nil)},
		"referred":         &schema.CreateTable{Table: copied(original("app"), "", nil, schema.CopyTo("other"), appOrTarget)},
		"index":            &schema.CreateIndex{Index: copied(original(""), "", nil, schema.CopyAs("u")).Indexes[0]},
		"index-schema":     &schema.CreateIndex{Index: copied(original(""), "", to("app"), schema.CopyTo("app")).Indexes[0]},
		"comment":          &schema.SetTableComment{Table: commented.ToMetaData(azoth.NewMetaData(), schema.CopyAs("u"))},
		"identity":         createCopy(identity),
		"computed":         createCopy(computed),
		"index-expression": index(func(t *schema.Table, i *schema.Index) {
			i.Exprs = []expr.Element{expr.ElementOf(fn.Lower(azoth.AsText(azoth.Typed[string](t.C("b")))))}
		}),
		"index-desc": index(func(t *schema.Table, i *schema.Index) {
			i.Exprs, i.Unique = orderElements(t.C("b").Desc()), true
		}),
		"index-where": index(func(t *schema.Table, i *schema.Index) {
			i.Exprs, i.Where = []expr.Element{&t.Column("b").ColumnRef}, expr.ElementOf(t.C("id").Gt(5))
		}),
		"select": azoth.Select2(azoth.Typed[int](u.C("a")), azoth.Typed[string](u.C("b"))).Where(u.C("id").Eq(5)),
	})
}

package golden_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// byConvention is a table t with columns of all sorts beside a table that it may reference.
func byConvention(in, referred string, n schema.NamingConvention, items ...schema.Item) *schema.Table {
	m := azoth.NewMetaData()
	m.Naming, m.Schema = n, in
	azoth.NewTable(referred, m, key(), column("other"))
	all := []schema.Item{key(), column("a"), schema.Col("b", types.String(5)), column("c", schema.KeyedAs("see"))}
	return azoth.NewTable("t", m, append(all, items...)...)
}

func TestGoldenNaming(t *testing.T) {
	cs := cases{}
	for _, more := range []cases{namingKeys(), namingUniques(), namingChecks(), namingForeignKeys(), namingIndexes(), namingDrops()} {
		for name, c := range more {
			cs[name] = c
		}
	}
	check(t, "naming", cs)
}

func namingKeys() cases {
	cs := cases{}
	for name, text := range map[string]string{
		"primary-key": "pk_%(table_name)s", "primary-key-columns": "pk_%(table_name)s_%(column_0_name)s",
		"primary-key-label": "pk_%(column_0_label)s", "percent": "pk%%_%(table_name)s",
	} {
		cs[name] = &schema.CreateTable{Table: byConvention("", "parent", schema.NamingConvention{PrimaryKey: text})}
	}
	return cs
}

func namingUniques() cases {
	cs := cases{}
	add := func(name, text, columns string, change func(*schema.UniqueConstraint)) *schema.Table {
		t := byConvention("", "parent", schema.NamingConvention{Unique: text}, schema.UniqueOf(strings.Fields(columns)...))
		if change != nil {
			change(t.Uniques[0])
		}
		cs[name] = &schema.CreateTable{Table: t}
		return t
	}
	mine := func(u *schema.UniqueConstraint) { u.Name = "mine" }
	add("unique", "uq_%(table_name)s_%(column_0_name)s", "a b", nil)
	add("unique-all-names", "uq_%(table_name)s_%(column_0_N_name)s", "a b see", nil)
	add("unique-all-names-together", "uq_%(table_name)s_%(column_0N_name)s", "a b see", nil)
	add("unique-second", "uq_%(column_1_name)s_%(column_0_name)s", "a b", nil)
	add("unique-second-of-one", "uq_%(column_1_name)s_%(column_0_name)s", "a", nil)
	add("unique-key", "uq_%(column_0_key)s_%(column_0_name)s", "see", nil)
	add("unique-all-keys", "uq_%(column_0_N_key)s", "see a", nil)
	add("unique-label", "uq_%(column_0_label)s", "a b", nil)
	add("unique-all-labels", "uq_%(column_0_N_label)s", "a b", nil)
	add("unique-given", "uq_%(table_name)s_%(column_0_name)s", "a", mine)
	add("unique-given-expanded", "uq_%(table_name)s_%(constraint_name)s", "a", mine)
	add("unique-verbatim", "uq_%(table_name)s_%(constraint_name)s", "a", func(u *schema.UniqueConstraint) { u.Name, u.Verbatim = "mine", true })
	add("unique-quoted", "Unique %(table_name)s", "a", nil)
	add("unique-long", "uq_%(table_name)s_%(column_0_name)s_"+strings.Repeat("x", 60), "a", nil)
	own := add("own-token", "uq_%(shout)s", "a", nil)
	own.MetaData.Naming.Tokens = map[string]func(schema.Named) string{"shout": func(n schema.Named) string { return strings.ToUpper(n.Table.Name) + "!" }}
	cs["unique-in-schema"] = &schema.CreateTable{Table: byConvention("app", "parent",
		schema.NamingConvention{Unique: "uq_%(table_name)s_%(column_0_label)s"}, schema.UniqueOf("a"))}
	return cs
}

func namingChecks() cases {
	named := schema.NamingConvention{Check: "ck_%(table_name)s_%(constraint_name)s"}
	verbatim := byConvention("", "parent", named, schema.NamedCheckOf("positive", "a > 0"))
	verbatim.Checks[0].Verbatim = true
	enum := types.Enum("x", "y").Checked()
	byTable, byColumn := schema.NamingConvention{Check: "ck_%(table_name)s"}, schema.NamingConvention{Check: "ck_%(table_name)s_%(column_0_name)s"}
	return cases{
		"check":          &schema.CreateTable{Table: byConvention("", "parent", named, schema.NamedCheckOf("positive", "a > 0"))},
		"check-verbatim": &schema.CreateTable{Table: verbatim},
		"check-table":    &schema.CreateTable{Table: byConvention("", "parent", byTable, schema.CheckOf("a > 0"))},
		"enum":           &schema.CreateTable{Table: byConvention("", "parent", named, schema.Col("e", enum.Named("kind")))},
		"enum-column":    &schema.CreateTable{Table: byConvention("", "parent", byColumn, schema.Col("e", enum))},
	}
}

func namingForeignKeys() cases {
	a, parent := []string{"a"}, []string{"parent.id"}
	two, others := []string{"a", "see"}, []string{"parent.id", "parent.other"}
	build := func(in, referred, text string, columns, targets []string, options ...schema.ForeignKeyOption) *schema.CreateTable {
		return &schema.CreateTable{Table: byConvention(in, referred, schema.NamingConvention{ForeignKey: text}, schema.ForeignKeyOf(columns, targets, options...))}
	}
	return cases{
		"foreign-key":              build("", "parent", "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", a, parent),
		"foreign-key-column":       build("", "parent", "fk_%(referred_table_name)s_%(referred_column_0_name)s", a, parent),
		"foreign-key-all":          build("", "parent", "fk_%(column_0_N_name)s_%(referred_column_0_N_name)s", two, others),
		"foreign-key-all-together": build("", "parent", "fk_%(column_0N_name)s_%(referred_column_0N_name)s", two, others),
		"foreign-key-given":        build("", "parent", "fk_%(table_name)s", a, parent, schema.Name("mine")),
		"foreign-key-in-schema":    build("app", "parent", "fk_%(table_name)s_%(referred_table_name)s", a, []string{"app.parent.id"}),
		"foreign-key-odd-table":    build("", "My Parent", "fk_%(referred_table_name)s", a, []string{"My Parent.id"}),
	}
}

func namingIndexes() cases {
	cs := cases{}
	add := func(name, in, given, text, columns string) *schema.Index {
		t := byConvention(in, "parent", schema.NamingConvention{Index: text}, schema.IndexOf(given, strings.Fields(columns)...))
		cs[name] = &schema.CreateIndex{Index: t.Indexes[0]}
		return t.Indexes[0]
	}
	add("index", "", "", "ix_%(table_name)s_%(column_0_name)s", "a")
	add("index-all", "", "", "i_%(column_0_N_name)s", "a b").Unique = true
	add("index-label", "app", "", "idx_%(column_0_label)s", "a")
	add("index-given", "", "mine", "ix_%(table_name)s_%(column_0_name)s", "a")
	add("index-given-expanded", "", "mine", "ix_%(table_name)s_%(constraint_name)s", "a")
	lower := add("index-expression", "", "", "ix_%(column_0_name)s", "")
	lower.Exprs = []expr.Element{expr.ElementOf(fn.Lower(azoth.AsText(azoth.Typed[string](lower.Table.C("b")))))}
	return cs
}

func namingDrops() cases {
	unique := byConvention("", "parent", schema.NamingConvention{Unique: "uq_%(table_name)s_%(column_0_name)s"}, schema.UniqueOf("a"))
	key := byConvention("", "parent", schema.NamingConvention{PrimaryKey: "pk_%(table_name)s"})
	return cases{
		"drop-unique":      &schema.DropConstraint{Constraint: unique.Uniques[0]},
		"drop-primary-key": &schema.DropConstraint{Constraint: key.PrimaryKey},
	}
}

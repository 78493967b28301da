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

// indexed is a table with columns of all sorts and, filled by build, one index of that name.
func indexed(table, name string, build func(t *schema.Table, i *schema.Index)) *schema.Index {
	t := azoth.NewTable(table, azoth.NewMetaData(), key(), column("a"), schema.Col("b", types.String(20)),
		schema.Col("on", types.Boolean()), column("Mixed"))
	i := t.AddIndex()
	i.Name = name
	build(t, i)
	return i
}

func onColumns(names ...string) func(*schema.Table, *schema.Index) {
	return func(t *schema.Table, i *schema.Index) {
		for _, n := range names {
			i.Exprs = append(i.Exprs, &t.Column(n).ColumnRef)
		}
	}
}

func unique(f func(*schema.Table, *schema.Index)) func(*schema.Table, *schema.Index) {
	return func(t *schema.Table, i *schema.Index) {
		f(t, i)
		i.Unique = true
	}
}

func using(method string, f func(*schema.Table, *schema.Index)) func(*schema.Table, *schema.Index) {
	return func(t *schema.Table, i *schema.Index) {
		f(t, i)
		i.Using = method
	}
}

// where is an index of column a for the rows of a condition.
func where(p func(c func(string) expr.Dynamic) expr.Node) func(*schema.Table, *schema.Index) {
	return func(t *schema.Table, i *schema.Index) {
		onColumns("a")(t, i)
		i.Where = expr.ElementOf(p(t.C))
	}
}

func TestGoldenIndex(t *testing.T) {
	cs := cases{}
	for name, build := range map[string]func(*schema.Table, *schema.Index){
		"one":                         onColumns("a"),
		"unique":                      unique(onColumns("a")),
		"mssql-clustered":             using("clustered", onColumns("a")),
		"mssql-nonclustered":          unique(using("NONCLUSTERED", onColumns("a"))),
		"mssql-clustered-columnstore": using("CLUSTERED COLUMNSTORE", onColumns()),
		"oracle-bitmap":               using("BITMAP", onColumns("a")),
		"using":                       func(t *schema.Table, i *schema.Index) { onColumns("a")(t, i); i.Using = "hash" },
		"desc":                        func(t *schema.Table, i *schema.Index) { i.Exprs = orderElements(t.C("a").Desc()) },
		"desc-function": func(t *schema.Table, i *schema.Index) {
			i.Exprs = []expr.Element{expr.ElementOf(t.C("b")), expr.OrderingElement(t.C("a").Desc())}
		},
		"nulls-last":      func(t *schema.Table, i *schema.Index) { i.Exprs = orderElements(t.C("a").Desc().NullsLast()) },
		"partial":         where(func(c func(string) expr.Dynamic) expr.Node { return c("a").Gt(5) }),
		"partial-string":  where(func(c func(string) expr.Dynamic) expr.Node { return c("b").Eq("it's") }),
		"partial-null":    where(func(c func(string) expr.Dynamic) expr.Node { return c("b").IsNull() }),
		"partial-boolean": unique(where(func(c func(string) expr.Dynamic) expr.Node { return azoth.Typed[bool](c("on")) })),
	} {
		cs[name] = &schema.CreateIndex{Index: indexed("t", "ix_a", build)}
	}
	lower := func(t *schema.Table, i *schema.Index) {
		i.Exprs = []expr.Element{expr.ElementOf(fn.Lower(azoth.Typed[string](t.C("b"))))}
	}
	sum := func(t *schema.Table, i *schema.Index) {
		i.Exprs = []expr.Element{expr.ElementOf(azoth.AsNumber(azoth.Typed[int](t.C("a"))).Add(1))}
	}
	text := func(_ *schema.Table, i *schema.Index) { i.Exprs = []expr.Element{expr.NewText("a DESC")} }
	one, quoted := indexed("t", "ix_a", onColumns("a")), indexed("t", "My Index", onColumns("a"))
	of := func(items ...schema.Item) *schema.Index {
		return azoth.NewTable("t", azoth.NewMetaData(), items...).Indexes[0]
	}
	for name, i := range map[string]*schema.Index{
		"mssql-columnstore": indexed("t", "ix_ab", using("COLUMNSTORE", onColumns("a", "b"))),
		"two":               indexed("t", "ix_ab", onColumns("a", "b")),
		"unique-two":        indexed("t", "ix_ab", unique(onColumns("a", "b"))),
		"function":          indexed("t", "ix_lower", lower),
		"expression":        indexed("t", "ix_sum", sum),
		"text":              indexed("t", "ix_text", text),
		"quoted-columns":    indexed("t", "ix_quoted", onColumns("on", "Mixed")),
		"quoted-name":       quoted,
		"reserved-name":     indexed("t", "index", onColumns("a")),
		"of-schema-table":   indexed("app.t", "ix_a", onColumns("a")),
		"of-quoted-table":   indexed("order", "ix_order", onColumns("a")),
		"of-column":         of(key(), column("a", schema.Indexed())),
		"long-name": azoth.NewTable("t_with_a_name", azoth.NewMetaData(), key(),
			column("a_column_whose_name_is_longer_than_any_database_would_ever_need_it_to_be"[:60], schema.Indexed())).Indexes[0],
	} {
		cs[name] = &schema.CreateIndex{Index: i}
	}
	include := func(names string, f func(*schema.Table, *schema.Index)) func(*schema.Table, *schema.Index) {
		return func(t *schema.Table, i *schema.Index) {
			f(t, i)
			for _, n := range strings.Fields(names) {
				i.Include = append(i.Include, t.Column(n))
			}
		}
	}
	distinct := func(f func(*schema.Table, *schema.Index)) func(*schema.Table, *schema.Index) {
		return func(t *schema.Table, i *schema.Index) {
			f(t, i)
			i.Unique, i.NullsNotDistinct = true, true
		}
	}
	onA := where(func(c func(string) expr.Dynamic) expr.Node { return c("a").Gt(5) })
	for name, build := range map[string]func(*schema.Table, *schema.Index){
		"include":            include("b", onColumns("a")),
		"include-two":        include("b Mixed", unique(onA)),
		"nulls-not-distinct": distinct(onColumns("a")),
		"include-and-nulls":  include("b", distinct(onColumns("a"))),
	} {
		cs[name] = &schema.CreateIndex{Index: indexed("t", "ix_a", build)}
	}
	cs["if-not-exists"] = &schema.CreateIndex{Index: one, IfNotExists: true}
	cs["drop"] = &schema.DropIndex{Index: one}
	cs["drop-if-exists"] = &schema.DropIndex{Index: one, IfExists: true}
	cs["drop-quoted"] = &schema.DropIndex{Index: quoted}
	ofUnique := of(key(), column("a", schema.Indexed()))
	ofUnique.Unique = true
	cs["of-column-unique"] = &schema.CreateIndex{Index: ofUnique}
	check(t, "index", cs)
}

func orderElements(os ...expr.Ordering) []expr.Element {
	out := make([]expr.Element, len(os))
	for i, o := range os {
		out[i] = expr.OrderingElement(o)
	}
	return out
}

package golden_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenQuoting(t *testing.T) {
	u, c := users, odd.C
	id := func(label string) any { return azoth.Select(u.ID.As(label)) }
	words := c("two words")
	check(t, "quoting", cases{
		"table":                         azoth.Select(c("id")),
		"reserved-column":               azoth.Select(c("select")),
		"mixed-case-column":             azoth.Select(c("mixedCase")),
		"column-with-space":             azoth.Select(words),
		"column-with-quote":             azoth.Select(c(`say "hi"`)),
		"column-with-leading-digit":     azoth.Select(c("1st")),
		"column-with-dash":              azoth.Select(c("a-b")),
		"column-with-percent":           azoth.Select(c("per%cent")),
		"all-columns":                   everything(expr.MakeDerived(odd)),
		"where":                         azoth.Select(c("id")).Where(c("select").Eq("x"), words.IsNull()),
		"order-group":                   azoth.Select2(c("select"), fn.Count(c("id"))).GroupBy(c("select")).OrderBy(c("select").Desc()),
		"repeated":                      azoth.Select2(words, words),
		"labels":                        azoth.Select2(c("id").As("group"), u.ID.As("User")).Where(c("id").Eq(u.ID)),
		"label-with-dollar":             id("a$b"),
		"label-with-leading-underscore": id("_a"),
		"label-with-leading-dollar":     id("$a"),
		"label-non-ascii":               id("größe"),
		"label-upper-case":              id("ID"),
		"label-with-dot":                id("a.b"),
		"label-with-backtick":           id("a`b"),
		"label-with-percent":            id("50%"),
		"label-with-colon":              id("a:b"),
		"label-empty-looking":           id(" "),
		"label-of-many-words":           labels("user order table column index values default limit offset end desc check left key rank row date name value type"),
		"alias-reserved":                azoth.Select(orm.Alias(users, "select").ID),
		"alias-mixed-case":              azoth.Select(orm.Alias(users, "MyUsers").ID),
		"alias-with-quote":              azoth.Select(orm.Alias(users, `u"x`).ID),
		"subquery-quoted-columns":       everything(subqueryOf(everything(expr.MakeDerived(odd)), "s")),
		"cte-quoted-columns":            everything(azoth.Select2(words, c("mixedCase")).CTE("My CTE")),
		"insert":                        azoth.InsertInto(odd).Values(c("select").Set("a"), words.Set("b")),
		"update":                        azoth.UpdateTable(odd).Set(c("mixedCase").Set("a")).Where(c("1st").Eq(1)),
		"join":                          azoth.Select(c("id")).Join(users, dynamic(u.ID).Eq(c("1st"))),
		"literal-column-is-not-quoted":  azoth.Select(azoth.LiteralColumn[int]("Mixed Case")),
		"text-is-not-quoted":            azoth.Text[int]("SELECT Mixed FROM Order"),
		"schema":                        azoth.Select(inSchema("app", "t").C("id")),
		"schema-mixed-case":             azoth.Select(inSchema("App", "T").C("id")),
		"schema-of-database":            azoth.Select(inSchema("other.dbo", "t").C("id")),
		"schema-of-database-quoted":     azoth.Select(inSchema("[My.Db].Dbo", "t").C("id")),
		"schema-in-brackets":            azoth.Select(inSchema("[my.schema]", "t").C("id")),
		"schema-reserved":               azoth.Select(inSchema("order", "select").C("id")),
		"schema-alias":                  azoth.Select(azoth.Alias(inSchema("app", "t"), "x").C("id")),
		"create-table": &schema.CreateTable{Table: azoth.NewTable("My Table", azoth.NewMetaData(),
			schema.Col("My Key", types.Integer(), schema.PrimaryKey()), schema.Col("group", types.Integer(), schema.Unique()))},
		"function-name-plain": azoth.Select(fn.Call[string]("Lower", u.Name)),
	})
}

// labels is a SELECT of users.id under each of the words.
func labels(words string) *expr.Query {
	q := &expr.Query{}
	for _, w := range strings.Fields(words) {
		q.Items = append(q.Items, expr.SelectItem{Element: expr.ElementOf(users.ID.As(w))})
	}
	return q
}

func inSchema(name, table string) *schema.Table {
	t := schema.NewTableIn(azoth.NewMetaData(), name, table)
	t.AddColumn(schema.NewColumn("id", types.Integer()))
	return t
}

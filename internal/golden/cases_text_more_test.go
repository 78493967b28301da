package golden_test

import (
	"maps"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenTextMore(t *testing.T) {
	all := textSources()
	maps.Copy(all, textFragments())
	check(t, "text_more", all)
}

func textSources() cases {
	u, o, n := users, orders, nodes
	text := azoth.Text[User]("SELECT id, name FROM users WHERE id > :low").Bind("low", 3).Columns(u.ID, u.Name)
	s, anonymous, c := text.Subquery("t"), text.Subquery(""), text.CTE("t")
	id, name, cid := azoth.Col(s, u.ID), azoth.Col(s, u.Name), azoth.Col(c, u.ID)
	d := azoth.Alias(c, "d")
	other := azoth.Select(o.UserID).Where(o.ID.Gt(4)).CTE("d")
	named := azoth.Text[named]("SELECT id, name FROM users").Subquery("t")
	whole := azoth.FromText(users, "SELECT * FROM users WHERE age > :age").Bind("age", 7).Subquery("t")
	return cases{
		"subquery":               azoth.Select(name).Where(id.Gt(5)),
		"subquery-anonymous":     azoth.Select(azoth.Col(anonymous, u.ID)),
		"subquery-joined":        azoth.Select2(o.ID, name).Join(s, azoth.Eq(id, o.UserID)),
		"subquery-outer-joined":  azoth.Select2(u.ID, name.Nullable()).OuterJoin(s, azoth.Eq(id, u.ID)),
		"subquery-in":            azoth.Select(o.ID).Where(azoth.In(o.UserID, azoth.Select(id))),
		"subquery-count":         azoth.Select(fn.Count()).From(s),
		"subquery-alias":         azoth.Select(azoth.Alias(s, "w").C("id")),
		"subquery-named-columns": everything(named),
		"subquery-entity":        azoth.Select(orm.AliasOf(users, whole)),
		"cte":                    azoth.Select(azoth.Col(c, u.Name)).Where(cid.Gt(5)),
		"cte-joined":             azoth.Select2(o.ID, azoth.Col(c, u.Name)).Join(c, azoth.Eq(cid, o.UserID)),
		"cte-twice":              azoth.Select2(c.C("id"), d.C("id")).Where(c.C("id").Lt(d.C("id"))),
		"cte-beside-another":     azoth.Select2(cid, azoth.Col(other, o.UserID)).Where(azoth.Eq(cid, azoth.Col(other, o.UserID))),
		"cte-in-insert":          azoth.Insert(nodes).FromSelect(azoth.Select2(cid, azoth.Col(c, u.Name)), n.ID, n.Name),
	}
}

func textFragments() cases {
	u := users
	many := azoth.Text[int]("SELECT id FROM users WHERE id IN :ids AND name != :name").Bind("name", "ed")
	names := azoth.Text[int]("SELECT id FROM users WHERE name IN :names")
	at := azoth.Text[int]("SELECT id FROM orders WHERE created_at > :at")
	ids := azoth.TextCondition("users.id IN :ids").Bind("ids", azoth.List(1, 2))
	return cases{
		"list":                    many.Bind("ids", azoth.List(3, 1, 2)),
		"list-one":                many.Bind("ids", azoth.List(3)),
		"list-strings":            names.Bind("names", azoth.List("a", "b")),
		"list-empty-strings":      names.Bind("names", azoth.List[string]()),
		"list-not-in-empty":       azoth.Text[int]("SELECT id FROM users WHERE id NOT IN :ids").Bind("ids", azoth.List[int]()),
		"list-in-condition":       azoth.Select(u.ID).Where(ids, u.Age.Gt(7)),
		"typed-bind":              at.Bind("at", azoth.TypedLit(time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC), types.DateTime())),
		"replaced":                azoth.Text[int]("SELECT :x").Bind("x", 1).Bind("x", 2),
		"where-order-limit":       azoth.Select(u.ID).Where(azoth.TextCondition("age > :age").Bind("age", 7)).OrderBy(azoth.TextExpr[int]("age DESC"), u.ID).Limit(2),
		"from-alias":              azoth.Select(azoth.LiteralColumn[int]("x.id")).From(azoth.TextFrom("users AS x")).Where(azoth.TextCondition("x.age > :age").Bind("age", 7)),
		"from-and-join-condition": azoth.Select(u.ID).Join(addresses, azoth.TextCondition("users.id = addresses.user_id")),
		"having":                  azoth.Select(u.Age).GroupBy(u.Age).Having(azoth.TextCondition("count(*) > :n").Bind("n", 1)),
		"selected-bind":           azoth.Select(azoth.TextExpr[int]("age + :n").Bind("n", 1)).From(users),
		"literal-column-function": azoth.Select(fn.Max(azoth.LiteralColumn[int]("age"))).From(users),
	}
}

// TestExpressionsInText renders expressions in the place of placeholders of SQL text: their values are bound, their tables are found.
// SQLAlchemy needs Python 3.14 for that (tstring), so there is no golden.
func TestExpressionsInText(t *testing.T) {
	u := users
	condition := azoth.TextCondition("lower(:name) = :other AND :age IS NOT NULL").
		Bind("name", u.Name.Concat("x")).Bind("other", "ed").Bind("age", u.Age.Add(1))
	for dialect, want := range map[string]string{
		"sqlite": "SELECT users.id \nFROM users \nWHERE lower(users.name || ?) = ? AND users.age + ? IS NOT NULL",
		"mysql":  "SELECT users.id \nFROM users \nWHERE lower(concat(users.name, ?)) = ? AND users.age + ? IS NOT NULL",
	} {
		got, err := render(azoth.Select(u.ID).Where(condition), dialect)
		if err != nil || got.SQL != want || got.Binds != `["x","ed",1]` {
			t.Errorf("%s: %v\n%s %s\nwant\n%s", dialect, err, got.SQL, got.Binds, want)
		}
	}
	sum := azoth.TextExpr[int]("(SELECT :a + :b)").Bind("a", u.Age).Bind("b", azoth.Scalar[int](azoth.Select(orders.Quantity).Limit(1)))
	got, err := render(azoth.Select(sum).Where(u.ID.Eq(3)), "postgresql")
	const want = "SELECT (SELECT users.age + (SELECT orders.quantity \nFROM orders \n LIMIT $1)) \nFROM users \nWHERE users.id = $2"
	if err != nil || got.SQL != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got.SQL, want)
	}
}

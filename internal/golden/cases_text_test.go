package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenText(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	names := azoth.Text[string]("SELECT name FROM users WHERE id = :id").Bind("id", 5)
	list := azoth.Text[string]("SELECT name FROM users WHERE id IN :ids")
	table := azoth.Text[User]("SELECT id, name FROM users WHERE id > :low").Bind("low", 3).Columns(u.ID, u.Name).Subquery("t")
	check(t, "text", cases{
		"expanding-in":       list.Bind("ids", azoth.List(1, 2, 3)),
		"expanding-in-empty": list.Bind("ids", azoth.List[int]()),
		"from":               azoth.Select(azoth.TextExpr[string]("name")).From(azoth.TextFrom("users")),
		"columns-subquery":   everything(table),
		"plain":              azoth.Text[int]("SELECT 1"),
		"bind":               names,
		"two-binds": azoth.Text[string]("SELECT name FROM users WHERE id < :value AND name = :name").
			Bind("value", 224).Bind("name", "fred"),
		"binds-out-of-order":       azoth.Text[int]("SELECT :b, :a").Bind("a", 1).Bind("b", 2),
		"bind-null":                azoth.Text[*int]("SELECT :x").Bind("x", nil),
		"bind-twice":               azoth.Text[int]("SELECT :x, :x").Bind("x", 5),
		"escaped-colon":            azoth.Text[string](`SELECT ':x', :x`).Bind("x", 5),
		"colon-in-string":          azoth.Text[string]("SELECT name FROM users WHERE name = 'a:b' AND id = :id").Bind("id", 5),
		"double-colon":             azoth.Text[string]("SELECT id::text FROM users WHERE id = :id").Bind("id", 5),
		"bind-before-double-colon": azoth.Text[string]("SELECT :id ::text").Bind("id", 5),
		"percent":                  azoth.Text[string]("SELECT name FROM users WHERE name LIKE '%ed%'"),
		"where": azoth.Select(users).Where(azoth.TextCondition("id<:value and name=:name").Bind("value", 224).Bind("name", "fred")).
			OrderBy(u.ID),
		"where-and-expression": q.Where(azoth.TextCondition("name = 'ed'"), u.Age.Gt(7)),
		"where-or-inside":      q.Where(azoth.TextCondition("name = 'ed' or name = 'wendy'"), u.Age.Gt(7)),
		"order-by":             q.OrderBy(azoth.TextExpr[string]("name DESC")),
		"group-by":             azoth.Select2(u.Name, fn.Count(u.ID)).GroupBy(azoth.TextExpr[int]("1")),
		"selected":             azoth.Select(azoth.TextExpr[int]("count(*)")).From(users),
		"from-statement":       azoth.FromText(users, "SELECT * FROM users where name=:name").Bind("name", "ed"),
		"columns": azoth.Text[struct {
			ID   int
			Name string
		}]("SELECT id, name FROM users"),
		"literal-column":             azoth.Select(azoth.LiteralColumn[int]("1")),
		"literal-column-labelled":    azoth.Select2(azoth.LiteralColumn[string]("'x'").As("x"), u.ID),
		"literal-column-compared":    q.Where(azoth.LiteralColumn[int]("length(name)").Gt(3)),
		"literal-column-arithmetic":  azoth.Select(azoth.AsNumber(azoth.LiteralColumn[int]("a + b")).Mul(2)).From(users),
		"literal-column-in-function": azoth.Select(fn.Count(azoth.LiteralColumn[int]("*"))).From(users),
	})
}

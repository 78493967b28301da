package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenCase(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	grown, ed := u.Age.Gt(18), u.Name.Eq("ed")
	text, number := azoth.Case[string](), azoth.Case[int]()
	size := text.When(u.Age.Lt(13), "child").When(u.Age.Lt(20), "teenager").Else("adult")
	mine := azoth.Select(addresses.ID).Where(azoth.Eq(addresses.UserID, u.ID)).AsExists()
	check(t, "case", cases{
		"one":                azoth.Select(text.When(grown, "adult").End()),
		"else":               azoth.Select(text.When(grown, "adult").Else("child")),
		"two":                azoth.Select(size),
		"labelled":           azoth.Select2(u.Name, size.As("size")),
		"and-condition":      azoth.Select(number.When(u.Age.Gt(1).And(ed), 1).Else(0)),
		"column-results":     azoth.Select(text.WhenExpr(u.Nickname.IsNotNull(), u.Nickname).ElseExpr(u.Name)),
		"expression-results": azoth.Select(number.WhenExpr(grown, u.Age.Sub(18)).ElseExpr(u.Age.Mul(2))),
		"null-result":        azoth.Select(number.WhenExpr(grown, azoth.Null[int]()).ElseExpr(u.Age)),
		"where":              q.Where(size.Eq("adult")),
		"order-by":           q.OrderBy(number.When(ed, 0).Else(1), u.Name),
		"group-by": azoth.Select(fn.Count(u.ID)).GroupBy(text.WhenExpr(grown, azoth.LiteralColumn[string]("'adult'")).
			ElseExpr(azoth.LiteralColumn[string]("'child'"))),
		"sum":                  azoth.Select(fn.Sum(azoth.AsNumber(number.When(u.Active, 1).Else(0)))),
		"count":                azoth.Select(fn.Count(number.WhenExpr(grown, u.ID).End())),
		"nested":               azoth.Select(text.WhenExpr(grown, text.When(u.Active, "a").Else("b")).Else("c")),
		"arithmetic":           azoth.Select(azoth.Add(azoth.AsNumber(number.When(grown, 1).Else(0)), azoth.AsNumber(azoth.Lit(1)))),
		"in-condition":         azoth.Select(number.When(u.Name.In("ed", "wendy"), 1).Else(0)),
		"subquery-condition":   azoth.Select2(u.ID, number.When(mine, 1).Else(0)),
		"boolean-column":       azoth.Select(text.When(u.Active, "yes").Else("no")),
		"simple":               azoth.Select(azoth.Switch[string](u.Name).When("ed", "E").When("wendy", "W").Else("?")),
		"simple-no-else":       azoth.Select(azoth.Switch[string](u.ID).When(1, "one").End()),
		"simple-null":          selected(azoth.Switch[string](u.ID).When(1, "one").WhenExpr(azoth.Lit(2), azoth.Null[string]()).Else("many")),
		"simple-of-expression": selected(azoth.Switch[string](u.ID.Mod(2)).When(0, "even").When(1, "odd").End()),
		"simple-where":         q.Where(azoth.Switch[int](u.Name).When("ed", 1).When("wendy", 2).Else(0).Gt(0)),
		"not-compared":         q.Where(size.Eq("adult").Not()),
		"in-sum":               selected(azoth.Add(azoth.AsNumber(number.When(u.Active, 1).Else(0)), u.Age)),
	})
}

// selected is SELECT x AS v: one row type for every x.
func selected(x expr.Node) any { return azoth.Select(expr.MakeDynamic(x).As("v")) }

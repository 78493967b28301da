package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenOrderBy(t *testing.T) {
	u, a, q := users, addresses, azoth.Select(users.Name)
	sum := azoth.Add(u.Age, u.ID)
	count := azoth.Scalar[int64](azoth.Select(fn.Count(a.ID)).Where(azoth.Eq(a.UserID, u.ID)))
	check(t, "order_by", cases{
		"column":               q.OrderBy(u.ID),
		"entity":               azoth.Select(users).OrderBy(u.ID),
		"asc":                  q.OrderBy(u.ID.Asc()),
		"desc":                 q.OrderBy(u.ID.Desc()),
		"desc-function":        q.OrderBy(u.ID.Desc()),
		"two":                  q.OrderBy(u.Name, u.ID.Desc()),
		"two-calls":            q.OrderBy(u.Name).OrderBy(u.ID),
		"nulls-first":          q.OrderBy(expr.OrderOf(u.Nickname).NullsFirst()),
		"nulls-last":           q.OrderBy(expr.OrderOf(u.Nickname).NullsLast()),
		"desc-nulls-last":      q.OrderBy(u.Nickname.Desc().NullsLast()),
		"desc-nulls-first":     q.OrderBy(u.Nickname.Desc().NullsFirst()),
		"asc-nulls-last":       q.OrderBy(u.Nickname.Asc().NullsLast()),
		"function":             q.OrderBy(fn.Lower(u.Name)),
		"function-desc":        q.OrderBy(fn.Lower(u.Name).Desc()),
		"expression":           q.OrderBy(sum),
		"expression-desc":      q.OrderBy(sum.Desc()),
		"expression-with-bind": q.OrderBy(u.Age.Add(1)),
		"case":                 q.OrderBy(azoth.Case[int]().When(u.Age.Gt(7), 1).Else(0)),
		"boolean-expression":   q.OrderBy(u.Age.Gt(7)),
		"other-table":          q.Where(azoth.Eq(u.ID, a.UserID)).OrderBy(a.EmailAddress),
		"aggregate":            azoth.Select2(u.Name, fn.Count(u.ID)).GroupBy(u.Name).OrderBy(fn.Count(u.ID).Desc()),
		"scalar-subquery":      q.OrderBy(count),
		"where-first":          q.Where(u.Age.Eq(7)).OrderBy(u.ID),
	})
}

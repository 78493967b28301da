package golden_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenParam(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	low := azoth.Param[int]("low")
	ids, names := azoth.InParam(u.ID, "ids"), azoth.InParam(u.Name, "names")
	key, name := azoth.LiteralParam[int]("key"), azoth.LiteralParam[string]("name")
	age := azoth.ParamFunc(func(context.Context) (int, error) { return 42, nil })
	ed := azoth.ParamFunc(func(context.Context) (string, error) { return "ED", nil })
	check(t, "param", cases{
		"named":                q.Where(azoth.Eq(u.ID, azoth.Param[int]("key"))).Extend(azoth.Bind("key", 5)),
		"default":              q.Where(azoth.Gt(u.Age, azoth.ParamOr("low", 18))),
		"default-given":        q.Where(azoth.Gt(u.Age, azoth.ParamOr("low", 18))).Extend(azoth.Bind("low", 21)),
		"twice":                q.Where(azoth.Lt(low, u.ID), azoth.Gt(u.Age, low)).Extend(azoth.Bind("low", 3)),
		"in":                   q.Where(ids).Extend(azoth.Bind("ids", []int{1, 2, 3})),
		"in-one":               q.Where(ids).Extend(azoth.Bind("ids", []int{1})),
		"in-empty":             q.Where(ids).Extend(azoth.Bind("ids", []int{})),
		"in-texts":             q.Where(names).Extend(azoth.Bind("names", []string{"ed", "o'brien"})),
		"not-in":               q.Where(azoth.NotInParam(u.ID, "ids")).Extend(azoth.Bind("ids", []int{1, 2})),
		"not-in-empty":         q.Where(azoth.NotInParam(u.ID, "ids")).Extend(azoth.Bind("ids", []int{})),
		"in-negated":           q.Where(azoth.Not(ids)).Extend(azoth.Bind("ids", []int{1, 2})),
		"in-and-value":         q.Where(u.Name.Eq("ed"), ids, u.Age.Eq(7)).Extend(azoth.Bind("ids", []int{1, 2})),
		"in-of-expression":     q.Where(azoth.InParam(u.Age.Add(1), "ages")).Extend(azoth.Bind("ages", []int{7, 8})),
		"literal":              q.Where(azoth.Eq(u.ID, key)).Extend(azoth.Bind("key", 5)),
		"literal-text":         q.Where(azoth.Eq(u.Name, name)).Extend(azoth.Bind("name", "o'brien")),
		"literal-beside-value": q.Where(u.Name.Eq("ed"), azoth.Gt(u.ID, key), u.Age.Eq(7)).Extend(azoth.Bind("key", 5)),
		"literal-negative":     azoth.Select(azoth.Sub(u.Age, azoth.AsNumber(azoth.LiteralParam[int]("n"))).As("v")).Extend(azoth.Bind("n", -1)),
		"computed":             q.Where(azoth.Eq(u.Age, age)),
		"computed-call":        q.Where(azoth.Eq(u.Name, fn.Lower(azoth.AsText(ed)))),
		"unique":               q.Where(azoth.Gt(u.ID, azoth.NamedLit("n", 1)), azoth.Gt(u.Age, azoth.NamedLit("n", 2))),
		"typed-literal":        selected(azoth.TypedLit(5, types.Integer())),
	})
}

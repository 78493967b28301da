package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenCustomOp(t *testing.T) {
	a, i, n, q := users.Age, users.ID, users.Name, azoth.Select(users.ID)
	op := func(a expr.Node, precedence int, b expr.Node) expr.Number[int, int] {
		return azoth.AsNumber(azoth.Op[int](a, azoth.Operator{Text: "<<<", Precedence: precedence}, b))
	}
	other := func(a expr.Node, precedence int, b expr.Node) expr.Number[int, int] {
		return azoth.AsNumber(azoth.Op[int](a, azoth.Operator{Text: ">>>", Precedence: precedence}, b))
	}
	one, two, three, e := azoth.Lit(1), azoth.Lit(2), azoth.Lit(3), azoth.Lit("e")
	loose, strong := azoth.Operator{Text: "~~~"}, azoth.Operator{Text: "~~~", Precedence: 5}
	like := azoth.BoolOp(n, loose, e)
	cs := cases{
		"compared":           q.Where(op(a, 0, two).Eq(8)),
		"compared-strong":    q.Where(op(a, 9, two).Eq(8)),
		"boolean":            q.Where(like),
		"boolean-and":        q.Where(like, a.Eq(7)),
		"boolean-or":         q.Where(like.Or(a.Eq(7))),
		"boolean-not":        q.Where(like.Not()),
		"boolean-strong":     q.Where(azoth.BoolOp(n, strong, e), a.Eq(7)),
		"boolean-strong-or":  q.Where(azoth.BoolOp(n, strong, e).Or(a.Eq(7))),
		"boolean-strong-not": q.Where(azoth.BoolOp(n, strong, e).Not()),
		"boolean-columns":    q.Where(azoth.BoolOp(n, loose, users.Nickname)),
		"boolean-of-concat":  q.Where(azoth.BoolOp(azoth.Concat(n, users.Nickname), loose, e)),
		"comparison":         q.Where(like),
		"in":                 q.Where(op(a, 9, one).In(2, 4)),
		"order-by":           q.OrderBy(op(a, 0, one)),
	}
	for name, x := range map[string]expr.Node{
		"value":             op(a, 0, two),
		"columns":           op(a, 0, i),
		"loose-in-sum":      op(a, 0, two).Add(1),
		"loose-of-sum":      op(a.Add(1), 0, two),
		"loose-right-sum":   op(a, 0, i.Add(1)),
		"strong-in-sum":     op(a, 9, two).Add(1),
		"strong-in-product": op(a, 9, two).Mul(3),
		"strong-of-sum":     op(a.Add(1), 9, two),
		"strong-of-product": op(a.Mul(2), 9, three),
		"middle-of-product": op(a.Mul(2), 7, three),
		"middle-in-product": op(a, 7, three).Mul(2),
		"chain":             op(op(a, 0, one), 0, two),
		"chain-strong":      op(op(a, 9, one), 9, two),
		"chain-rising":      other(op(a, 9, one), 6, two),
		"chain-falling":     other(op(a, 6, one), 9, two),
		"typed":             azoth.Op[int](a, azoth.Operator{Text: "<<<", Type: types.Integer()}, two),
		"typed-text":        azoth.AsText(azoth.Op[string](a, azoth.Operator{Text: "~~~", Type: types.String(0)}, n)).Concat("x"),
		"negative":          op(a, 0, one).Neg(),
	} {
		cs[name] = selected(x)
	}
	check(t, "custom_op", cs)
}

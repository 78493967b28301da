package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func number(n int) expr.Number[int, int] { return azoth.AsNumber(azoth.Lit(n)) }

func TestGoldenArithmetic(t *testing.T) {
	u, o, q := users, orders, azoth.Select(users.ID)
	x, y := u.ID, u.Age
	add, sub, mul := azoth.Add[int, int, int, *int], azoth.Sub[int, int, int, *int], azoth.Mul[int, int, int, *int]
	cs := cases{
		"compared":                       q.Where(add(x, y).Gt(10)),
		"compared-both-sides":            q.Where(azoth.Lt(x.Add(1), y.Mul(2))),
		"compared-product-of-sum":        q.Where(mul(x.Add(1), y).Eq(10)),
		"price-times-quantity":           azoth.Select(azoth.Mul(o.Price, o.Quantity)),
		"comparison-in-arithmetic-order": q.Where(x.Gt(1).And(add(x, y).Lt(9)).Or(y.Eq(2))),
		"divide-floats":                  azoth.Select(o.Total.Div(2.5).As("v")),
		"divide-decimal-by-integer":      azoth.Select(azoth.Div(o.Price, o.Quantity).As("v")),
	}
	lit := func(n int) expr.Number[int, int] { return azoth.LitNumber(n) }
	floor := azoth.FloorDiv[int, int, int, *int]
	mod := azoth.Mod[int, int, int, *int]
	for name, x := range map[string]expr.Node{
		"divide":                    azoth.TrueDiv(y, lit(2)),
		"divide-columns":            azoth.TrueDiv(x, y),
		"reversed-divide":           azoth.TrueDiv(lit(10), y),
		"quotient-right-nested":     azoth.TrueDiv(x, azoth.TrueDiv(y, lit(2))),
		"quotient-of-three":         azoth.TrueDiv(azoth.TrueDiv(x, y), lit(2)),
		"quotient-of-product":       azoth.TrueDiv(mul(x, y), lit(2)),
		"product-of-quotient":       azoth.Mul(x, azoth.TrueDiv(y, lit(2))),
		"divide-plus":               azoth.TrueDiv(x, y).Add(1),
		"divide-of-sum":             azoth.TrueDiv(add(x, y), lit(2)),
		"divide-sum":                azoth.TrueDiv(x, y.Add(1)),
		"floor-divide":              y.FloorDiv(2),
		"floor-divide-columns":      floor(x, y),
		"floor-divide-float":        o.Total.FloorDiv(2.5),
		"floor-divide-decimal":      azoth.FloorDiv(o.Price, o.Quantity),
		"floor-divide-product":      mul(x, y).FloorDiv(2),
		"floor-divide-right-nested": floor(x, y.FloorDiv(2)),
		"floor-divide-plus":         floor(x, y).Add(1),
		"reversed-modulo":           mod(lit(10), y),
		"reversed-floor-divide":     floor(lit(10), y),
		"reversed-of-sum":           azoth.Sub(lit(10), add(x, y)),
		"modulo-columns":            mod(x, y),
		"modulo-right-nested":       mod(x, y.Mod(3)),
		"modulo-plus":               mod(x, y).Add(1),
		"negative-product":          mul(x, y).Neg(),
		"negative-modulo":           mod(x.Neg(), y),
	} {
		cs[name] = selected(x)
	}
	for name, v := range map[string]expr.Number[int, int]{
		"add-columns":             add(x, y),
		"subtract-columns":        sub(x, y),
		"multiply-columns":        mul(x, y),
		"reversed-add":            add(number(1), y),
		"reversed-subtract":       sub(number(10), y),
		"reversed-multiply":       mul(number(2), y),
		"negative-of-sum":         add(x, y).Neg(),
		"negative-plus":           add(x.Neg(), y),
		"plus-negative":           add(x, y.Neg()),
		"sum-times":               add(x, y).Mul(2),
		"times-sum":               azoth.Mul(number(2), add(x, y)),
		"product-plus":            mul(x, y).Add(2),
		"plus-product":            add(x, y.Mul(2)),
		"sum-of-three":            add(x, y).Add(1),
		"sum-right-nested":        add(x, y.Add(1)),
		"difference-of-three":     sub(x, y).Sub(1),
		"difference-right-nested": sub(x, y.Sub(1)),
		"sum-minus-difference":    azoth.Sub(add(x, y), azoth.Sub(y, x)),
		"minus-sum":               sub(x, y.Add(1)),
		"plus-difference":         add(x, y.Sub(1)),
		"product-of-three":        mul(x, y).Mul(2),
		"product-right-nested":    mul(x, y.Mul(2)),
		"modulo-of-sum":           add(x, y).Mod(10),
		"modulo-of-product":       mul(x, y).Mod(10),
		"product-of-modulo":       mul(x, y.Mod(10)),
		"product-of-sums":         mul(x.Add(1), y.Add(2)),
		"sum-of-products":         add(x.Mul(1), y.Mul(2)),
		"deep":                    mul(x.Add(1), y.Sub(2)).Add(3).Mul(4),
	} {
		cs[name] = azoth.Select(v.As("v"))
	}
	for name, v := range map[string]expr.Number[int, *int]{
		"add":               y.Add(1),
		"subtract":          y.Sub(1),
		"multiply":          y.Mul(2),
		"modulo":            y.Mod(2),
		"negative":          y.Neg(),
		"double-negative":   y.Neg().Neg(),
		"negative-function": fn.Abs(y).Neg(),
	} {
		cs[name] = azoth.Select(v.As("v"))
	}
	cs["with-function"] = azoth.Select(azoth.Add(fn.Length(u.Name), y.Mul(2)).As("v"))
	check(t, "arithmetic", cs)
}

package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

func TestGoldenBitwise(t *testing.T) {
	a, i, q := users.Age, users.ID, azoth.Select(users.ID)
	and, or, shl := azoth.BitAnd[int, *int, int, int], azoth.BitOr[int, *int, int, int], azoth.ShiftLeft[int, *int, int, int]
	cs := cases{
		"compared":           q.Where(a.BitAnd(4).Ne(0)),
		"compared-columns":   q.Where(azoth.Eq(and(a, i), i)),
		"negated-comparison": q.Where(a.BitAnd(4).Eq(4).Not()),
		"between":            q.Where(a.BitAnd(15).Between(1, 3)),
		"in":                 q.Where(a.BitOr(1).In(1, 3)),
		"order-by":           q.OrderBy(a.BitAnd(1), a.BitNot().Desc()),
	}
	for name, x := range map[string]expr.Node{
		"and":             a.BitAnd(7),
		"or":              a.BitOr(7),
		"xor":             a.BitXor(7),
		"not":             a.BitNot(),
		"shift-left":      a.ShiftLeft(2),
		"shift-right":     a.ShiftRight(2),
		"and-columns":     and(a, i),
		"or-columns":      or(a, i),
		"shift-columns":   shl(a, i),
		"and-of-or":       a.BitOr(1).BitAnd(6),
		"or-of-and":       a.BitAnd(6).BitOr(1),
		"or-right-nested": or(a, i.BitAnd(3)),
		"shift-of-shift":  a.ShiftLeft(1).ShiftRight(1),
		"not-of-and":      a.BitAnd(7).BitNot(),
		"not-of-not":      a.BitNot().BitNot(),
		"and-of-not":      and(a, i.BitNot()),
		"plus-and":        a.Add(1).BitAnd(7),
		"and-plus":        a.BitAnd(7).Add(1),
		"product-of-and":  a.BitAnd(7).Mul(2),
		"and-of-product":  a.Mul(2).BitAnd(7),
		"shift-of-sum":    azoth.Add(a, i).ShiftLeft(1),
		"negative-of-and": a.BitAnd(7).Neg(),
	} {
		cs[name] = selected(x)
	}
	check(t, "bitwise", cs)
}

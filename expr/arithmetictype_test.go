package expr_test

import (
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func TestTypeOfArithmetic(t *testing.T) {
	i, big, n, f := types.Integer(), types.BigInteger(), types.Numeric(10, 2), types.Double()
	day, moment, clock, span := types.DateType{}, types.DateTimeType{Precision: 3}, types.Time(), types.Interval()
	for _, x := range []struct {
		a    types.Type
		op   expr.Op
		b    types.Type
		want types.Type
	}{
		{i, expr.OpAdd, i, i},
		{i, expr.OpAdd, n, n},
		{i, expr.OpMul, f, f},
		{n, expr.OpAdd, i, n},
		{n, expr.OpMul, f, n},
		{f, expr.OpSub, n, f},
		{big, expr.OpSub, i, big},
		{i, expr.OpTrueDiv, i, types.NumericType{}},
		{i, expr.OpTrueDiv, f, f},
		{n, expr.OpTrueDiv, i, n},
		{f, expr.OpTrueDiv, i, f},
		{i, expr.OpDiv, n, i}, // as it is computed
		{i, expr.OpFloorDiv, i, i},
		{i, expr.OpFloorDiv, n, n},
		{i, expr.OpMod, i, i},
		{i, expr.OpAdd, nil, i},
		{types.String(5), expr.OpConcat, types.Text(), types.String(5)},
		{types.String(5), expr.OpRegexpReplace, types.Text(), types.String(5)},
		{i, expr.OpEq, n, types.Boolean()},
		{day, expr.OpAdd, i, day},
		{i, expr.OpAdd, day, day},
		{day, expr.OpSub, i, day},
		{day, expr.OpSub, day, i},
		{day, expr.OpAdd, span, types.DateTime()},
		{day, expr.OpAdd, clock, types.DateTime()},
		{day, expr.OpSub, moment, span},
		{moment, expr.OpAdd, span, moment},
		{span, expr.OpAdd, moment, moment},
		{moment, expr.OpSub, span, moment},
		{moment, expr.OpSub, moment, span},
		{clock, expr.OpSub, clock, span},
		{clock, expr.OpAdd, span, clock},
		{span, expr.OpSub, span, span},
		{span, expr.OpMul, i, span},
		{f, expr.OpMul, span, span},
		{span, expr.OpDiv, n, span},
		{moment, expr.OpAdd, moment, nil},
		{day, expr.OpMul, i, nil},
		{types.Raw("point"), expr.OpAdd, types.Raw("point"), nil},
	} {
		b := expr.NewBinary(x.op, expr.ElementOf(expr.CastTo[int](expr.Lit(1), x.a)), expr.ElementOf(expr.CastTo[int](expr.Lit(1), x.b)))
		if got := expr.TypeOf(b); got != x.want {
			t.Errorf("%v %d %v is %v, want %v", x.a, x.op, x.b, got, x.want)
		}
	}
}

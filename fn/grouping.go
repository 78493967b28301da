package fn

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Rollup renders ROLLUP(a, b), or a, b WITH ROLLUP, for GroupBy: groups by a and b, by a, and of all rows. SQLAlchemy: func.rollup.
func Rollup(xs ...expr.Node) expr.Node { return expr.Call("rollup", xs...) }

// Cube renders CUBE(a, b), for GroupBy: groups by every choice of a and b. SQLAlchemy: func.cube.
func Cube(xs ...expr.Node) expr.Node { return expr.Call("cube", xs...) }

// GroupingSets renders GROUPING SETS(a, (a, b), ()), for GroupBy: an argument is an expression or a Set. SQLAlchemy: func.grouping_sets.
func GroupingSets(sets ...expr.Node) expr.Node { return expr.Call("grouping_sets", sets...) }

// Set renders (a, b), what GroupingSets groups by together; without an argument it is all rows. SQLAlchemy: tuple_.
func Set(xs ...expr.Node) expr.Node {
	es := make([]expr.Element, len(xs))
	for i, x := range xs {
		es[i] = expr.ElementOf(x)
	}
	return expr.NewTuple(es...)
}

// Grouping renders grouping(xs): 0 if the row is grouped by x, 1 if x is left out in its set. SQLAlchemy: func.grouping.
func Grouping(xs ...expr.Node) expr.Number[int64, int64] {
	return expr.MakeNumber[int64, int64](call("grouping", types.Integer(), xs...))
}

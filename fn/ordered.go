package fn

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Mode renders mode() WITHIN GROUP (ORDER BY x): the value that occurs most; of no rows it is NULL. PostgreSQL has it.
// SQLAlchemy: func.mode().within_group.
func Mode[V any](x expr.Of[V]) expr.Aggregate[V, *V] {
	return within[V](call("mode", typeOf(x)), x)
}

// PercentileDisc renders percentile_disc(?) WITHIN GROUP (ORDER BY x): the first value at or behind the fraction of the rows; of no rows it is
// NULL. PostgreSQL has it. SQLAlchemy: func.percentile_disc().within_group.
func PercentileDisc[V any](fraction float64, x expr.Of[V]) expr.Aggregate[V, *V] {
	return within[V](call("percentile_disc", typeOf(x), expr.Lit(fraction)), x)
}

// PercentileCont renders percentile_cont(?) WITHIN GROUP (ORDER BY x): the value at the fraction of the rows, between two if need be; of no
// rows it is NULL. PostgreSQL has it. SQLAlchemy: func.percentile_cont().within_group.
func PercentileCont[V, R any](fraction float64, x expr.Numeric[V, R]) expr.Aggregate[float64, *float64] {
	return within[float64](call("percentile_cont", types.Double(), expr.Lit(fraction)), x)
}

// ArrayAgg renders array_agg(x): the values of a group as an array; of no rows it is NULL. PostgreSQL has it. SQLAlchemy: func.array_agg.
func ArrayAgg[V any](x expr.Of[V]) expr.Aggregate[[]V, *[]V] {
	f := expr.Call("array_agg", x)
	if t := typeOf(x); t != nil {
		f.Type = types.Array(t)
	}
	return expr.MakeAggregate[[]V, *[]V](f)
}

func typeOf(x expr.Node) types.Type { return expr.TypeOf(expr.ElementOf(x)) }

// within is f WITHIN GROUP (ORDER BY x).
func within[V any](f *expr.Function, x expr.Node) expr.Aggregate[V, *V] {
	return expr.MakeAggregate[V, *V](f).WithinGroup(expr.OrderOf(x))
}

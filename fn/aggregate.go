package fn

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// call is name(args...) of a known type.
func call(name string, t types.Type, args ...expr.Node) *expr.Function {
	f := expr.Call(name, args...)
	f.Type = t
	return f
}

// keep is name(x, args...), of the type of x.
func keep(name string, x expr.Node, args ...expr.Node) *expr.Function {
	return call(name, expr.TypeOf(expr.ElementOf(x)), append([]expr.Node{x}, args...)...)
}

// Count renders count(x), the number of rows in which x is not NULL; without an argument count(*). SQLAlchemy: func.count.
func Count(x ...expr.Node) expr.Aggregate[int64, int64] {
	f := call("count", types.BigInteger(), x...)
	if len(f.Args) == 0 {
		f.Args = []expr.Element{expr.NewStar()}
	}
	return expr.MakeAggregate[int64, int64](f)
}

// CountDistinct renders count(DISTINCT x). SQLAlchemy: func.count(distinct(x)).
func CountDistinct(x expr.Node) expr.Aggregate[int64, int64] {
	f := expr.NewFunction("count", expr.NewUnary(expr.OpDistinct, expr.ElementOf(x)))
	f.Type = types.BigInteger()
	return expr.MakeAggregate[int64, int64](f)
}

// Sum renders sum(x), of a number; of no rows it is NULL. SQLAlchemy: func.sum.
func Sum[V, R any](x expr.Numeric[V, R]) expr.Aggregate[V, *V] {
	return expr.MakeAggregate[V, *V](keep("sum", x))
}

// Max renders max(x); of no rows it is NULL. SQLAlchemy: func.max.
func Max[V any](x expr.Of[V]) expr.Aggregate[V, *V] {
	return expr.MakeAggregate[V, *V](keep("max", x))
}

// Min renders min(x); of no rows it is NULL. SQLAlchemy: func.min.
func Min[V any](x expr.Of[V]) expr.Aggregate[V, *V] {
	return expr.MakeAggregate[V, *V](keep("min", x))
}

// Avg renders avg(x), of a number, as a float64; of no rows it is NULL. SQLAlchemy: func.avg.
func Avg[V, R any](x expr.Numeric[V, R]) expr.Aggregate[float64, *float64] {
	return expr.MakeAggregate[float64, *float64](call("avg", types.Double(), x))
}

// Strings joins strings with a separator: string_agg(x, ','), group_concat(x, ','). SQLAlchemy: func.aggregate_strings.
func Strings(x expr.Of[string], separator string) expr.Aggregate[string, *string] {
	return expr.MakeAggregate[string, *string](keep("aggregate_strings", x, expr.NewConstant(types.TextValue(separator))))
}

// Aggregate renders name(args...), an aggregate or window function that this package does not know. It is read as a V: if it may be
// NULL, say Nullable(). The name is SQL. SQLAlchemy: func.name.
func Aggregate[V any](name string, args ...expr.Node) expr.Aggregate[V, V] {
	return expr.MakeAggregate[V, V](expr.Call(name, args...))
}

package fn

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// RowNumber renders row_number(), for Over. SQLAlchemy: func.row_number.
func RowNumber() expr.Aggregate[int64, int64] { return counting("row_number") }

// Rank renders rank(), for Over. SQLAlchemy: func.rank.
func Rank() expr.Aggregate[int64, int64] { return counting("rank") }

// DenseRank renders dense_rank(), for Over. SQLAlchemy: func.dense_rank.
func DenseRank() expr.Aggregate[int64, int64] { return counting("dense_rank") }

// NTile renders ntile(?), for Over: in which of n buckets the row is. SQLAlchemy: func.ntile.
func NTile(n int64) expr.Aggregate[int64, int64] { return counting("ntile", expr.Lit(n)) }

func counting(name string, args ...expr.Node) expr.Aggregate[int64, int64] {
	return expr.MakeAggregate[int64, int64](call(name, types.BigInteger(), args...))
}

// PercentRank renders percent_rank(), for Over. SQLAlchemy: func.percent_rank.
func PercentRank() expr.Aggregate[float64, float64] {
	return expr.MakeAggregate[float64, float64](call("percent_rank", types.Double()))
}

// CumeDist renders cume_dist(), for Over. SQLAlchemy: func.cume_dist.
func CumeDist() expr.Aggregate[float64, float64] {
	return expr.MakeAggregate[float64, float64](call("cume_dist", types.Double()))
}

// Lag renders lag(x, ?), for Over: x of the row n rows before; NULL if there is none. SQLAlchemy: func.lag.
func Lag[V any](x expr.Of[V], n int64) expr.Aggregate[V, *V] {
	return expr.MakeAggregate[V, *V](keep("lag", x, expr.Lit(n)))
}

// Lead renders lead(x, ?), for Over: x of the row n rows after; NULL if there is none. SQLAlchemy: func.lead.
func Lead[V any](x expr.Of[V], n int64) expr.Aggregate[V, *V] {
	return expr.MakeAggregate[V, *V](keep("lead", x, expr.Lit(n)))
}

// FirstValue renders first_value(x), for Over. SQLAlchemy: func.first_value.
func FirstValue[V, R any](x expr.Expr[V, R]) expr.Aggregate[V, R] {
	return expr.MakeAggregate[V, R](keep("first_value", x))
}

// LastValue renders last_value(x), for Over. Mind the frame: without one it ends at the current row. SQLAlchemy: func.last_value.
func LastValue[V, R any](x expr.Expr[V, R]) expr.Aggregate[V, R] {
	return expr.MakeAggregate[V, R](keep("last_value", x))
}

// NthValue renders nth_value(x, ?), for Over; NULL if there is no such row. SQLAlchemy: func.nth_value.
func NthValue[V any](x expr.Of[V], n int64) expr.Aggregate[V, *V] {
	return expr.MakeAggregate[V, *V](keep("nth_value", x, expr.Lit(n)))
}

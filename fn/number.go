package fn

import (
	"github.com/azoth-orm/azoth/expr"
)

// Abs renders abs(x). SQLAlchemy: func.abs.
func Abs[V, R any](x expr.Numeric[V, R]) expr.Number[V, R] {
	return expr.MakeNumber[V, R](keep("abs", x))
}

// Round renders round(x, ?): x with that many digits behind the point. SQLAlchemy: func.round.
func Round[V, R any](x expr.Numeric[V, R], digits int64) expr.Number[V, R] {
	return expr.MakeNumber[V, R](keep("round", x, expr.Lit(digits)))
}

// Ceil renders ceil(x). SQLAlchemy: func.ceil.
func Ceil[V, R any](x expr.Numeric[V, R]) expr.Number[V, R] {
	return expr.MakeNumber[V, R](keep("ceil", x))
}

// Floor renders floor(x). SQLAlchemy: func.floor.
func Floor[V, R any](x expr.Numeric[V, R]) expr.Number[V, R] {
	return expr.MakeNumber[V, R](keep("floor", x))
}

// Pow renders pow(x, ?), or power. SQLAlchemy: func.pow.
func Pow[V, R any](x expr.Numeric[V, R], exponent V) expr.Number[V, R] {
	return expr.MakeNumber[V, R](keep("pow", x, expr.Lit(exponent)))
}

// Random renders random(). What it yields differs between databases: SQLite gives any integer, PostgreSQL a number from 0 to 1.
// SQLAlchemy: func.random.
func Random[V any]() expr.Number[V, V] { return expr.MakeNumber[V, V](expr.Call("random")) }

// Extract renders EXTRACT(field FROM x): year, month, day, hour … of a date or a time. Of an x that may be NULL, say Nullable().
// SQLAlchemy: extract.
func Extract(field string, x expr.Node) expr.Number[int64, int64] {
	return expr.MakeNumber[int64, int64](expr.NewExtract(field, expr.ElementOf(x)))
}

package azoth

import "github.com/azoth-orm/azoth/expr"

// Plus renders a + b of days, times and intervals, read as a V: azoth.Plus[time.Time](Orders.Created, azoth.Lit(24*time.Hour)). A day and
// a number is the day so much later (types.Date); a day or a time and an interval is a time (time.Time); a day and a time of day is a time;
// two intervals are one (time.Duration). Of operands that may be NULL, say Nullable(). PostgreSQL has it; for SQLite and MySQL, which would
// add something else, it is a compiler.UnsupportedError.
//
// SQLAlchemy: + of Date, DateTime, Time and Interval.
func Plus[V any](a, b expr.Node) expr.Value[V, V] { return expr.Temporal[V](expr.OpAdd, a, b) }

// Minus renders a - b of days, times and intervals, read as a V: azoth.Minus[int](Orders.Paid, Orders.Ordered). The difference of two days
// is a number of days; that of two times, or times of day, an interval (time.Duration); see [Plus] for the others.
//
// SQLAlchemy: - of Date, DateTime, Time and Interval.
func Minus[V any](a, b expr.Node) expr.Value[V, V] { return expr.Temporal[V](expr.OpSub, a, b) }

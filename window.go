package azoth

import "github.com/azoth-orm/azoth/expr"

// PartitionBy starts the window of an Over: fn.Rank().Over(azoth.PartitionBy(Sales.Region).OrderBy(Sales.Total.Desc())).
// SQLAlchemy: over(partition_by=...).
func PartitionBy(xs ...expr.Node) expr.Window { return expr.PartitionBy(xs...) }

// OrderBy starts the window of an Over that has no PARTITION BY. SQLAlchemy: over(order_by=...).
func OrderBy(o ...expr.Ordering) expr.Window { return expr.WindowOrderBy(o...) }

// UnboundedPreceding is the beginning of the partition, for the frame of a window.
func UnboundedPreceding() expr.Bound { return expr.UnboundedPreceding() }

// Preceding is n rows before the current one, for the frame of a window.
func Preceding(n int) expr.Bound { return expr.Preceding(n) }

// PrecedingBy is v before the current row, for a RANGE frame: v has the type that ORDER BY has, or is a time.Duration.
// SQLAlchemy: FrameClause.
func PrecedingBy[V any](v V) expr.Bound { return expr.PrecedingBy(v) }

// FollowingBy is v after the current row, for a RANGE frame. SQLAlchemy: FrameClause.
func FollowingBy[V any](v V) expr.Bound { return expr.FollowingBy(v) }

// CurrentRow is the current row, for the frame of a window.
func CurrentRow() expr.Bound { return expr.CurrentRow() }

// Following is n rows after the current one, for the frame of a window.
func Following(n int) expr.Bound { return expr.Following(n) }

// UnboundedFollowing is the end of the partition, for the frame of a window.
func UnboundedFollowing() expr.Bound { return expr.UnboundedFollowing() }

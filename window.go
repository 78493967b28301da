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

// CurrentRow is the current row, for the frame of a window.
func CurrentRow() expr.Bound { return expr.CurrentRow() }

// Following is n rows after the current one, for the frame of a window.
func Following(n int) expr.Bound { return expr.Following(n) }

// UnboundedFollowing is the end of the partition, for the frame of a window.
func UnboundedFollowing() expr.Bound { return expr.UnboundedFollowing() }

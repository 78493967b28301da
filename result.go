package azoth

import (
	"iter"

	"github.com/azoth-orm/azoth/expr"
)

// Record is a row that is read by the names of its columns; see [Records]. SQLAlchemy: RowMapping.
type Record = expr.Record

// Records makes the rows of a statement readable by names, places and columns, where the program does not know them when it is written:
// azoth.Records(azoth.Text[azoth.Record](sql)).All(ctx, db). SQLAlchemy: Result.mappings.
func Records(s expr.RowStatement) expr.Records { return expr.NewRecords(s) }

// Partitions gives the rows of a stream in slices of size, the last one shorter. SQLAlchemy: Result.partitions.
func Partitions[R any](rows iter.Seq2[R, error], size int) iter.Seq2[[]R, error] {
	return expr.Partitions(rows, size)
}

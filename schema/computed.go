package schema

import "github.com/azoth-orm/azoth/expr"

// Computed is a column that the database computes from others of its row: GENERATED ALWAYS AS (expression). Nothing may be written to it.
//
// SQLAlchemy: Computed.
type Computed struct {
	// Expr is the expression: its values are rendered as literals.
	Expr expr.Element
	// Storage says whether the result is kept.
	Storage ComputedStorage
}

// ComputedStorage says whether the result of a computed column is kept.
type ComputedStorage uint8

// Whether the result of a computed column is kept: as the database does it without a word, kept with the row, or computed when it is read.
const (
	StorageDefault ComputedStorage = iota
	Stored
	Virtual
)

// ComputedOf makes a column a computed one; x is an expression, or expr.NewText. SQLAlchemy: Column(Computed(...)).
func ComputedOf(x expr.Node, s ComputedStorage) ColumnOption {
	return func(d *ColumnDef) { d.column.Computed = &Computed{Expr: expr.ElementOf(x), Storage: s} }
}

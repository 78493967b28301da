package azoth

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// The types that programs name in their own signatures.
type (
	// Executor runs statements: an Engine, a Connection, a Session, an orm.DB.
	Executor = expr.Executor
	// Predicate is a condition.
	Predicate = expr.Predicate
	// Bool is a condition that was built; the zero Bool is none.
	Bool = expr.Bool
	// Ordering is what ORDER BY lists.
	Ordering = expr.Ordering
	// Fields are what the function of SelectInto returns.
	Fields = []expr.Field
	// Derived is a subquery, a CTE, an alias of a table.
	Derived = expr.Derived
	// SelectOf is a SELECT whose rows are R.
	SelectOf[R any] = expr.Select[R]
	// Row2 is a row of two items.
	Row2[A, B any] = expr.Row2[A, B]
	// Row3 is a row of three items.
	Row3[A, B, C any] = expr.Row3[A, B, C]
	// Clause is a clause that few statements have, for Extend.
	Clause = expr.Clause
	// MetaData is a catalogue of tables.
	MetaData = schema.MetaData
	// Table is a table of a MetaData.
	Table = schema.Table
)

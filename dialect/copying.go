package dialect

import "github.com/azoth-orm/azoth/types"

// Copying is how rows are copied into a table without a statement for each of them. It returns nothing, so that generated keys are drawn
// before.
type Copying struct {
	// Statement copies rows into columns of a table, which describe, a query without rows, gives.
	Statement func(schema, table string, columns []string) (sql, describe string)
	// Takes tells whether values of a type may have a form that can be copied. The driver knows for certain.
	Takes func(types.Type) bool
	// Certain is a query that returns a row if copying into a table does what INSERT does. key is the column whose keys are drawn, which
	// must come from a sequence that counts up: the row names it. "" is none.
	Certain func(schema, table, key string) Query
	// Draw is a query for the next n keys of a sequence, as Certain names it, the smallest first.
	Draw func(sequence string, n int) Query
}

// Copies tells whether values of a type may be copied.
func (d *Dialect) Copies(t types.Type) bool {
	return d.Copying != nil && t != nil && d.Grammar.BindsPlainly(t) && d.Copying.Takes(d.Storage(t))
}

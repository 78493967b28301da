package schema

import (
	"slices"

	"github.com/azoth-orm/azoth/expr"
)

// InUnique tells whether rows may not have the same values in c, alone or together with other columns: it belongs to the primary key, to a
// unique constraint, or to a unique index, or a partial one depends on it.
func (t *Table) InUnique(c *Column) bool {
	if c.PrimaryKey {
		return true
	}
	for _, u := range t.Uniques {
		if slices.Contains(u.Columns, c) {
			return true
		}
	}
	for _, i := range t.Indexes {
		if i.Unique && (slices.ContainsFunc(i.Exprs, mentions(c)) || i.Where != nil && mentions(c)(i.Where)) {
			return true
		}
	}
	return false
}

// mentions is whether an expression holds a column.
func mentions(c *Column) func(expr.Element) bool {
	var find func(e expr.Element) bool
	find = func(e expr.Element) (found bool) {
		if e == nil {
			return false
		}
		if ref, ok := e.(*expr.ColumnRef); ok {
			return OriginOf(ref) == c
		}
		if col, ok := e.(*Column); ok {
			return col == c
		}
		expr.ChildrenOf(e, func(x expr.Element) { found = found || find(x) })
		return found
	}
	return find
}

package expr

import (
	"sync/atomic"

	"github.com/azoth-orm/azoth/types"
)

// ColumnRef is a column of a FROM element: a table, an alias, a subquery, a CTE. It is the node behind every column handle.
//
// SQLAlchemy: ColumnClause / Column in an expression.
type ColumnRef struct {
	Base
	// From is the element that the column belongs to; nil for a name that stands alone.
	From FromElement
	// Name is the column's name in SQL.
	Name string
	// Type is the SQL type of the column; it may be nil for a column of a subquery.
	Type types.Type
	// Number is the column's own number if it belongs to a table (see NextNumber), otherwise 0.
	Number uint64
	// Of is what the column of an alias or subquery stands for; nil for a column of a table.
	Of Element
	// Origin is the schema's column behind it, if any: a *schema.Column.
	Origin any
	// Quote forces quotes around the name.
	Quote bool
	// Place is the position among the columns of a subquery, from 1, for two of them can have one name; 0 for other columns.
	Place int
	// Alias is the name by which a program finds the column, if it is not Name.
	Alias string
}

var numbers atomic.Uint64

// NextNumber numbers tables and columns, for cache keys. The counter only grows.
func NextNumber() uint64 { return numbers.Add(1) }

// NewColumn is the column name of from.
func NewColumn(from FromElement, name string, t types.Type) *ColumnRef {
	c := &ColumnRef{From: from, Name: name, Type: t}
	c.self = c
	return c
}

// InitColumn prepares c, which is part of a larger struct, as a column of a table: it gets a number.
func InitColumn(c *ColumnRef) {
	c.self = c
	c.Number = NextNumber()
}

// Key is the name by which a program finds the column: its Alias, or Name.
//
// SQLAlchemy: ColumnElement.key.
func (c *ColumnRef) Key() string {
	if c.Alias != "" {
		return c.Alias
	}
	return c.Name
}

// Ref is c itself: a ColumnRef is a [Column].
func (c *ColumnRef) Ref() *ColumnRef { return c }

// SQLType is the column's type.
func (c *ColumnRef) SQLType() types.Type { return c.Type }

// AppendKey writes the number of a table's column; other columns write their FROM element, their place in it and their name.
func (c *ColumnRef) AppendKey(k *Key) {
	if c.Number != 0 {
		k.Tag(TagColumn)
		k.Uint(c.Number)
		return
	}
	k.Tag(TagSourceColumn)
	if c.From == nil { // nothing else says what it is
		k.Tag(TagNone)
		k.SQLType(c.Type)
		k.Bool(c.Quote)
	} else {
		c.From.AppendKey(k)
	}
	k.Uint(uint64(c.Place))
	k.String(c.Name)
}

// Children shows the FROM element. That a column needs it is known to the compiler.
func (c *ColumnRef) Children(v *Visitor) { Inner(v, &c.From) }

// On is the column of the same name of another FROM element: an alias of the table, a subquery of it.
func (c *ColumnRef) On(from FromElement) *ColumnRef {
	n := NewColumn(from, c.Name, c.Type)
	n.Of, n.Origin, n.Quote, n.Place, n.Alias = c, c.Origin, c.Quote, c.Place, c.Alias
	return n
}

package schema

import (
	"slices"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Column is a column of a [Table]. Its expr.ColumnRef is the node that stands for it in statements; the node's Origin is the Column.
// A Column without a type takes that of the column that its foreign key references.
//
// SQLAlchemy: Column.
type Column struct {
	expr.ColumnRef
	// Table is the column's table.
	Table *Table
	// Nullable says that the column may be NULL; otherwise it is NOT NULL.
	Nullable bool
	// PrimaryKey says that the column belongs to the primary key.
	PrimaryKey bool
	// Autoincrement says whether the database counts the column up.
	Autoincrement Autoincrement
	// Default is what an INSERT without the column gets; it is sent with the INSERT and is not in the DDL. SQLAlchemy: default.
	Default expr.Element
	// OnUpdate is what an UPDATE without the column sets. SQLAlchemy: onupdate.
	OnUpdate expr.Element
	// ServerDefault is the DEFAULT of the DDL. SQLAlchemy: server_default.
	ServerDefault expr.Element
	// FetchedOnInsert and FetchedOnUpdate say that the database gives the column its value when a row is written, by means that the table does
	// not show, such as a trigger: a flush reads it back. SQLAlchemy: FetchedValue.
	FetchedOnInsert, FetchedOnUpdate bool
	// Sentinel says that an INSERT of many rows tells by the column which of them came back. SQLAlchemy: insert_sentinel.
	Sentinel bool
	// Identity says that the column counts up by the standard's means.
	Identity *Identity
	// Computed says that the database computes the column.
	Computed *Computed
	// Comment is kept in the database, where it keeps comments.
	Comment string
	// Doc is a description for readers of the program; nothing renders it.
	Doc string
	// Info is what the program keeps with the column; nothing reads it.
	Info Info
}

// Autoincrement says whether the database counts a column up.
type Autoincrement uint8

// When a column counts up. AutoincrementAuto is the only column of the primary key if it is an integer, has no default and references
// no other column.
const (
	AutoincrementAuto Autoincrement = iota
	AutoincrementOn
	AutoincrementOff
)

// OriginOf is the column of a table that ref stands for, directly or through an alias; nil if it is none.
func OriginOf(ref *expr.ColumnRef) *Column {
	if ref == nil {
		return nil
	}
	c, _ := ref.Origin.(*Column)
	return c
}

// DataType is the column's type, or that of the column that its foreign key references, if it has none of its own. It is an error
// if there is neither.
func (c *Column) DataType() (types.Type, error) { return c.dataType(0) }

// dataType follows foreign keys; depth ends a circle of columns without types.
func (c *Column) dataType(depth int) (types.Type, error) {
	if c.Type != nil {
		return c.Type, nil
	}
	if c.Table == nil || depth > maxReferences {
		return nil, errorf("column %s has no type (give it one)", c.Name)
	}
	for _, f := range c.Table.ForeignKeys {
		i := indexOf(f.Columns, c)
		if i < 0 {
			continue
		}
		refs, err := f.References()
		if err != nil {
			return nil, err
		}
		return refs[i].dataType(depth + 1)
	}
	return nil, errorf("column %s.%s has no type and no foreign key to take one from (give it a type)", c.Table.Name, c.Name)
}

const maxReferences = 100

func indexOf(cs []*Column, c *Column) int {
	for i, x := range cs {
		if x == c {
			return i
		}
	}
	return -1
}

// Refs are the nodes of cs.
func Refs(cs []*Column) []*expr.ColumnRef {
	out := make([]*expr.ColumnRef, len(cs))
	for i, c := range cs {
		out[i] = &c.ColumnRef
	}
	return out
}

// InsertDefault is the Default, for package expr: an INSERT that does not mention the column gets it.
func (c *Column) InsertDefault() expr.Element { return c.Default }

// UpdateDefault is the OnUpdate, for package expr: an UPDATE that does not mention the column gets it.
func (c *Column) UpdateDefault() expr.Element { return c.OnUpdate }

// Sequence is the sequence that numbers the column by its Default, or nil.
func (c *Column) Sequence() *Sequence {
	if c == nil {
		return nil
	}
	if n, ok := c.Default.(*NextNumber); ok {
		return n.Sequence
	}
	return nil
}

// Settled tells whether the definitions of the mapping that the table may belong to have run.
func (t *Table) Settled() bool {
	return t.MetaData == nil || t.MetaData.Settled == nil || t.MetaData.Settled()
}

// Settle runs the definitions of the mapping that the table belongs to.
func (t *Table) Settle() error {
	if t.MetaData == nil || t.MetaData.BeforeUse == nil {
		return nil
	}
	return t.MetaData.BeforeUse()
}

// InsertSentinel are the columns that tell the rows of an INSERT apart when they come back: a column that is marked so, the primary key if the
// program gives it, or else the column of it that the database counts up.
//
// SQLAlchemy: insertmanyvalues, sentinel columns.
func (t *Table) InsertSentinel(given func(*expr.ColumnRef) bool) ([]*expr.ColumnRef, expr.SentinelKind) {
	for _, c := range t.Columns {
		if c.Sentinel && types.IsInteger(c.Type) {
			return []*expr.ColumnRef{&c.ColumnRef}, expr.SentinelNumbered
		}
	}
	key := Refs(t.PrimaryKey.Columns)
	if len(key) > 0 && !slices.ContainsFunc(key, func(c *expr.ColumnRef) bool { return !given(c) }) {
		return key, expr.SentinelGiven
	}
	if c := t.AutoincrementColumn(); c != nil && c.countsOn() && len(key) == 1 {
		return key, expr.SentinelCounted
	}
	return nil, expr.SentinelNone
}

// countsOn tells whether later rows get larger numbers.
func (c *Column) countsOn() bool {
	var n *Counter
	switch {
	case c.Sequence() != nil:
		n = &c.Sequence().Counter
	case c.Identity != nil:
		n = &c.Identity.Counter
	default:
		return true
	}
	return !n.Cycle && (n.Increment == nil || *n.Increment > 0)
}

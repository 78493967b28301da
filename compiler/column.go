package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// writeColumn writes a column, or what replaces it here.
func writeColumn(c *Compiler, col *expr.ColumnRef) { c.columnOf(c.adaptColumn(col)) }

// columnOf appends a column that is not to be replaced any more: schema.table.name.
func (c *Compiler) columnOf(col *expr.ColumnRef) {
	if _, excluded := col.From.(*expr.ExcludedRow); excluded {
		c.excludedColumn(col)
		return
	}
	if col.From != nil && !c.plainNames {
		c.qualifier(col.From)
		c.Write(".")
	}
	c.columnOnly(col)
}

// columnOnly appends the column's name alone.
func (c *Compiler) columnOnly(col *expr.ColumnRef) {
	name := c.columnName(col)
	kind := objectName
	if queryOf(sourceOf(col.From)) != nil {
		kind = sourceName
	}
	if !col.Quote {
		c.nameAs(kind, name)
	} else if c.allowed(kind, name) {
		c.Write(c.grammar.Quoting.Force(name))
	}
}

// sourceOf is f without its aliases.
func sourceOf(f expr.FromElement) expr.FromElement {
	for {
		a, ok := f.(*expr.Alias)
		if !ok {
			return f
		}
		f = a.Of
	}
}

// qualifier appends what stands before the dot: the name of the FROM element.
func (c *Compiler) qualifier(f expr.FromElement) {
	if t, ok := f.(*schema.Table); ok {
		c.Table(t)
		return
	}
	c.nameAs(sourceName, c.fromName(f))
}

// Table appends a table's name, with its schema.
func (c *Compiler) Table(t *schema.Table) { c.inSchema(t.Schema, t.Name) }

// columnName is the name of a column; that of a subquery is the label that the subquery gives it.
func (c *Compiler) columnName(col *expr.ColumnRef) string { return c.labelText(c.columnLabel(col)) }

// columnLabel is columnName before numbers are given.
func (c *Compiler) columnLabel(col *expr.ColumnRef) *label {
	if q := queryOf(col.From); q != nil && col.Of != nil {
		if l := c.labelIn(q, col.Of); l != nil {
			return l
		}
	}
	if a, ok := col.From.(*expr.Alias); ok {
		if of, ok := col.Of.(*expr.ColumnRef); ok && queryOf(a.Of) != nil {
			return c.columnLabel(of)
		}
	}
	return &label{text: col.Name}
}

// queryOf is the statement whose columns f offers.
func queryOf(f expr.FromElement) expr.Selectable {
	switch f := f.(type) {
	case *expr.Subquery:
		return f.Query
	case *expr.CTE:
		return f.Query
	}
	return nil
}

// columnType is the SQL type of a column of a table, also through its foreign key.
func columnType(col *expr.ColumnRef) types.Type {
	if col.Type != nil {
		return col.Type
	}
	if origin := schema.OriginOf(col); origin != nil {
		if t, err := origin.DataType(); err == nil {
			return t
		}
	}
	if of, ok := col.Of.(*expr.ColumnRef); ok {
		return columnType(of)
	}
	return nil
}

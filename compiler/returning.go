package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// ReturningStyle is how a statement that writes returns rows.
type ReturningStyle uint8

// How a statement that writes returns rows.
const (
	// ReturningClause is RETURNING columns, at the end.
	ReturningClause ReturningStyle = iota
	// ReturningOutput is OUTPUT inserted.column, or deleted.column, in front of VALUES, FROM and WHERE.
	ReturningOutput
	// ReturningInto is RETURNING columns INTO placeholders, at the end: the values of one row come back in the placeholders.
	ReturningInto
)

// The names of the rows that OUTPUT returns.
const (
	insertedRow = "inserted"
	deletedRow  = "deleted"
)

// returned is what a statement returns.
type returned struct {
	statement expr.Element
	// table is what is written, row the name of its rows in OUTPUT.
	table expr.FromElement
	row   string
	items []expr.SelectItem
	// can says that the database returns rows of such a statement, result that they are those of the whole statement.
	can, result bool
}

// output appends OUTPUT, where rows are returned so.
func (c *Compiler) output(r returned) {
	if len(r.items) == 0 || c.grammar.Features.ReturningStyle != ReturningOutput {
		return
	}
	c.Write(" OUTPUT ")
	rows := expr.NewAdapted(nil, r.table, &expr.Alias{Of: r.table, Name: r.row})
	c.adapting(rows, func() {
		c.columnList(c.expand(r.items, expr.LabelDisambiguate), columnsOf{result: r.result, read: r.result})
	})
}

// returning appends RETURNING, if the database can.
func (c *Compiler) returning(r returned) {
	style := c.grammar.Features.ReturningStyle
	switch {
	case len(r.items) == 0 || style == ReturningOutput:
		return
	case !r.can:
		c.unsupported(r.statement, "it has no RETURNING for this statement (select the rows in a statement of their own)")
		return
	}
	c.Write(" RETURNING ")
	c.within(func(ctx *context) { ctx.plainNames = c.grammar.Features.ReturningPlainNames }, func() {
		items := c.expand(r.items, expr.LabelDisambiguate)
		if style == ReturningInto {
			c.into(items, r.result)
			return
		}
		c.columnList(items, columnsOf{result: r.result, read: r.result})
	})
}

// into appends columns and the placeholders that receive them. They have no labels.
func (c *Compiler) into(items []labelled, result bool) {
	for i, it := range items {
		c.separate(i)
		e := it.element
		if x := c.selectedAs(e); x != nil && result {
			e = &typedColumn{X: x}
		}
		c.Element(e)
		if result {
			c.columns = append(c.columns, ResultColumn{Name: c.resultName(it, it.required), Element: it.element, Item: it.item})
		}
	}
	c.Write(" INTO ")
	for i, it := range items {
		c.separate(i)
		c.out.placeholder(BindRef{Index: -1, Const: types.NullValue(), Type: c.typeOf(it.element), Name: c.names.next("ret"), Out: true})
	}
}

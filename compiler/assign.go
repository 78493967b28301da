package compiler

import (
	"slices"

	"github.com/azoth-orm/azoth/expr"
)

// Assignments render in the order of the table's columns, whatever the order in which a program wrote them: equal writes have equal
// texts.

// tableOrder are the positions of cols in the order in which t has them. Columns that t does not have keep their order, at the end.
func tableOrder(t expr.FromElement, cols []*expr.ColumnRef) []int {
	place := map[string]int{}
	for i, c := range t.FromColumns() {
		place[c.Name] = i + 1
	}
	rank := func(i int) int {
		if p := place[cols[i].Name]; p > 0 {
			return p
		}
		return len(place) + 1
	}
	order := make([]int, len(cols))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank(a) - rank(b) })
	return order
}

// inTableOrder are the assignments in the order of t's columns.
func inTableOrder(t expr.FromElement, set []expr.Assignment) []expr.Assignment {
	cols := make([]*expr.ColumnRef, len(set))
	for i, a := range set {
		cols[i] = a.Column
	}
	out := make([]expr.Assignment, 0, len(set))
	for _, i := range tableOrder(t, cols) {
		out = append(out, set[i])
	}
	return out
}

// assigned appends a value that a column gets. A bind is named after the column and has its type.
func (c *Compiler) assigned(v expr.Element, col *expr.ColumnRef) {
	if f, ok := v.(*expr.Fixed); ok {
		c.within(func(ctx *context) { ctx.fixed = true }, func() { c.assigned(f.X, col) })
		return
	}
	b, ok := c.resolve(v).(*expr.Bind)
	if !ok {
		c.operand(v, always)
		return
	}
	ref := BindRef{Type: b.Type, Name: b.Name, Assigned: true}
	if ref.Name == "" {
		ref.Name = c.names.anonymous(b, col.Name)
	}
	if ref.Type == nil {
		ref.Type = columnType(col)
	}
	c.bindAs(b, ref)
}

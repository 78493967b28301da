package compiler

import "github.com/azoth-orm/azoth/expr"

// orderings appends what ORDER BY lists.
func (c *Compiler) orderings(es []expr.Element) {
	for i, e := range es {
		c.separate(i)
		c.orderItem(e)
	}
}

// NullsOrder is how ORDER BY says where NULL comes.
type NullsOrder uint8

// How ORDER BY says where NULL comes: by NULLS FIRST and NULLS LAST, by an order by IS NULL in front, or by one by CASE WHEN (x IS NULL) where
// IS NULL is no value.
const (
	NullsByWords NullsOrder = iota
	NullsByIsNull
	NullsByCase
)

// writeOrderElement writes x ASC, x DESC NULLS LAST and the like.
func writeOrderElement(c *Compiler, o *expr.OrderElement) {
	words := c.grammar.Features.Nulls == NullsByWords
	if o.Nulls != expr.NullsDefault && !words {
		c.nullsFirst(o)
	}
	c.orderOperand(o.X)
	c.direction(o.Direction)
	if !words {
		return
	}
	switch o.Nulls {
	case expr.NullsFirst:
		c.Write(" NULLS FIRST")
	case expr.NullsLast:
		c.Write(" NULLS LAST")
	}
}

// nullsFirst appends an order by IS NULL in front of the order by the value, for databases that do not have NULLS FIRST.
func (c *Compiler) nullsFirst(o *expr.OrderElement) {
	byCase := c.grammar.Features.Nulls == NullsByCase
	if byCase && c.plainNames {
		c.unsupported(o, "a set operation is ordered by its columns alone, so there is no NULLS FIRST (order a subquery of it)")
		return
	}
	c.writeIf(byCase, "CASE WHEN (")
	c.Operand(o.X, expr.OpIs)
	c.Write(" IS NULL")
	c.writeIf(byCase, ") THEN 1 ELSE 0 END")
	if o.Nulls == expr.NullsFirst {
		c.Write(" DESC")
	}
	c.Write(", ")
}

// direction appends ASC or DESC.
func (c *Compiler) direction(d expr.Direction) {
	switch d {
	case expr.Ascending:
		c.Write(" ASC")
	case expr.Descending:
		c.Write(" DESC")
	}
}

// orderOperand appends what is ordered by: the label alone, if the statement selects it.
func (c *Compiler) orderOperand(e expr.Element) {
	byLabel := c.grammar.Features.OrderByLabel || c.plainNames // a set operation has no other names
	if l, ok := c.resolve(e).(*expr.Label); ok && byLabel && c.selects(l) {
		c.nameAs(labelName, l.Name)
		return
	}
	c.operand(e, position{level: levelAnd})
}

// selects tells whether the statement that renders has the label among its columns.
func (c *Compiler) selects(l *expr.Label) bool {
	for _, it := range c.around().items {
		x, ok := c.resolve(it.element).(*expr.Label)
		if ok && x.Name == l.Name && (x == l || expr.SameElement(c.resolve(x.X), c.resolve(l.X))) {
			return it.required == nil
		}
	}
	return false
}

// orderItem appends one element of ORDER BY.
func (c *Compiler) orderItem(e expr.Element) {
	if _, ok := c.resolve(e).(*expr.Label); ok {
		c.orderOperand(e)
		return
	}
	c.Operand(e, expr.OpComma)
}

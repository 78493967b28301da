package compiler

import "github.com/azoth-orm/azoth/expr"

// standardSetWords are the words of the default grammar.
func standardSetWords() map[expr.SetOp]string {
	return map[expr.SetOp]string{
		expr.Union: " UNION ", expr.UnionAll: " UNION ALL ",
		expr.Intersect: " INTERSECT ", expr.IntersectAll: " INTERSECT ALL ",
		expr.Except: " EXCEPT ", expr.ExceptAll: " EXCEPT ALL ",
	}
}

// writeCompound writes SELECT ... UNION SELECT .... The first SELECT gives the columns; ORDER BY names them without a table.
func writeCompound(c *Compiler, q *expr.CompoundQuery) {
	if q.Err() != nil {
		c.Fail(q.Err())
		return
	}
	outer := c.around()
	where := c.place
	s := &scope{froms: outer.froms, outer: outer.outer, items: c.selected(q), result: c.top() || outer.result}
	c.enter(s)
	for i, p := range q.Parts {
		if i > 0 {
			c.Write(c.grammar.SetWords[q.Op])
			s.result = false
		}
		c.part(p, where)
	}
	l := Limits{q, q.Limit, q.Offset, len(q.Order) > 0}
	c.within(func(ctx *context) { ctx.plainNames = true }, func() { c.orderBy(q.Order, l) })
	c.limit(l)
	c.leave()
}

// part appends one statement of a set operation, in parentheses if it has clauses that would belong to the whole otherwise.
func (c *Compiler) part(p expr.Selectable, where place) {
	if !closed(p) {
		c.selectable(p, where)
		return
	}
	if !c.grammar.Features.SetOperandParentheses {
		c.Write("SELECT * FROM ")
	}
	c.Parenthesized(func() { c.selectable(p, where) })
}

// closed tells whether p needs parentheses.
func closed(p expr.Selectable) bool {
	switch p := p.(type) {
	case *expr.CompoundQuery:
		return true
	case *expr.Query:
		return len(p.Order) > 0 || p.Limit != nil || p.Offset != nil
	}
	return false
}

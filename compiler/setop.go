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
	if !c.hasSetOp(q) {
		return
	}
	outer := c.around()
	where, member, start := c.place, c.member, len(c.out.text)
	s := &scope{froms: outer.froms, outer: outer.outer, items: c.selected(q), result: c.top() || outer.result, read: c.top() || outer.read}
	c.enter(s)
	c.namedCTEs(q.Rare)
	for i, p := range q.Parts {
		if i > 0 {
			c.Write(c.grammar.SetWords[q.Op])
			s.result = false
		}
		c.part(p, where)
	}
	l := c.grammar.Features.Fetch.with(Limits{Statement: q, Limit: q.Limit, Offset: q.Offset, Ordered: len(q.Order) > 0}, q.Rare)
	c.within(func(ctx *context) { ctx.plainNames = true }, func() { c.orderBy(q.Order, l) })
	c.limit(l)
	if !member {
		c.nestedWith(start, 2)
	}
	c.leave()
}

// hasSetOp tells whether the database has the operator, and reports it if not.
func (c *Compiler) hasSetOp(q *expr.CompoundQuery) bool {
	if c.grammar.Features.NoSetOperationAll && (q.Op == expr.IntersectAll || q.Op == expr.ExceptAll) {
		c.Fail(&UnsupportedError{c.grammar.Name, q, "it has no" + c.grammar.SetWords[q.Op] + "(number the rows with row_number() first)"})
		return false
	}
	return true
}

// part appends one statement of a set operation, in parentheses if it has clauses that would belong to the whole otherwise.
func (c *Compiler) part(p expr.Selectable, where place) {
	if !closed(p) {
		c.within(func(ctx *context) { ctx.member = true }, func() { c.selectable(p, where) })
		return
	}
	around := !c.grammar.Features.SetOperandOrder && orderedLimit(p)
	c.writeIf(around || !c.grammar.Features.SetOperandParentheses, "SELECT * FROM ")
	c.Parenthesized(func() { c.selectable(p, where) })
	if around {
		c.Write(c.grammar.Features.AliasWord)
		c.nameAs(sourceName, c.names.next("anon"))
	}
}

// orderedLimit tells whether p has an ORDER BY with limits, which cannot be left out.
func orderedLimit(p expr.Selectable) bool {
	switch p := p.(type) {
	case *expr.CompoundQuery:
		return len(p.Order) > 0 && limited(p.Limit, p.Offset, p.Rare)
	case *expr.Query:
		return len(p.Order) > 0 && limited(p.Limit, p.Offset, p.Rare)
	}
	return false
}

// closed tells whether p needs parentheses.
func closed(p expr.Selectable) bool {
	switch p := p.(type) {
	case *expr.CompoundQuery:
		return true
	case *expr.Query:
		return len(p.Order) > 0 || limited(p.Limit, p.Offset, p.Rare)
	}
	return false
}

// limited tells whether a statement has limits.
func limited(limit, offset expr.Element, r *expr.RareClauses) bool {
	return limit != nil || offset != nil || r != nil && r.Fetch != nil
}

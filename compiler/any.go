package compiler

import "github.com/azoth-orm/azoth/expr"

// writeQuantified writes ANY (x) or ALL (x).
func writeQuantified(c *Compiler, q *expr.Quantified) {
	_, query := q.X.(*expr.ScalarQuery)
	switch f := c.grammar.Features; {
	case query && !f.AnyQuery:
		c.Fail(&UnsupportedError{c.grammar.Name, q, "it compares with no ANY and no ALL (write IN or EXISTS)"})
		return
	case !query && !f.AnyArray:
		c.Fail(&UnsupportedError{c.grammar.Name, q, "it has no arrays (give the values one by one: x.In(vs...))"})
		return
	}
	word := "ANY "
	if q.All {
		word = "ALL "
	}
	c.Write(word)
	if query {
		c.Element(q.X)
		return
	}
	c.Parenthesized(func() { c.Element(q.X) })
}

package compiler

import "github.com/azoth-orm/azoth/expr"

// writeCase writes CASE WHEN (a = b) THEN x ELSE y END.
func writeCase(c *Compiler, n *expr.CaseElement) {
	c.Write("CASE ")
	if n.X != nil {
		c.Element(n.X)
		c.Write(" ")
	}
	for _, w := range n.Whens {
		c.Write("WHEN ")
		c.when(w.If)
		c.Write(" THEN ")
		c.branch(w.Then, n)
		c.Write(" ")
	}
	if n.Else != nil {
		c.Write("ELSE ")
		c.branch(n.Else, n)
		c.Write(" ")
	}
	c.Write("END")
}

// when appends a condition of a CASE, in parentheses if it has an operator.
func (c *Compiler) when(e expr.Element) {
	if c.grammar.Features.StrictConditions && c.isBoolean(e) {
		c.Parenthesized(func() { c.truth(e, true) })
		return
	}
	c.operand(e, always)
}

// branch appends a result of a CASE; a bind has the type of the first branch that has one.
func (c *Compiler) branch(e expr.Element, n *expr.CaseElement) {
	if b, ok := c.resolve(e).(*expr.Bind); ok {
		c.bindBeside(b, n)
		return
	}
	c.Element(e)
}

package compiler

import "github.com/azoth-orm/azoth/expr"

// writeTrue writes true or false; where there are no booleans it is 1 or 0, and a condition compares it with 1.
func writeTrue(c *Compiler, t *expr.Truth) {
	if t.True {
		c.Write(c.grammar.Literals.True)
		return
	}
	c.Write(c.grammar.Literals.False)
}

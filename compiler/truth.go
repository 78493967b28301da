package compiler

import "github.com/azoth-orm/azoth/expr"

// writeTruth writes true or false, as the database has them.
func writeTruth(c *Compiler, t *expr.Truth) {
	if t.Value {
		c.Write(c.grammar.Literals.True)
		return
	}
	c.Write(c.grammar.Literals.False)
}

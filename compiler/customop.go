package compiler

import "github.com/azoth-orm/azoth/expr"

// writeCustomBinary writes an operator of the program and its operands.
func writeCustomBinary(c *Compiler, b *expr.CustomBinary) {
	c.customSide(b.Left, b.Right, b)
	c.Write(" " + b.Operator.Text + " ")
	c.customSide(b.Right, b.Left, b)
}

// customSide appends one side of b; a bind takes name and type of the other.
func (c *Compiler) customSide(e, other expr.Element, b *expr.CustomBinary) {
	if v, ok := c.resolve(e).(*expr.Bind); ok {
		c.bindBeside(v, other)
		return
	}
	c.operand(e, position{op: expr.OpNone, level: b.Operator.Precedence})
}

// levelOf is how strongly the outermost operator of e binds; op is that operator.
func (c *Compiler) levelOf(e expr.Element, op expr.Op) int {
	if b := customOf(c, e); b != nil {
		return b.Operator.Precedence
	}
	return c.grammar.Operators[op].Level
}

// customOf is e, or what it labels or adapts, if that is an operator of the program.
func customOf(c *Compiler, e expr.Element) *expr.CustomBinary {
	switch e := c.resolve(e).(type) {
	case *expr.CustomBinary:
		return e
	case *expr.Label:
		return customOf(c, e.X)
	case *expr.Adapted:
		return customOf(c, e.X)
	case *expr.Coerced:
		return customOf(c, e.X)
	}
	return nil
}

package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Division. What a / b means depends on the SQL type of a, as it does in Go: of an integer it is an integer, of anything else it is
// exact. Databases differ: some divide integers of a DECIMAL column as integers, some never do. The rules here make them agree.
//
// SQLAlchemy: / and //, of which an integer's / is never an integer.

// DivideCasting writes a / b, and a / CAST(b AS type) if a is no integer.
func DivideCasting(c *Compiler, b *expr.Binary) {
	if !c.divides(b) {
		c.Infix(b, " / ")
		return
	}
	c.side(b.Left, b.Right, b.Op)
	c.Write(" / ")
	c.Element(expr.NewCast(b.Right, c.divisorType(b)))
}

// DivideAddingZero writes a / b, and a / (b + 0.0) if a is no integer.
func DivideAddingZero(c *Compiler, b *expr.Binary) {
	if !c.divides(b) {
		c.Infix(b, " / ")
		return
	}
	c.side(b.Left, b.Right, b.Op)
	c.Write(" / (")
	c.side(b.Right, b.Left, b.Op)
	c.Write(" + 0.0)")
}

// DivideRoundingDown writes a / b, and FLOOR(a / b) if a is an integer.
func DivideRoundingDown(c *Compiler, b *expr.Binary) {
	if !types.IsInteger(c.typeOf(b.Left)) {
		c.Infix(b, " / ")
		return
	}
	c.Write("FLOOR(")
	c.Infix(b, " / ")
	c.Write(")")
}

// divides tells whether the dividend is known to be no integer.
func (c *Compiler) divides(b *expr.Binary) bool {
	t := c.typeOf(b.Left)
	return t != nil && !types.IsInteger(t)
}

// divisorType is the type that the divisor is cast to: its own if that is no integer, else one that every number fits.
func (c *Compiler) divisorType(b *expr.Binary) types.Type {
	t := c.typeOf(b.Right)
	if _, bind := c.resolve(b.Right).(*expr.Bind); bind && t == nil {
		t = c.typeOf(b.Left)
	}
	switch t.(type) {
	case types.FloatType, types.DoubleType, types.NumericType:
		return t
	}
	return types.NumericType{}
}

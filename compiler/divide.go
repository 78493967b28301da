package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Division
//
// What a / b means depends on the SQL type of a, as it does in Go: of an integer it is an integer, cut off towards zero; of anything
// else it is exact. Databases differ: SQLite keeps the whole numbers of a DECIMAL column as integers and divides them as such, MySQL
// never divides as integers do. The rules here make them agree. What has no known type is divided as the database likes.
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

// DivideByKeyword writes a / b, and a DIV b if a is an integer: where / never divides as integers do.
func DivideByKeyword(c *Compiler, b *expr.Binary) {
	if types.IsInteger(c.typeOf(b.Left)) {
		c.Infix(b, " DIV ")
		return
	}
	c.Infix(b, " / ")
}

// TrueDivideCasting writes a / CAST(b AS type), which has a fraction of integers, too.
func TrueDivideCasting(c *Compiler, b *expr.Binary) {
	c.side(b.Left, b.Right, b.Op)
	c.Write(" / ")
	cast := expr.NewCast(b.Right, c.divisorType(b))
	c.castAs(cast, func() { c.side(b.Right, b.Left, b.Op) })
}

// TrueDivideAddingZero writes a / (b + 0.0).
func TrueDivideAddingZero(c *Compiler, b *expr.Binary) {
	c.side(b.Left, b.Right, b.Op)
	c.Write(" / (")
	c.side(b.Right, b.Left, b.Op)
	c.Write(" + 0.0)")
}

// FloorDivide writes a / b of integers, and FLOOR(a / b) of other numbers.
func FloorDivide(c *Compiler, b *expr.Binary) {
	_, bind := c.resolve(b.Right).(*expr.Bind)
	if types.IsInteger(c.typeOf(b.Left)) && (bind || types.IsInteger(c.typeOf(b.Right))) {
		c.Infix(b, " / ")
		return
	}
	FloorOfQuotient(c, b)
}

// FloorOfQuotient writes FLOOR(a / b).
func FloorOfQuotient(c *Compiler, b *expr.Binary) {
	c.Write("FLOOR(")
	c.Infix(b, " / ")
	c.Write(")")
}

// divides tells whether the dividend is known to be no integer.
func (c *Compiler) divides(b *expr.Binary) bool {
	t := c.typeOf(b.Left)
	return t != nil && !types.IsInteger(t)
}

// divisorType is the type that the divisor is cast to: its own if that is no integer, else one that every number fits. The digits of a column
// are those of its values only, not of what is computed from them: cast to these, a small divisor would be zero.
func (c *Compiler) divisorType(b *expr.Binary) types.Type {
	t := c.typeOf(b.Right)
	if _, bind := c.resolve(b.Right).(*expr.Bind); bind && t == nil {
		t = c.typeOf(b.Left)
	}
	switch t.(type) {
	case types.FloatType, types.DoubleType:
		return t
	case types.NumericType:
		if c.declares(b.Right) {
			return t
		}
	}
	return types.NumericType{}
}

// declares tells whether the type of e is said by a column or a cast.
func (c *Compiler) declares(e expr.Element) bool {
	switch c.resolve(e).(type) {
	case *expr.ColumnRef, *expr.Cast, *expr.Bind:
		return true
	}
	return false
}

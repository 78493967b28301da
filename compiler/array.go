package compiler

import "github.com/azoth-orm/azoth/expr"

// writeArrayAccess writes x[i] or x[from:to].
func writeArrayAccess(c *Compiler, a *expr.ArrayAccess) {
	if !c.grammar.Features.AnyArray {
		c.Fail(&UnsupportedError{c.grammar.Name, a, "it has no arrays"})
		return
	}
	if _, column := c.resolve(a.X).(*expr.ColumnRef); column {
		c.Element(a.X)
	} else {
		c.Parenthesized(func() { c.Element(a.X) })
	}
	c.Write("[")
	c.Element(a.From)
	if a.To != nil {
		c.Write(":")
		c.Element(a.To)
	}
	c.Write("]")
}

// writeNoArrays is the rule of the operators between arrays in a database without arrays.
func writeNoArrays(c *Compiler, b *expr.Binary) {
	c.Fail(&UnsupportedError{c.grammar.Name, b, "it has no operators between arrays"})
}

// writeNoDocuments is the rule of the operators that look for keys and parts of a document, in a database that has none.
func writeNoDocuments(c *Compiler, b *expr.Binary) {
	c.Fail(&UnsupportedError{c.grammar.Name, b, "it has no operators that look into a document (compare places of it: Key, Index)"})
}

package compiler

import "github.com/azoth-orm/azoth/expr"

// writeCast writes CAST(x AS type), or TRY_CAST (x AS type). A database that cannot cast to the type leaves the CAST out.
func writeCast(c *Compiler, n *expr.Cast) {
	name, err := c.castName(n)
	if err != nil {
		c.Fail(err)
		return
	}
	switch {
	case n.Try && !c.grammar.Features.TryCast:
		c.unsupported(n, "what it cannot cast is an error there (leave such rows out, and say Cast)")
		return
	case name == "":
		c.Element(n.X)
		return
	case n.Try:
		c.Write("TRY_CAST (")
	default:
		c.Write("CAST(")
	}
	if b, ok := c.resolve(n.X).(*expr.Bind); ok {
		c.bindBeside(b, n)
	} else {
		c.Element(n.X)
	}
	c.Write(" AS " + name + ")")
}

// writeExtract writes EXTRACT(field FROM x).
func writeExtract(c *Compiler, e *expr.Extract) {
	c.Write("EXTRACT(" + c.grammar.Quoting.Phrase(e.Field) + " FROM ")
	c.Element(e.X)
	c.Write(")")
}

// castName is the type's name in CAST.
func (c *Compiler) castName(n *expr.Cast) (string, error) {
	if f := c.grammar.CastName; f != nil {
		return f(c.grammar, n.Type)
	}
	return c.grammar.TypeName(n.Type)
}

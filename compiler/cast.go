package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeCast writes CAST(x AS type), or TRY_CAST (x AS type). A database that cannot cast to the type leaves the CAST out.
func writeCast(c *Compiler, n *expr.Cast) {
	if n.Try && !c.grammar.Features.TryCast {
		c.unsupported(n, "what it cannot cast is an error there (leave such rows out, and say Cast)")
		return
	}
	c.castAs(n, func() {
		if b, ok := c.resolve(n.X).(*expr.Bind); ok {
			c.bindBeside(b, n)
			return
		}
		c.Element(n.X)
	})
}

// castAs appends CAST( AS type) around what write appends, or only that where the database cannot cast to the type.
func (c *Compiler) castAs(n *expr.Cast, write func()) {
	name, err := c.castName(n)
	switch {
	case err != nil:
		c.Fail(err)
		return
	case name == "":
		write()
		return
	case n.Try:
		c.Write("TRY_CAST (")
	default:
		c.Write("CAST(")
	}
	write()
	c.Write(" AS " + name + ")")
}

// writeCoerced writes what is taken for another type. A bound value has that type.
func writeCoerced(c *Compiler, n *expr.Coerced) {
	if b, ok := c.resolve(n.X).(*expr.Bind); ok {
		c.bindAs(b, BindRef{Type: n.Type, Name: c.bindName(b, nil)})
		return
	}
	c.Element(n.X)
}

// WriteExtract writes EXTRACT(field FROM x): the rule of the standard, for dialects that write some fields in another way.
func WriteExtract(c *Compiler, e *expr.Extract) {
	c.Write("EXTRACT(" + c.grammar.Quoting.Phrase(e.Field) + " FROM ")
	c.Element(e.X)
	c.Write(")")
}

// castName is the type's name in CAST.
func (c *Compiler) castName(n *expr.Cast) (string, error) {
	if f := c.grammar.CastName; f != nil && n.Type != nil {
		return f(c.grammar, types.Storage(c.grammar.inDialect(n.Type)))
	}
	return c.grammar.TypeName(n.Type)
}

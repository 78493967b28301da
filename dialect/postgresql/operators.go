package postgresql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeOperators are the operators that only PostgreSQL has, or spells in its own way.
func writeOperators(g *compiler.Grammar) {
	g.SpellBy(expr.OpRegexp, regexp(" ~"))
	g.SpellBy(expr.OpNotRegexp, regexp(" !~"))
	g.SpellBy(expr.OpMatch, match)
	g.Spell(expr.OpArrayContains, " @> ")
	g.Spell(expr.OpArrayContainedBy, " <@ ")
	g.Spell(expr.OpArrayOverlaps, " && ")
	g.Spell(expr.OpHasKey, " ? ")
	g.Spell(expr.OpHasAnyKey, " ?| ")
	g.Spell(expr.OpHasAllKeys, " ?& ")
	g.SpellBy(expr.OpDocumentContains, document(" @> "))
	g.SpellBy(expr.OpDocumentContainedBy, document(" <@ "))
}

// regexp writes a ~ b, and a ~* b for the flag i. Other flags are part of the pattern.
func regexp(operator string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		switch b.Text {
		case "":
			c.Infix(b, operator+" ")
		case "i":
			c.Infix(b, operator+"* ")
		default:
			c.FlagsInPattern(b, operator+" ")
		}
	}
}

// match writes a @@ plainto_tsquery(configuration, b).
func match(c *compiler.Compiler, b *expr.Binary) {
	c.Operand(b.Left, b.Op)
	c.Write(" @@ plainto_tsquery(")
	if b.Text != "" {
		c.Literal(types.TextValue(b.Text), nil)
		c.Write(", ")
	}
	c.Operand(b.Right, expr.OpComma)
	c.Write(")")
}

// document writes a operator b, where b is a document that is bound.
func document(operator string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		c.Operand(b.Left, b.Op)
		c.Write(operator)
		c.Operand(b.Right, b.Op)
		if _, bound := b.Right.(*expr.Bind); bound {
			c.Write("::JSONB")
		}
	}
}

package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeLike writes the LIKE family: LIKE and ILIKE, and the three that put wildcards around the pattern, which is x || '%'.
func writeLike(c *Compiler, b *expr.Binary) {
	fold := b.Op == expr.OpILike || b.Op == expr.OpNotILike
	if fold && c.grammar.Features.ILike {
		c.infixLike(b, isNegative(b.Op), "ILIKE ")
		return
	}
	if fold {
		c.folded(b.Left, b)
		c.Write(likeText(isNegative(b.Op), "LIKE "))
		c.folded(b.Right, b)
		c.escape(b)
		return
	}
	c.infixLike(b, isNegative(b.Op), "LIKE ")
}

// likeText is the operator with the blanks around it.
func likeText(not bool, keyword string) string {
	if not {
		return " NOT " + keyword
	}
	return " " + keyword
}

// isNegative tells the operators with NOT.
func isNegative(op expr.Op) bool {
	switch op {
	case expr.OpNotLike, expr.OpNotILike, expr.OpNotContains, expr.OpNotStartsWith, expr.OpNotEndsWith:
		return true
	}
	return false
}

// infixLike appends left LIKE pattern ESCAPE character.
func (c *Compiler) infixLike(b *expr.Binary, not bool, keyword string) {
	c.side(b.Left, b.Right, b.Op)
	c.Write(likeText(not, keyword))
	c.pattern(b)
	c.escape(b)
}

// folded appends lower(x), which makes LIKE blind to case where there is no ILIKE.
func (c *Compiler) folded(x expr.Element, b *expr.Binary) {
	c.Write("lower(")
	other := b.Left
	if x == b.Left {
		other = b.Right
	}
	c.side(x, other, expr.OpComma)
	c.Write(")")
}

// pattern appends the right side with its wildcards.
func (c *Compiler) pattern(b *expr.Binary) {
	before, after := wildcards(b.Op)
	if !before && !after {
		c.side(b.Right, b.Left, b.Op)
		return
	}
	var parts []func()
	percent := func() { c.Literal(types.TextValue("%"), nil) }
	if before {
		parts = append(parts, percent)
	}
	parts = append(parts, func() { c.side(b.Right, b.Left, expr.OpConcat) })
	if after {
		parts = append(parts, percent)
	}
	c.concat(parts)
}

// wildcards tells on which sides of the pattern an operator puts a %.
func wildcards(op expr.Op) (before, after bool) {
	switch op {
	case expr.OpContains, expr.OpNotContains:
		return true, true
	case expr.OpStartsWith, expr.OpNotStartsWith:
		return false, true
	case expr.OpEndsWith, expr.OpNotEndsWith:
		return true, false
	}
	return false, false
}

// concat appends parts joined by ||, or as concat(...) where || means OR.
func (c *Compiler) concat(parts []func()) {
	if c.grammar.Features.ConcatFunction {
		c.Write("concat")
		c.Parenthesized(func() { joined(c, parts, ", ") })
		return
	}
	joined(c, parts, c.grammar.Operators[expr.OpConcat].Text)
}

// joined appends parts with a text between them.
func joined(c *Compiler, parts []func(), between string) {
	for i, p := range parts {
		if i > 0 {
			c.Write(between)
		}
		p()
	}
}

// ConcatByFunction writes a || b || c as concat(a, b, c). It is the rule of OpConcat where || means OR.
func ConcatByFunction(c *Compiler, b *expr.Binary) {
	c.Write("concat(")
	c.concatArguments(b)
	c.Write(")")
}

// concatArguments appends the operands of a || b || c as arguments: a chain of || is one call.
func (c *Compiler) concatArguments(b *expr.Binary) {
	if l, ok := c.resolve(b.Left).(*expr.Binary); ok && l.Op == expr.OpConcat {
		c.concatArguments(l)
	} else {
		c.side(b.Left, b.Right, expr.OpComma)
	}
	c.Write(", ")
	c.side(b.Right, b.Left, expr.OpComma)
}

// escape appends ESCAPE, if the pattern has an escape character.
func (c *Compiler) escape(b *expr.Binary) {
	if b.Text == "" {
		return
	}
	c.Write(" ESCAPE ")
	c.Literal(types.TextValue(b.Text), nil)
}

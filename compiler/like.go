package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeLike writes the LIKE family: LIKE and ILIKE, and those that put wildcards around the pattern, which is x || '%'.
func writeLike(c *Compiler, b *expr.Binary) {
	not := isNegative(b.Op)
	if !ignoresCase(b.Op) {
		c.infixLike(b, likeText(not, "LIKE "), false)
		return
	}
	if c.grammar.Features.ILike {
		c.infixLike(b, likeText(not, "ILIKE "), false)
		return
	}
	c.infixLike(b, likeText(not, "LIKE "), true)
}

// ignoresCase tells the operators that do not look at case.
func ignoresCase(op expr.Op) bool {
	switch op {
	case expr.OpILike, expr.OpNotILike, expr.OpIContains, expr.OpNotIContains, expr.OpIStartsWith, expr.OpNotIStartsWith,
		expr.OpIEndsWith, expr.OpNotIEndsWith:
		return true
	}
	return false
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
	case expr.OpNotLike, expr.OpNotILike, expr.OpNotContains, expr.OpNotStartsWith, expr.OpNotEndsWith,
		expr.OpNotIContains, expr.OpNotIStartsWith, expr.OpNotIEndsWith:
		return true
	}
	return false
}

// infixLike appends left LIKE pattern ESCAPE character; fold makes both sides lower case, where there is no ILIKE.
func (c *Compiler) infixLike(b *expr.Binary, text string, fold bool) {
	c.likeSide(b.Left, b.Right, b, fold)
	c.Write(text)
	c.pattern(b, fold)
	c.escape(b)
}

// likeSide appends one side, as lower(x) if it is folded.
func (c *Compiler) likeSide(x, other expr.Element, b *expr.Binary, fold bool) {
	level := levelComparison
	if before, after := wildcards(b.Op); fold && !before && !after {
		level = levelComma
	}
	if fold {
		c.Write("lower(")
		defer c.Write(")")
	}
	if v, ok := c.resolve(x).(*expr.Bind); ok {
		c.bindCompared(v, other, likeText(false, "LIKE"))
		return
	}
	c.operand(x, position{op: b.Op, level: level})
}

// pattern appends the right side with its wildcards.
func (c *Compiler) pattern(b *expr.Binary, fold bool) {
	before, after := wildcards(b.Op)
	var parts []func()
	percent := func() { c.Literal(types.TextValue("%"), nil) }
	if before {
		parts = append(parts, percent)
	}
	parts = append(parts, func() { c.likeSide(b.Right, b.Left, b, fold) })
	if after {
		parts = append(parts, percent)
	}
	if len(parts) == 1 {
		parts[0]()
		return
	}
	c.concat(parts)
}

// wildcards tells on which sides of the pattern an operator puts a %.
func wildcards(op expr.Op) (before, after bool) {
	switch op {
	case expr.OpContains, expr.OpNotContains, expr.OpIContains, expr.OpNotIContains:
		return true, true
	case expr.OpStartsWith, expr.OpNotStartsWith, expr.OpIStartsWith, expr.OpNotIStartsWith:
		return false, true
	case expr.OpEndsWith, expr.OpNotEndsWith, expr.OpIEndsWith, expr.OpNotIEndsWith:
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

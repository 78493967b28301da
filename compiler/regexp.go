package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeNoRegexp is the rule of regular expressions in standard SQL, which has none.
func writeNoRegexp(c *Compiler, b *expr.Binary) {
	c.Fail(&UnsupportedError{c.grammar.Name, b, "it has no regular expressions"})
}

// writeNoMatch is the rule of full-text search in standard SQL, which has none.
func writeNoMatch(c *Compiler, b *expr.Binary) {
	c.Fail(&UnsupportedError{c.grammar.Name, b, "it has no full-text search"})
}

// RegexpWithoutFlags is the rule of regular expressions of a database that takes no flags with them.
func RegexpWithoutFlags(text string) func(c *Compiler, b *expr.Binary) {
	return func(c *Compiler, b *expr.Binary) {
		if b.Text != "" {
			c.Fail(&UnsupportedError{c.grammar.Name, b, "its regular expressions have no flags"})
			return
		}
		c.Infix(b, text)
	}
}

// RegexpLike writes REGEXP_LIKE(a, b, flags), and a REGEXP b without flags.
func RegexpLike(text, call string) func(c *Compiler, b *expr.Binary) {
	return func(c *Compiler, b *expr.Binary) {
		if b.Text == "" {
			c.Infix(b, text)
			return
		}
		c.Write(call + "(")
		c.side(b.Left, b.Right, expr.OpComma)
		c.Write(", ")
		c.side(b.Right, b.Left, expr.OpComma)
		c.Write(", ")
		c.Literal(types.TextValue(b.Text), nil)
		c.Write(")")
	}
}

// FlagsInPattern writes a operator CONCAT('(?', flags, ')', b): the flags are part of the pattern.
func (c *Compiler) FlagsInPattern(b *expr.Binary, text string) {
	c.side(b.Left, b.Right, b.Op)
	c.Write(text)
	c.patternWithFlags(b.Right, b.Left, b.Text)
}

// patternWithFlags appends CONCAT('(?', flags, ')', pattern).
func (c *Compiler) patternWithFlags(pattern, beside expr.Element, flags string) {
	c.Write("CONCAT(")
	for _, s := range []string{"(?", flags, ")"} {
		c.Literal(types.TextValue(s), nil)
		c.Write(", ")
	}
	c.side(pattern, beside, expr.OpComma)
	c.Write(")")
}

// writeRegexpReplace writes REGEXP_REPLACE(x, pattern, replacement, flags).
func writeRegexpReplace(c *Compiler, r *expr.RegexpReplace) {
	c.regexpReplace(r, func() { c.side(r.Pattern, r.X, expr.OpComma) })
	if r.Flags != "" {
		c.Write(", ")
		c.Literal(types.TextValue(r.Flags), nil)
	}
	c.Write(")")
}

// ReplaceWithFlagsInPattern is the rule of REGEXP_REPLACE where the flags are part of the pattern.
func ReplaceWithFlagsInPattern(c *Compiler, r *expr.RegexpReplace) {
	c.regexpReplace(r, func() {
		if r.Flags == "" {
			c.side(r.Pattern, r.X, expr.OpComma)
			return
		}
		c.patternWithFlags(r.Pattern, r.X, r.Flags)
	})
	c.Write(")")
}

func (c *Compiler) regexpReplace(r *expr.RegexpReplace, pattern func()) {
	c.Write("REGEXP_REPLACE(")
	c.side(r.X, r.Pattern, expr.OpRegexpReplace)
	c.Write(", ")
	pattern()
	c.Write(", ")
	c.side(r.Replacement, r.X, expr.OpComma)
}

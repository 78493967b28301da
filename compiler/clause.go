package compiler

import (
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/expr"
)

// written tells whether this grammar writes a text of the program.
func (c *Compiler) written(t expr.DialectText) bool {
	return len(t.Dialects) == 0 || slices.Contains(t.Dialects, "*") || slices.Contains(t.Dialects, c.grammar.Name)
}

// texts are the texts that this grammar writes, with blanks between them.
func (c *Compiler) texts(ts []expr.DialectText) string {
	var out []string
	for _, t := range ts {
		if c.written(t) {
			out = append(out, t.SQL)
		}
	}
	return strings.Join(out, " ")
}

// prefixes appends the texts behind the first word of a statement, with a blank behind them.
func (c *Compiler) prefixes(r *expr.RareClauses) {
	if r == nil {
		return
	}
	if s := c.texts(r.Prefixes); s != "" {
		c.Write(s + " ")
	}
}

// suffixes appends the texts at the end of a statement. The blanks around them are SQLAlchemy's.
func (c *Compiler) suffixes(r *expr.RareClauses) {
	if r == nil || len(r.Suffixes) == 0 {
		return
	}
	c.Write(" ")
	if s := c.texts(r.Suffixes); s != "" {
		c.Write(s + " ")
	}
}

// statementHints appends the hints about the whole statement.
func (c *Compiler) statementHints(r *expr.RareClauses) {
	if r == nil {
		return
	}
	for _, h := range r.Hints {
		if h.From == nil && c.written(h.Text) {
			c.Write(" " + h.Text.SQL)
		}
	}
}

// FromHint writes a FROM element with a hint: on MySQL the hint stands behind the element.
type FromHint func(c *Compiler, hint string, write func())

// HintBehind writes t hint.
func HintBehind(c *Compiler, hint string, write func()) {
	write()
	c.Write(" " + hint)
}

// target appends the table that a statement writes, with its hint.
func (c *Compiler) target(r *expr.RareClauses, t expr.FromElement) {
	if r == nil || len(r.Hints) == 0 {
		c.Element(t)
		return
	}
	c.within(func(ctx *context) { ctx.hints = r.Hints }, func() { c.Element(t) })
}

// hinted appends what write writes, the FROM element f, with its hint. Only tables and aliases have one. The last one that was given counts.
func (c *Compiler) hinted(f expr.FromElement, write func()) {
	hint := ""
	for _, h := range c.hints {
		if h.From == f && c.written(h.Text) {
			hint = h.Text.SQL
		}
	}
	if hint == "" || c.grammar.FromHint == nil {
		write()
		return
	}
	if strings.Contains(hint, "{name}") {
		name := c.capture(func() { c.qualifier(f) })
		hint = strings.ReplaceAll(hint, "{name}", string(name.text))
	}
	c.grammar.FromHint(c, hint, write)
}

// namedCTEs makes the statement have the common table expressions that it lists.
func (c *Compiler) namedCTEs(r *expr.RareClauses) {
	if r == nil {
		return
	}
	for _, t := range r.CTEs {
		c.useCTE(t)
	}
	for _, t := range r.CTEsHere {
		c.useCTEHere(t)
	}
}

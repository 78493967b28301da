package compiler

import "github.com/azoth-orm/azoth/expr"

// fromName is the name that qualifies the columns of f. Anonymous elements are named after what they are of: addresses_1, anon_1.
func (c *Compiler) fromName(f expr.FromElement) string {
	if n := f.FromName(); n != "" {
		c.names.give(n)
		return n
	}
	prefix := "anon"
	switch a := f.(type) {
	case *expr.Alias:
		prefix = prefixOf(a.Of)
	case *expr.TableSample:
		prefix = prefixOf(a.Of)
	}
	return c.names.made(f, prefix)
}

// prefixOf is what the names of aliases of f begin with.
func prefixOf(f expr.FromElement) string {
	if n := f.FromName(); n != "" {
		return n
	}
	return "anon"
}

// writeAlias writes users AS name.
func writeAlias(c *Compiler, a *expr.Alias) {
	c.hinted(a, func() {
		c.aliased(a.Of)
		c.Write(c.grammar.Features.AliasWord)
		c.nameAs(sourceName, c.fromName(a))
	})
}

// aliased appends what an alias is of; aliases inside it are left out.
func (c *Compiler) aliased(f expr.FromElement) {
	switch f := f.(type) {
	case *expr.Alias:
		c.aliased(f.Of)
	case *expr.Subquery:
		c.derived(f)
	default:
		c.Element(f)
	}
}

// writeSubquery writes (SELECT ...) AS name.
func writeSubquery(c *Compiler, s *expr.Subquery) {
	c.derived(s)
	c.Write(c.grammar.Features.AliasWord)
	c.nameAs(sourceName, c.fromName(s))
}

// derived appends (SELECT ...), in FROM.
func (c *Compiler) derived(s *expr.Subquery) {
	where := asFrom
	if s.Lateral {
		if !c.lateral(s) {
			return
		}
		c.Write("LATERAL ")
		where = asLateral
	}
	c.Parenthesized(func() { c.selectable(s.Query, where) })
}

// selectable appends a statement inside another one.
func (c *Compiler) selectable(q expr.Selectable, where place) {
	c.within(func(ctx *context) {
		ctx.place, ctx.plainNames, ctx.hints = where, false, nil
	}, func() { c.Element(q) })
}

// writeScalar writes (SELECT ...) as an expression.
func writeScalar(c *Compiler, s *expr.ScalarQuery) {
	c.Parenthesized(func() { c.selectable(s.Query, asStatement) })
}

// writeExists writes EXISTS (SELECT ...).
func writeExists(c *Compiler, e *expr.Exists) {
	c.Write(c.grammar.Operators[expr.OpExists].Text)
	c.Parenthesized(func() { c.selectable(e.Query, asStatement) })
}

package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Limits are the limits of a statement, and what a database asks of a statement with limits.
type Limits struct {
	// Statement is the statement that has them.
	Statement expr.Element
	// Limit and Offset are the numbers; nil for none.
	Limit, Offset expr.Element
	// Fetch is FETCH FIRST, where it is more than a limit or the database writes it so; nil for none.
	Fetch *expr.FetchClause
	// Ordered says that the statement has ORDER BY.
	Ordered bool
}

// none tells whether there are no limits.
func (l *Limits) none() bool { return l.Limit == nil && l.Offset == nil && l.Fetch == nil }

// Limits are the limits of the SELECT.
func (s *SelectState) Limits() Limits {
	return s.fetch.with(Limits{Statement: s.Query, Limit: s.Query.Limit, Offset: s.Query.Offset, Ordered: len(s.Query.Order) > 0}, s.Query.Rare)
}

// LimitOffset writes LIMIT and OFFSET as the grammar has them. It is the "limit" clause of the default grammar.
func LimitOffset(c *Compiler, s *SelectState) { c.limit(s.Limits()) }

// limit appends the limits as the database writes them.
func (c *Compiler) limit(l Limits) {
	switch {
	case l.Fetch != nil:
		c.fetch(l)
	case !l.none():
		c.grammar.Limit(c, l)
	}
}

// StandardLimit writes LIMIT n OFFSET m; without a limit it is LIMIT -1.
func StandardLimit(c *Compiler, l Limits) {
	if l.Limit != nil {
		c.Write("\n LIMIT ")
		c.Number(l.Limit)
	}
	if l.Offset == nil {
		return
	}
	if l.Limit == nil {
		c.Write("\n LIMIT -1")
	}
	c.Write(" OFFSET ")
	c.Number(l.Offset)
}

// FetchFirst writes OFFSET m ROWS FETCH FIRST n ROWS ONLY, as the SQL standard has it.
func FetchFirst(c *Compiler, l Limits) {
	if l.Offset != nil {
		c.Write("\n OFFSET ")
		c.Number(l.Offset)
		c.Write(" ROWS")
	}
	if l.Limit != nil {
		c.Write("\n FETCH FIRST ")
		c.Number(l.Limit)
		c.Write(" ROWS ONLY")
	}
}

// Number appends a count, such as that of LIMIT: a bind is an integer.
func (c *Compiler) Number(e expr.Element) {
	if b, ok := c.resolve(e).(*expr.Bind); ok {
		c.bindAs(b, BindRef{Type: types.Integer(), Name: c.bindName(b, nil)})
		return
	}
	c.Element(e)
}

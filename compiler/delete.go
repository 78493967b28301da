package compiler

import "github.com/azoth-orm/azoth/expr"

// DeleteUsing is how a DELETE names further tables.
type DeleteUsing uint8

// How a DELETE names further tables.
const (
	// DeleteAlone says that it cannot: a subquery has to.
	DeleteAlone DeleteUsing = iota
	// DeleteUsingOthers is DELETE FROM t USING others.
	DeleteUsingOthers
	// DeleteUsingAll is DELETE FROM t USING t, others.
	DeleteUsingAll
	// DeleteFromAll is DELETE FROM t FROM t, others.
	DeleteFromAll
)

// writeDelete writes DELETE FROM t USING others WHERE ....
func writeDelete(c *Compiler, s *expr.DeleteStatement) {
	if s.Err() != nil {
		c.Fail(s.Err())
		return
	}
	others := c.others(s.Table, s.Using, func(visit func(expr.FromElement)) {
		for _, e := range s.Where {
			c.fromsOf(e, visit)
		}
	})
	start := len(c.out.text)
	result := c.enterWrite(s, s.Table, others)
	c.namedCTEs(s.Rare)
	c.Write("DELETE ")
	c.prefixes(s.Rare)
	c.Write("FROM ")
	c.target(s.Rare, s.Table)
	back := returned{s, s.Table, deletedRow, s.Returning, c.grammar.Features.Returning, result}
	c.output(back)
	if len(others) > 0 {
		c.using(s, others)
	}
	c.whereOf(s.Where)
	c.writeLimit(s, s.Limit)
	c.returning(back)
	c.withOfWrite(s, start, 1)
	c.leave()
}

// using appends the further tables of a DELETE, as far as the database can name any.
func (c *Compiler) using(s *expr.DeleteStatement, others []expr.FromElement) {
	switch c.grammar.Features.DeleteUsing {
	case DeleteUsingOthers:
		c.fromList(" USING ", others)
	case DeleteUsingAll:
		c.fromList(" USING ", append([]expr.FromElement{s.Table}, others...))
	case DeleteFromAll:
		c.fromList(" FROM ", append([]expr.FromElement{s.Table}, others...))
	default:
		c.Fail(&UnsupportedError{c.grammar.Name, s, "it has no DELETE with several tables (use EXISTS or IN with a subquery)"})
	}
}

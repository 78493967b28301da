package compiler

import "github.com/azoth-orm/azoth/expr"

// Fetching are the words of FETCH FIRST n ROWS ONLY that a database knows besides LIMIT.
type Fetching struct {
	// First says that there is FETCH FIRST; where there is none, LIMIT does what FETCH without WITH TIES and PERCENT does.
	First bool
	// Ties and Percent say that there is WITH TIES, and PERCENT.
	Ties, Percent bool
	// Parentheses says that the number stands in parentheses.
	Parentheses bool
}

// with is l with the FETCH of r; one that is no more than a limit is the limit, where the database has no FETCH FIRST.
func (can Fetching) with(l Limits, r *expr.RareClauses) Limits {
	if r == nil || r.Fetch == nil {
		return l
	}
	if l.Limit == nil && !can.First && !r.Fetch.Ties && !r.Fetch.IsPercent {
		l.Limit = r.Fetch.N
		return l
	}
	l.Fetch = r.Fetch
	return l
}

// fetch appends OFFSET m ROWS FETCH FIRST n ROWS ONLY.
func (c *Compiler) fetch(l Limits) {
	f, can := l.Fetch, c.grammar.Features.Fetch
	switch {
	case l.Limit != nil:
		c.failf("a statement has both a Limit and a Fetch (leave one out)")
		return
	case f.Ties && !can.Ties:
		c.Fail(&UnsupportedError{c.grammar.Name, l.Statement, "it has no FETCH … WITH TIES (use rank() in a subquery)"})
		return
	case f.IsPercent && !can.Percent:
		c.Fail(&UnsupportedError{c.grammar.Name, l.Statement, "it has no FETCH … PERCENT (use percent_rank() in a subquery, or Limit)"})
		return
	}
	if l.Offset != nil {
		c.Write("\n OFFSET ")
		c.fetchNumber(l.Offset)
		c.Write(" ROWS")
	}
	c.Write("\n FETCH FIRST ")
	c.fetchNumber(f.N)
	if f.IsPercent {
		c.Write(" PERCENT")
	}
	if f.Ties {
		c.Write(" ROWS WITH TIES")
		return
	}
	c.Write(" ROWS ONLY")
}

func (c *Compiler) fetchNumber(e expr.Element) {
	if c.grammar.Features.Fetch.Parentheses {
		c.Parenthesized(func() { c.Number(e) })
		return
	}
	c.Number(e)
}

package compiler

import "github.com/azoth-orm/azoth/expr"

// UpdateFrom is how an UPDATE names further tables.
type UpdateFrom uint8

// How an UPDATE names further tables.
const (
	// UpdateFromOthers is UPDATE t SET ... FROM others.
	UpdateFromOthers UpdateFrom = iota
	// UpdateFromAll is UPDATE t SET ... FROM t, others.
	UpdateFromAll
	// UpdateListed is UPDATE t, others SET ....
	UpdateListed
	// UpdateAlone says that it cannot: a subquery has to.
	UpdateAlone
)

// writeUpdate writes UPDATE t SET column=value FROM others WHERE ....
func writeUpdate(c *Compiler, s *expr.UpdateStatement) {
	if s.Err() != nil {
		c.Fail(s.Err())
		return
	}
	set := c.updateOrder(s)
	others := c.others(s.Table, s.From, func(visit func(expr.FromElement)) {
		for _, a := range set {
			c.fromsOf(a.Value, visit)
			if a.Column.From != s.Table {
				visit(a.Column.From)
			}
		}
		for _, e := range s.Where {
			c.fromsOf(e, visit)
		}
	})
	start := len(c.out.text)
	result := c.enterWrite(s, s.Table, others)
	c.namedCTEs(s.Rare)
	listed := len(others) > 0 && c.grammar.Features.UpdateFrom == UpdateListed
	c.Write("UPDATE ")
	c.prefixes(s.Rare)
	c.target(s.Rare, s.Table)
	if listed {
		for _, f := range others {
			c.Write(", ")
			c.Element(f)
		}
	}
	c.Write(" SET ")
	for i, a := range set {
		c.separate(i)
		if listed {
			c.columnOf(a.Column)
		} else {
			c.columnOnly(a.Column)
		}
		c.Write("=")
		c.assigned(a.Value, a.Column)
	}
	back := returned{s, s.Table, insertedRow, s.Returning, c.grammar.Features.UpdateReturning, result}
	c.output(back)
	c.updateFrom(s, others)
	c.whereOf(s.Where)
	c.writeLimit(s, s.Limit)
	c.returning(back)
	c.withOfWrite(s, start, 1)
	c.leave()
}

// updateFrom appends the further tables of an UPDATE, if they do not stand beside its own.
func (c *Compiler) updateFrom(s *expr.UpdateStatement, others []expr.FromElement) {
	if len(others) == 0 {
		return
	}
	switch c.grammar.Features.UpdateFrom {
	case UpdateFromOthers:
		c.fromList(" FROM ", others)
	case UpdateFromAll:
		c.fromList(" FROM ", append([]expr.FromElement{s.Table}, others...))
	case UpdateAlone:
		c.unsupported(s, "it has no UPDATE with several tables (use EXISTS, IN or a scalar subquery)")
	}
}

// others are the FROM elements of an UPDATE or DELETE besides its table: those given, and those that it mentions.
func (c *Compiler) others(t expr.FromElement, given []expr.FromElement, mentioned func(func(expr.FromElement))) []expr.FromElement {
	var out []expr.FromElement
	add := func(f expr.FromElement) {
		if f != t {
			out = appendNew(out, f)
		}
	}
	for _, f := range given {
		add(c.adaptFrom(f))
	}
	mentioned(add)
	return out
}

// fromList appends FROM elements behind a keyword.
func (c *Compiler) fromList(keyword string, fs []expr.FromElement) {
	c.Write(keyword)
	for i, f := range fs {
		c.separate(i)
		c.Element(f)
	}
}

// whereOf appends WHERE of a statement that writes; it stands on the same line.
func (c *Compiler) whereOf(es []expr.Element) {
	if len(es) == 0 {
		return
	}
	c.Write(" WHERE ")
	c.conditions(es)
}

// updateOrder are the assignments in the order of the table's columns, or as they were written if that was asked for. Columns of other
// tables, which only some databases can write, come first.
func (c *Compiler) updateOrder(s *expr.UpdateStatement) []expr.Assignment {
	var own, others []expr.Assignment
	for _, a := range s.Assigned() {
		if a.Column.From == s.Table {
			own = append(own, a)
		} else {
			others = append(others, a)
		}
	}
	if len(others) > 0 && c.grammar.Features.UpdateFrom != UpdateListed {
		c.Fail(&UnsupportedError{c.grammar.Name, s, "its UPDATE writes one table (" + others[0].Column.From.FromName() + "." + others[0].Column.Name + " is a column of another one)"})
	}
	if s.Ordered {
		return s.Assigned()
	}
	return append(others, inTableOrder(s.Table, own)...)
}

// writeLimit appends the LIMIT of an UPDATE or DELETE.
func (c *Compiler) writeLimit(s, limit expr.Element) {
	if limit == nil {
		return
	}
	if !c.grammar.Features.WriteLimit {
		c.Fail(&UnsupportedError{c.grammar.Name, s, "its UPDATE and DELETE have no LIMIT (write IN with a SELECT that has one)"})
		return
	}
	c.Write(" LIMIT ")
	c.Element(limit)
}

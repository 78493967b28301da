package compiler

import (
	"slices"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// writeInsert writes INSERT INTO t (columns) VALUES (...), (...), or a SELECT, with ON CONFLICT and RETURNING.
func writeInsert(c *Compiler, s *expr.InsertStatement) {
	s, err := s.Complete()
	if err == nil {
		err = s.Err()
	}
	if err != nil {
		c.Fail(err)
		return
	}
	start := len(c.out.text)
	result := c.enterWrite(s, s.Table, nil)
	c.namedCTEs(s.Rare)
	c.Write("INSERT ")
	c.prefixes(s.Rare)
	c.Write("INTO ")
	c.target(s.Rare, s.Table)
	order := c.insertOrder(s)
	if s.Query != nil {
		slices.Sort(order) // the order of the SELECT
	}
	if len(order) > 0 {
		c.Write(" ")
		c.Parenthesized(func() {
			for i, j := range order {
				c.separate(i)
				c.columnOnly(s.Columns[j])
			}
		})
	}
	back := returned{s, s.Table, insertedRow, s.Returning, c.grammar.Features.Returning, result}
	c.output(back)
	switch {
	case s.Query != nil:
		c.insertSelect(s, result)
	case len(order) == 0:
		c.defaultValues(s)
	case len(s.Rows) > 1 && c.grammar.Features.OneRow:
		c.unsupported(s, "its VALUES hold one row (run the statement for each row, or insert from a SELECT)")
	default:
		c.Write(" VALUES ")
		for i, row := range s.Rows {
			c.separate(i)
			c.Parenthesized(func() { c.rowValues(s.Columns, row, order) })
		}
	}
	if s.Conflict != nil {
		c.grammar.Upsert(c, s)
	}
	c.returning(back)
	c.withOfWrite(s, start, 2)
	c.leave()
}

// insertOrder are the positions of the columns of an INSERT in the order of the table. Left out are those whose default is a sequence that
// the database does not need: it counts them up by itself.
func (c *Compiler) insertOrder(s *expr.InsertStatement) []int {
	order := tableOrder(s.Table, s.Columns)
	if s.Query != nil {
		return order
	}
	return slices.DeleteFunc(order, func(i int) bool {
		col := schema.OriginOf(s.Columns[i])
		q := col.Sequence()
		if q == nil || c.HasSequence(q) {
			return false
		}
		return !slices.ContainsFunc(s.Rows, func(row []expr.Element) bool { return row[i] != col.Default })
	})
}

// enterWrite begins a statement that writes t; result tells whether it is the whole. Subqueries in it correlate with t.
func (c *Compiler) enterWrite(node expr.Element, t expr.FromElement, others []expr.FromElement) (result bool) {
	result = c.top()
	if !result && !c.grammar.Features.WriteCTE {
		c.Fail(&UnsupportedError{c.grammar.Name, node, "a common table expression is a SELECT there (run two statements in a transaction)"})
	}
	c.writes = true
	s := &scope{froms: map[expr.FromElement]bool{t: true}, outer: map[expr.FromElement]bool{t: true}}
	for _, f := range others {
		s.froms[f], s.outer[f] = true, true
	}
	c.enter(s)
	return result
}

// insertSelect appends the SELECT of INSERT ... SELECT. It correlates with nothing: the table that is written is no FROM element
// of it. An INSERT that is a CTE is not the whole, and labels its columns.
func (c *Compiler) insertSelect(s *expr.InsertStatement, whole bool) {
	where := asStatement
	if !whole {
		where = asFrom
	}
	c.Write(" ")
	before := len(c.out.text)
	c.scopes[len(c.scopes)-1] = &scope{}
	c.within(func(ctx *context) { ctx.member = true }, func() { c.selectable(s.Query, where) })
	if !whole || !c.grammar.Features.CTEFollowsInsert {
		return
	}
	if with := c.withClause(); with != nil {
		c.out.insert(before, with)
	}
}

// insert puts g before the byte at.
func (f *fragment) insert(at int, g *fragment) {
	tail := &fragment{text: append([]byte(nil), f.text[at:]...)}
	kept := f.marks[:0:0]
	for _, m := range f.marks {
		if m.at < at {
			kept = append(kept, m)
		} else {
			tail.marks = append(tail.marks, mark{m.at - at, m.ref})
		}
	}
	f.text, f.marks = f.text[:at], kept
	f.append(g)
	f.append(tail)
}

// DefaultRow is how INSERT inserts a row of defaults.
type DefaultRow uint8

// How a row of defaults is inserted.
const (
	// DefaultValues is INSERT INTO t DEFAULT VALUES.
	DefaultValues DefaultRow = iota
	// DefaultNothing is INSERT INTO t () VALUES ().
	DefaultNothing
	// DefaultOfColumn is INSERT INTO t (first column) VALUES (DEFAULT).
	DefaultOfColumn
)

// defaultValues appends a row of defaults.
func (c *Compiler) defaultValues(s *expr.InsertStatement) {
	if len(s.Rows) > 1 {
		c.failf("INSERT of %d rows without a value: a statement inserts one row of defaults (run it that often)", len(s.Rows))
		return
	}
	switch c.grammar.Features.DefaultRow {
	case DefaultValues:
		c.Write(" DEFAULT VALUES")
	case DefaultNothing:
		c.Write(" () VALUES ()")
	case DefaultOfColumn:
		c.Write(" ")
		c.Parenthesized(func() { c.columnNames(s.Table.FromColumns()[:1]) })
		c.Write(" VALUES (DEFAULT)")
	}
}

// columnNames appends columns by their names alone.
func (c *Compiler) columnNames(cols []*expr.ColumnRef) {
	for i, col := range cols {
		c.separate(i)
		c.columnOnly(col)
	}
}

// rowValues appends the values of one row, in the order of the table's columns.
func (c *Compiler) rowValues(cols []*expr.ColumnRef, row []expr.Element, order []int) {
	for i, j := range order {
		c.separate(i)
		c.assigned(row[j], cols[j])
	}
}

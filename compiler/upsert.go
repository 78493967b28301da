package compiler

import "github.com/azoth-orm/azoth/expr"

// OnConflict writes ON CONFLICT (columns) DO NOTHING, or DO UPDATE SET column = value WHERE .... It is the upsert of the default grammar.
func OnConflict(c *Compiler, s *expr.InsertStatement) {
	n := s.Conflict
	c.Write(" ON CONFLICT")
	if len(n.Target) > 0 {
		c.Write(" ")
		c.Parenthesized(func() { c.columnNames(n.Target) })
	}
	if n.Nothing {
		c.Write(" DO NOTHING")
		return
	}
	c.Write(" DO UPDATE SET ")
	c.conflictSet(inTableOrder(s.Table, n.Set))
	c.whereOf(n.Where)
}

// OnDuplicateKey writes ON DUPLICATE KEY UPDATE column = value, which fires for every unique key: the columns given are not rendered.
// An upsert that does nothing assigns its first column to itself.
func OnDuplicateKey(c *Compiler, s *expr.InsertStatement) {
	n := s.Conflict
	c.Write(" ON DUPLICATE KEY UPDATE ")
	if len(n.Where) > 0 {
		c.Fail(&UnsupportedError{c.grammar.Name, s, "its upsert has no condition (leave WhereUpdated out)"})
		return
	}
	if !n.Nothing {
		c.conflictSet(inTableOrder(s.Table, n.Set))
		return
	}
	same := s.Columns
	if len(n.Target) > 0 {
		same = n.Target
	}
	if len(same) == 0 {
		c.failf("an upsert of a row without columns")
		return
	}
	c.columnOnly(same[0])
	c.Write(" = ")
	c.columnOnly(same[0])
}

// conflictSet appends column = value, .... On the left a column has no table, on the right it does.
func (c *Compiler) conflictSet(set []expr.Assignment) {
	for i, a := range set {
		c.separate(i)
		c.columnOnly(a.Column)
		c.Write(" = ")
		c.assigned(a.Value, a.Column)
	}
}

// excludedColumn appends a column of the row that an upsert wanted to insert: excluded.name, or VALUES(name).
func (c *Compiler) excludedColumn(col *expr.ColumnRef) {
	if c.grammar.Features.ValuesFunction {
		c.Write("VALUES(")
		c.columnOnly(col)
		c.Write(")")
		return
	}
	c.Write("excluded.")
	c.columnOnly(col)
}

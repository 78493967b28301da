package compiler

import "github.com/azoth-orm/azoth/expr"

// OnConflict writes ON CONFLICT (columns) DO NOTHING, or DO UPDATE SET column = value WHERE .... It is the upsert of the default grammar.
func OnConflict(c *Compiler, s *expr.InsertStatement) {
	n := s.Conflict
	c.Write(" ON CONFLICT")
	c.conflictTarget(s)
	if n.Nothing {
		c.Write(" DO NOTHING")
		return
	}
	c.Write(" DO UPDATE SET ")
	c.conflictSet(conflictOrder(s))
	c.whereOf(n.Where)
}

// conflictTarget appends the columns of an index, with its condition, or the constraint.
func (c *Compiler) conflictTarget(s *expr.InsertStatement) {
	n := s.Conflict
	switch {
	case n.Constraint != "" && !c.grammar.Features.ConflictConstraint:
		c.Fail(&UnsupportedError{c.grammar.Name, s, "its upsert names no constraint (give the columns: OnConflict(cols...))"})
	case n.Constraint != "":
		c.Write(" ON CONSTRAINT ")
		c.Name(n.Constraint)
	case len(n.Target) > 0:
		c.Write(" ")
		c.Parenthesized(func() { c.columnNames(n.Target) })
	case len(n.TargetWhere) > 0:
		c.failf("an upsert with the condition of an index, and without its columns (give them: OnConflict(cols...))")
	}
	if len(n.TargetWhere) > 0 {
		c.Write(" WHERE ")
		c.Literally(func() { c.Element(indexCondition(n.TargetWhere)) })
	}
}

// indexCondition is the condition of an index, which must have the text that CREATE INDEX has.
func indexCondition(es []expr.Element) expr.Element {
	if len(es) == 1 {
		return es[0]
	}
	return expr.NewList(expr.OpAnd, es)
}

// conflictOrder are the assignments in the order of the table's columns, or as they were written if that was asked for.
func conflictOrder(s *expr.InsertStatement) []expr.Assignment {
	if s.Conflict.Ordered {
		return s.Conflict.Set
	}
	return inTableOrder(s.Table, s.Conflict.Set)
}

// OnDuplicateKey writes ON DUPLICATE KEY UPDATE column = value, which fires for every unique key: the columns given are not rendered.
// An upsert that does nothing assigns its first column to itself.
func OnDuplicateKey(c *Compiler, s *expr.InsertStatement) {
	n := s.Conflict
	c.Write(" ON DUPLICATE KEY UPDATE ")
	if n.Constraint != "" || len(n.TargetWhere) > 0 {
		c.Fail(&UnsupportedError{c.grammar.Name, s, "its upsert fires for every unique key, and can name none (leave OnConstraint and Where out)"})
		return
	}
	if len(n.Where) > 0 {
		c.Fail(&UnsupportedError{c.grammar.Name, s, "its upsert has no condition (leave WhereUpdated out)"})
		return
	}
	if !n.Nothing {
		c.conflictSet(conflictOrder(s))
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

package expr

import "sync/atomic"

// Settler is a table whose columns, or their defaults, may be completed later than statements on it are built: those of mappings, which a
// package variable may name before the definitions have run. *schema.Table is one.
type Settler interface {
	// Settled tells whether the table is complete; Settle completes it.
	Settled() bool
	Settle() error
}

// settled tells whether t is complete.
func settled(t FromElement) bool {
	s, ok := t.(Settler)
	return !ok || s.Settled()
}

// settle completes t.
func settle(t FromElement) error {
	if s, ok := t.(Settler); ok && !s.Settled() {
		return s.Settle()
	}
	return nil
}

// clone is a copy that may be changed.
func (s *InsertStatement) clone() *InsertStatement {
	c := *s
	if s.late != nil {
		c.late = &atomic.Pointer[InsertStatement]{}
	}
	return &c
}

// Complete is s with the defaults of its columns, if its table was not complete yet when s was built.
func (s *InsertStatement) Complete() (*InsertStatement, error) {
	if s.late == nil {
		return s, nil
	}
	if n := s.late.Load(); n != nil {
		return n, nil
	}
	if err := settle(s.Table); err != nil {
		return s, err
	}
	s.late.CompareAndSwap(nil, s.completed())
	return s.late.Load(), nil // one for all: its nodes are what keys know
}

// completed is s as it would be if it were built now.
func (s *InsertStatement) completed() *InsertStatement {
	n := *s
	n.late, n.grown, n.Rows = nil, nil, nil
	if s.Query != nil {
		n.fromSelect(s.Query, s.Columns)
		return &n
	}
	for _, row := range s.Rows {
		as := make([]Assignment, len(row))
		for i, v := range row {
			as[i] = Assignment{Column: s.Columns[i], Value: v}
		}
		n.addRow(as)
	}
	return &n
}

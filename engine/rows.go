package engine

import (
	"context"
	"errors"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/rowplan"
)

// resultRows is the result of [Connection.Execute]: rows are decoded by the plan into the caller's memory.
type resultRows struct {
	cursor Cursor
	reader rowplan.Reader
	// owner says that the connection is given back with the result: it was taken for this statement.
	owner bool
}

var _ expr.Rows = (*resultRows)(nil)

// Next decodes up to n rows.
func (r *resultRows) Next(first expr.Slot, size uintptr, n int) (int, error) {
	c := r.cursor.conn
	if err := c.enter(); err != nil {
		return 0, err
	}
	defer c.leave()
	if !r.reader.Started() {
		if err := r.plan(); err != nil {
			return 0, err
		}
	}
	expected := r.cursor.Hint() - r.cursor.read
	for i := range n {
		more, err := r.cursor.Step()
		if !more {
			return i, err
		}
		if err := r.reader.Read(r.cursor.Rows, unsafe.Add(first, uintptr(i)*size), expected-i); err != nil {
			r.cursor.state, r.cursor.why = broken, err // nobody shall read on as if this row were not there
			return i, err
		}
	}
	return n, nil
}

// ownRows is the result of [Engine.Execute], in one piece with the connection that was taken for it.
type ownRows struct {
	conn Connection
	resultRows
}

// plan starts reading. The columns of a text are known only now.
func (r *resultRows) plan() error {
	e := r.cursor.Entry
	p := e.read.plan
	if p == nil {
		var err error
		if p, err = e.planText(r.cursor.Rows.Columns()); err != nil {
			return err
		}
	}
	r.reader.Start(p)
	return nil
}

// Complete does nothing: an engine has no loader strategies.
func (r *resultRows) Complete(context.Context) error { return nil }

// Hint is the number of rows of the last complete run.
func (r *resultRows) Hint() int { return r.cursor.Hint() }

// Page is 0: there is nothing to complete.
func (r *resultRows) Page() int { return 0 }

// Affected is the number of rows that the statement wrote. It reads what is left of the result, for only then it is known.
func (r *resultRows) Affected() int64 {
	for {
		if more, err := r.cursor.Step(); !more || err != nil {
			return r.cursor.Result().RowsAffected
		}
	}
}

// Close ends the result, and gives the connection back if it was taken for it.
func (r *resultRows) Close() error {
	c := r.cursor.conn
	if c.closed {
		return nil
	}
	if err := c.enter(); err != nil {
		return err
	}
	err := r.cursor.Close()
	c.leave()
	if r.owner {
		err = errors.Join(err, c.Close())
	}
	return err
}

// drain runs a statement that has no columns to its end.
func (r *resultRows) drain() (expr.Rows, error) {
	_, err := r.cursor.Step()
	affected := r.cursor.Result().RowsAffected
	if err = errors.Join(err, r.cursor.Close()); err != nil {
		return nil, err
	}
	return expr.Wrote(affected), nil
}

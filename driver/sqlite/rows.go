package sqlite

import (
	"context"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// rows is an open result. Each run has its own, so that closing an old one late cannot disturb a newer one.
//
// The readers of single values are in cell.go.
type rows struct {
	stmt    *stmt // nil once the result has ended
	conn    *conn
	ptr     uintptr // the sqlite3_stmt*, 0 once the result has ended: readers then see NULL
	ctx     context.Context
	done    <-chan struct{}
	columns []driver.Column
	before  int64
	res     driver.Result
	// failed is what a reader could not convert; the next Step or Close reports it.
	failed error
	state  rowsState
	texts  driver.Strings
}

type rowsState uint8

const (
	stepping rowsState = iota
	atFirst            // the first row was fetched by Query and not yet asked for
	broken             // a reader has failed
	over
)

var _ driver.Rows = (*rows)(nil)

// Columns describes the columns.
func (r *rows) Columns() []driver.Column { return r.columns }

// Step advances to the next row.
func (r *rows) Step() (bool, error) {
	if r.state != stepping {
		return r.stepUnusual()
	}
	if r.conn.armed != r.done { // another statement ran meanwhile, under another ctx
		r.conn.arm(r.done)
	}
	more, err := r.stmt.z.Step()
	if more && err == nil {
		return true, nil
	}
	if err != nil {
		err = r.conn.fail(r.ctx, err)
		_ = r.leave()
		return false, err
	}
	return false, r.finish()
}

func (r *rows) stepUnusual() (bool, error) {
	switch r.state {
	case atFirst:
		r.state = stepping
		return true, nil
	case broken:
		return false, r.Close()
	}
	return false, nil
}

// finish ends a result that has been read to its end.
func (r *rows) finish() error {
	r.res = r.stmt.result(r.before)
	return r.leave()
}

// leave gives the statement back.
func (r *rows) leave() error {
	s := r.stmt
	r.stmt, r.ptr, r.state = nil, 0, over
	s.open = nil
	s.conn.cursors--
	return s.end(r.ctx)
}

// Result is what the statement did, once Step has returned false without an error.
func (r *rows) Result() driver.Result { return r.res }

// Close ends the result. Rows that were not read are dropped; what the statement writes is written all the same.
func (r *rows) Close() error {
	err := r.failed
	r.failed = nil
	if r.stmt == nil {
		return err
	}
	ended := r.leave()
	if err != nil {
		return err
	}
	return ended
}

// misread notes that column i could not be read as asked.
func (r *rows) misread(i int, to string) {
	if r.failed == nil {
		r.failed = &driver.ConvertError{Driver: name, Column: i, From: r.Kind(i).String(), To: to}
		r.state = broken
	}
}

// Time reads a timestamp; see parseTime for the forms. Numbers are refused: SQLite has three readings of them.
func (r *rows) Time(i int) (time.Time, error) {
	switch r.Kind(i) {
	case driver.KindNull:
		return time.Time{}, nil
	case driver.KindText:
		if t, ok := parseTime(r.text(i)); ok {
			return t, nil
		}
	}
	return time.Time{}, &driver.ConvertError{Driver: name, Column: i, From: r.Kind(i).String(), To: `a time ("2006-01-02 15:04:05.000000")`}
}

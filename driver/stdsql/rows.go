package stdsql

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/azoth-orm/azoth/driver"
)

// rows is an open result. Each run has its own. The readers of single values are in cell.go.
type rows struct {
	stmt    *stmt // nil once the result has ended
	conn    *conn
	src     *sql.Rows // nil once the driver has given everything
	ctx     context.Context
	columns []driver.Column
	shapes  []shape
	row     []any // the current row
	into    []any // pointers to its values, for Scan

	// ahead are rows that were read before they were asked for, and cut is how that ended.
	ahead [][]any
	cut   error

	count int64
	res   driver.Result
	// failed is what a reader could not convert; the next Step or Close reports it.
	failed error
	state  rowsState
}

type rowsState uint8

const (
	stepping rowsState = iota
	atFirst            // the first row was fetched by Query and not yet asked for
	broken             // a reader has failed
	over
)

var _ driver.Rows = (*rows)(nil)

// describe lists the columns.
func (r *rows) describe() error {
	types, err := r.src.ColumnTypes()
	if err != nil {
		return err
	}
	r.columns, r.shapes = make([]driver.Column, len(types)), make([]shape, len(types))
	for i, t := range types {
		typ := strings.ToUpper(t.DatabaseTypeName())
		r.columns[i] = driver.Column{Name: t.Name(), Type: r.conn.database.family.typeName(typ)}
		r.shapes[i] = r.conn.database.family.shapeOf(typ)
	}
	r.row, r.into = make([]any, len(types)), make([]any, len(types))
	for i := range r.row {
		r.into[i] = &r.row[i]
	}
	return nil
}

// Columns describes the columns.
func (r *rows) Columns() []driver.Column { return r.columns }

// Step advances to the next row.
func (r *rows) Step() (bool, error) {
	switch r.state {
	case stepping:
		return r.fetch()
	case atFirst:
		r.state = stepping
		return true, nil
	case broken:
		return false, r.Close()
	}
	return false, nil
}

// fetch reads the next row; at the end it ends the result.
func (r *rows) fetch() (bool, error) {
	if r.src == nil {
		return r.fetchAhead()
	}
	if r.src.Next() {
		if err := r.src.Scan(r.into...); err != nil {
			return false, r.fail(err)
		}
		r.count++
		return true, nil
	}
	if err := r.endSource(); err != nil {
		return false, err
	}
	r.finish()
	return false, nil
}

// fetchAhead takes a row that was read before.
func (r *rows) fetchAhead() (bool, error) {
	if len(r.ahead) > 0 {
		r.row, r.ahead = r.ahead[0], r.ahead[1:]
		return true, nil
	}
	if err := r.cut; err != nil {
		r.leave()
		return false, err
	}
	r.finish()
	return false, nil
}

// endSource closes the driver's result after its last row, and says how it ended.
func (r *rows) endSource() error {
	err := r.src.Err()
	if closeErr := r.src.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return r.fail(err)
	}
	r.release()
	return nil
}

// fail ends the result with an error of database/sql.
func (r *rows) fail(err error) error {
	_ = r.src.Close() // its error tells less than the one that we have
	s := r.stmt
	r.release()
	r.leave()
	return s.failed(r.ctx, err)
}

// release makes the connection free: the driver has given everything.
func (r *rows) release() {
	r.src = nil
	if r.conn.open == r {
		r.conn.open = nil
	}
}

// park reads what is left into memory, so that another statement can run. What goes wrong is kept for the reader of the rows.
func (r *rows) park() {
	current := r.row
	for r.src.Next() {
		r.row = make([]any, len(r.columns))
		for i := range r.row {
			r.into[i] = &r.row[i]
		}
		if err := r.src.Scan(r.into...); err != nil {
			r.stop(err)
			break
		}
		r.count++
		r.ahead = append(r.ahead, r.row)
	}
	r.row = current
	if r.src == nil {
		return
	}
	err := r.src.Err()
	if closeErr := r.src.Close(); err == nil {
		err = closeErr
	}
	r.stop(err)
}

// stop ends the driver's result and keeps its error.
func (r *rows) stop(err error) {
	if err != nil {
		_ = r.src.Close()
	}
	r.release()
	if err != nil {
		r.cut = r.stmt.failed(r.ctx, err)
	}
}

// drop ends the result from outside. Reading on gives why.
func (r *rows) drop(why error) {
	if r.src != nil {
		_ = r.src.Close()
		r.release()
	}
	r.ahead, r.cut = nil, why
}

// finish ends a result that has been read to its end.
func (r *rows) finish() {
	if r.stmt.kind.writes {
		r.res = driver.Result{RowsAffected: r.count}
	}
	r.leave()
}

// leave gives the statement back. There is no row any more.
func (r *rows) leave() {
	r.state, r.ahead, r.row = over, nil, nil
	if r.stmt != nil && r.stmt.open == r {
		r.stmt.open = nil
	}
	r.stmt = nil
}

// Result is what the statement did, once Step has returned false without an error. The rows that an INSERT, UPDATE or DELETE returned are
// those that it wrote.
func (r *rows) Result() driver.Result { return r.res }

// Close ends the result. Rows that were not read are dropped.
func (r *rows) Close() error {
	err := r.failed
	r.failed = nil
	if r.stmt == nil {
		return err
	}
	if r.src == nil {
		r.leave()
		return err
	}
	if closeErr := r.src.Close(); closeErr != nil {
		return errors.Join(err, r.fail(closeErr))
	}
	r.release()
	r.leave()
	return err
}

// misread notes that column i could not be read as asked.
func (r *rows) misread(i int, to string) {
	if r.failed == nil {
		r.failed = r.convertError(i, to)
		r.state = broken
	}
}

func (r *rows) convertError(i int, to string) error {
	return &driver.ConvertError{Driver: name, Column: i, From: r.Kind(i).String(), To: to}
}

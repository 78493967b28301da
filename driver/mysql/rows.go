package mysql

import (
	"bytes"
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"io"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// rows is an open result. Each run has its own, so that closing an old one late cannot disturb a newer one.
//
// While it is the connection's open one its rows come from the wire. When another statement needs the wire, the rest is read into memory
// and the result goes on from there.
//
// The readers of single values are in cell.go.
type rows struct {
	stmt *stmt // nil once the result has ended
	conn *conn
	src  sqldriver.Rows // nil once all is read
	ctx  context.Context

	columns []driver.Column
	shapes  []shape
	row     []sqldriver.Value // the current row, nil if there is none: readers then see NULL
	aside   [][]sqldriver.Value
	why     error // how the rows that are set aside end
	count   int64
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

// Result is what the statement did, once Step has returned false without an error.
func (r *rows) Result() driver.Result { return r.res }

// Step advances to the next row.
func (r *rows) Step() (bool, error) {
	switch r.state {
	case atFirst:
		r.state = stepping
		return true, nil
	case broken:
		return false, r.Close()
	case over:
		return false, nil
	}
	if r.src == nil {
		return r.next()
	}
	return r.fetch()
}

// fetch reads a row off the wire.
func (r *rows) fetch() (bool, error) {
	if r.conn.watch.expired.Load() {
		return false, r.giveUp()
	}
	err := r.src.Next(r.row)
	switch {
	case err == nil:
		r.count++
		return true, nil
	case errors.Is(err, io.EOF):
		err = nil
	}
	return false, r.finish(err)
}

// giveUp ends a result whose ctx has ended: what the server still sends is dropped.
func (r *rows) giveUp() error {
	// The server had its time while nobody was reading; what it sent must still be fetched.
	_ = r.conn.wire.SetDeadline(time.Now().Add(grace))
	cause := r.ctx.Err()
	err := r.finish(r.src.Close())
	var reported *Error
	switch {
	case err == nil:
		return stopped(cause, nil)
	case errors.Is(err, cause) || !errors.As(err, &reported):
		return err
	}
	return stopped(cause, reported)
}

// next takes a row that was set aside.
func (r *rows) next() (bool, error) {
	if err := r.ctx.Err(); err != nil {
		r.leave()
		return false, stopped(err, nil)
	}
	if len(r.aside) > 0 {
		r.row, r.aside[0] = r.aside[0], nil
		r.aside = r.aside[1:]
		return true, nil
	}
	err := r.why
	r.leave()
	return false, err
}

// finish ends the reading of a result from the wire; err is what the client library said.
func (r *rows) finish(err error) error {
	err = r.received(err)
	r.leave()
	return err
}

// received frees the wire.
func (r *rows) received(err error) error {
	c, src := r.conn, r.src
	if err == nil {
		err = src.Close() // further results, of a CALL
	}
	r.src, c.open = nil, nil
	if err = c.end(err); err != nil {
		return err
	}
	c.stale = false
	r.res = r.stmt.result(len(r.columns), r.count)
	return nil
}

// leave gives the statement back.
func (r *rows) leave() {
	r.stmt.open = nil
	r.stmt, r.row, r.aside, r.state = nil, nil, nil, over
}

// setAside reads what the server still sends into memory, so that another statement can use the wire.
func (r *rows) setAside() {
	keep(r.row)
	own := make([]sqldriver.Value, len(r.row))
	copy(own, r.row)
	r.row = own
	var err error
	for err == nil {
		if r.conn.watch.expired.Load() {
			_ = r.conn.wire.SetDeadline(time.Now().Add(grace))
			err = r.src.Close()
			break
		}
		row := make([]sqldriver.Value, len(r.columns))
		if err = r.src.Next(row); err == nil {
			keep(row)
			r.aside = append(r.aside, row)
			r.count++
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	r.why = r.received(err)
}

// keep makes texts and bytes of a row its own: the client library reads into them again.
func keep(row []sqldriver.Value) {
	for i, v := range row {
		if b, ok := v.([]byte); ok {
			row[i] = bytes.Clone(b)
		}
	}
}

// Close ends the result. Rows that were not read are dropped.
func (r *rows) Close() error {
	err := r.failed
	r.failed = nil
	if r.stmt == nil {
		return err
	}
	var ended error
	if r.src != nil {
		ended = r.finish(r.src.Close())
	} else {
		ended = r.why
		r.leave()
	}
	if err != nil {
		return err
	}
	return ended
}

// drop ends a result whose connection is being closed.
func (r *rows) drop(why error) {
	r.conn.open = nil
	r.conn.watch.end()
	r.src, r.aside, r.why, r.state = nil, nil, why, stepping
}

// misread notes that column i could not be read as asked.
func (r *rows) misread(i int, to string) {
	if r.failed == nil {
		r.failed = &driver.ConvertError{Driver: name, Column: i, From: r.Kind(i).String(), To: to}
		r.state = broken
	}
}

package mysql

import (
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"io"

	gomysql "github.com/go-sql-driver/mysql"

	"github.com/azoth-orm/azoth/driver"
)

// stmt is a statement, prepared on the server unless it goes as text.
type stmt struct {
	conn *conn // nil once closed
	sql  string
	kind kind
	ds   statement // nil for text, or if it has to be prepared again

	args    []sqldriver.Value
	missing int // parameters without a value
	bindErr error

	columns []driver.Column
	shapes  []shape
	types   []string // as the client library calls them
	row     []sqldriver.Value
	// open is the result that is being read, nil when the statement may run.
	open *rows
}

var _ driver.Stmt = (*stmt)(nil)

// Prepare prepares one statement; one that goes as text is only looked at.
func (c *conn) Prepare(ctx context.Context, sql string) (driver.Stmt, error) {
	if isEmpty(sql) {
		return nil, driver.ErrEmptyStatement
	}
	s := &stmt{conn: c, sql: sql, kind: kindOf(sql)}
	if s.kind.text {
		if err := c.usable(); err != nil {
			return nil, err
		}
	} else if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	c.stmts[s] = struct{}{}
	return s, nil
}

// prepare has the server prepare the statement. What it cannot prepare goes as text.
func (s *stmt) prepare(ctx context.Context) error {
	c := s.conn
	if len(s.sql) >= c.server.packet {
		return c.tooLarge("the statement")
	}
	if err := c.begin(ctx, s.kind.patience); err != nil {
		return err
	}
	ds, err := c.dc.Prepare(s.sql)
	err = c.end(err)
	var reported *Error
	if errors.As(err, &reported) {
		switch reported.Number {
		case numberNoPrep:
			s.kind.text = true
			return nil
		case numberEmpty:
			return driver.ErrEmptyStatement
		}
	}
	if err != nil {
		return err
	}
	s.ds = ds.(statement)
	s.args = make([]sqldriver.Value, s.ds.NumInput())
	s.forget()
	return nil
}

// NumParams is the number of placeholders.
func (s *stmt) NumParams() int { return len(s.args) }

// InUse tells whether Rows are being read.
func (s *stmt) InUse() bool { return s.open != nil }

// Exec runs the statement to its end.
func (s *stmt) Exec(ctx context.Context) (driver.Result, error) {
	src, err := s.run(ctx)
	if err != nil {
		return driver.Result{}, err
	}
	n, err := s.drain(src)
	if err := s.conn.end(err); err != nil {
		return driver.Result{}, err
	}
	s.conn.stale = false
	return s.result(len(src.Columns()), n), nil
}

// drain reads all rows and counts them.
func (s *stmt) drain(src sqldriver.Rows) (n int64, err error) {
	if names := src.Columns(); len(names) > 0 {
		row := s.buffer(len(names))
		for err = src.Next(row); err == nil; err = src.Next(row) {
			n++
		}
		clear(row)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return n, err
	}
	return n, src.Close() // further results, of a CALL
}

// Query runs the statement up to its first row, so that an error of a statement that writes is reported here.
func (s *stmt) Query(ctx context.Context) (driver.Rows, error) {
	src, err := s.run(ctx)
	if err != nil {
		return nil, err
	}
	r := &rows{stmt: s, conn: s.conn, src: src, ctx: ctx}
	r.columns, r.shapes = s.describe(src)
	r.row = s.buffer(len(r.columns))
	s.open, s.conn.open = r, r
	if len(r.columns) == 0 {
		if err := r.finish(nil); err != nil {
			return nil, err
		}
		return r, nil
	}
	more, err := r.fetch()
	if err != nil {
		return nil, err
	}
	if more {
		r.state = atFirst
	}
	return r, nil
}

// run checks that the statement can run, and sends it. After it the command is under way unless there is an error.
func (s *stmt) run(ctx context.Context) (sqldriver.Rows, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	c := s.conn
	if err := c.begin(ctx, s.kind.patience); err != nil {
		return nil, err
	}
	c.changed = c.changed || s.kind.session
	var src sqldriver.Rows
	var err error
	if s.kind.text {
		src, err = c.dc.Query(s.sql, nil)
	} else {
		src, err = s.ds.Query(s.args)
	}
	s.forget()
	if err == nil {
		return src, nil
	}
	s.reconsider(err)
	return nil, c.end(err)
}

// reconsider has the statement prepared again for its next run if the server does not know it any more, as behind a proxy, or has parts of
// values that were too large: it would add the next ones to them.
func (s *stmt) reconsider(err error) {
	if s.ds == nil {
		return
	}
	var reported *gomysql.MySQLError
	unknown := errors.As(err, &reported) && (reported.Number == numberUnknownStmt || reported.Number == numberReprepare)
	if unknown || errors.Is(err, gomysql.ErrPktTooLarge) {
		s.conn.retire(s.ds)
		s.ds = nil
	}
}

func (s *stmt) ready(ctx context.Context) error {
	switch {
	case s.conn == nil:
		return driver.ErrClosed
	case s.open != nil:
		return driver.ErrInUse
	case s.bindErr != nil:
		err := s.bindErr
		s.bindErr = nil
		return err
	case s.missing > 0:
		return s.firstUnbound()
	case s.ds == nil && !s.kind.text:
		kept := s.args
		if err := s.prepare(ctx); err != nil {
			return err
		}
		s.args, s.missing = kept, 0
	case s.kind.text && len(s.sql) >= s.conn.server.packet:
		return s.conn.tooLarge("the statement")
	}
	return nil
}

// buffer is a row of n values, used again from run to run.
func (s *stmt) buffer(n int) []sqldriver.Value {
	if cap(s.row) < n {
		s.row = make([]sqldriver.Value, n)
	}
	return s.row[:n]
}

// result is what the statement did, which had columns and yielded n rows.
func (s *stmt) result(columns int, n int64) driver.Result {
	switch {
	case columns == 0:
		return driver.Result{RowsAffected: lastOf(s.conn.inside.affected), LastInsertID: lastOf(s.conn.inside.ids)}
	case s.kind.writes:
		return driver.Result{RowsAffected: n}
	}
	return driver.Result{}
}

// describe lists the columns. The server describes them with every run: SELECT * may have others by then.
func (s *stmt) describe(src sqldriver.Rows) ([]driver.Column, []shape) {
	names := src.Columns()
	typed, _ := src.(sqldriver.RowsColumnTypeDatabaseTypeName)
	if s.described(names, typed) {
		return s.columns, s.shapes
	}
	s.columns, s.shapes, s.types = make([]driver.Column, len(names)), make([]shape, len(names)), make([]string, len(names))
	for i, n := range names {
		s.types[i] = typed.ColumnTypeDatabaseTypeName(i)
		s.columns[i] = driver.Column{Name: n, Type: typeName(s.types[i])}
		s.shapes[i] = shapeOf(s.types[i])
	}
	return s.columns, s.shapes
}

// described tells whether the columns are those of the last run.
func (s *stmt) described(names []string, typed sqldriver.RowsColumnTypeDatabaseTypeName) bool {
	if len(names) != len(s.columns) {
		return false
	}
	for i, n := range names {
		if s.columns[i].Name != n || s.types[i] != typed.ColumnTypeDatabaseTypeName(i) {
			return false
		}
	}
	return true
}

// Close frees the statement, closing its rows. Closing twice is not an error.
func (s *stmt) Close() error {
	c := s.conn
	if c == nil {
		return nil
	}
	if s.open != nil {
		_ = s.open.Close()
	}
	ds := s.ds
	s.detach()
	if ds != nil {
		c.retire(ds)
	}
	return nil
}

// detach makes the statement a closed one.
func (s *stmt) detach() {
	delete(s.conn.stmts, s)
	s.conn, s.ds, s.args, s.row = nil, nil, nil, nil
}

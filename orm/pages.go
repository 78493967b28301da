package orm

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

var (
	_ = []expr.PageExecutor{(*Session)(nil), (*DB)(nil)}
	_ = []expr.InsertExecutor{(*Session)(nil), (*DB)(nil)}
)

// ExecutePages runs an INSERT of many rows in pages, in the session's transaction, after an autoflush. The rows are not tracked.
func (s *Session) ExecutePages(ctx context.Context, st *expr.InsertStatement, size int, each func(expr.Rows) error) (n int64, err error) {
	err = s.executeWrite(ctx, st, func(c *engine.Connection) (err error) {
		n, err = c.ExecutePages(ctx, st, size, each)
		return err
	})
	return n, err
}

// ExecuteInsert runs an INSERT of one row in the session's transaction, after an autoflush, and learns its key. The row is not tracked.
func (s *Session) ExecuteInsert(ctx context.Context, st *expr.InsertStatement) (r *expr.Inserted, err error) {
	err = s.executeWrite(ctx, st, func(c *engine.Connection) (err error) {
		r, err = c.ExecuteInsert(ctx, st)
		return err
	})
	return r, err
}

// executeWrite runs a statement that writes on the connection of the session.
func (s *Session) executeWrite(ctx context.Context, st expr.Statement, run func(*engine.Connection) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.autoflush(ctx); err != nil {
		return err
	}
	conn, err := s.begin(ctx)
	if err != nil {
		return err
	}
	if err := run(conn); err != nil {
		return s.check(err)
	}
	s.follow(st)
	return nil
}

// ExecutePages runs an INSERT of many rows in pages, in a session and a transaction of its own, which is committed.
func (d *DB) ExecutePages(ctx context.Context, st *expr.InsertStatement, size int, each func(expr.Rows) error) (n int64, err error) {
	err = d.write(ctx, func(s *Session) (err error) {
		n, err = s.ExecutePages(ctx, st, size, each)
		return err
	})
	return n, err
}

// ExecuteInsert runs an INSERT of one row, in a session and a transaction of its own, which is committed, and learns its key.
func (d *DB) ExecuteInsert(ctx context.Context, st *expr.InsertStatement) (r *expr.Inserted, err error) {
	err = d.write(ctx, func(s *Session) (err error) {
		r, err = s.ExecuteInsert(ctx, st)
		return err
	})
	return r, err
}

// write runs f with a session, which is committed.
func (d *DB) write(ctx context.Context, f func(*Session) error) error {
	s := d.Session()
	err := f(s)
	if err == nil {
		err = s.Commit(ctx)
	}
	return errors.Join(err, s.Close())
}

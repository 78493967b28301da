package stdsql

import (
	"context"
	"database/sql"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// stmt is a prepared statement, or one that goes as text. Its parameters keep their values from run to run.
type stmt struct {
	conn *conn // nil once closed
	sql  string
	kind kind
	std  *sql.Stmt // nil if it goes as text, or must be prepared anew

	args    []any
	missing int // parameters without a value
	bindErr error

	// open is the result that is being read, nil when the statement may run.
	open *rows
}

var _ driver.Stmt = (*stmt)(nil)

// Prepare prepares one statement, except for those that cannot be or need not.
func (c *conn) Prepare(ctx context.Context, text string) (driver.Stmt, error) {
	return c.PrepareTyped(ctx, text, nil)
}

// PrepareTyped is Prepare with the types of the parameters, which PostgreSQL wants to know; see typed.go.
func (c *conn) PrepareTyped(ctx context.Context, text string, params []types.Type) (driver.Stmt, error) {
	if err := c.enter(ctx); err != nil {
		return nil, err
	}
	s := &stmt{conn: c, sql: text, kind: kindOf(c.database.family, text)}
	if s.kind.empty {
		return nil, driver.ErrEmptyStatement
	}
	s.args, s.missing = make([]any, s.kind.params), s.kind.params
	for i := range s.args {
		s.args[i] = unbound{}
	}
	if !s.kind.direct {
		if err := s.prepareTyped(ctx, params); err != nil {
			return nil, err
		}
	}
	c.stmts[s] = struct{}{}
	return s, nil
}

// prepare has the database prepare the statement.
func (s *stmt) prepare(ctx context.Context) error {
	std, err := s.conn.sc.PrepareContext(ctx, s.sql)
	if err == nil {
		s.std = std
		return nil
	}
	err = s.conn.failIn(ctx, s.kind, err)
	if len(s.args) == 0 && cannotPrepare(err) {
		s.kind.direct = true // it may yield rows
		return nil
	}
	return err
}

// NumParams is the number of parameters.
func (s *stmt) NumParams() int { return len(s.args) }

// InUse tells whether Rows are being read.
func (s *stmt) InUse() bool { return s.open != nil }

// Exec runs the statement to its end.
func (s *stmt) Exec(ctx context.Context) (driver.Result, error) {
	if err := s.begin(ctx); err != nil {
		return driver.Result{}, err
	}
	c := s.conn
	if s.kind.keeps && c.tx.failed {
		return driver.Result{}, s.commitFailed(ctx)
	}
	running, done := s.patience(ctx)
	res, err := s.exec(running)
	done()
	if err != nil {
		return driver.Result{}, s.failed(ctx, err)
	}
	c.did(s.kind)
	return s.result(res), nil
}

func (s *stmt) exec(ctx context.Context) (sql.Result, error) {
	if s.std == nil {
		return s.conn.sc.ExecContext(ctx, s.sql)
	}
	return s.std.ExecContext(ctx, s.args...)
}

// commitFailed rolls back the transaction that has failed, as PostgreSQL would at COMMIT, and says so.
func (s *stmt) commitFailed(ctx context.Context) error {
	c := s.conn
	running, done := s.patience(ctx)
	defer done()
	if _, err := c.sc.ExecContext(running, "ROLLBACK"); err != nil {
		return s.failed(ctx, err)
	}
	c.tx = transaction{}
	return failedTransaction{}
}

// Query runs the statement up to its first row.
func (s *stmt) Query(ctx context.Context) (driver.Rows, error) {
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	c := s.conn
	if s.kind.silent {
		res, err := s.Exec(ctx)
		return &rows{conn: c, res: res, state: over}, err
	}
	src, err := s.query(ctx)
	if err != nil {
		return nil, s.failed(ctx, err)
	}
	r := &rows{stmt: s, conn: c, src: src, ctx: ctx}
	s.open, c.open = r, r
	if err := r.describe(); err != nil {
		return nil, r.fail(err)
	}
	c.did(s.kind)
	more, err := r.fetch()
	if err != nil {
		return nil, err
	}
	if more {
		r.state = atFirst
	}
	return r, nil
}

func (s *stmt) query(ctx context.Context) (*sql.Rows, error) {
	if s.std == nil {
		return s.conn.sc.QueryContext(ctx, s.sql)
	}
	return s.std.QueryContext(ctx, s.args...)
}

// begin checks that the statement can run.
func (s *stmt) begin(ctx context.Context) error {
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
	}
	if err := s.conn.enter(ctx); err != nil {
		return err
	}
	if s.std == nil && !s.kind.direct {
		return s.prepare(ctx)
	}
	return nil
}

// patience is the ctx that a run gets. What ends a transaction is not stopped: it gets some time beyond the end of ctx.
func (s *stmt) patience(ctx context.Context) (context.Context, func()) {
	if s.kind.verb == other || ctx.Done() == nil {
		return ctx, func() {}
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var late *time.Timer
	started := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		late = time.AfterFunc(grace, cancel)
		close(started)
	})
	return running, func() {
		if !stop() {
			<-started
			late.Stop()
		}
		cancel()
	}
}

// failed is what an error of a run means.
func (s *stmt) failed(ctx context.Context, err error) error {
	err = s.conn.failIn(ctx, s.kind, err)
	if outdated(err) && s.std != nil {
		_ = s.std.Close()
		s.std = nil
	}
	return err
}

// result is what the statement has done. Drivers of SQLite tell of statements that write nothing what the last one did that wrote.
func (s *stmt) result(res sql.Result) driver.Result {
	var out driver.Result
	if s.kind.writes {
		out.RowsAffected, _ = res.RowsAffected() // an error says that the driver does not know
	}
	if s.kind.inserts && s.conn.database.family != postgresql && out.RowsAffected > 0 {
		out.LastInsertID, _ = res.LastInsertId()
	}
	return out
}

// Close frees the statement, closing its rows. Closing twice is not an error.
func (s *stmt) Close() error {
	if s.conn == nil {
		return nil
	}
	if s.open != nil {
		_ = s.open.Close()
	}
	c := s.conn
	s.detach()
	if c.open == nil && c.usable() == nil {
		c.closeRetired()
	}
	return nil
}

// detach makes the statement a closed one. The database is told when nothing is under way.
func (s *stmt) detach() {
	if s.std != nil {
		s.conn.retired = append(s.conn.retired, s.std)
	}
	delete(s.conn.stmts, s)
	s.conn, s.std, s.args, s.open = nil, nil, nil, nil
}

package sqlite

import (
	"context"
	"strings"

	"github.com/azoth-orm/azoth/driver"
	zs "zombiezen.com/go/sqlite"
)

// stmt is a prepared statement. Its parameters keep their values from run to run; see bind.go.
type stmt struct {
	conn *conn // nil once closed
	z    *zs.Stmt
	ptr  uintptr
	// writes is false for statements that change no row: SELECT, BEGIN and the like.
	writes  bool
	inserts bool

	params  []param
	missing int // parameters without a value
	bindErr error
	// large says that a parameter holds a large buffer, to be freed after the run.
	large bool

	columns    []driver.Column
	reprepared int32
	// open is the result that is being read, nil when the statement may run.
	open *rows
}

var _ driver.Stmt = (*stmt)(nil)

func newStmt(c *conn, z *zs.Stmt, ptr uintptr, sql string) *stmt {
	s := &stmt{conn: c, z: z, ptr: ptr, reprepared: -1}
	s.writes = !c.lib.readonly(ptr)
	s.inserts = s.writes && insertsRows(sql)
	s.params = make([]param, z.BindParamCount())
	s.missing = len(s.params)
	c.stmts[s] = struct{}{}
	return s
}

// insertsRows tells whether the first word of sql is INSERT or REPLACE: only they generate keys. After WITH it says no, and
// the key must be asked for with RETURNING.
func insertsRows(sql string) bool {
	word := skipBlank(sql)
	if len(word) > 7 {
		word = word[:7]
	}
	return strings.EqualFold(word, "REPLACE") || len(word) > 6 && strings.EqualFold(word[:6], "INSERT")
}

// NumParams is the number of parameters; ?5 alone makes five.
func (s *stmt) NumParams() int { return len(s.params) }

// InUse tells whether Rows are being read.
func (s *stmt) InUse() bool { return s.open != nil }

// Exec runs the statement to its end.
func (s *stmt) Exec(ctx context.Context) (driver.Result, error) {
	before, err := s.begin(ctx)
	if err != nil {
		return driver.Result{}, err
	}
	more, err := s.firstStep(ctx)
	for more && err == nil {
		more, err = s.z.Step()
	}
	if err != nil {
		err = s.conn.fail(ctx, err)
		_ = s.end(ctx)
		return driver.Result{}, err
	}
	res := s.result(before)
	return res, s.end(ctx)
}

// Query runs the statement up to its first row, so that an error of a statement that writes is reported here: SQLite makes all its changes
// before it returns the first row.
func (s *stmt) Query(ctx context.Context) (driver.Rows, error) {
	before, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	more, err := s.firstStep(ctx)
	if err != nil {
		err = s.conn.fail(ctx, err)
		_ = s.end(ctx)
		return nil, err
	}
	r := &rows{
		stmt: s, conn: s.conn, ptr: s.ptr, ctx: ctx, done: ctx.Done(),
		columns: s.describe(), before: before, state: atFirst,
	}
	s.open = r
	s.conn.cursors++
	if !more {
		if err := r.finish(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// begin checks that the statement can run and returns the connection's count of changes before it does.
func (s *stmt) begin(ctx context.Context) (before int64, err error) {
	if s.conn == nil {
		return 0, driver.ErrClosed
	}
	if s.open != nil {
		return 0, driver.ErrInUse
	}
	if err := s.bindErr; err != nil {
		s.bindErr = nil
		return 0, err
	}
	if s.missing > 0 {
		return 0, s.firstUnbound()
	}
	if err := s.conn.enter(ctx); err != nil {
		return 0, err
	}
	if s.writes {
		before = s.conn.lib.totalChanges()
	}
	return before, nil
}

// firstStep starts the statement. Only here may it be refused for a lock; until it has returned a row it can be started again.
func (s *stmt) firstStep(ctx context.Context) (bool, error) {
	inTransaction := s.conn.InTransaction()
	more, err := s.z.Step()
	if !isBusy(err) {
		return more, err
	}
	err = s.conn.waitBusy(err, inTransaction, func() (again error) {
		more, again = s.z.Step()
		return again
	})
	return more, err
}

// end makes the statement ready for the next run. Its error is news only if the run was cut short: ending it then commits what it wrote.
// After a failed step it repeats that error.
func (s *stmt) end(ctx context.Context) error {
	err := s.conn.fail(ctx, s.z.Reset())
	if s.large {
		s.freeLarge()
	}
	return err
}

// result is what the statement has done. SQLite keeps the count of the last statement that had one, so it is asked only if
// rows have changed since before.
func (s *stmt) result(before int64) driver.Result {
	if !s.writes || s.conn.lib.totalChanges() == before {
		return driver.Result{}
	}
	res := driver.Result{RowsAffected: s.conn.lib.changes()}
	if s.inserts && res.RowsAffected > 0 {
		res.LastInsertID = s.conn.zc.LastInsertRowID()
	}
	return res
}

// describe lists the columns. SQLite compiles a statement again when the schema has changed, and SELECT * may then have others.
func (s *stmt) describe() []driver.Column {
	lib := s.conn.lib
	again := lib.reprepared(s.ptr)
	if again == s.reprepared {
		return s.columns
	}
	s.reprepared = again
	s.columns = make([]driver.Column, s.z.ColumnCount())
	for i := range s.columns {
		s.columns[i] = driver.Column{Name: lib.columnName(s.ptr, i), Type: lib.columnType(s.ptr, i)}
	}
	return s.columns
}

// Close frees the statement, closing its rows. Closing twice is not an error.
func (s *stmt) Close() error {
	if s.conn == nil {
		return nil
	}
	if s.open != nil {
		_ = s.open.Close()
	}
	_ = s.z.Finalize() // reports the error of the last step, which its caller has seen
	for i := range s.params {
		s.params[i].free(s.conn.lib.tls)
	}
	delete(s.conn.stmts, s)
	s.conn, s.z, s.ptr, s.params = nil, nil, 0, nil
	return nil
}

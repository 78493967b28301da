package pgx

import (
	"context"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgproto3"
)

// stmt is a prepared statement. Its parameters keep their values from run to run; see bind.go.
type stmt struct {
	conn *conn // nil once closed
	sql  string
	kind kind
	*prepared

	params  []param
	missing int // parameters without a value
	bindErr error
	// session says that it changes more than a transaction; see session.go.
	session bool
	// large says that a parameter holds a large buffer, to be freed after the run.
	large bool
	// bind is the message that carries the values.
	bind pgproto3.Bind

	// rows are those that are to be copied, nil if none are bound.
	rows *copying

	// open is the result that is being read, nil when the statement may run.
	open *rows
}

var (
	_ driver.Stmt     = (*stmt)(nil)
	_ driver.Expiring = (*stmt)(nil)
)

func newStmt(c *conn, sql string, k kind, p *prepared) *stmt {
	s := &stmt{conn: c, sql: sql, kind: k, prepared: p, session: changesSession(sql)}
	s.params = make([]param, len(p.oids))
	s.missing = len(s.params)
	p.users++
	s.bind = pgproto3.Bind{
		PreparedStatement:    p.name,
		ParameterFormatCodes: make([]int16, len(p.oids)),
		Parameters:           make([][]byte, len(p.oids)),
		ResultFormatCodes:    p.formats,
	}
	return s
}

// NumParams is the number of parameters; $5 alone makes five.
func (s *stmt) NumParams() int { return len(s.params) }

// InUse tells whether Rows are being read.
func (s *stmt) InUse() bool { return s.open != nil }

// Stale tells whether the statement should be prepared anew: the schema has changed, or the server has forgotten it. Whoever keeps
// statements asks it.
func (s *stmt) Stale() bool {
	return s.conn != nil && s.stale(s.conn)
}

// Exec runs the statement to its end and drops its rows.
func (s *stmt) Exec(ctx context.Context) (driver.Result, error) {
	if s.endsDeferred() {
		return driver.Result{}, nil
	}
	if err := s.start(ctx); err != nil {
		return driver.Result{}, err
	}
	c := s.conn
	var o outcome
	if err := c.rest(&o); err != nil {
		return driver.Result{}, err
	}
	if err := s.end(&o); err != nil {
		return driver.Result{}, err
	}
	return driver.Result{RowsAffected: o.affected}, nil
}

// Query runs the statement up to its first row, so that most errors are reported here.
func (s *stmt) Query(ctx context.Context) (driver.Rows, error) {
	if err := s.start(ctx); err != nil {
		return nil, err
	}
	r := &rows{stmt: s, conn: s.conn, shape: s.shape}
	if err := r.first(); err != nil {
		return nil, err
	}
	return r, nil
}

// start sends the statement with its values.
func (s *stmt) start(ctx context.Context) error {
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
	if s.large {
		if err := s.tooLarge(); err != nil {
			s.freeLarge()
			return err
		}
	}
	how := cancel
	if s.kind == control {
		how = await
	}
	c := s.conn
	if err := c.enter(ctx, how); err != nil {
		return err
	}
	c.sendDeferred()
	c.changed = c.changed || s.session
	if len(c.names.garbage) > 0 {
		c.sendGarbage()
	}
	if s.name == "" {
		c.sendParse("", s.sql, s.oids)
	}
	c.wire.SendBind(&s.bind)
	if s.name == "" {
		c.sendDescribe(portal, "") // another session may answer, with another schema
	}
	c.sendExecute()
	return c.flush()
}

// end ends a run whose reply has been read.
func (s *stmt) end(o *outcome) error {
	if s.large {
		s.freeLarge()
	}
	err := s.conn.settle(o)
	if err == nil && o.verb == rollback && s.kind == control && commits(s.sql) {
		return rolledBack()
	}
	return err
}

// commits tells whether a control statement is to commit: now, or in a second phase.
func commits(sql string) bool {
	switch firstWord(sql) {
	case "COMMIT", "END", "PREPARE":
		return true
	}
	return false
}

// Close frees the statement, closing its rows. Closing twice is not an error.
func (s *stmt) Close() error {
	c := s.conn
	if c == nil {
		return nil
	}
	var err error
	if s.open != nil {
		err = s.open.Close()
	}
	if s.users--; s.users == 0 && !s.kept {
		c.names.drop(s.prepared)
	}
	s.conn, s.params, s.rows = nil, nil, nil
	return err
}

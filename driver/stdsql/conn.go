package stdsql

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// grace is how long the end of a transaction may take beyond the end of its ctx, and a connection to show that it is alive.
const grace = 2 * time.Second

// conn is one connection: a pinned *sql.Conn. It belongs to one goroutine at a time, not to a particular one.
type conn struct {
	sc       *sql.Conn
	owned    *sql.DB // holds this connection only; nil if the *sql.DB is the user's
	database *database
	texts    *texts

	// open is the result that is being read from the driver: nothing else can be asked before it has been.
	open  *rows
	stmts map[*stmt]struct{}
	tx    transaction
	// retired are statements that were closed while a result was being read.
	retired []*sql.Stmt
	// altered says that the session must not be given to another user.
	altered bool
	// lent says that a caller has had the *sql.Conn.
	lent   bool
	closed bool
	lost   *driver.LostError
}

var (
	_ driver.Conn          = (*conn)(nil)
	_ driver.Versioned     = (*conn)(nil)
	_ driver.ParamLimiter  = (*conn)(nil)
	_ driver.Checker       = (*conn)(nil)
	_ driver.TypedPreparer = (*conn)(nil)
)

// ServerVersion is what the first connection was told: "15.4 (Debian 15.4-1)", "10.11.6-MariaDB-log", "3.49.1".
func (c *conn) ServerVersion() string { return c.database.version }

// MaxParams is the database's limit on the parameters of a statement.
func (c *conn) MaxParams() int { return c.database.family.maxParams() }

// Raw is the *sql.Conn. What is left of an open result is read first, since the caller is going to use the connection.
func (c *conn) Raw() any {
	if c.open != nil {
		c.open.park()
	}
	c.lent = true
	return c.sc
}

// InTransaction tells whether a transaction is open; see the package's comment for how it is known.
func (c *conn) InTransaction() bool { return !c.closed && c.lost == nil && c.tx.open }

// Ping asks the database for a sign of life.
func (c *conn) Ping(ctx context.Context) error {
	if err := c.enter(ctx); err != nil {
		return err
	}
	if err := c.sc.PingContext(ctx); err != nil {
		return c.fail(ctx, err)
	}
	return nil
}

// Alive asks the driver what database/sql asks it when a connection comes out of its pool: whether it knows that the connection is dead. Some
// look at the socket, others send a ping if the connection was idle for a while.
func (c *conn) Alive() bool {
	if c.usable() != nil || c.open != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	return c.sc.Raw(func(dc any) error {
		if v, ok := dc.(sqldriver.Validator); ok && !v.IsValid() {
			return sqldriver.ErrBadConn
		}
		if r, ok := dc.(sqldriver.SessionResetter); ok {
			return r.ResetSession(ctx)
		}
		return nil
	}) == nil
}

// usable tells whether the connection can be used at all.
func (c *conn) usable() error {
	switch {
	case c.closed:
		return driver.ErrClosed
	case c.lost != nil:
		return c.lost
	}
	return nil
}

// enter begins a call: it refuses a dead connection and an ended ctx, and makes the connection free.
func (c *conn) enter(ctx context.Context) error {
	if err := c.usable(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &driver.StoppedError{Driver: name, Cause: err}
	}
	if c.open != nil {
		c.open.park()
	}
	c.closeRetired()
	return c.usable()
}

// closeRetired closes statements, once nothing is under way. What the database says to that is not news.
func (c *conn) closeRetired() {
	for i, std := range c.retired {
		_ = std.Close()
		c.retired[i] = nil
	}
	c.retired = c.retired[:0]
}

// lose gives the connection up. What comes later learns that it was lost before.
func (c *conn) lose(err error) error {
	if c.lost == nil {
		c.lost = &driver.LostError{Driver: name, Err: fmt.Errorf("it was lost before: %v", err)}
	}
	c.tx = transaction{}
	return &driver.LostError{Driver: name, Err: err}
}

// Close gives the connection back to its pool, or closes it. One that is not clean does not go back.
func (c *conn) Close() error {
	if c.closed {
		return nil
	}
	if c.open != nil {
		c.open.drop(driver.ErrClosed)
	}
	clean := c.clean()
	c.closed = true
	for s := range c.stmts {
		s.detach()
	}
	if clean {
		c.closeRetired()
	} else {
		c.discard()
	}
	err := c.sc.Close()
	if errors.Is(err, sql.ErrConnDone) { // it was discarded
		err = nil
	}
	return errors.Join(err, closeDB(c.owned))
}

// clean makes the connection fit for its next user, and tells whether it is.
func (c *conn) clean() bool {
	if c.lost != nil || c.lent && c.database.family != sqlite {
		return false
	}
	if c.lent {
		c.look()
	}
	if c.tx.open {
		ctx, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		if _, err := c.sc.ExecContext(ctx, "ROLLBACK"); err != nil {
			return false
		}
	}
	return !c.altered
}

// discard makes database/sql throw the connection away. No result may be open: it would wait for its end.
func (c *conn) discard() {
	_ = c.sc.Raw(func(any) error { return sqldriver.ErrBadConn })
}

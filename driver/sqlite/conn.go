package sqlite

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/driver"
	zs "zombiezen.com/go/sqlite"
)

// conn is one connection. It belongs to one goroutine at a time, not to a particular one.
type conn struct {
	zc     *zs.Conn
	lib    handle
	layout layout
	// armed is the channel that interrupts the connection at present. Setting one costs a goroutine, so it is kept until
	// a statement comes with another.
	armed <-chan struct{}
	// busy is how long a statement waits for a lock; see firstStep.
	busy      time.Duration
	maxParams int
	stmts     map[*stmt]struct{}
	cursors   int // open Rows
}

var (
	_ driver.Conn         = (*conn)(nil)
	_ driver.ParamLimiter = (*conn)(nil)
)

func newConn(zc *zs.Conn, l layout, busy time.Duration) *conn {
	zc.SetBusyTimeout(min(busy, busySlice))
	return &conn{
		zc:        zc,
		lib:       l.handle(zc),
		layout:    l,
		busy:      busy,
		maxParams: int(zc.Limit(zs.LimitVariableNumber, -1)),
		stmts:     make(map[*stmt]struct{}),
	}
}

// prepareSession runs the PRAGMAs of a new connection. That double-quoted names are never strings is seen to by the client library when
// it opens; a test holds it to that.
func (c *conn) prepareSession(ctx context.Context, s settings) error {
	keys := "OFF"
	if s.foreignKeys {
		keys = "ON"
	}
	if _, err := c.pragma(ctx, "PRAGMA foreign_keys = "+keys); err != nil {
		return err
	}
	if s.journal == "" {
		return nil
	}
	got, err := c.pragma(ctx, "PRAGMA journal_mode = "+strings.ToUpper(s.journal))
	if err != nil {
		return err
	}
	if !strings.EqualFold(got, s.journal) {
		return &driver.ConfigError{Driver: name, Option: "journal_mode", Reason: fmt.Sprintf("the database keeps %q (a database in memory has no other)", got)}
	}
	return nil
}

// pragma runs one PRAGMA and returns its first value, "" if it has none.
func (c *conn) pragma(ctx context.Context, sql string) (string, error) {
	s, err := c.Prepare(ctx, sql)
	if err != nil {
		return "", err
	}
	defer s.Close()
	rows, err := s.Query(ctx)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	ok, err := rows.Step()
	if err != nil || !ok {
		return "", err
	}
	return rows.Text(0), nil
}

// Ping tells whether the connection is open: there is no server that could have gone away.
func (c *conn) Ping(ctx context.Context) error {
	if c.zc == nil {
		return driver.ErrClosed
	}
	return ctx.Err()
}

// InTransaction tells whether a transaction is open. SQLite ends one by itself after some errors: a full disk, an I/O error, an interrupted write.
func (c *conn) InTransaction() bool { return c.zc != nil && !c.zc.AutocommitEnabled() }

// Raw is the *sqlite.Conn of zombiezen.com/go/sqlite. A caller that sets its interrupt channel puts the old one back.
func (c *conn) Raw() any { return c.zc }

// CommitsAlone is true: SQLite has no other way.
func (c *conn) CommitsAlone() bool { return true }

// MaxParams is SQLite's limit on parameters, 32766 unless it was built otherwise.
func (c *conn) MaxParams() int { return c.maxParams }

// Close closes the connection with its statements and rows. Closing twice is not an error.
func (c *conn) Close() error {
	if c.zc == nil {
		return nil
	}
	for s := range c.stmts {
		_ = s.Close() // reports at most the error of the statement's last run
	}
	zc := c.zc
	c.zc = nil
	if err := zc.Close(); err != nil {
		code := zs.ErrCode(err)
		return &Error{Code: int(code), Message: "close: " + code.Message()}
	}
	return nil
}

// arm makes done the channel that interrupts the connection.
//
// An interrupt hits all statements of the connection, SQLite knows no other. So that the end of an inner statement's ctx does not stop
// the cursor around it, the old channel is taken off first, and what it may have done is taken back. The cursor's own ctx loses nothing by
// that: each step looks at its channel before it asks SQLite.
func (c *conn) arm(done <-chan struct{}) {
	if done == c.armed {
		return
	}
	if c.cursors > 0 {
		c.zc.SetInterrupt(nil)
		c.lib.clearInterrupt()
	}
	c.zc.SetInterrupt(done)
	c.armed = done
}

// enter begins a call: it refuses a closed connection and an ended ctx, and arms the ctx.
func (c *conn) enter(ctx context.Context) error {
	if c.zc == nil {
		return driver.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return stopped(err)
	}
	c.arm(ctx.Done())
	return nil
}

package engine

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/azoth-orm/azoth/pool"
)

// Connection is one connection of an [Engine]. A transaction begins with the first statement and lasts until Commit, Rollback or Close.
// It belongs to one goroutine at a time; calls that overlap get [ErrConcurrentUse].
//
// SQLAlchemy: Connection.
type Connection struct {
	engine    *Engine
	listeners *listeners
	lease     *pool.Lease[*link]
	link      *link
	busy      atomic.Bool
	closed    bool
	// broken says that the connection is dead or in an unknown state: it does not go back to the pool.
	broken bool
	// single says that one statement runs without BEGIN: it is its own transaction.
	single bool
	// used says that something has run since the connection was taken from the pool.
	used bool
	// unproven says that BEGIN goes with the first statement, so that nothing has shown yet that the connection is alive.
	unproven bool
	// wrote says that the transaction has run a statement that may have changed something.
	wrote     bool
	isolation Isolation
	// schemas replace those that tables name; translated is what cache keys say of them.
	schemas    SchemaMap
	translated string
	tx         *Transaction // the innermost
	failed     error        // why the transaction can only be rolled back
	savepoints int
	xid        string    // of the transaction in two phases that is about to begin
	cursors    []*Cursor // open
	few        [2]*Cursor
}

// enter guards a call: nothing else may be under way.
func (c *Connection) enter() error {
	if !c.busy.CompareAndSwap(false, true) {
		return ErrConcurrentUse
	}
	if c.closed {
		c.busy.Store(false)
		return fmt.Errorf("%w: the connection was closed", ErrClosed)
	}
	return nil
}

func (c *Connection) leave() { c.busy.Store(false) }

// Engine is what c is a connection of.
func (c *Connection) Engine() *Engine { return c.engine }

// InTransaction tells whether a transaction is open. It is false when the database has ended it after an error.
//
// SQLAlchemy: Connection.in_transaction.
func (c *Connection) InTransaction() bool {
	if c.tx == nil || c.broken || c.closed {
		return false
	}
	return c.tx.root().auto || c.link.conn.InTransaction()
}

// Wrote tells whether the transaction has run a statement that may have changed something: anything but a SELECT.
func (c *Connection) Wrote() bool { return c.wrote }

// Raw gives f the connection of the client library. What f does is not seen by listeners, and must leave transactions as they are.
//
// SQLAlchemy: Connection.connection.
func (c *Connection) Raw(f func(conn any) error) error {
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	c.wrote = true
	err := f(c.link.conn.Raw())
	c.notice(errors.New("engine: the transaction was ended by what Raw was given"))
	return err
}

// notice takes notice of a transaction that the database has ended, and of a connection that is dead.
func (c *Connection) notice(err error) {
	if c.tx != nil && c.failed == nil && !c.InTransaction() {
		c.failed = err
	}
}

// Close rolls back what was not committed, ends open results and gives the connection back. It is idempotent.
//
// SQLAlchemy: Connection.close.
func (c *Connection) Close() error {
	if !c.busy.CompareAndSwap(false, true) {
		return ErrConcurrentUse
	}
	defer c.leave()
	if c.closed {
		return nil
	}
	err := c.endCursors(ErrClosed)
	if c.tx != nil {
		err = errors.Join(err, c.rollback(context.Background()))
	}
	c.closed = true
	switch {
	case c.broken:
		c.lease.Discard()
	case c.link.changed():
		c.link.why = errChanged
		c.lease.Discard()
	default:
		c.lease.Release(context.Background())
	}
	return err
}

// Detach takes c out of the pool, which may open another connection in its place: for settings that stay, or a result that is read for long.
// Closing c closes the connection to the database. A database in memory is gone with it.
//
// SQLAlchemy: Connection.detach.
func (c *Connection) Detach() error {
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	c.lease.Detach()
	c.used = true // another one, of the pool, must not take its place
	return nil
}

// Info keeps what a program or a hook wants to know of the connection to the database, as long as that lives: the next one who takes it
// from the pool finds it again.
//
// SQLAlchemy: Connection.info.
func (c *Connection) Info() map[any]any { return c.link.notes() }

// endCursors ends all open results. Reading on gives why.
func (c *Connection) endCursors(why error) error {
	var err error
	for len(c.cursors) > 0 {
		k := c.cursors[len(c.cursors)-1]
		if k.state == reading {
			k.state, k.why = broken, why
		}
		err = errors.Join(err, k.release())
	}
	return err
}

func (c *Connection) forget(k *Cursor) {
	for i, x := range c.cursors {
		if x == k {
			last := len(c.cursors) - 1
			c.cursors[i] = c.cursors[last]
			c.cursors[last] = nil
			c.cursors = c.cursors[:last]
			c.link.open--
			return
		}
	}
}

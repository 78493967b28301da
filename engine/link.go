package engine

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/pool"
	"github.com/azoth-orm/azoth/types"
)

// link is what the pool keeps: a connection of the driver, its prepared statements, and buffers that statements share.
type link struct {
	conn driver.Conn
	// deferrer is conn, if it can send BEGIN with the first statement.
	deferrer driver.Deferrer
	stmts    *driver.StmtCache
	key      expr.Key
	template []byte
	// column holds the encoded values of one array while it is bound.
	column []types.Value
	// open counts the results that are being read, only says that no other connection sees the same database.
	open int
	only bool
	// level is the isolation level that was set, "" for the database's default.
	level Isolation
}

// newPool makes the pool: the one that was asked for, or else the one that suits the database.
func (e *Engine) newPool(c driver.Connector) pool.Pool[*link] {
	o := e.options.pool
	k, ok := c.(driver.SingleConnector)
	only := ok && k.SingleConnection()
	o.Connect = func(ctx context.Context) (*link, error) {
		conn, err := c.Connect(ctx)
		if err != nil {
			return nil, err
		}
		e.server.meet(conn)
		deferrer, _ := conn.(driver.Deferrer)
		return &link{conn: conn, deferrer: deferrer, stmts: driver.NewStmtCache(conn, e.options.stmtCache), only: only}, nil
	}
	o.Ping = func(ctx context.Context, l *link) error { return l.conn.Ping(ctx) }
	o.Alive = func(l *link) bool {
		k, ok := l.conn.(driver.Checker)
		return !ok || k.Alive()
	}
	o.Reset = e.reset
	o.Close = func(l *link) error { return errors.Join(l.stmts.Close(), l.conn.Close()) }
	if e.options.newPool != nil {
		return e.options.newPool(o)
	}
	if only {
		return pool.NewStatic(o)
	}
	if pooled, ok := c.(driver.PooledConnector); ok && pooled.Pooled() {
		return pool.NewNull(e.resetting(o))
	}
	return pool.NewQueue(o)
}

// resetting resets connections before they are closed: closing gives them back to the pool of somebody else.
func (e *Engine) resetting(o pool.Options[*link]) pool.Options[*link] {
	closing := o.Close
	o.Close = func(l *link) error {
		ctx, cancel := context.WithTimeout(context.Background(), rollbackTimeout)
		defer cancel()
		return errors.Join(e.reset(ctx, l), closing(l))
	}
	return o
}

// maxKept is the size of a key that is kept for the next statement: a large INSERT must not occupy its memory for good.
const maxKept = 64 << 10

// changed tells whether something was done to the session that a rollback does not undo.
func (l *link) changed() bool {
	k, ok := l.conn.(driver.SessionTracker)
	return ok && k.SessionChanged()
}

// endOpen ends results that were left open, by somebody who has dropped their connection. What the server still has to send may be
// much, so another connection is cheaper, where there can be one.
func (l *link) endOpen() error {
	if l.open == 0 {
		return nil
	}
	l.open = 0
	if !l.only {
		return errLeftOpen
	}
	return l.stmts.Close()
}

var errLeftOpen = errors.New("engine: a result was left open")

var errChanged = errors.New("engine: a statement has changed the session: settings, locks or temporary tables are left")

// reset makes a connection ready for its next user.
func (e *Engine) reset(ctx context.Context, l *link) error {
	if cap(l.key.Bytes()) > maxKept {
		l.key = expr.Key{}
	}
	l.key.Reset()
	if err := l.endOpen(); err != nil {
		return err
	}
	if l.conn.InTransaction() {
		if err := l.exec(ctx, "ROLLBACK"); err != nil {
			return err
		}
	}
	if l.changed() {
		return errChanged
	}
	return e.setIsolation(ctx, l, e.options.isolation)
}

// exec runs a statement of the engine's own.
func (l *link) exec(ctx context.Context, sql string) error {
	s, err := l.stmts.Get(ctx, 0, sql, nil)
	if err != nil {
		return err
	}
	_, err = s.Exec(ctx)
	return err
}

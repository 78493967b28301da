package engine

import (
	"context"
	"errors"
	"time"

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
	// pooled is how hooks of the pool see it; why is the error for which it is given up, nil while there is none.
	pooled PoolConnection
	why    error
	info   map[any]any
	// alone says that it was taken out of the pool.
	alone bool
}

// notes are what programs and hooks keep with the connection.
func (l *link) notes() map[any]any {
	if l.info == nil {
		l.info = map[any]any{}
	}
	return l.info
}

// newPool makes the pool: the one that was asked for, or else the one that suits the database.
func (e *Engine) newPool(c driver.Connector) pool.Pool[*link] {
	o := e.options.pool
	k, ok := c.(driver.SingleConnector)
	only := ok && k.SingleConnection()
	o.Connect = func(ctx context.Context) (*link, error) {
		l, err := e.newLink(ctx, c)
		if err == nil {
			l.only = only
		}
		return l, err
	}
	o.Ping = e.ping
	o.Alive = func(l *link) bool {
		k, ok := l.conn.(driver.Checker)
		return !ok || k.Alive()
	}
	o.Reset = func(ctx context.Context, l *link) error {
		l.why = e.reset(ctx, l)
		return l.why
	}
	o.Close = e.closeLink
	o.Detached = e.poolHooks.detach
	o.Checkout, o.Checkin, o.Discarded, o.Invalidated = e.poolHooks.checkout, e.poolHooks.checkin, e.poolHooks.invalidate, e.poolHooks.invalidateAll
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

// newLink opens a connection and lets the hooks set it up.
func (e *Engine) newLink(ctx context.Context, c driver.Connector) (*link, error) {
	conn, err := e.poolHooks.open(ctx, e, c)
	if err != nil {
		return nil, err
	}
	e.server.meet(conn)
	deferrer, _ := conn.(driver.Deferrer)
	l := &link{conn: conn, deferrer: deferrer, stmts: driver.NewStmtCache(conn, e.options.stmtCache)}
	l.pooled = PoolConnection{engine: e, link: l, opened: time.Now()}
	if err := e.poolHooks.connect(ctx, l); err != nil {
		return nil, errors.Join(err, e.closeLink(l))
	}
	return l, nil
}

// closeLink closes a connection.
func (e *Engine) closeLink(l *link) error {
	e.poolHooks.close(l)
	return errors.Join(l.stmts.Close(), l.conn.Close())
}

// ping asks for a sign of life.
func (e *Engine) ping(ctx context.Context, l *link) error {
	err := l.conn.Ping(ctx)
	if err == nil {
		return nil
	}
	l.why = err
	if e.listeners.any() {
		e.listeners.handle(ctx, &ErrorEvent{PrePing: true, Disconnect: true, Original: err, Err: e.Dialect().Classify(err)})
	}
	return err
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
	if err := e.setIsolation(ctx, l, e.options.isolation); err != nil {
		return err
	}
	return e.poolHooks.reset(ctx, l)
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

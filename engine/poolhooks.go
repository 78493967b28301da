package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/pool"
	"github.com/azoth-orm/azoth/types"
)

// PoolHooks are functions that are called for what happens to the connections in the pool. A nil one is not called. They belong to the pool:
// all engines that share it share them. They must be safe for concurrent use.
//
// SQLAlchemy: PoolEvents, and DialectEvents.do_connect.
type PoolHooks struct {
	// DoConnect is called before a connection is opened, and may say otherwise where and how: a password that changes, a server that
	// moves. Its error is that of connecting. SQLAlchemy: do_connect.
	DoConnect func(ctx context.Context, e *ConnectEvent) error
	// FirstConnect is called with the first connection of the pool, before Connect; after an error again with the next one. Until it has
	// returned no other connection is handed out. SQLAlchemy: first_connect.
	FirstConnect func(ctx context.Context, c *PoolConnection) error
	// Connect is called with every connection that was opened: to set it up. If it fails the connection is closed, and its error is that of
	// connecting. SQLAlchemy: connect.
	Connect func(ctx context.Context, c *PoolConnection) error
	// Checkout is called with a connection that is about to be handed out. With an error that Is dialect.ErrDisconnect the connection is
	// closed and another one is tried, twice at most; any other error is that of connecting, and the connection is given back.
	// SQLAlchemy: checkout.
	Checkout func(ctx context.Context, c *PoolConnection) error
	// Reset is called with a connection that is given back, after the rollback: to undo what Checkout has set. If it fails the connection is
	// closed. SQLAlchemy: reset.
	Reset func(ctx context.Context, c *PoolConnection) error
	// Checkin is called with a connection that was reset and goes back to the pool. SQLAlchemy: checkin.
	Checkin func(ctx context.Context, c *PoolConnection)
	// Invalidate is called with a connection that is about to be closed because it is dead or in an unknown state; its Err tells why.
	// SQLAlchemy: invalidate.
	Invalidate func(c *PoolConnection)
	// SoftInvalidate is called when all connections that were opened so far are taken for lost: each of them is closed and replaced when
	// it is next asked for. SQLAlchemy: soft_invalidate.
	SoftInvalidate func()
	// Close is called with a connection that is about to be closed. SQLAlchemy: close.
	Close func(c *PoolConnection)
	// Detach is called with a connection that [Connection.Detach] takes out of the pool, CloseDetached instead of Close when it is about to be
	// closed. SQLAlchemy: detach, close_detached.
	Detach, CloseDetached func(c *PoolConnection)

	// First puts the hooks before those that are there, not behind. SQLAlchemy: insert=True.
	First bool
	// Once calls each of the hooks for its first event only. SQLAlchemy: once=True.
	Once bool
}

// ListenPool adds hooks to the pool of e. remove takes them away again. Both are safe for concurrent use. Connections that are open stay as
// they are.
//
// SQLAlchemy: event.listen, event.remove.
func (e *Engine) ListenPool(h PoolHooks) (remove func()) { return e.poolHooks.listen(h) }

// PoolConnection is a connection of the pool as its hooks see it: nobody uses it, no transaction is open. It is valid during the call.
//
// What a hook sets on it stays: it is how the connection is, not something that a user has left behind.
//
// SQLAlchemy: the DBAPI connection and the _ConnectionRecord of pool events.
type PoolConnection struct {
	engine *Engine
	link   *link
	opened time.Time
}

// Exec runs SQL with placeholders in the form of the database, and drops what rows there are. It is not told to [Hooks.Statement].
func (c *PoolConnection) Exec(ctx context.Context, sql string, args ...types.Value) error {
	return c.setting(func() error {
		return c.prepared(ctx, sql, args, func(s driver.Stmt) error {
			_, err := s.Exec(ctx)
			return err
		})
	})
}

// Query runs SQL as Exec does, and calls each for every row.
func (c *PoolConnection) Query(ctx context.Context, sql string, each func(driver.Rows) error, args ...types.Value) error {
	return c.setting(func() error {
		return c.prepared(ctx, sql, args, func(s driver.Stmt) error {
			rows, err := s.Query(ctx)
			if err != nil {
				return err
			}
			_, wrong, err := readAll(rows, each)
			return errors.Join(wrong, err, rows.Close())
		})
	})
}

// prepared runs a statement, and gives its errors the classes of the dialect.
func (c *PoolConnection) prepared(ctx context.Context, sql string, args []types.Value, run func(driver.Stmt) error) error {
	s, err := c.link.conn.Prepare(ctx, sql)
	if err == nil {
		for i, v := range args {
			bindValue(s, i, v)
		}
		err = run(s)
		_ = s.Close() // it repeats what the run has reported
	}
	if err != nil {
		return c.engine.newStatementError(sql, [][]types.Value{args}, false, err)
	}
	return nil
}

// Raw gives f the connection of the client library.
func (c *PoolConnection) Raw(f func(conn any) error) error {
	return c.setting(func() error { return f(c.link.conn.Raw()) })
}

// setting runs f, and takes what it has set for what the connection is.
func (c *PoolConnection) setting(f func() error) error {
	changed := c.link.changed()
	err := f()
	if s, ok := c.link.conn.(driver.SessionSettler); ok && !changed {
		s.SettleSession()
	}
	return err
}

// Dialect is what is known of the database.
func (c *PoolConnection) Dialect() *dialect.Dialect { return c.engine.Dialect() }

// Opened is when the connection was opened.
func (c *PoolConnection) Opened() time.Time { return c.opened }

// Err is why the connection is given up; nil while it is not, or if nobody knows.
func (c *PoolConnection) Err() error { return c.link.why }

// Info keeps what a hook wants to know of the connection as long as that lives; [Connection.Info] is the same.
//
// SQLAlchemy: _ConnectionRecord.info.
func (c *PoolConnection) Info() map[any]any { return c.link.notes() }

// ConnectEvent is a connection that is about to be opened: what the URL says, and what a hook makes of it for this one connection.
//
// SQLAlchemy: do_connect.
type ConnectEvent struct {
	// Config is user, password, host and so on.
	Config driver.Config
	// Conn is for a hook that has opened the connection itself.
	Conn driver.Conn
}

// poolListeners are the hooks of a pool.
type poolListeners struct {
	hookList[PoolHooks]
	first sync.Mutex // of FirstConnect
}

func newPoolListeners(hooks []PoolHooks) *poolListeners {
	p := &poolListeners{}
	for _, h := range hooks {
		p.listen(h)
	}
	return p
}

func (p *poolListeners) listen(h PoolHooks) (remove func()) {
	if h.Once {
		h = h.once()
	}
	h.FirstConnect = p.untilDone(h.FirstConnect)
	return p.add(h, h.First)
}

// once is h with functions that do something when they are called for the first time only.
func (h PoolHooks) once() PoolHooks {
	h.DoConnect = onceErr(h.DoConnect)
	h.Connect = onceErr(h.Connect)
	h.Checkout = onceErr(h.Checkout)
	h.Reset = onceErr(h.Reset)
	h.Checkin = once(h.Checkin)
	h.Invalidate = onceOf(h.Invalidate)
	h.Close = onceOf(h.Close)
	h.Detach = onceOf(h.Detach)
	h.CloseDetached = onceOf(h.CloseDetached)
	if h.SoftInvalidate != nil {
		h.SoftInvalidate = sync.OnceFunc(h.SoftInvalidate)
	}
	return h
}

func onceOf(f func(*PoolConnection)) func(*PoolConnection) {
	if f == nil {
		return nil
	}
	var called atomic.Bool
	return func(c *PoolConnection) {
		if !called.Swap(true) {
			f(c)
		}
	}
}

// untilDone is f that is called until it has succeeded, by one goroutine while the others wait.
func (p *poolListeners) untilDone(f func(context.Context, *PoolConnection) error) func(context.Context, *PoolConnection) error {
	if f == nil {
		return nil
	}
	var done atomic.Bool
	return func(ctx context.Context, c *PoolConnection) error {
		if done.Load() {
			return nil
		}
		p.first.Lock()
		defer p.first.Unlock()
		if done.Load() {
			return nil
		}
		err := f(ctx, c)
		done.Store(err == nil)
		return err
	}
}

// open opens a connection as the hooks want it.
func (p *poolListeners) open(ctx context.Context, e *Engine, c driver.Connector) (driver.Conn, error) {
	asked := false
	ev := &ConnectEvent{}
	for _, h := range p.hooks() {
		if h.DoConnect == nil {
			continue
		}
		if !asked {
			ev.Config, asked = copyConfig(e.url.config()), true
		}
		if err := h.DoConnect(ctx, ev); err != nil {
			return nil, err
		}
		if ev.Conn != nil {
			return ev.Conn, nil
		}
	}
	if !asked || sameConfig(ev.Config, e.url.config()) {
		return c.Connect(ctx)
	}
	if e.options.connector != nil {
		return nil, errors.New("engine: DoConnect has changed the configuration, but the engine has a Connector (which is where to change it)")
	}
	other, err := e.connectorOf(ev.Config)
	if err != nil {
		return nil, fmt.Errorf("engine: DoConnect: %w", err)
	}
	return other.Connect(ctx)
}

func copyConfig(c driver.Config) driver.Config {
	query := make(map[string][]string, len(c.Query))
	for k, v := range c.Query {
		query[k] = slices.Clone(v)
	}
	c.Query = query
	return c
}

func sameConfig(a, b driver.Config) bool {
	return a.User == b.User && a.Password == b.Password && a.Host == b.Host && a.Port == b.Port && a.Database == b.Database &&
		maps.EqualFunc(a.Query, b.Query, slices.Equal[[]string])
}

// connect lets the hooks set up a connection.
func (p *poolListeners) connect(ctx context.Context, l *link) error {
	hooks := p.hooks()
	for _, h := range hooks {
		if h.FirstConnect != nil {
			if err := h.FirstConnect(ctx, &l.pooled); err != nil {
				return err
			}
		}
	}
	return p.each(hooks, func(h *PoolHooks) error {
		if h.Connect == nil {
			return nil
		}
		return h.Connect(ctx, &l.pooled)
	}, l)
}

// each runs the hooks of a kind, and ends a transaction that they have left open.
func (p *poolListeners) each(hooks []*PoolHooks, f func(*PoolHooks) error, l *link) error {
	for _, h := range hooks {
		if err := f(h); err != nil {
			return err
		}
	}
	if len(hooks) > 0 && l.conn.InTransaction() {
		return l.exec(context.Background(), "COMMIT")
	}
	return nil
}

// checkout asks the hooks whether a connection may be handed out.
func (p *poolListeners) checkout(ctx context.Context, l *link) error {
	hooks := p.hooks()
	if len(hooks) == 0 {
		return nil
	}
	err := p.each(hooks, func(h *PoolHooks) error {
		if h.Checkout == nil {
			return nil
		}
		return h.Checkout(ctx, &l.pooled)
	}, l)
	if errors.Is(err, dialect.ErrDisconnect) {
		l.why = err
		return fmt.Errorf("%w: %w", pool.ErrReplace, err)
	}
	return err
}

// reset lets the hooks undo what they have set.
func (p *poolListeners) reset(ctx context.Context, l *link) error {
	return p.each(p.hooks(), func(h *PoolHooks) error {
		if h.Reset == nil {
			return nil
		}
		return h.Reset(ctx, &l.pooled)
	}, l)
}

func (p *poolListeners) checkin(ctx context.Context, l *link) {
	for _, h := range p.hooks() {
		if h.Checkin != nil {
			h.Checkin(ctx, &l.pooled)
		}
	}
}

func (p *poolListeners) invalidate(l *link) {
	for _, h := range p.hooks() {
		if h.Invalidate != nil {
			h.Invalidate(&l.pooled)
		}
	}
}

func (p *poolListeners) invalidateAll() {
	for _, h := range p.hooks() {
		if h.SoftInvalidate != nil {
			h.SoftInvalidate()
		}
	}
}

func (p *poolListeners) detach(l *link) {
	l.alone = true
	for _, h := range p.hooks() {
		if h.Detach != nil {
			h.Detach(&l.pooled)
		}
	}
}

func (p *poolListeners) close(l *link) {
	for _, h := range p.hooks() {
		f := h.Close
		if l.alone {
			f = h.CloseDetached
		}
		if f != nil {
			f(&l.pooled)
		}
	}
}

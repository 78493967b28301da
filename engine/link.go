package engine

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/pool"
)

// link is what the pool keeps: a connection of the driver, its prepared statements, and buffers that statements share.
type link struct {
	conn     driver.Conn
	stmts    *driver.StmtCache
	key      expr.Key
	template []byte
	// level is the isolation level that was set, "" for the database's default.
	level Isolation
}

// newPool makes the pool: the one that was asked for, or else the one that suits the database.
func (e *Engine) newPool(c driver.Connector) pool.Pool[*link] {
	o := e.options.pool
	o.Connect = func(ctx context.Context) (*link, error) {
		conn, err := c.Connect(ctx)
		if err != nil {
			return nil, err
		}
		return &link{conn: conn, stmts: driver.NewStmtCache(conn, e.options.stmtCache)}, nil
	}
	o.Ping = func(ctx context.Context, l *link) error { return l.conn.Ping(ctx) }
	o.Reset = e.reset
	o.Close = func(l *link) error { return errors.Join(l.stmts.Close(), l.conn.Close()) }
	switch single, ok := c.(driver.SingleConnector); {
	case e.options.newPool != nil:
		return e.options.newPool(o)
	case ok && single.SingleConnection():
		return pool.NewStatic(o)
	}
	return pool.NewQueue(o)
}

// maxKept is the size of a key that is kept for the next statement: a large INSERT must not occupy its memory for good.
const maxKept = 64 << 10

// reset makes a connection ready for its next user.
func (e *Engine) reset(ctx context.Context, l *link) error {
	if cap(l.key.Bytes()) > maxKept {
		l.key = expr.Key{}
	}
	l.key.Reset()
	if l.conn.InTransaction() {
		if err := l.exec(ctx, "ROLLBACK"); err != nil {
			return err
		}
	}
	return e.setIsolation(ctx, l, e.options.isolation)
}

// exec runs a statement of the engine's own.
func (l *link) exec(ctx context.Context, sql string) error {
	s, err := l.stmts.Get(ctx, 0, sql)
	if err != nil {
		return err
	}
	_, err = s.Exec(ctx)
	return err
}

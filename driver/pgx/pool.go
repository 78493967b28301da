package pgx

import (
	"context"
	"fmt"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// FromPool makes a Connector of a pool that the program has already: Connect acquires a connection, and closing that releases it. A connection in
// an unknown state, in a transaction, or with unread rows is destroyed instead. The pool's own settings count: its time zone, its
// timeouts. Closing the engine leaves it open.
//
// Prepared statements stay on the connection for the next lease, under names that pgx does not use. A pool whose DefaultQueryExecMode keeps no
// statements is taken to be behind a pooler such as PgBouncer, and then none are kept.
//
//	e, err := engine.Open("postgresql://", engine.Connector(pgx.FromPool(pool)))
//
// SQLAlchemy: none; its creator argument comes near.
func FromPool(p *pgxpool.Pool) driver.PooledConnector {
	k := &poolConnector{pool: p}
	switch p.Config().ConnConfig.DefaultQueryExecMode {
	case pgx.QueryExecModeCacheStatement:
	default:
		k.common.pooler = true
	}
	return k
}

type poolConnector struct {
	pool   *pgxpool.Pool
	common common
}

var _ driver.PooledConnector = (*poolConnector)(nil)

// Pooled is true.
func (k *poolConnector) Pooled() bool { return true }

// Connect acquires a connection of the pool.
func (k *poolConnector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, stopped(err)
	}
	lease, err := k.pool.Acquire(ctx)
	if err != nil {
		return nil, connectFailed(ctx, &k.pool.Config().ConnConfig.Config, err)
	}
	pg := lease.Conn().PgConn()
	if got := pg.ParameterStatus("client_encoding"); got != "UTF8" {
		lease.Release()
		return nil, misconfigured("client_encoding", fmt.Sprintf("the pool's connections have %s (set it to UTF8: Go's text is that)", got))
	}
	c := newConn(pg, &k.common)
	left := leftBy(pg)
	c.names, c.kept = &left.names, left.keptFor(&k.common)
	c.release = lease.Release
	return c, nil
}

// leftover is what a connection of a pool keeps from one lease to the next.
type leftover struct {
	names names
	kept  map[*common]*kept
}

// leftoverKey is where it lies in the connection.
const leftoverKey = "github.com/azoth-orm/azoth/driver/pgx"

func leftBy(pg *pgconn.PgConn) *leftover {
	l, ok := pg.CustomData()[leftoverKey].(*leftover)
	if !ok {
		l = &leftover{kept: make(map[*common]*kept)}
		pg.CustomData()[leftoverKey] = l
	}
	return l
}

// keptFor are the statements of a connector: two of them may share a pool.
func (l *leftover) keptFor(owner *common) *kept {
	k := l.kept[owner]
	if k == nil && !owner.pooler {
		k = newKept(&l.names)
		l.kept[owner] = k
	}
	return k
}

package pgx

import (
	"context"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

// conn is one connection. It belongs to one goroutine at a time, not to a particular one.
type conn struct {
	pg   *pgconn.PgConn
	wire *pgproto3.Frontend
	// common is what the connections of a connector share.
	common *common
	// pooler says that a pooler may stand in between: no statement keeps a name.
	pooler bool
	// release gives the connection back to the pool that it came from; nil closes it.
	release func()

	watch  watch
	socket socketPeek
	// stream is the result that is being read from the network, nil when the connection is free.
	stream *rows
	// dead is the error of every call once the connection is lost or closed.
	dead error

	// deferred is a BEGIN that waits for the first statement; see deferred.go.
	deferred string

	names *names
	// kept are statements that stay for the next lease of a pool's connection; nil if the connection is our own.
	kept    *kept
	out     messages
	altered bool // the open transaction has changed the schema
	// changed says that a statement may have changed what a rollback does not bring back; see session.go.
	changed bool
	settled bool // something was changed that is to stay
}

var (
	_ driver.Conn         = (*conn)(nil)
	_ driver.ParamLimiter = (*conn)(nil)
	_ driver.Versioned    = (*conn)(nil)
)

func newConn(pg *pgconn.PgConn, common *common) *conn {
	c := &conn{pg: pg, wire: pg.Frontend(), common: common, pooler: common.pooler, names: &names{}}
	c.wire.SetMaxBodyLen(maxMessage)
	return c
}

// maxMessage is more than the largest message that PostgreSQL sends. A length beyond it is no message, and no reason to allocate that
// much.
const maxMessage = 1 << 30

// maxParams is the largest number of parameters: the protocol counts them in 16 bits.
const maxParams = 65535

// MaxParams is the protocol's limit on parameters.
func (c *conn) MaxParams() int { return maxParams }

// CommitsAlone is true: PostgreSQL has no other way.
func (c *conn) CommitsAlone() bool { return true }

// ServerVersion is what the server said when the connection was made: "15.4 (Debian 15.4-1)".
func (c *conn) ServerVersion() string { return c.pg.ParameterStatus("server_version") }

// InTransaction tells whether a transaction is open, a failed one too, as the server said after the last statement.
func (c *conn) InTransaction() bool {
	return c.dead == nil && (c.deferred != "" || c.pg.TxStatus() != 'I')
}

// Raw is the *pgconn.PgConn. It must not be used while Rows are open.
func (c *conn) Raw() any {
	_ = c.runDeferred(context.Background()) // if it fails, the connection says so from then on
	return c.pg
}

// pingTimeout limits a Ping whose ctx does not.
const pingTimeout = 5 * time.Second

// Ping asks the server for a sign of life with an empty statement. Without an answer in time the connection is lost.
func (c *conn) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingTimeout)
	defer cancel()
	if err := c.enter(ctx, abrupt); err != nil {
		return err
	}
	c.sendDeferred()
	c.sendDirect("")
	return c.finish()
}

// closeTimeout limits how long Close tries to say goodbye.
const closeTimeout = 2 * time.Second

// Close closes the connection with its statements and rows. Closing twice is not an error.
func (c *conn) Close() error {
	if c.dead == driver.ErrClosed {
		return nil
	}
	clean := c.dead == nil && c.stream == nil && !c.changed && !c.settled
	isLost := c.dead != nil
	if c.stream != nil {
		c.stream.abandon()
	}
	c.dead = driver.ErrClosed
	c.watch.disarm()
	switch {
	case c.release != nil:
		if !clean {
			c.hangUp() // so that the pool destroys it
		}
		c.release()
	case !isLost:
		ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
		defer cancel()
		_ = c.pg.Close(ctx) // the socket is closed in any case
	}
	return nil
}

// enter begins a call: it refuses a dead connection and an ended ctx, frees the network of an open result, and watches ctx.
func (c *conn) enter(ctx context.Context, how manner) error {
	if c.dead != nil {
		return c.dead
	}
	if err := ctx.Err(); err != nil {
		return stopped(err)
	}
	if c.stream != nil {
		if err := c.stream.park(ctx); err != nil {
			return err
		}
	}
	return c.begin(ctx, how)
}

// lose marks the connection as lost and gives the error that every call returns from now on.
func (c *conn) lose(err error) error {
	if c.dead != nil {
		return c.dead
	}
	if cause := c.watch.abandon(); cause != nil {
		if timedOut(err) {
			err = errSilent
		}
		err = &interrupted{cause: cause, err: err}
	}
	c.dead = lost(err)
	c.stream = nil
	c.hangUp()
	return c.dead
}

// hangUp closes the socket without a word: whoever reads the other end learns from that.
func (c *conn) hangUp() {
	_ = c.pg.Conn().Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_ = c.pg.Close(ctx) // marks it as closed for the pool that it may come from
}

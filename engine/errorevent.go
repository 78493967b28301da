package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// ErrorEvent is an error of the database or of the driver, before the caller gets it.
//
// SQLAlchemy: ExceptionContext.
type ErrorEvent struct {
	// Connection is where it happened, and must not be used; nil if there is none, because it could not be made.
	Connection *Connection
	// SQL is the statement as the database got it, "" if there was none. Args are its values, Many says that it was to run once for each of
	// them.
	SQL  string
	Args [][]types.Value
	Many bool
	// PrePing says that a connection that was idle gave no sign of life. It is replaced, and nobody gets the error.
	PrePing bool
	// Original is what the driver reported.
	Original error
	// Err is what the caller gets: Original with its class and statement. A hook may put another error in its place, which should wrap it.
	Err error
	// Disconnect says that the connection is lost, and may be changed: for an error whose meaning the dialect does not know.
	Disconnect bool
	// InvalidatePool says that with this connection all others of the pool are taken for lost. It is true unless a hook says otherwise, and
	// counts if Disconnect is true.
	InvalidatePool bool
}

// handle lets the listeners look at an error and replace it.
func (l *listeners) handle(ctx context.Context, ev *ErrorEvent) {
	ev.InvalidatePool = true
	for h := range l.all() {
		if h.HandleError != nil {
			h.HandleError(ctx, ev)
		}
	}
}

// revealsParams tells whether somebody may see the values of a statement that fails.
func (c *Connection) revealsParams() bool {
	return c.engine.showsParams() || c.listeners.any()
}

// failure classifies an error of the driver and takes notice of what it did to the connection and to the transaction.
func (c *Connection) failure(ctx context.Context, sql string, args []types.Value, err error) error {
	return c.failRows(ctx, sql, [][]types.Value{args}, err)
}

// failRows is failure of a statement that had many rows.
func (c *Connection) failRows(ctx context.Context, sql string, args [][]types.Value, err error) error {
	ev := ErrorEvent{Connection: c, SQL: sql, Args: args, Many: len(args) > 1, Original: err}
	ev.Err = c.engine.newStatementError(sql, args, ev.Many, err)
	ev.Disconnect = errors.Is(ev.Err, dialect.ErrDisconnect)
	c.handle(ctx, &ev)
	if ev.Disconnect && c.wrote && (c.single || c.tx != nil && c.tx.root().auto) { // the statement was its own transaction
		ev.Err = fmt.Errorf("%w: %w", ErrCommitUnknown, ev.Err)
	}
	c.notice(ev.Err)
	return ev.Err
}

// handle lets the listeners replace an error, and gives the connection up if it is lost.
func (c *Connection) handle(ctx context.Context, ev *ErrorEvent) {
	lost := ev.Disconnect
	c.listeners.handle(ctx, ev)
	if !ev.Disconnect {
		return
	}
	if !lost && !errors.Is(ev.Err, dialect.ErrDisconnect) { // a hook knows it
		ev.Err = fmt.Errorf("%w: %w", dialect.ErrDisconnect, ev.Err)
	}
	c.lose(ev.Err)
	if ev.InvalidatePool {
		c.engine.pool.Invalidate()
	}
}

// lose gives the connection up: it does not go back to the pool.
func (c *Connection) lose(why error) {
	c.broken, c.link.why = true, why
}

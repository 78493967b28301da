package pgx

import (
	"sync/atomic"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgconn"
)

// settle ends a call whose reply has been read to its end, and gives its error.
func (c *conn) settle(o *outcome) error {
	cause := c.endWatch()
	c.notice(o)
	if o.reported == nil {
		return nil
	}
	err := &Error{o.reported}
	c.outdated(o.reported)
	if o.reported.Code != queryCanceled {
		return err
	}
	if cause == nil {
		cause = c.watch.ended() // a statement_timeout was faster
	}
	switch {
	case cause == nil:
		return err
	case c.dead != nil:
		return c.dead
	}
	return &driver.StoppedError{Driver: name, Cause: cause, Err: err}
}

// The SQLSTATEs that the driver itself acts on.
const (
	queryCanceled       = "57014"
	featureNotSupported = "0A000"
	noSuchStatement     = "26000"
	protocolViolation   = "08P01"
)

// notice takes note of what a statement did to those that are prepared. What one transaction changes counts for other sessions when it is
// committed, so it is noted twice.
func (c *conn) notice(o *outcome) {
	switch {
	case o.verb == changed:
		c.altered = true
		c.common.schema.Add(1)
	case o.verb == discarded:
		c.names.forgotten++
	}
	if c.altered && c.pg.TxStatus() == 'I' {
		c.altered = false
		c.common.schema.Add(1)
	}
}

// outdated takes note of an error that says that prepared statements do not fit the schema any more, or are gone.
func (c *conn) outdated(e *pgconn.PgError) {
	switch {
	case e.Code == featureNotSupported && e.Routine == "RevalidateCachedQuery", // cached plan must not change result type
		e.Code == protocolViolation && c.pooler: // bind message has 2 result formats but query has 3 columns
		c.common.schema.Add(1)
	case e.Code == noSuchStatement:
		c.names.forgotten++
	}
}

// common is what the connections of a connector share.
type common struct {
	pooler bool
	// schema counts the changes of the schema that the connections have seen. A statement that was prepared before the last one is
	// prepared anew: PostgreSQL refuses to run one whose columns have changed.
	schema  atomic.Uint64
	catalog catalog
}

// ended is the error of the ctx that is watched.
func (w *watch) ended() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.armed == nil {
		return nil
	}
	return w.armed.ctx.Err()
}

package pgx

import (
	"context"

	"github.com/azoth-orm/azoth/driver"
)

// A BEGIN by itself costs a round trip and tells nothing that the program waits for. So it waits for the first statement and is sent in
// front of it, in the same request.

var _ driver.Deferrer = (*conn)(nil)

// DeferBegin makes sql run right before the next statement.
func (c *conn) DeferBegin(sql string) { c.deferred = sql }

// sendDeferred sends what was deferred as the first part of a request.
func (c *conn) sendDeferred() {
	if c.deferred == "" {
		return
	}
	sql := c.deferred
	c.deferred = ""
	c.sendDirect(sql)
}

// runDeferred runs what was deferred in a request of its own.
func (c *conn) runDeferred(ctx context.Context) error {
	if c.deferred == "" {
		return nil
	}
	if err := c.enter(ctx, await); err != nil {
		return err
	}
	c.sendDeferred()
	return c.finish()
}

// endsDeferred tells whether the statement ends a transaction that was never begun, which is forgotten then.
func (s *stmt) endsDeferred() bool {
	if s.kind != control || s.conn == nil || s.conn.deferred == "" || s.sql != "COMMIT" && s.sql != "ROLLBACK" {
		return false
	}
	s.conn.deferred = ""
	return true
}

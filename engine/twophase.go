package engine

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// TwoPhase is a transaction that commits in two steps: after Prepare the database can commit it whatever happens, also after a restart,
// and holds its locks until somebody says which way it goes. It belongs to its connection's goroutine.
//
// SQLAlchemy: TwoPhaseTransaction.
type TwoPhase struct {
	c        *Connection
	tx       *Transaction
	xid      string
	prepared bool
	ended    bool
}

// BeginTwoPhase begins a transaction that commits in two steps, under a name that is its own in the whole server; "" makes one up.
//
// SQLAlchemy: Connection.begin_twophase.
func (c *Connection) BeginTwoPhase(ctx context.Context, xid string) (*TwoPhase, error) {
	if _, err := c.twoPhase(); err != nil {
		return nil, err
	}
	if xid == "" {
		xid = "_azoth_" + rand.Text()
	}
	c.xid = xid
	tx, err := c.Begin(ctx)
	c.xid = ""
	if err != nil {
		return nil, err
	}
	return &TwoPhase{c: c, tx: tx, xid: xid}, nil
}

// twoPhase is how the database speaks of such transactions.
func (c *Connection) twoPhase() (*dialect.TwoPhase, error) {
	d := c.engine.Dialect()
	if d.TwoPhase == nil {
		return nil, fmt.Errorf("engine: %s has no transactions that commit in two steps (use Begin)", d.Name)
	}
	return d.TwoPhase, nil
}

// XID is the name of the transaction.
func (t *TwoPhase) XID() string { return t.xid }

// Prepare does the first step. The connection is free after it; the transaction waits for Commit or Rollback, or for
// [Connection.CommitPrepared] of any other connection.
//
// SQLAlchemy: TwoPhaseTransaction.prepare.
func (t *TwoPhase) Prepare(ctx context.Context) error {
	if t.ended || t.prepared || t.c.tx != t.tx {
		return ErrNotActive
	}
	if err := t.c.enter(); err != nil {
		return err
	}
	defer t.c.leave()
	if t.c.failed != nil {
		return fmt.Errorf("%w: %w", ErrInactive, t.c.failed)
	}
	if err := t.c.endCursors(ErrResultEnded); err != nil {
		return err
	}
	t.c.transactionEvent(ctx, Prepare, t.xid)
	if err := t.c.decide(ctx, t.c.engine.Dialect().TwoPhase.Prepare(t.xid)); err != nil {
		return err
	}
	t.prepared = true
	t.c.finish()
	return nil
}

// Commit does the second step, or both if Prepare was not called. If the connection broke meanwhile the error Is [ErrCommitUnknown]; of a
// prepared transaction [Connection.Prepared] tells whether it still waits.
//
// SQLAlchemy: TwoPhaseTransaction.commit.
func (t *TwoPhase) Commit(ctx context.Context) error {
	if t.ended {
		return ErrNotActive
	}
	t.ended = true
	if !t.prepared {
		return t.tx.Commit(ctx)
	}
	return t.c.CommitPrepared(ctx, t.xid)
}

// Rollback rolls the transaction back, prepared or not. Of one that has ended it does nothing.
//
// SQLAlchemy: TwoPhaseTransaction.rollback.
func (t *TwoPhase) Rollback(ctx context.Context) error {
	if t.ended {
		return nil
	}
	t.ended = true
	if !t.prepared {
		return t.tx.Rollback(ctx)
	}
	return t.c.RollbackPrepared(ctx, t.xid)
}

// CommitPrepared commits a transaction that was prepared, on this connection or another one, before a restart or after.
//
// SQLAlchemy: Connection.commit_prepared.
func (c *Connection) CommitPrepared(ctx context.Context, xid string) error {
	return c.endPrepared(ctx, CommitPrepared, xid, func(t *dialect.TwoPhase) string { return t.Commit(xid) })
}

// RollbackPrepared rolls back a transaction that was prepared.
//
// SQLAlchemy: Connection.rollback_prepared.
func (c *Connection) RollbackPrepared(ctx context.Context, xid string) error {
	return c.endPrepared(ctx, RollbackPrepared, xid, func(t *dialect.TwoPhase) string { return t.Rollback(xid) })
}

// endPrepared runs a statement that ends a prepared transaction. Such a statement stands in no transaction.
func (c *Connection) endPrepared(ctx context.Context, kind TransactionKind, xid string, statement func(*dialect.TwoPhase) string) error {
	t, err := c.twoPhase()
	if err != nil {
		return err
	}
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	if c.tx != nil {
		return ErrTransactionOpen
	}
	c.transactionEvent(ctx, kind, xid)
	return c.decide(ctx, statement(t))
}

// decide runs a statement after which a transaction is prepared, committed or rolled back: if the connection breaks meanwhile nobody knows.
func (c *Connection) decide(ctx context.Context, sql string) error {
	h, sql, _ := c.hear(ctx, RawSQL, sql)
	err := c.link.exec(ctx, sql)
	if err != nil {
		err = c.failure(ctx, sql, nil, err)
		if c.broken {
			err = fmt.Errorf("%w: %w", ErrCommitUnknown, err)
		}
	}
	h.finished(0, err)
	return err
}

// Prepared are the names of the transactions that are prepared and wait for the second step.
//
// SQLAlchemy: Connection.recover_twophase.
func (c *Connection) Prepared(ctx context.Context) ([]string, error) {
	t, err := c.twoPhase()
	if err != nil {
		return nil, err
	}
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	began := c.tx == nil
	var xids []string
	err = c.each(ctx, t.List, func(v types.Value) { xids = append(xids, v.Text()) })
	if began { // so that the next call may end one of them
		err = errors.Join(err, c.rollback(ctx))
	}
	return xids, err
}

package engine

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
)

// Transaction is a transaction of a [Connection], or a savepoint in one. It belongs to the connection's goroutine.
//
// SQLAlchemy: RootTransaction, NestedTransaction.
type Transaction struct {
	c      *Connection
	parent *Transaction // nil for the transaction itself
	name   string       // of a savepoint
	auto   bool         // there is nothing to begin and to end: AUTOCOMMIT, or one statement alone
	alone  bool         // one statement is the whole transaction
	ended  bool
}

func (t *Transaction) root() *Transaction {
	for t.parent != nil {
		t = t.parent
	}
	return t
}

// Active tells whether t can still be committed or rolled back: it has not ended, and neither has the transaction around it.
//
// SQLAlchemy: Transaction.is_active.
func (t *Transaction) Active() bool { return !t.ended && t.c.InTransaction() }

// Begin begins a transaction now instead of with the first statement. One that is open already is [ErrTransactionOpen].
//
// SQLAlchemy: Connection.begin.
func (c *Connection) Begin(ctx context.Context) (*Transaction, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	if c.tx != nil {
		return nil, ErrTransactionOpen
	}
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	return c.tx, nil
}

// begin makes sure that there is a transaction that can be used.
func (c *Connection) begin(ctx context.Context) error {
	switch {
	case c.failed != nil:
		return fmt.Errorf("%w: %w", ErrInactive, c.failed)
	case c.broken:
		return fmt.Errorf("%w: the connection is lost", ErrClosed)
	case c.tx != nil || c.single:
		return nil
	}
	c.wrote, c.savepoints = false, 0
	if c.isolation != Autocommit {
		c.beginEvent(ctx)
	}
	err := c.start(ctx)
	if err != nil && !c.used && c.broken && c.replace(ctx) == nil {
		err = c.start(ctx)
	}
	c.used = true
	return err
}

// beginEvent tells the listeners that a transaction begins.
func (c *Connection) beginEvent(ctx context.Context) {
	if c.xid != "" {
		c.transactionEvent(ctx, BeginTwoPhase, c.xid)
		return
	}
	c.transactionEvent(ctx, Begin, "")
}

// start sets the isolation level and begins a transaction.
func (c *Connection) start(ctx context.Context) error {
	begin, err := c.engine.prepareIsolation(ctx, c.link, c.isolation)
	if err != nil {
		return c.failure(ctx, "", nil, err)
	}
	if c.isolation == Autocommit {
		c.tx = &Transaction{c: c, auto: true}
		return nil
	}
	if c.link.deferrer != nil && c.fresh() {
		c.link.deferrer.DeferBegin(begin)
		c.unproven = !c.used
	} else if err := c.link.exec(ctx, begin); err != nil {
		return c.failure(ctx, begin, nil, err)
	}
	c.tx = &Transaction{c: c}
	return nil
}

// freshness is how long a connection may have been idle to be taken for alive. One that was idle for longer shows it by its answer to BEGIN,
// and can be replaced then: no statement of the program depends on it yet.
const freshness = time.Second

// fresh tells whether the connection need not show that it is alive: it was in use just now, or there is no network.
func (c *Connection) fresh() bool {
	return c.used || c.lease.Idle() < freshness || c.engine.Dialect().Features.InProcess
}

// beginsPlainly tells whether a transaction begins as the database's own do: without an isolation level or a BEGIN that somebody has chosen.
func (c *Connection) beginsPlainly() bool {
	return c.isolation == "" && c.link.level == "" && c.engine.options.begin == defaultBegin
}

// BeginAlone begins a transaction for one statement, which is not sent BEGIN before nor COMMIT behind: the database commits it by itself. It
// tells whether that can be; if not, nothing has happened. If the connection breaks while the statement runs, the error of the statement
// Is [ErrCommitUnknown].
func (c *Connection) BeginAlone(ctx context.Context) (bool, error) {
	if err := c.enter(); err != nil {
		return false, err
	}
	defer c.leave()
	if c.tx != nil || c.single || c.broken || !c.beginsPlainly() || !driver.CommitsAlone(c.link.conn) || !c.fresh() {
		return false, nil
	}
	c.transactionEvent(ctx, Begin, "")
	c.tx, c.wrote, c.used = &Transaction{c: c, auto: true, alone: true}, false, true
	return true, nil
}

// attempt runs the first statement of a transaction, or any other. If the first one, with which BEGIN was sent, finds the connection dead,
// it runs on another: the transaction cannot have been committed.
func (c *Connection) attempt(ctx context.Context, run func() error) error {
	err := run()
	if !c.unproven {
		return err
	}
	c.unproven = false
	if err == nil || !c.broken || c.replace(ctx) != nil {
		return err
	}
	tx := c.tx
	if err := c.start(ctx); err != nil {
		return err
	}
	c.tx, c.unproven = tx, false
	return run()
}

// replace takes another connection in the place of one that was found dead before anything ran on it: nothing is repeated and nothing lost.
func (c *Connection) replace(ctx context.Context) error {
	lease, err := c.engine.pool.Checkout(ctx)
	if err != nil {
		return err
	}
	c.lease.Discard()
	c.lease, c.link = lease, lease.Conn()
	c.broken, c.failed = false, nil
	return nil
}

// BeginNested begins a savepoint, in a transaction that it begins if there is none: SAVEPOINT sa_savepoint_1.
//
// SQLAlchemy: Connection.begin_nested.
func (c *Connection) BeginNested(ctx context.Context) (*Transaction, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	if !c.engine.Dialect().Features.Savepoints {
		return nil, fmt.Errorf("engine: BeginNested: %s has no savepoints", c.engine.Dialect().Name)
	}
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	c.savepoints++
	t := &Transaction{c: c, parent: c.tx, name: "sa_savepoint_" + strconv.Itoa(c.savepoints), auto: c.tx.root().auto}
	if err := c.savepoint(ctx, Savepoint, t); err != nil {
		return nil, err
	}
	c.tx = t
	return t, nil
}

var savepointVerbs = map[TransactionKind]string{
	Savepoint: "SAVEPOINT ", Release: "RELEASE SAVEPOINT ", RollbackTo: "ROLLBACK TO SAVEPOINT ",
}

// savepoint runs a statement about a savepoint.
func (c *Connection) savepoint(ctx context.Context, kind TransactionKind, t *Transaction) error {
	if t.auto {
		return nil
	}
	sql := savepointVerbs[kind] + c.engine.Dialect().Grammar.Quoting.Quote(t.name)
	c.transactionEvent(ctx, kind, t.name)
	h, sql, _ := c.hear(ctx, NoKey, sql)
	err := c.attempt(ctx, func() error {
		if err := c.link.exec(ctx, sql); err != nil {
			return c.failure(ctx, sql, nil, err)
		}
		return nil
	})
	h.finished(0, err)
	return err
}

var errNotAlone = errors.New("engine: the transaction is one statement, which has run")

// Commit commits the transaction, or releases the savepoint. Results that are open end.
//
// SQLAlchemy: Transaction.commit.
func (t *Transaction) Commit(ctx context.Context) error {
	return t.end(ctx, Release, t.c.commit)
}

// Rollback rolls the transaction back, or returns to the savepoint. Results that are open end. It works when ctx has ended, too. Of a
// transaction that has ended it does nothing.
//
// SQLAlchemy: Transaction.rollback.
func (t *Transaction) Rollback(ctx context.Context) error {
	if t.ended {
		return nil
	}
	return t.end(ctx, RollbackTo, t.c.rollback)
}

// end ends t: a savepoint with a statement, the transaction with whole.
func (t *Transaction) end(ctx context.Context, kind TransactionKind, whole func(context.Context) error) error {
	c := t.c
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	if t.parent == nil {
		if t.ended {
			return ErrNotActive
		}
		return whole(ctx)
	}
	if t.ended || c.tx != t {
		return ErrNotActive
	}
	if c.failed != nil {
		t.ended, c.tx = true, t.parent
		return fmt.Errorf("%w: %w", ErrInactive, c.failed)
	}
	if err := c.endCursors(ErrResultEnded); err != nil && kind == Release {
		return err
	}
	if kind == RollbackTo {
		var cancel context.CancelFunc
		ctx, cancel = lasting(ctx)
		defer cancel()
	}
	if err := c.savepoint(ctx, kind, t); err != nil {
		return err
	}
	t.ended, c.tx = true, t.parent
	return nil
}

// Commit commits the transaction with all its savepoints. Without one it does nothing. If it fails, the transaction can only be rolled
// back; if the connection broke meanwhile the error Is [ErrCommitUnknown].
//
// SQLAlchemy: Connection.commit.
func (c *Connection) Commit(ctx context.Context) error {
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	return c.commit(ctx)
}

func (c *Connection) commit(ctx context.Context) error {
	if c.failed != nil {
		return fmt.Errorf("%w: %w", ErrInactive, c.failed)
	}
	if c.tx == nil {
		return nil
	}
	if err := c.endCursors(ErrResultEnded); err != nil {
		return err
	}
	if root := c.tx.root(); !root.auto || root.alone {
		c.transactionEvent(ctx, Commit, "")
	}
	if !c.tx.root().auto {
		if err := c.link.exec(ctx, "COMMIT"); err != nil {
			return c.commitFailed(ctx, err)
		}
	}
	c.finish()
	return nil
}

// commitFailed finds out what became of the transaction.
func (c *Connection) commitFailed(ctx context.Context, err error) error {
	ev := ErrorEvent{Connection: c, SQL: "COMMIT", Original: err, Err: c.engine.newStatementError("COMMIT", nil, false, err)}
	ev.Disconnect = errors.Is(ev.Err, dialect.ErrDisconnect)
	var reported *dialect.Error
	unknown := !errors.As(ev.Err, &reported) && !c.link.conn.InTransaction()
	c.handle(ctx, &ev)
	if ev.Disconnect || unknown {
		ev.Err = fmt.Errorf("%w: %w", ErrCommitUnknown, ev.Err)
		c.lose(ev.Err)
	}
	c.failed = ev.Err
	return ev.Err
}

// finish notes that the transaction has ended.
func (c *Connection) finish() {
	for t := c.tx; t != nil; t = t.parent {
		t.ended = true
	}
	c.tx, c.failed, c.wrote = nil, nil, false
}

// Rollback rolls the transaction back. Without one it does nothing. It works when ctx has ended, too, and after an error that ended
// the transaction, of which it clears the connection.
//
// SQLAlchemy: Connection.rollback.
func (c *Connection) Rollback(ctx context.Context) error {
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	return c.rollback(ctx)
}

func (c *Connection) rollback(ctx context.Context) error {
	if c.tx == nil {
		return nil
	}
	_ = c.endCursors(ErrResultEnded) // what their ends report is undone
	root := c.tx.root()
	c.finish()
	if root.auto && !root.alone || c.broken {
		return nil
	}
	c.transactionEvent(ctx, Rollback, "")
	if root.auto || !c.link.conn.InTransaction() {
		return nil // the database has done it
	}
	ctx, cancel := lasting(ctx)
	defer cancel()
	if err := c.link.exec(ctx, "ROLLBACK"); err != nil {
		ev := ErrorEvent{Connection: c, SQL: "ROLLBACK", Original: err, Err: c.engine.newStatementError("ROLLBACK", nil, false, err)}
		c.lose(ev.Err)
		c.listeners.handle(ctx, &ev)
		return ev.Err
	}
	return nil
}

// rollbackTimeout limits a rollback whose caller can no longer limit it.
const rollbackTimeout = 5 * time.Second

// lasting is ctx, or, if it has ended, one that lasts long enough to clean up.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	if ctx.Err() == nil {
		return ctx, func() {}
	}
	return context.WithTimeout(context.WithoutCancel(ctx), rollbackTimeout)
}

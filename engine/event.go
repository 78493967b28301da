package engine

import (
	"context"
)

// Hooks are functions that an engine calls. A nil one is not called, and costs nothing. Hooks run on the goroutine that uses the connection;
// but for [Hooks.Connect] they must not use that connection, which answers with [ErrConcurrentUse]. They must be safe for concurrent use if
// the engine is used so. What happens in the pool is told to [PoolHooks].
//
// SQLAlchemy: ConnectionEvents.
type Hooks struct {
	// BeforeExecute is called with a statement before it is compiled, and may replace it. Its error ends the execution: nothing is sent. The
	// statements that a flush makes are not executed as objects; Statement hears of them. SQLAlchemy: before_execute.
	BeforeExecute func(ctx context.Context, e *ExecuteEvent) error
	// AfterExecute is called when the statement of BeforeExecute has been executed, or has failed: before the first row is read.
	// SQLAlchemy: after_execute.
	AfterExecute func(ctx context.Context, e *ExecutedEvent)
	// Statement is called before SQL is sent to the database, and may change the text and the bound values. The event is valid until
	// AfterStatement returns. SQLAlchemy: before_cursor_execute.
	Statement func(ctx context.Context, e *StatementEvent)
	// AfterStatement is called when SQL has run to its end: when it failed, or when the rows that it gave are closed. The event is valid
	// during the call. SQLAlchemy: after_cursor_execute.
	AfterStatement func(ctx context.Context, e *StatementDone)
	// HandleError is called with an error of the database or of the driver before the caller gets it, and may replace it.
	// SQLAlchemy: handle_error.
	HandleError func(ctx context.Context, e *ErrorEvent)
	// Transaction is called before a transaction begins or ends, or a savepoint does. SQLAlchemy: begin, commit and so on.
	Transaction func(ctx context.Context, e TransactionEvent)
	// Connect is called with a connection that [Engine.Connect] is about to return, or that the engine has taken for one statement. It may
	// run statements; a transaction that it leaves open is committed. Its error is that of Connect. SQLAlchemy: engine_connect.
	Connect func(ctx context.Context, c *Connection) error
	// Disposed is called when [Engine.Close] has closed the engine, or one that shares its pool. SQLAlchemy: engine_disposed.
	Disposed func(ctx context.Context, e *Engine)

	// First puts the hooks before those that are there, not behind. SQLAlchemy: insert=True.
	First bool
	// Once calls each of the hooks for its first event only. SQLAlchemy: once=True.
	Once bool
}

// TransactionEvent is a transaction that is about to begin or to end.
//
// SQLAlchemy: begin, commit, rollback, savepoint, release_savepoint, rollback_savepoint, begin_twophase, prepare_twophase,
// commit_twophase, rollback_twophase.
type TransactionEvent struct {
	Kind TransactionKind
	// Name is the name of a savepoint, or the xid of a transaction in two phases.
	Name string
	// Connection is where it happens; it must not be used.
	Connection *Connection
}

// TransactionKind is what happens to a transaction.
type TransactionKind uint8

// What happens to a transaction.
const (
	Begin TransactionKind = iota
	Commit
	Rollback
	Savepoint
	Release
	RollbackTo
	BeginTwoPhase
	Prepare
	CommitPrepared
	RollbackPrepared
)

var transactionKinds = [...]string{
	"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK SAVEPOINT",
	"BEGIN TWOPHASE", "PREPARE TWOPHASE", "COMMIT TWOPHASE", "ROLLBACK TWOPHASE",
}

// String is BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE SAVEPOINT, ROLLBACK SAVEPOINT, BEGIN TWOPHASE and so on.
func (k TransactionKind) String() string { return transactionKinds[k] }

// transactionEvent tells the listeners.
func (c *Connection) transactionEvent(ctx context.Context, kind TransactionKind, name string) {
	for h := range c.listeners.all() {
		if h.Transaction != nil {
			h.Transaction(ctx, TransactionEvent{Kind: kind, Name: name, Connection: c})
		}
	}
	if c.engine.options.echo != nil {
		c.engine.echoTransaction(ctx, kind, name)
	}
}

// connectEvent gives the listeners a connection that was taken from the pool.
func (c *Connection) connectEvent(ctx context.Context) error {
	for h := range c.listeners.all() {
		if h.Connect == nil {
			continue
		}
		if err := h.Connect(ctx, c); err != nil {
			return err
		}
		if err := c.Commit(ctx); err != nil {
			return err
		}
	}
	return nil
}

// disposedEvent tells the listeners.
func (e *Engine) disposedEvent() {
	for h := range e.listeners.all() {
		if h.Disposed != nil {
			h.Disposed(context.Background(), e)
		}
	}
}

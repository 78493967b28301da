package engine

import (
	"context"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// Hooks are functions that an engine calls. A nil one is not called. They run on the goroutine that uses the connection, and must
// not use it.
//
// SQLAlchemy: ConnectionEvents.
type Hooks struct {
	// Statement is called before a statement is sent to the database. The event is valid during the call.
	Statement func(ctx context.Context, e *StatementEvent)
	// Transaction is called before a transaction begins or ends, or a savepoint does.
	Transaction func(ctx context.Context, e TransactionEvent)
}

// StatementEvent is a statement that is about to be sent.
//
// SQLAlchemy: before_cursor_execute.
type StatementEvent struct {
	// SQL is the text as the database gets it.
	SQL string
	// Args are the bound values, in the form that the database gets: one list, or, if Many, one for each run.
	Args [][]types.Value
	// Many says that the statement runs once for each of Args, or has them as rows that are bound as arrays. SQLAlchemy: executemany.
	Many bool
	// Source is where the text came from.
	Source Source
	// Took is how long the compilation took, Age how old a cached text is.
	Took, Age time.Duration
}

// Source is where the SQL of a statement came from.
type Source uint8

const (
	// Generated says that the statement was compiled for this run.
	Generated Source = iota
	// Cached says that the compiled statement was in the cache.
	Cached
	// NoKey says that statements of this kind are not cached: DDL, savepoints.
	NoKey
	// RawSQL says that the text is the engine's own.
	RawSQL
)

// Cached tells whether the compiled statement was in the cache.
func (e *StatementEvent) Cached() bool { return e.Source == Cached }

// Values are the bound values as Go values: a list, or, if Many, a list of lists.
func (e *StatementEvent) Values() []any {
	if !e.Many {
		if len(e.Args) == 0 {
			return []any{}
		}
		return goValues(e.Args[0])
	}
	out := make([]any, len(e.Args))
	for i, row := range e.Args {
		out[i] = goValues(row)
	}
	return out
}

func goValues(vs []types.Value) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = v.Any()
	}
	return out
}

// TransactionEvent is a transaction that is about to begin or to end.
//
// SQLAlchemy: begin, commit, rollback, savepoint, release_savepoint, rollback_savepoint.
type TransactionEvent struct {
	Kind TransactionKind
	// Name is the name of a savepoint.
	Name string
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
)

var transactionKinds = [...]string{"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK SAVEPOINT"}

// String is BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE SAVEPOINT or ROLLBACK SAVEPOINT.
func (k TransactionKind) String() string { return transactionKinds[k] }

// transactionEvent tells the listeners.
func (e *Engine) transactionEvent(ctx context.Context, ev TransactionEvent) {
	for _, h := range e.options.hooks {
		if h.Transaction != nil {
			h.Transaction(ctx, ev)
		}
	}
	if e.options.echo != nil {
		e.echoTransaction(ctx, ev)
	}
}

// statementEvent tells the listeners.
func (e *Engine) statementEvent(ctx context.Context, ev *StatementEvent) {
	for _, h := range e.options.hooks {
		if h.Statement != nil {
			h.Statement(ctx, ev)
		}
	}
	if e.options.echo != nil {
		e.echoStatement(ctx, ev)
	}
}

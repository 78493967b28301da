package engine

import (
	"context"
	"fmt"

	"github.com/azoth-orm/azoth/expr"
)

// ExecuteEvent is a statement that is about to be executed.
//
// SQLAlchemy: before_execute.
type ExecuteEvent struct {
	// Connection is where; it must not be used.
	Connection *Connection
	// Statement, which is a *expr.Query, a *expr.InsertStatement and so on, may be replaced by one whose rows have the same Go type: statements are values, so that a hook copies and changes the copy.
	Statement expr.Statement
	// Params are the parameters of ExecuteMany, one for each run, and may be replaced; nil for a statement that runs once.
	Params []expr.Params
}

// ExecutedEvent is a statement that has been executed.
//
// SQLAlchemy: after_execute.
type ExecutedEvent struct {
	ExecuteEvent
	// Affected is the number of rows that were written; of a statement that gives rows it is 0, for they are still to be read.
	Affected int64
	// Err is why the execution failed.
	Err error
}

// executeHeard is execute with listeners around it.
func (c *Connection) executeHeard(ctx context.Context, st expr.Statement, r *resultRows) (expr.Rows, error) {
	ev, err := c.beforeExecute(ctx, st, nil)
	if err != nil {
		return nil, err
	}
	rows, err := c.executeUnheard(ctx, ev.Statement, r)
	affected := int64(0)
	if wrote, ok := rows.(expr.Wrote); ok {
		affected = int64(wrote)
	}
	ev.done(ctx, affected, err)
	return rows, err
}

// queryHeard is Query with listeners around it.
func (c *Connection) queryHeard(ctx context.Context, st expr.Statement, l Lowering) (*Cursor, error) {
	ev, err := c.beforeExecute(ctx, st, nil)
	if err != nil {
		return nil, err
	}
	k, err := c.queryUnheard(ctx, ev.Statement, l)
	ev.done(ctx, 0, err)
	return k, err
}

// beforeExecute lets the listeners replace a statement and its parameters.
func (c *Connection) beforeExecute(ctx context.Context, st expr.Statement, params []expr.Params) (*ExecuteEvent, error) {
	ev := &ExecuteEvent{Connection: c, Statement: expr.Plain(st), Params: params}
	for h := range c.listeners.all() {
		if h.BeforeExecute == nil {
			continue
		}
		if err := h.BeforeExecute(withOptions(ctx, ev.Statement), ev); err != nil {
			return nil, err
		}
	}
	if ev.Statement == nil || ev.Statement.ResultType() != st.ResultType() {
		return nil, fmt.Errorf("engine: BeforeExecute has put a %T in the place of a statement whose rows are %v: its own are others, and the caller "+
			"reads what it asked for", ev.Statement, st.ResultType())
	}
	return ev, ev.Statement.Err()
}

// done tells the listeners how it went.
func (e *ExecuteEvent) done(ctx context.Context, affected int64, err error) {
	done := &ExecutedEvent{ExecuteEvent: *e, Affected: affected, Err: err}
	for h := range e.Connection.listeners.all() {
		if h.AfterExecute != nil {
			h.AfterExecute(withOptions(ctx, e.Statement), done)
		}
	}
}

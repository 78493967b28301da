package engine

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// ExecuteMany runs a statement with parameters once for each of rows, as one event and with one prepared statement, and tells how many rows
// all runs wrote.
//
// SQLAlchemy: Connection.execute with a list, executemany.
func (c *Connection) ExecuteMany(ctx context.Context, st expr.Statement, rows []expr.Params) (int64, error) {
	if c.listeners.hearExecutions() {
		return c.executeManyHeard(ctx, st, rows)
	}
	return c.executeMany(ctx, st, rows)
}

func (c *Connection) executeMany(ctx context.Context, st expr.Statement, rows []expr.Params) (int64, error) {
	e, runs, err := c.manyRuns(ctx, st, rows)
	if err != nil {
		return 0, err
	}
	return c.ExecMany(withOptions(ctx, st), e, runs, nil)
}

// executeManyHeard is executeMany with listeners around it.
func (c *Connection) executeManyHeard(ctx context.Context, st expr.Statement, rows []expr.Params) (int64, error) {
	if err := c.enter(); err != nil {
		return 0, err
	}
	ev, err := c.beforeExecute(ctx, st, rows)
	c.leave()
	if err != nil {
		return 0, err
	}
	n, err := c.executeMany(ctx, ev.Statement, ev.Params)
	ev.done(ctx, n, err)
	return n, err
}

// manyRuns is the entry of st and the values of its runs.
func (c *Connection) manyRuns(ctx context.Context, st expr.Statement, rows []expr.Params) (*Entry, [][]types.Value, error) {
	if err := c.enter(); err != nil {
		return nil, nil, err
	}
	defer c.leave()
	k := &c.link.key
	k.TakeParams(true)
	defer k.TakeParams(false)
	e, _, err := c.lookup(k, st, nil)
	if err != nil {
		return nil, nil, err
	}
	runs, err := k.Fill(rows)
	if err == nil && k.Computes() {
		for i := 0; i < len(runs) && err == nil; i++ {
			err = expr.InRun(i+1, k.Compute(ctx, runs[i]))
		}
	}
	return e, runs, err
}

// ExecuteMany runs a statement with parameters once for each of rows, in one transaction that is committed.
//
// SQLAlchemy: Connection.execute with a list, executemany.
func (e *Engine) ExecuteMany(ctx context.Context, st expr.Statement, rows []expr.Params) (n int64, err error) {
	err = e.Begin(ctx, func(c *Connection) (err error) {
		n, err = c.ExecuteMany(ctx, st, rows)
		return err
	})
	if err != nil {
		n = 0
	}
	return n, err
}

var _ = []expr.ManyExecutor{(*Engine)(nil), (*Connection)(nil)}

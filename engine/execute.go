package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// The one way of every statement: ready begins the transaction, tells the listeners, prepares and binds; the statement runs; failure
// classifies what went wrong and takes notice of what it did to the transaction.

// Execute runs a statement. Entities are plain structs, one pointer for one identity within the result.
//
// SQLAlchemy: Connection.execute.
func (c *Connection) Execute(ctx context.Context, st expr.Statement) (expr.Rows, error) {
	return c.execute(ctx, st, nil)
}

// execute runs st; r is the result if it yields rows, a new one if it is nil.
func (c *Connection) execute(ctx context.Context, st expr.Statement, r *resultRows) (expr.Rows, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	return c.executeEntered(ctx, st, r)
}

func (c *Connection) executeEntered(ctx context.Context, st expr.Statement, r *resultRows) (expr.Rows, error) {
	ctx = withOptions(ctx, st)
	k := &c.link.key
	e, err := c.keyed(ctx, k, st, nil)
	if err != nil {
		return nil, err
	}
	if e.read == nil {
		res, err := c.run(ctx, e, k.Values())
		if err != nil {
			return nil, err
		}
		return expr.Wrote(res.RowsAffected), nil
	}
	if r == nil {
		r = &resultRows{}
	}
	if err := c.open(ctx, &r.cursor, e, k.Values()); err != nil {
		return nil, err
	}
	if len(r.cursor.Rows.Columns()) == 0 { // text that is no SELECT
		return r.drain()
	}
	return r, nil
}

// Query runs a statement and gives its rows as they are. l, which may be nil, lowers the statement.
func (c *Connection) Query(ctx context.Context, st expr.Statement, l Lowering) (*Cursor, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	ctx = withOptions(ctx, st)
	k := &c.link.key
	e, err := c.keyed(ctx, k, st, l)
	if err != nil {
		return nil, err
	}
	cursor := &Cursor{}
	if err := c.open(ctx, cursor, e, k.Values()); err != nil {
		return nil, err
	}
	return cursor, nil
}

// QueryEntry runs an entry of [Connection.Template] and gives its rows.
func (c *Connection) QueryEntry(ctx context.Context, e *Entry, values []types.Value) (*Cursor, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	cursor := &Cursor{}
	if err := c.open(ctx, cursor, e, values); err != nil {
		return nil, err
	}
	return cursor, nil
}

// ExecEntry runs an entry of [Connection.Template] that yields no rows.
func (c *Connection) ExecEntry(ctx context.Context, e *Entry, values []types.Value) (driver.Result, error) {
	if err := c.enter(); err != nil {
		return driver.Result{}, err
	}
	defer c.leave()
	return c.run(ctx, e, values)
}

// ExecMany runs an entry once for each of rows, as one event and with one prepared statement. each, which may be nil, is told what every
// run did, and ends it with an error; it must not use the connection. The result is the number of rows that all runs wrote.
//
// SQLAlchemy: executemany.
func (c *Connection) ExecMany(ctx context.Context, e *Entry, rows [][]types.Value, each func(i int, r driver.Result) error) (affected int64, err error) {
	if err := c.enter(); err != nil {
		return 0, err
	}
	defer c.leave()
	if len(rows) == 0 {
		return 0, nil
	}
	var s driver.Stmt
	var res driver.Result
	err = c.attempt(ctx, func() (err error) {
		if s, err = c.ready(ctx, e, rows); err == nil {
			res, err = c.runOnce(ctx, s, e, rows[0])
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	for i := 0; ; {
		affected += res.RowsAffected
		if each != nil {
			if err := each(i, res); err != nil {
				return affected, err
			}
		}
		if i++; i == len(rows) {
			return affected, nil
		}
		if res, err = c.runOnce(ctx, s, e, rows[i]); err != nil {
			return affected, err
		}
	}
}

// run runs e to its end.
func (c *Connection) run(ctx context.Context, e *Entry, values []types.Value) (res driver.Result, err error) {
	one := [1][]types.Value{values}
	err = c.attempt(ctx, func() error {
		s, err := c.ready(ctx, e, one[:])
		if err != nil {
			return err
		}
		if e.source == NoKey {
			defer s.Close()
		}
		res, err = c.runOnce(ctx, s, e, values)
		return err
	})
	return res, err
}

// runOnce runs the prepared statement of e for one row of values.
func (c *Connection) runOnce(ctx context.Context, s driver.Stmt, e *Entry, values []types.Value) (driver.Result, error) {
	if err := e.bind(s, values, c.engine.Dialect().Native); err != nil {
		return driver.Result{}, c.failEntry(e, values, err)
	}
	res, err := s.Exec(ctx)
	if err != nil {
		return driver.Result{}, c.failEntry(e, values, err)
	}
	return res, nil
}

// open runs e up to its first row.
func (c *Connection) open(ctx context.Context, k *Cursor, e *Entry, values []types.Value) error {
	one := [1][]types.Value{values}
	return c.attempt(ctx, func() error {
		s, err := c.ready(ctx, e, one[:])
		if err != nil {
			return err
		}
		if err := e.bind(s, values, c.engine.Dialect().Native); err != nil {
			return c.failEntry(e, values, err)
		}
		rows, err := s.Query(ctx)
		if err != nil {
			return c.failEntry(e, values, err)
		}
		c.opened(k, e, rows)
		return nil
	})
}

// opened makes k the cursor over rows.
func (c *Connection) opened(k *Cursor, e *Entry, rows driver.Rows) {
	k.Rows, k.Entry, k.conn = rows, e, c
	c.cursors = append(c.cursors, k)
	c.link.open++
}

// ready is everything before a statement runs. The values of the first run are bound by the caller.
func (c *Connection) ready(ctx context.Context, e *Entry, rows [][]types.Value) (driver.Stmt, error) {
	if err := c.admit(ctx, e); err != nil {
		return nil, err
	}
	if c.engine.listening {
		if err := c.announce(ctx, e, rows, (*Entry).encodeAll); err != nil {
			return nil, c.failEntry(e, rows[0], err)
		}
	}
	s, err := c.prepared(ctx, e)
	if err != nil {
		return nil, c.failEntry(e, rows[0], err)
	}
	return s, nil
}

// admit begins the transaction, and notes what the statement may change.
func (c *Connection) admit(ctx context.Context, e *Entry) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	if c.wrote && c.tx != nil && c.tx.alone {
		return errNotAlone
	}
	c.wrote = c.wrote || e.writes
	if e.sets {
		c.link.level = unknownLevel
	}
	return nil
}

// prepared is the prepared statement of e.
func (c *Connection) prepared(ctx context.Context, e *Entry) (driver.Stmt, error) {
	if e.source == NoKey {
		return driver.Prepare(ctx, c.link.conn, e.Compiled.SQL, e.params)
	}
	return c.link.stmts.Get(ctx, e.ID, e.Compiled.SQL, e.params)
}

// encodeRow makes the values of one run, or of one row of a statement that takes arrays, what the database gets.
type encodeRow func(e *Entry, row []types.Value, native types.Native) ([]types.Value, error)

// announce tells the listeners of a statement. Values that cannot be encoded end it before anything is sent.
func (c *Connection) announce(ctx context.Context, e *Entry, rows [][]types.Value, encode encodeRow) error {
	ev := &StatementEvent{SQL: e.Compiled.SQL, Many: len(rows) > 1, Source: e.source, Took: e.took}
	if e.source == Generated && e.used.Swap(true) {
		ev.Source, ev.Age = Cached, time.Since(e.made)
	}
	ev.Args = make([][]types.Value, len(rows))
	for i, r := range rows {
		var err error
		if ev.Args[i], err = encode(e, r, c.engine.Dialect().Native); err != nil {
			return err
		}
	}
	c.engine.statementEvent(ctx, ev)
	return nil
}

// failEntry is the error of a run of e.
func (c *Connection) failEntry(e *Entry, values []types.Value, err error) error {
	args := make([]types.Value, len(e.binds)) // so that the error knows how many are hidden
	if c.engine.showsParams() {
		if known, encodeErr := e.encodeAll(values, c.engine.Dialect().Native); encodeErr == nil {
			args = known
		}
	}
	return c.failure(e.Compiled.SQL, args, err)
}

// failure classifies an error of the driver and takes notice of what it did to the connection and to the transaction.
func (c *Connection) failure(sql string, args []types.Value, err error) error {
	return c.failRows(sql, [][]types.Value{args}, err)
}

// failRows is failure of a statement that had many rows.
func (c *Connection) failRows(sql string, args [][]types.Value, err error) error {
	err = c.engine.newStatementError(sql, args, len(args) > 1, err)
	if errors.Is(err, dialect.ErrDisconnect) {
		c.broken = true
		c.engine.pool.Invalidate()
		if c.wrote && (c.single || c.tx != nil && c.tx.root().auto) { // the statement was its own transaction
			err = fmt.Errorf("%w: %w", ErrCommitUnknown, err)
		}
	}
	c.notice(err)
	return err
}

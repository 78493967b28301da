package engine

import (
	"context"

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
	if c.listeners.hearExecutions() {
		return c.executeHeard(ctx, st, r)
	}
	return c.executeUnheard(ctx, st, r)
}

func (c *Connection) executeUnheard(ctx context.Context, st expr.Statement, r *resultRows) (expr.Rows, error) {
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
	if c.listeners.hearExecutions() {
		return c.queryHeard(ctx, st, l)
	}
	return c.queryUnheard(ctx, st, l)
}

func (c *Connection) queryUnheard(ctx context.Context, st expr.Statement, l Lowering) (*Cursor, error) {
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
	var r running
	var res driver.Result
	err = c.attempt(ctx, func() (err error) {
		if r, err = c.ready(ctx, e, rows); err == nil {
			res, err = r.exec(ctx, 0, rows[0])
		}
		return err
	})
	for i := 0; err == nil; {
		affected += res.RowsAffected
		if each != nil {
			if err = each(i, res); err != nil {
				break
			}
		}
		if i++; i == len(rows) {
			break
		}
		res, err = r.exec(ctx, i, rows[i])
	}
	r.end(affected, err)
	return affected, err
}

// run runs e to its end.
func (c *Connection) run(ctx context.Context, e *Entry, values []types.Value) (res driver.Result, err error) {
	one := [1][]types.Value{values}
	err = c.attempt(ctx, func() error {
		r, err := c.ready(ctx, e, one[:])
		if err != nil {
			return err
		}
		res, err = r.exec(ctx, 0, values)
		r.end(res.RowsAffected, err)
		return err
	})
	return res, err
}

// open runs e up to its first row.
func (c *Connection) open(ctx context.Context, k *Cursor, e *Entry, values []types.Value) error {
	one := [1][]types.Value{values}
	return c.attempt(ctx, func() error {
		r, err := c.ready(ctx, e, one[:])
		if err != nil {
			return err
		}
		rows, err := r.query(ctx, values)
		if err != nil {
			r.end(0, err)
			return err
		}
		c.opened(k, &r, rows)
		return nil
	})
}

// opened makes k the cursor over the rows of r.
func (c *Connection) opened(k *Cursor, r *running, rows driver.Rows) {
	k.Rows, k.Entry, k.conn, k.heard = rows, r.entry, c, r.heard
	if r.entry.source == NoKey {
		k.once = r.stmt
	}
	c.cursors = append(c.cursors, k)
	c.link.open++
	k.heard.answered(nil)
}

// running is a statement that is ready to run: prepared, and with what listeners have made of it.
type running struct {
	c     *Connection
	stmt  driver.Stmt
	entry *Entry
	heard *hearing // nil if nobody listens
}

// ready is everything before a statement runs. The values of a run are bound when it runs.
func (c *Connection) ready(ctx context.Context, e *Entry, rows [][]types.Value) (running, error) {
	r := running{c: c, entry: e}
	if err := c.admit(ctx, e); err != nil {
		return r, err
	}
	if c.listening() {
		if err := r.announce(ctx, rows, (*Entry).encodeAll); err != nil {
			return r, r.heard.failed(r.fail(ctx, 0, rows[0], err))
		}
	}
	var err error
	if r.stmt, err = c.prepared(ctx, r.entry); err != nil {
		return r, r.heard.failed(r.fail(ctx, 0, rows[0], err))
	}
	return r, nil
}

// announce tells the listeners, and takes over what they have changed.
func (r *running) announce(ctx context.Context, rows [][]types.Value, encode encodeRow) (err error) {
	if r.heard, err = r.c.announce(ctx, r.entry, rows, encode); err != nil {
		return err
	}
	r.entry = r.entry.as(r.heard.event.SQL, r.c.engine.cache.newID)
	return r.heard.check(len(rows), len(r.entry.binds))
}

// exec runs the statement with the values of one run, and drops what rows there are.
func (r *running) exec(ctx context.Context, i int, values []types.Value) (driver.Result, error) {
	if err := r.bind(i, values); err != nil {
		return driver.Result{}, r.fail(ctx, i, values, err)
	}
	res, err := r.stmt.Exec(ctx)
	if err != nil {
		return driver.Result{}, r.fail(ctx, i, values, err)
	}
	return res, nil
}

// query runs the statement up to its first row.
func (r *running) query(ctx context.Context, values []types.Value) (driver.Rows, error) {
	if err := r.bind(0, values); err != nil {
		return nil, r.fail(ctx, 0, values, err)
	}
	rows, err := r.stmt.Query(ctx)
	if err != nil {
		return nil, r.fail(ctx, 0, values, err)
	}
	return rows, nil
}

func (r *running) bind(i int, values []types.Value) error {
	if r.heard != nil {
		r.heard.bind(r.stmt, i)
		return nil
	}
	return r.entry.bind(r.stmt, values, r.c.engine.Dialect().Native)
}

// end frees a statement without rows that runs only now, and tells the listeners how it went.
func (r *running) end(affected int64, err error) {
	if r.stmt != nil && r.entry.source == NoKey {
		_ = r.stmt.Close() // it repeats what the run has reported
	}
	r.heard.finished(affected, err)
}

// fail is the error of run i.
func (r *running) fail(ctx context.Context, i int, values []types.Value, err error) error {
	if r.heard != nil && i < len(r.heard.event.Args) {
		return r.c.failure(ctx, r.entry.Compiled.SQL, r.heard.event.Args[i], err)
	}
	return r.c.failEntry(ctx, r.entry, values, err)
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

// failEntry is the error of a run of e.
func (c *Connection) failEntry(ctx context.Context, e *Entry, values []types.Value, err error) error {
	args := make([]types.Value, len(e.binds)) // so that the error knows how many are hidden
	if c.revealsParams() {
		if known, encodeErr := e.encodeAll(values, c.engine.Dialect().Native); encodeErr == nil {
			args = known
		}
	}
	return c.failure(ctx, e.Compiled.SQL, args, err)
}

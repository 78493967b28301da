package engine

import (
	"context"
	"fmt"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// A statement of expr.InsertArrays or expr.UpdateArrays writes many rows at once: each of its parameters is an array of the values of a
// column. So one text, prepared once, serves every number of rows.

// Unnests tells whether the values of columns of a type can be bound as arrays on this connection: database and driver must know how, and
// the values must come out as they went in.
func (c *Connection) Unnests(t types.Type) bool {
	return c.engine.Dialect().Unnests(t) && driver.BindsArrays(c.link.conn)
}

// QueryArrays runs an entry of [Connection.Template] whose parameters are arrays, for n rows, and gives the rows that it returns. values
// are the rows, one after the other; they are not kept, nor changed.
func (c *Connection) QueryArrays(ctx context.Context, e *Entry, values []types.Value, n int) (*Cursor, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	k := &Cursor{}
	err := c.attempt(ctx, func() error {
		r, err := c.readyArrays(ctx, e, values, n)
		if err != nil {
			return err
		}
		rows, err := r.stmt.Query(ctx)
		if err != nil {
			err = r.failArrays(ctx, values, n, err)
			r.end(0, err)
			return err
		}
		c.opened(k, &r, rows)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return k, nil
}

// ExecArrays is [Connection.QueryArrays] for an entry that returns no rows.
func (c *Connection) ExecArrays(ctx context.Context, e *Entry, values []types.Value, n int) (res driver.Result, err error) {
	if err := c.enter(); err != nil {
		return driver.Result{}, err
	}
	defer c.leave()
	err = c.attempt(ctx, func() error {
		r, err := c.readyArrays(ctx, e, values, n)
		if err != nil {
			return err
		}
		if res, err = r.stmt.Exec(ctx); err != nil {
			err = r.failArrays(ctx, values, n, err)
		}
		r.end(res.RowsAffected, err)
		return err
	})
	return res, err
}

// readyArrays is everything before a statement runs, its values included.
func (c *Connection) readyArrays(ctx context.Context, e *Entry, values []types.Value, n int) (running, error) {
	r := running{c: c, entry: e}
	if n < 0 || len(values) != n*len(e.binds) {
		return r, fmt.Errorf("engine: %d values for %d rows of %d columns", len(values), n, len(e.binds))
	}
	if err := c.admit(ctx, e); err != nil {
		return r, err
	}
	if c.listening() {
		if err := r.announce(ctx, rowsOf(values, n), (*Entry).encodeElements); err != nil {
			return r, r.heard.failed(r.failArrays(ctx, values, n, err))
		}
	}
	if err := r.prepareArrays(ctx, values, n); err != nil {
		err = r.failArrays(ctx, values, n, err)
		r.end(0, err)
		return r, err
	}
	return r, nil
}

// prepareArrays prepares the statement and binds its arrays.
func (r *running) prepareArrays(ctx context.Context, values []types.Value, n int) (err error) {
	if r.stmt, err = r.c.prepared(ctx, r.entry); err != nil {
		return err
	}
	for i := range r.entry.binds {
		if err := r.bindArray(i, values, n); err != nil {
			return err
		}
	}
	return nil
}

// bindArray binds the values of one column. They stay where they are, unless one of them must be encoded or was.
func (r *running) bindArray(i int, values []types.Value, n int) error {
	b, stride := r.entry.binds[i].element, len(r.entry.binds)
	if b == nil || b.index < 0 || b.index >= stride {
		return fmt.Errorf("engine: parameter %d of the statement is no array of rows (make it with expr.InsertArrays or expr.UpdateArrays)", i+1)
	}
	if r.heard == nil && !needsEncoding(b, values, stride) {
		return driver.BindArray(r.stmt, i, values, b.index, stride, n)
	}
	l := r.c.link
	column := l.column[:0]
	defer func() {
		clear(column) // the connection shall not keep the values
		l.column = column[:0]
	}()
	for at := range n {
		if r.heard != nil {
			column = append(column, r.heard.event.Args[at][i])
			continue
		}
		v, err := r.entry.encodedAs(b, i, values[at*stride:(at+1)*stride], r.c.engine.Dialect().Native)
		if err != nil {
			return fmt.Errorf("row %d: %w", at+1, err)
		}
		column = append(column, v)
	}
	return driver.BindArray(r.stmt, i, column, 0, 1, n)
}

func needsEncoding(b *bindPlan, values []types.Value, stride int) bool {
	if b.encode {
		return true
	}
	for at := b.index; at < len(values); at += stride {
		if values[at].Kind() == types.KindOther {
			return true
		}
	}
	return false
}

// encodeElements is one row of a statement that takes arrays, in the order of the placeholders.
func (e *Entry) encodeElements(row []types.Value, native types.Native) ([]types.Value, error) {
	out := make([]types.Value, len(e.binds))
	for i := range e.binds {
		b := &e.binds[i]
		if b.element != nil {
			b = b.element
		}
		v, err := e.encodedAs(b, i, row, native)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// rowsOf are the rows that lie one after the other in values.
func rowsOf(values []types.Value, n int) [][]types.Value {
	out := make([][]types.Value, n)
	for i := range out {
		width := len(values) / n
		out[i] = values[i*width : (i+1)*width]
	}
	return out
}

// failArrays is the error of a run for n rows.
func (r *running) failArrays(ctx context.Context, values []types.Value, n int, err error) error {
	args := [][]types.Value{make([]types.Value, len(r.entry.binds))} // so that the error knows how many are hidden
	if r.heard != nil {
		args = r.heard.event.Args
	} else if r.c.revealsParams() {
		args = rowsOf(values, n)
		for i, row := range args {
			if known, encodeErr := r.entry.encodeElements(row, r.c.engine.Dialect().Native); encodeErr == nil {
				args[i] = known
			}
		}
	}
	return r.c.failRows(ctx, r.entry.Compiled.SQL, args, err)
}

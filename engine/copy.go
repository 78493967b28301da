package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Copying is the cheapest way to write many rows: no statement runs for them. It returns nothing and passes over some of what INSERT does,
// so that whoever uses it asks CopiesInto first, and draws generated keys before.

// Copies tells whether values of columns of a type may be copied on this connection; CopyRows knows for certain.
func (c *Connection) Copies(t types.Type) bool {
	return c.engine.Dialect().Copies(t) && driver.CopiesRows(c.link.conn)
}

// CopiesInto asks the database whether copying rows into a table does what INSERT does. key is the column whose keys will be drawn, from
// the sequence that is returned; "" is none.
func (c *Connection) CopiesInto(ctx context.Context, t *schema.Table, key string) (sequence string, certain bool, err error) {
	if err := c.enter(); err != nil {
		return "", false, err
	}
	defer c.leave()
	q := c.engine.Dialect().Copying.Certain(c.schemas.Of(t.Schema), t.Name, key)
	err = c.scan(ctx, q, c.kept, func(r driver.Rows) error {
		sequence, certain = r.Text(0), true
		return nil
	})
	return sequence, certain, err
}

// DrawKeys draws n keys from a sequence that CopiesInto has named, the smallest first.
func (c *Connection) DrawKeys(ctx context.Context, sequence string, n int) ([]int64, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	keys := make([]int64, 0, n)
	err := c.scan(ctx, c.engine.Dialect().Copying.Draw(sequence, n), c.kept, func(r driver.Rows) error {
		keys = append(keys, r.Int64(0))
		return nil
	})
	if err == nil && len(keys) != n {
		err = fmt.Errorf("engine: %d of %d keys were drawn", len(keys), n)
	}
	return keys, err
}

// CopyTemplate finds or makes, as [Connection.Template] does, the entry that copies rows into columns of a table.
func (c *Connection) CopyTemplate(key []byte, t *schema.Table, columns []*schema.Column) (*Entry, error) {
	return c.template(key, func() (*Entry, error) { return c.newCopy(t, columns) })
}

func (c *Connection) newCopy(t *schema.Table, columns []*schema.Column) (*Entry, error) {
	d := c.engine.Dialect()
	names, binds := make([]string, len(columns)), make([]compiler.BindRef, len(columns))
	for i, col := range columns {
		typ, err := col.DataType()
		if err != nil {
			return nil, err
		}
		names[i], binds[i] = col.Name, compiler.BindRef{Index: i, Type: types.For(typ, d.Grammar.Names()...), Name: col.Name, Assigned: true}
	}
	for _, n := range append([]string{c.schemas.Of(t.Schema), t.Name}, names...) {
		if err := d.Grammar.CheckName(n); n != "" && err != nil {
			return nil, err
		}
	}
	e := &Entry{binds: planBinds(binds), writes: true, made: time.Now()}
	e.Compiled = &compiler.Compiled{Binds: binds}
	e.Compiled.SQL, e.describes = d.Copying.Statement(c.schemas.Of(t.Schema), t.Name, names)
	if c.engine.cache.size > 0 {
		e.ID = c.engine.cache.lastID.Add(1)
	}
	return e, nil
}

// CopyRows copies rows, which lie one after the other in values, by an entry of [Connection.CopyTemplate]. done is false if one of the
// values has no form that can be copied: then nothing was sent. values are not kept, nor changed.
func (c *Connection) CopyRows(ctx context.Context, e *Entry, values []types.Value, n int) (res driver.Result, done bool, err error) {
	if err := c.enter(); err != nil {
		return res, false, err
	}
	defer c.leave()
	if n < 0 || len(values) != n*len(e.binds) {
		return res, false, fmt.Errorf("engine: %d values for %d rows of %d columns", len(values), n, len(e.binds))
	}
	if err := c.admit(ctx, e); err != nil {
		return res, false, err
	}
	r, err := c.readyCopy(ctx, e, values, n)
	if errors.Is(err, driver.ErrNotCopied) {
		return res, false, nil
	}
	if err == nil {
		res, err = driver.CopyRows(ctx, r.stmt, r.entry.Compiled.SQL)
	}
	if err != nil {
		return res, false, r.heard.failed(r.failArrays(ctx, values, n, err))
	}
	r.heard.finished(res.RowsAffected, nil)
	return res, true, nil
}

// readyCopy binds the rows, and tells the listeners if they can be copied.
func (c *Connection) readyCopy(ctx context.Context, e *Entry, values []types.Value, n int) (r running, err error) {
	r = running{c: c, entry: e}
	if r.stmt, err = c.link.stmts.Get(ctx, e.ID, e.describes, nil); err != nil {
		return r, err
	}
	if err := c.bindRows(r.stmt, e, values, n); err != nil || !c.listening() {
		return r, err
	}
	if err := r.announce(ctx, rowsOf(values, n), (*Entry).encodeAll); err != nil {
		return r, err
	}
	return r, driver.BindRows(r.stmt, slices.Concat(r.heard.event.Args...), n)
}

// bindRows binds the rows. They stay where they are, unless values must be encoded.
func (c *Connection) bindRows(s driver.Stmt, e *Entry, values []types.Value, n int) error {
	encode := false
	for i := range e.binds {
		encode = encode || needsEncoding(&e.binds[i], values, len(e.binds))
	}
	if !encode {
		return driver.BindRows(s, values, n)
	}
	encoded := c.link.column[:0]
	defer func() {
		clear(encoded) // the connection shall not keep the values
		c.link.column = encoded[:0]
	}()
	for at := range n {
		row := values[at*len(e.binds) : (at+1)*len(e.binds)]
		for i := range e.binds {
			v, err := e.encoded(i, row, c.engine.Dialect().Native)
			if err != nil {
				return fmt.Errorf("row %d: %w", at+1, err)
			}
			encoded = append(encoded, v)
		}
	}
	return driver.BindRows(s, encoded, n)
}

package engine

import (
	"context"
	"errors"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// ExecuteInsert runs an INSERT of one row and learns its key: by RETURNING, before it, or from the driver.
//
// SQLAlchemy: CursorResult.inserted_primary_key.
func (c *Connection) ExecuteInsert(ctx context.Context, s *expr.InsertStatement) (*expr.Inserted, error) {
	i := &insertion{c: c, s: s, d: c.engine.Dialect()}
	i.table, _ = s.Table.(*schema.Table)
	if i.table == nil {
		i.result = expr.NewInserted(nil)
		return i.result, i.run(ctx)
	}
	i.result = expr.NewInserted(schema.Refs(i.table.PrimaryKey.Columns))
	i.given()
	if i.s.Inline {
		return i.result, i.run(ctx)
	}
	if i.d.Features.Returning && !i.table.NoReturning {
		if back := i.unknown(); len(back) > 0 {
			return i.result, i.returning(ctx, back)
		}
		return i.result, i.run(ctx)
	}
	if err := i.fire(ctx); err != nil {
		return nil, err
	}
	return i.result, i.run(ctx)
}

// insertion is one INSERT whose key is to be known.
type insertion struct {
	c      *Connection
	d      *dialect.Dialect
	s      *expr.InsertStatement
	table  *schema.Table
	result *expr.Inserted
}

// given notes the values that the program gave.
func (i *insertion) given() {
	for n, col := range i.s.Columns {
		if b, ok := i.s.Rows[0][n].(*expr.Bind); ok {
			i.result.Know(col.Name, b.Value.Any())
		}
	}
}

// knows tells whether the program gave a column its value.
func (i *insertion) knows(c *schema.Column) bool {
	_, ok := i.result.Value(&c.ColumnRef)
	return ok
}

// unknown are the columns whose values are asked for.
func (i *insertion) unknown() []*expr.ColumnRef {
	var out []*expr.ColumnRef
	for _, c := range i.table.Columns {
		filled := c.ServerDefault != nil || c.Default != nil || c.Computed != nil || c.Identity != nil || c.FetchedOnInsert || slices.Contains(i.s.Columns, &c.ColumnRef)
		if !i.knows(c) && (c.PrimaryKey || filled && i.s.Defaults.Wants(&c.ColumnRef)) {
			out = append(out, &c.ColumnRef)
		}
	}
	return out
}

// returning runs the INSERT, which gives back columns.
func (i *insertion) returning(ctx context.Context, back []*expr.ColumnRef) (err error) {
	rows, err := i.c.Execute(ctx, i.s.WithReturning(back))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var r [2]expr.Record
	n, err := rows.Next(unsafe.Pointer(&r[0]), unsafe.Sizeof(r[0]), len(r))
	if err != nil || n == 0 { // ON CONFLICT wrote nothing
		return err
	}
	for at, c := range back {
		i.result.Know(c.Name, r[0].At(at))
	}
	i.result.Affected = int64(n)
	return nil
}

// run runs the INSERT, after which the driver may tell the key.
func (i *insertion) run(ctx context.Context) error {
	res, err := i.c.execInsert(ctx, i.s)
	if err != nil {
		return err
	}
	i.result.Affected = res.RowsAffected
	if i.d.Features.LastInsertID {
		i.result.LastInsertID = res.LastInsertID
	}
	if i.table == nil || i.s.Inline || res.RowsAffected == 0 {
		return nil
	}
	if c := i.table.AutoincrementColumn(); c != nil && !i.knows(c) && i.result.LastInsertID != 0 {
		i.result.Know(c.Name, i.result.LastInsertID)
	}
	return nil
}

// execInsert runs an INSERT and gives what the driver tells.
func (c *Connection) execInsert(ctx context.Context, s *expr.InsertStatement) (driver.Result, error) {
	if err := c.enter(); err != nil {
		return driver.Result{}, err
	}
	defer c.leave()
	k := &c.link.key
	e, err := c.keyed(ctx, k, s, nil)
	if err != nil {
		return driver.Result{}, err
	}
	return c.run(ctx, e, k.Values())
}

// fire selects the parts of the key that nothing would tell after the INSERT: those of SQL expressions and sequences, and a number that the
// database counts, if the driver does not tell it.
func (i *insertion) fire(ctx context.Context) error {
	for _, c := range i.table.PrimaryKey.Columns {
		if i.knows(c) {
			continue
		}
		v, ok, err := i.next(ctx, c)
		if err != nil {
			return err
		}
		if ok {
			i.result.Know(c.Name, v.Any())
			i.s = i.s.WithValue(&c.ColumnRef, expr.NewBind(v))
		}
	}
	return nil
}

// next is the value that a column of the key gets.
func (i *insertion) next(ctx context.Context, c *schema.Column) (types.Value, bool, error) {
	at := slices.Index(i.s.Columns, &c.ColumnRef)
	if at < 0 || i.skips(c) {
		return i.c.NextKey(ctx, c)
	}
	rows, err := i.c.Execute(ctx, expr.SelectRecord(i.s.Rows[0][at]))
	if err != nil {
		return types.Value{}, false, err
	}
	var r expr.Record
	n, err := rows.Next(unsafe.Pointer(&r), unsafe.Sizeof(r), 1)
	if err = errors.Join(err, rows.Close()); err != nil || n == 0 {
		return types.Value{}, false, err
	}
	return types.ValueOfAny(r.At(0)), true, nil
}

// skips tells whether the number of a column comes from a sequence that the database does not have, so that it counts by itself.
func (i *insertion) skips(c *schema.Column) bool {
	q := c.Sequence()
	return q != nil && !i.d.Grammar.Features.DDL.HasSequence(q)
}

// NextKey is the next number of a column that counts up, where the database can tell it beforehand and the driver does not tell it afterwards.
func (c *Connection) NextKey(ctx context.Context, col *schema.Column) (v types.Value, ok bool, err error) {
	d := c.engine.Dialect()
	if d.NextKey == nil || d.Features.LastInsertID || col.Table.AutoincrementColumn() != col {
		return v, false, nil
	}
	if err := c.enter(); err != nil {
		return v, false, err
	}
	defer c.leave()
	err = c.scan(ctx, d.NextKey(c.schemas.Of(col.Table.Schema), col.Table.Name, col.Name), c.kept, func(r driver.Rows) error {
		v, ok = types.Int64Value(r.Int64(0)), true
		return nil
	})
	return v, ok, err
}

// ExecuteInsert runs an INSERT of one row, in a transaction that is committed, and learns its key.
//
// SQLAlchemy: CursorResult.inserted_primary_key.
func (e *Engine) ExecuteInsert(ctx context.Context, s *expr.InsertStatement) (r *expr.Inserted, err error) {
	err = e.Begin(ctx, func(c *Connection) (err error) {
		r, err = c.ExecuteInsert(ctx, s)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

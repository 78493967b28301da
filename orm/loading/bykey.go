package loading

import (
	"context"
	"errors"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// ByKey is the object with a primary key, read from the database; nil if there is no such row.
func (c *Context) ByKey(ctx context.Context, m *mapping.Mapper, key []types.Value, options []expr.LoadSpec) (unsafe.Pointer, error) {
	if len(options) == 0 {
		return c.byKeyAlone(ctx, m, key)
	}
	found, err := c.objectsOf(ctx, byKey(m, key, options))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

func byKey(m *mapping.Mapper, key []types.Value, options []expr.LoadSpec) *expr.Query {
	q := query(m.Ref())
	q.Options = options
	for i, k := range m.Class.Key {
		q.Where = append(q.Where, expr.NewBinary(expr.OpEq, &m.Properties[k].Column.ColumnRef, expr.NewBind(key[i])))
	}
	return q
}

// byKeyAlone is ByKey without options: the statement is the same each time, so it is built for the first.
func (c *Context) byKeyAlone(ctx context.Context, m *mapping.Mapper, key []types.Value) (obj unsafe.Pointer, err error) {
	e, err := c.Conn.LoweredTemplate(m.LookupKey(), c.Lowering, func() expr.Statement { return byKey(m, key, nil) })
	if err != nil {
		return nil, err
	}
	cursor, err := c.Conn.QueryEntry(ctx, e, key)
	if err != nil {
		return nil, err
	}
	rows := NewRows(*c, cursor)
	defer func() { err = errors.Join(err, rows.Close()) }()
	if _, err := rows.Next(unsafe.Pointer(&obj), unsafe.Sizeof(obj), 1); err != nil {
		return nil, err
	}
	return obj, rows.Complete(ctx)
}

// Reload reads objects that the session holds again, by their keys. Objects whose rows are gone stay as they are.
func (c *Context) Reload(ctx context.Context, m *mapping.Mapper, states []*state.State, specs []*Spec) error {
	q := query(m.Ref())
	for _, s := range specs {
		q.Options = append(q.Options, s)
	}
	var columns []expr.Element
	for _, k := range m.Class.Key {
		columns = append(columns, &m.Properties[k].Column.ColumnRef)
	}
	if len(states) == 1 {
		key := m.KeyValues(states[0].Snap)
		for i, col := range columns {
			q.Where = append(q.Where, expr.NewBinary(expr.OpEq, col, expr.NewBind(key[i])))
		}
	} else {
		var values []types.Value
		for _, st := range states {
			values = append(values, m.KeyValues(st.Snap)...)
		}
		q.Where = []expr.Element{c.inList(columns, values)}
	}
	_, err := c.objectsOf(ctx, q)
	return err
}

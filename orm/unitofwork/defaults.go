package unitofwork

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Columns that the program says nothing about
//
// A value or a function of the program is written into the object, and then the column is like any other. A SQL expression stands in the
// statement in place of a value, and is read back, as is what the database fills by itself: by RETURNING, or by a SELECT where there is no
// RETURNING, where the table is not asked for it, or where triggers run only after the rows have come back.

// insertDefault writes what OnInsert gives into a field that takes a default.
func (w *Work) insertDefault(ctx context.Context, m *mapping.Mapper, st *state.State, p *mapping.Property) error {
	switch {
	case p.OnInsert.Gives():
		if !w.takesDefault(st, p, p.Field.Value(st.Obj)) {
			return nil
		}
		v, err := w.fillValue(ctx, m, st, p, &p.OnInsert)
		if err != nil {
			return err
		}
		return set(st, p, v)
	case p.OnInsert.SQL != nil && p.Column.PrimaryKey && !w.returns(m) && w.takesDefault(st, p, p.Field.Value(st.Obj)):
		return w.fire(ctx, m, st, p)
	case p.Index == m.Generated && m.Table.NoReturning && p.Field.IsZero(st.Obj):
		v, ok, err := w.conn.NextKey(ctx, p.Column)
		if err != nil || !ok {
			return err
		}
		return set(st, p, v)
	}
	return nil
}

// fillValue is the value that the program gives a column.
func (w *Work) fillValue(ctx context.Context, m *mapping.Mapper, st *state.State, p *mapping.Property, f *mapping.Fill) (types.Value, error) {
	if f.Value != nil {
		return f.Value.Value, nil
	}
	row := expr.NewDefaultContext(&p.Column.ColumnRef, func(name string) (types.Value, bool) { return w.valueOf(m, st, name) })
	v, err := f.Func(ctx, row)
	if err != nil {
		return v, fmt.Errorf("orm: flush: %s: %w", m.Name, expr.NewDefaultError(&p.Column.ColumnRef, 0, err))
	}
	return v, nil
}

// valueOf is the value that the row of an object has for a column, if it has one.
func (w *Work) valueOf(m *mapping.Mapper, st *state.State, column string) (types.Value, bool) {
	for i, p := range m.Properties {
		if p.Column.Name != column {
			continue
		}
		v := p.Field.Value(st.Obj)
		return v, !w.takesDefault(st, p, v) && !(i == m.Generated && p.Field.IsZero(st.Obj))
	}
	return types.NullValue(), false
}

// fire runs the SQL expression that gives a key, before the INSERT: nothing could tell the key after it.
func (w *Work) fire(ctx context.Context, m *mapping.Mapper, st *state.State, p *mapping.Property) error {
	if q := p.Column.Sequence(); q != nil && !w.conn.Engine().Dialect().Grammar.Features.DDL.HasSequence(q) {
		return nil
	}
	entry, err := w.conn.Template(templateKey('d', m.Table, []*schema.Column{p.Column}), func() (expr.Element, error) {
		return &expr.Query{Items: []expr.SelectItem{{Element: expr.NewFixed(p.OnInsert.SQL)}}}, nil
	})
	if err != nil {
		return err
	}
	return w.readRow(ctx, entry, m, st, nil, []int{p.Index})
}

// returns tells whether INSERT gives back what the database filled.
func (w *Work) returns(m *mapping.Mapper) bool {
	return w.conn.Engine().Dialect().Features.Returning && !m.Table.NoReturning
}

// returnsUpdated tells whether UPDATE does.
func (w *Work) returnsUpdated(m *mapping.Mapper) bool {
	return w.conn.Engine().Dialect().Grammar.Features.UpdateReturning && !m.Table.NoReturning
}

// seesTriggers tells whether what RETURNING gives back is what triggers left: of the columns that are marked as fetched nothing else is known.
func (w *Work) seesTriggers(m *mapping.Mapper, back []int, fetched func(*schema.Column) bool) bool {
	if !w.conn.Engine().Dialect().Features.TriggersLate {
		return true
	}
	return !slices.ContainsFunc(back, func(i int) bool { return fetched(m.Properties[i].Column) })
}

func fetchedOnInsert(c *schema.Column) bool { return c.FetchedOnInsert }
func fetchedOnUpdate(c *schema.Column) bool { return c.FetchedOnUpdate }

// inlined are the columns whose default stands in the INSERT of a run.
func (w *Work) inlined(m *mapping.Mapper, r *run) []*schema.Column {
	out := slices.Clip(m.OnInsert)
	if r.generates(m) && m.Properties[m.Generated].OnInsert.SQL != nil {
		out = append(out, m.Properties[m.Generated].Column)
	}
	for _, i := range r.back {
		if m.Properties[i].OnInsert.SQL != nil {
			out = append(out, m.Properties[i].Column)
		}
	}
	return out
}

// inlinedOnUpdate are the columns whose default stands in the UPDATE of a run.
func inlinedOnUpdate(m *mapping.Mapper, r *run) []*schema.Column {
	out := slices.Clip(m.OnUpdate)
	for _, i := range r.back {
		if m.Properties[i].OnUpdate.SQL != nil {
			out = append(out, m.Properties[i].Column)
		}
	}
	return out
}

// fixed is a default as it stands in a statement of a flush. A sequence is what the compiler knows by its column.
func fixed(e expr.Element) expr.Element {
	if _, ok := e.(*schema.NextNumber); ok {
		return e
	}
	return expr.NewFixed(e)
}

// updateAndFetch writes rows one by one, and reads back what the database changed beside what it was told.
func (w *Work) updateAndFetch(ctx context.Context, m *mapping.Mapper, r *run) error {
	returning := w.returnsUpdated(m) && w.seesTriggers(m, r.back, fetchedOnUpdate)
	back := columnsAt(m, r.back)
	if !returning {
		back = nil
	}
	entry, err := w.updateSet(m.Table, columnsAt(m, r.props), rowColumns(m), inlinedOnUpdate(m, r), back)
	if err != nil {
		return err
	}
	for i, st := range r.states {
		w.level.Keep(w.m, st)
		if returning {
			err = w.readRow(ctx, entry, m, st, r.row(i), r.back)
		} else {
			err = w.updateThenRead(ctx, m, r, i, func() (int64, error) {
				res, err := w.conn.ExecEntry(ctx, entry, r.row(i))
				return res.RowsAffected, err
			})
		}
		if errors.Is(err, errNoRow) {
			err = &StaleDataError{Entity: m.Name, Key: keyText(st), Expected: 1}
		}
		if err == nil {
			err = w.updated(r, st)
		}
		if err != nil {
			return fmt.Errorf("orm: flush: update %s: %w", describe(st), err)
		}
	}
	return nil
}

// updateThenRead writes the i-th row, and reads it by a SELECT.
func (w *Work) updateThenRead(ctx context.Context, m *mapping.Mapper, r *run, i int, write func() (int64, error)) error {
	n, err := write()
	switch {
	case err != nil:
		return err
	case n == 0:
		return errNoRow
	}
	fetch, err := w.selectColumns(m.Table, columnsAt(m, r.back), columnsAt(m, m.Class.Key))
	if err != nil {
		return err
	}
	st := r.states[i]
	return w.readRow(ctx, fetch, m, st, m.KeyValues(st.Obj), r.back)
}

// linkDefaults are the further columns of a table that links two others: those whose default the program gives, and those whose default is a
// SQL expression.
func linkDefaults(t *schema.Table, columns []*schema.Column) (given, inlined []*schema.Column) {
	for _, c := range t.Columns {
		switch {
		case c.Default == nil || slices.Contains(columns, c):
		case isGiven(c.Default):
			given = append(given, c)
		default:
			inlined = append(inlined, c)
		}
	}
	return given, inlined
}

func isGiven(e expr.Element) bool {
	switch e.(type) {
	case *expr.Bind, *expr.Computed:
		return true
	}
	return false
}

// linkValues are the values of given columns of a link whose other values are there.
func linkValues(ctx context.Context, columns, given []*schema.Column, values []types.Value) ([]types.Value, error) {
	var out []types.Value
	for _, c := range given {
		if b, ok := c.Default.(*expr.Bind); ok {
			out = append(out, b.Value)
			continue
		}
		row := expr.NewDefaultContext(&c.ColumnRef, func(name string) (types.Value, bool) {
			i := slices.IndexFunc(columns, func(x *schema.Column) bool { return x.Name == name })
			if i < 0 {
				return types.NullValue(), false
			}
			return values[i], true
		})
		v, err := c.Default.(*expr.Computed).Func(ctx, row)
		if err != nil {
			return nil, expr.NewDefaultError(&c.ColumnRef, 0, err)
		}
		out = append(out, v)
	}
	return out, nil
}

package unitofwork

import (
	"context"
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// update writes changed objects: only the columns that changed. Rows of equal shape that follow each other are one prepared
// statement; what it matches is checked.
func (w *Work) update(ctx context.Context, m *mapping.Mapper, changed, added []*state.State) error {
	var rows []*row
	for _, st := range changed {
		r, err := w.updateRow(m, st)
		if err != nil {
			return err
		}
		if r != nil {
			rows = append(rows, r)
		}
	}
	for _, st := range added {
		if old := w.switched[st]; old != nil {
			r, err := w.switchRow(m, st, old)
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
	}
	for len(rows) > 0 {
		n := sameShape(rows)
		if err := w.emitUpdates(ctx, m, rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// updateRow is the row of a changed object; nil if no column differs.
func (w *Work) updateRow(m *mapping.Mapper, st *state.State) (*row, error) {
	if err := w.sync(st); err != nil {
		return nil, err
	}
	r := &row{st: st}
	for i := range m.Properties {
		if st.ColumnChanged(i) {
			r.props = append(r.props, i)
		}
	}
	if len(r.props) == 0 {
		return nil, nil
	}
	if err := r.touchDefaults(m); err != nil {
		return nil, err
	}
	if err := r.countUp(m, st.Snap); err != nil {
		return nil, err
	}
	for _, i := range r.props {
		r.values = append(r.values, m.Properties[i].Field.Value(st.Obj))
	}
	r.values = append(r.values, rowValues(m, st)...)
	return r, nil
}

// touchDefaults writes what OnUpdate says into fields that the program left alone.
func (r *row) touchDefaults(m *mapping.Mapper) error {
	for i, p := range m.Properties {
		b, ok := p.OnUpdate.(*expr.Bind)
		if !ok || r.st.ColumnChanged(i) {
			continue
		}
		if err := p.Field.SetValue(r.st.Obj, b.Value); err != nil {
			return err
		}
		r.props = append(r.props, i)
	}
	return nil
}

// countUp sets the version to one more than it was when the row was last read or written.
func (r *row) countUp(m *mapping.Mapper, was unsafe.Pointer) error {
	if m.Version < 0 {
		return nil
	}
	f := m.Properties[m.Version].Field
	if !slices.Contains(r.props, m.Version) {
		r.props = append(r.props, m.Version)
	}
	return f.SetValue(r.st.Obj, types.Int64Value(f.Value(was).Int64()+1))
}

func (w *Work) emitUpdates(ctx context.Context, m *mapping.Mapper, rows []*row) error {
	entry, err := w.updateSet(m.Table, columnsAt(m, rows[0].props), rowColumns(m))
	if err != nil {
		return err
	}
	failed, err := w.send(ctx, entry, rows, func(r *row, res driver.Result) error {
		if res.RowsAffected == 0 {
			return &StaleDataError{Entity: m.Name, Key: keyText(r.st), Expected: 1}
		}
		return w.updated(r)
	})
	if err != nil {
		return fmt.Errorf("orm: flush: update %s: %w", describe(failed.st), err)
	}
	return nil
}

// updated finalizes an object: its snapshot has what was written.
func (w *Work) updated(r *row) error {
	if old := w.switched[r.st]; old != nil {
		w.finishSwitch(r.st, old)
		return nil
	}
	w.level.Keep(w.m, r.st)
	if slices.ContainsFunc(r.props, func(i int) bool { return isKey(r.st.Class, i) }) {
		w.m.Store(r.st.Class).Rekey(r.st)
		if err := w.followKey(r.st); err != nil {
			return err
		}
	}
	for _, i := range r.props {
		r.st.Class.Fields[i].Copy(r.st.Snap, r.st.Obj)
		r.st.Missing = r.st.Missing.Without(i)
	}
	r.st.Forced = nil
	return nil
}

func isKey(c *state.Class, i int) bool {
	for _, k := range c.Key {
		if k == i {
			return true
		}
	}
	return false
}

package unitofwork

import (
	"context"
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// update writes changed objects: only the columns that changed. Rows of equal shape that follow each other are one statement; what it
// matches is checked.
func (w *Work) update(ctx context.Context, m *mapping.Mapper, changed, added []*state.State) error {
	rs := newRuns(m, len(changed)+len(w.switched))
	for _, st := range changed {
		if err := w.updateRow(ctx, rs, m, st); err != nil {
			return err
		}
	}
	for _, st := range added {
		if old := w.switched[st]; old != nil {
			if err := w.switchRow(rs, m, st, old); err != nil {
				return err
			}
		}
	}
	return w.updateRuns(ctx, m, rs)
}

func (w *Work) updateRuns(ctx context.Context, m *mapping.Mapper, rs *runs) error {
	for _, r := range rs.list {
		if err := w.emitUpdates(ctx, m, r); err != nil {
			return err
		}
	}
	return nil
}

// updateRow adds the row of a changed object, if any column differs.
func (w *Work) updateRow(ctx context.Context, rs *runs, m *mapping.Mapper, st *state.State) error {
	if err := w.sync(st); err != nil {
		return err
	}
	rs.begin()
	for i := range m.Properties {
		if st.ColumnChanged(i) && m.Properties[i].Column.Computed == nil {
			rs.props = append(rs.props, i)
		}
	}
	if len(rs.props) == 0 {
		return nil
	}
	if err := w.touchDefaults(ctx, rs, m, st); err != nil {
		return err
	}
	if err := rs.countUp(m, st, st.Snap); err != nil {
		return err
	}
	rs.valuesOf(m, st)
	rs.findRow(m, st)
	rs.add(st)
	return nil
}

// touchDefaults writes what OnUpdate says into fields that the program left alone.
func (w *Work) touchDefaults(ctx context.Context, rs *runs, m *mapping.Mapper, st *state.State) error {
	if !m.Stamps && !m.Refills {
		return nil
	}
	for i, p := range m.Properties {
		if st.ColumnChanged(i) && p.Column.Computed == nil {
			continue
		}
		if p.Refilled {
			rs.back = append(rs.back, i)
		}
		if !p.OnUpdate.Gives() {
			continue
		}
		v, err := w.fillValue(ctx, m, st, p, &p.OnUpdate)
		if err != nil {
			return err
		}
		if err := p.Field.SetValue(st.Obj, v); err != nil {
			return err
		}
		rs.props = append(rs.props, i)
	}
	return nil
}

// countUp sets the version to one more than it was when the row was last read or written.
func (rs *runs) countUp(m *mapping.Mapper, st *state.State, was unsafe.Pointer) error {
	if m.Version < 0 {
		return nil
	}
	f := m.Properties[m.Version].Field
	rs.name(m.Version)
	return f.SetValue(st.Obj, types.Int64Value(f.Value(was).Int64()+1))
}

func (w *Work) emitUpdates(ctx context.Context, m *mapping.Mapper, r *run) error {
	if len(r.back) > 0 {
		return w.updateAndFetch(ctx, m, r)
	}
	if p, ok := w.pagingOfUpdate(m, r); ok && len(m.OnUpdate) == 0 {
		return w.updateMany(ctx, p, m, r)
	}
	entry, err := w.updateSet(m.Table, columnsAt(m, r.props), rowColumns(m), inlinedOnUpdate(m, r), nil)
	if err != nil {
		return err
	}
	failed, err := w.send(ctx, entry, r, func(st *state.State, res driver.Result) error {
		if res.RowsAffected == 0 {
			return &StaleDataError{Entity: m.Name, Key: keyText(st), Expected: 1}
		}
		return w.updated(r, st)
	})
	if err != nil {
		return fmt.Errorf("orm: flush: update %s: %w", describe(failed), err)
	}
	return nil
}

// pagingOfUpdate is how one UPDATE may write many of the rows, if it may: their values can be bound as arrays or listed, and it does not
// matter in which order the database writes them. It does for a unique value, which a row may take from another one that is written before.
func (w *Work) pagingOfUpdate(m *mapping.Mapper, r *run) (p paging, ok bool) {
	set, keys := columnsAt(m, r.props), rowColumns(m)
	switch {
	case len(r.states) < 2 || slices.ContainsFunc(set, m.Table.InUnique):
		return p, false
	case w.unnests(set) && w.unnests(keys):
		return paging{w: w, arrays: true, size: maxArrays}, true
	case w.lists(set) && !slices.ContainsFunc(keys, isNoInteger):
		return w.pagingOfLists(len(set) + len(keys)), true
	}
	return p, false
}

// lists tells whether the values of all of the columns can be listed.
func (w *Work) lists(columns []*schema.Column) bool {
	return !slices.ContainsFunc(columns, func(c *schema.Column) bool {
		t, err := c.DataType()
		return err != nil || !w.conn.Engine().Dialect().Lists(t)
	})
}

func isNoInteger(c *schema.Column) bool {
	t, err := c.DataType()
	return err != nil || !types.IsInteger(t)
}

// updateMany sends rows by one statement a page.
func (w *Work) updateMany(ctx context.Context, p paging, m *mapping.Mapper, r *run) error {
	set, keys := columnsAt(m, r.props), rowColumns(m)
	return p.each(len(r.states), func(from, to int) error {
		page := r.part(from, to)
		entry, err := p.update(m.Table, set, keys, to-from)
		if err != nil {
			return err
		}
		res, err := p.exec(ctx, entry, page)
		if n := int64(len(page.states)); err == nil && res.RowsAffected != n {
			err = &StaleDataError{Entity: m.Name, Key: fmt.Sprintf("(one of %d)", n), Expected: n, Matched: res.RowsAffected}
		}
		if err != nil {
			return fmt.Errorf("orm: flush: update %s: %w", describeAll(page.states), err)
		}
		for _, st := range page.states {
			if err := w.updated(r, st); err != nil {
				return err
			}
		}
		return nil
	})
}

// describeAll names objects for messages: User 1 to 17.
func describeAll(states []*state.State) string {
	if len(states) == 1 {
		return describe(states[0])
	}
	return fmt.Sprintf("%s to %s (%d rows)", describe(states[0]), keyText(states[len(states)-1]), len(states))
}

// updated finalizes an object: its snapshot has what was written.
func (w *Work) updated(r *run, st *state.State) error {
	if old := w.switched[st]; old != nil {
		w.finishSwitch(st, old)
		return nil
	}
	w.level.Keep(w.m, st)
	if slices.ContainsFunc(r.props, func(i int) bool { return isKey(st.Class, i) }) {
		w.m.Store(st.Class).Rekey(st)
		if err := w.followKey(st); err != nil {
			return err
		}
	}
	for _, props := range [...][]int{r.props, r.back} {
		for _, i := range props {
			st.Class.Fields[i].Copy(st.Snap, st.Obj)
			st.Missing = st.Missing.Without(i)
		}
	}
	st.Forced = nil
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

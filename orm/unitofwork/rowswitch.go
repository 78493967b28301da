package unitofwork

import (
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// A row switch is Delete of an object and Add of another with its key in one flush: one UPDATE of every column in which the new
// object differs from the row.

// matchSwitches finds new objects whose key a doomed one has.
func (w *Work) matchSwitches() {
	if len(w.s.Doomed()) == 0 {
		return
	}
	type id struct {
		c *state.Class
		k state.Key
	}
	doomed := map[id]*state.State{}
	for _, st := range w.s.Doomed() {
		doomed[id{st.Class, st.Key()}] = st
	}
	for _, st := range w.s.Pending() {
		m := mapping.Of(st)
		if m.Generated >= 0 && m.Properties[m.Generated].Field.IsZero(st.Obj) {
			continue
		}
		if old := doomed[id{st.Class, st.Class.KeyOf(st.Obj)}]; old != nil {
			if w.switched == nil {
				w.switched = map[*state.State]*state.State{}
			}
			w.switched[st] = old
		}
	}
}

// switchRow adds the UPDATE that turns the row of old into st's.
func (w *Work) switchRow(rs *runs, m *mapping.Mapper, st, old *state.State) error {
	if err := w.sync(st); err != nil {
		return err
	}
	rs.begin()
	if err := rs.countUp(m, st, old.Snap); err != nil {
		return err
	}
	for i, p := range m.Properties {
		if !isKey(st.Class, i) && i != m.Version && !p.Field.Equal(st.Obj, old.Snap) {
			rs.props = append(rs.props, i)
		}
	}
	if len(rs.props) == 0 { // the same row: write one column, so that the statement is checked
		rs.props = append(rs.props, firstPlain(st.Class))
	}
	rs.valuesOf(m, st)
	rs.findRow(m, old)
	rs.add(st)
	return nil
}

func firstPlain(c *state.Class) int {
	for i := range c.Fields {
		if !isKey(c, i) {
			return i
		}
	}
	return c.Key[0]
}

// finishSwitch makes st the object of the row, and old a deleted one.
func (w *Work) finishSwitch(st, old *state.State) {
	w.level.Keep(w.m, old)
	s := w.m.Store(old.Class)
	s.Leave(old, state.Deleted)
	w.level.Deleted = append(w.level.Deleted, old)
	s.Persist(st)
	w.wrote(st)
}

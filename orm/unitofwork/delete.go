package unitofwork

import (
	"context"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// deleteAll deletes the doomed objects, children first.
func (w *Work) deleteAll(ctx context.Context) error {
	byMapper := map[*mapping.Mapper][]*state.State{}
	var mappers []*mapping.Mapper
	for _, st := range w.s.Doomed() {
		if st.Status != state.Persistent {
			continue
		}
		m := mapping.Of(st)
		if byMapper[m] == nil {
			mappers = append(mappers, m)
		}
		byMapper[m] = append(byMapper[m], st)
	}
	slices.SortFunc(mappers, func(a, b *mapping.Mapper) int { return b.Order - a.Order })
	for _, m := range mappers {
		for _, level := range w.deleteLevels(m, byMapper[m]) {
			if err := w.delete(ctx, m, level); err != nil {
				return err
			}
		}
	}
	return nil
}

// deleteLevels sorts the doomed objects of a mapper that refers to itself: first those that no other refers to.
func (w *Work) deleteLevels(m *mapping.Mapper, states []*state.State) [][]*state.State {
	if !m.Cyclic {
		return [][]*state.State{states}
	}
	children := map[*state.State][]*state.State{}
	for _, st := range states {
		for _, link := range m.Links() {
			if isPost(link) {
				continue
			}
			if p := w.parentIn(link, st, true); p != nil && p != st && p.Class == st.Class {
				children[p] = append(children[p], st)
			}
		}
	}
	levels, rest := byLevels(states, children)
	if len(rest) > 0 {
		levels = append(levels, rest) // a circle: let the database decide
	}
	return levels
}

func (w *Work) delete(ctx context.Context, m *mapping.Mapper, states []*state.State) error {
	sortByKey(states)
	entry, err := w.deleteFrom(m.Table, rowColumns(m))
	if err != nil {
		return err
	}
	rs := newRuns(m, len(states))
	for _, st := range states {
		rs.begin()
		rs.findRow(m, st)
		rs.add(st)
	}
	failed, err := w.send(ctx, entry, rs.last(), func(st *state.State, res driver.Result) error {
		if m.Version >= 0 && res.RowsAffected == 0 {
			return &StaleDataError{Entity: m.Name, Key: keyText(st), Expected: 1}
		}
		return nil // without a version the database may have cascaded
	})
	if err != nil {
		return fmt.Errorf("orm: flush: delete %s: %w", describe(failed), err)
	}
	for _, st := range states {
		w.level.Keep(w.m, st)
		w.m.Store(st.Class).Leave(st, state.Deleted)
		w.level.Deleted = append(w.level.Deleted, st)
		w.deletes = append(w.deletes, st)
	}
	return nil
}

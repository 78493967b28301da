package unitofwork

import (
	"context"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// Rows that need each other
//
// A foreign key with PostUpdate on either of its relationships plays no part in the order of the rows. It is NULL in the INSERT, an
// UPDATE of its own follows when all rows are there, and another one makes it NULL before its row is deleted.
//
// SQLAlchemy: post_update.

// isPost tells whether a foreign key is written after the rows.
func isPost(link *mapping.Relationship) bool {
	return link.PostUpdate || link.Back != nil && link.Back.PostUpdate
}

// postpone leaves a foreign key out of the INSERT: it is NULL there, whatever its field says.
func postpone(link *mapping.Relationship, v *verdict, child *state.State) error {
	if v.parent == nil || child.Status != state.Pending {
		return nil
	}
	return clearKey(link, child)
}

// postUpdate writes the foreign keys that were postponed.
func (w *Work) postUpdate(ctx context.Context) error {
	var list []*state.State
	for _, k := range w.order {
		v := w.verdicts[k]
		if !isPost(k.link) || k.child.Doomed || k.child.Status != state.Persistent {
			continue
		}
		var err error
		switch {
		case v.parent != nil:
			err = copyKey(k.link, v.parent, k.child)
		case v.clear:
			err = clearKey(k.link, k.child)
		}
		if err != nil {
			return fmt.Errorf("orm: flush: %s: %w", describe(k.child), err)
		}
		list = append(list, k.child)
	}
	return w.writeLinks(ctx, list)
}

// cutDoomed makes the postponed foreign keys of doomed objects NULL, so that no row refers to one that is deleted before it.
func (w *Work) cutDoomed(ctx context.Context) error {
	var list []*state.State
	for _, st := range w.s.Doomed() {
		for _, link := range mapping.Of(st).Links() {
			if !isPost(link) || st.Status != state.Persistent {
				continue
			}
			if err := clearKey(link, st); err != nil {
				return fmt.Errorf("orm: flush: %s: %w", describe(st), err)
			}
			list = append(list, st)
		}
	}
	return w.writeLinks(ctx, list)
}

// writeLinks sends an UPDATE of the postponed foreign keys that differ from the rows.
func (w *Work) writeLinks(ctx context.Context, states []*state.State) error {
	byMapper := map[*mapping.Mapper][]*state.State{}
	var mappers []*mapping.Mapper
	for _, st := range states {
		m := mapping.Of(st)
		if byMapper[m] == nil {
			mappers = append(mappers, m)
		}
		if !slices.Contains(byMapper[m], st) {
			byMapper[m] = append(byMapper[m], st)
		}
	}
	for _, m := range mappers {
		sortByKey(byMapper[m])
		rs := newRuns(m, len(byMapper[m]))
		for _, st := range byMapper[m] {
			rs.linkRow(m, st)
		}
		if err := w.updateRuns(ctx, m, rs); err != nil {
			return err
		}
	}
	return nil
}

// linkRow adds the row of an object's postponed foreign keys, as far as they differ.
func (rs *runs) linkRow(m *mapping.Mapper, st *state.State) {
	rs.begin()
	for _, link := range m.Links() {
		if !isPost(link) {
			continue
		}
		for _, p := range link.ForeignProperties() {
			if p != nil && st.ColumnChanged(p.Index) {
				rs.name(p.Index)
			}
		}
	}
	if len(rs.props) == 0 {
		return
	}
	rs.valuesOf(m, st)
	rs.findRow(m, st)
	rs.add(st)
}

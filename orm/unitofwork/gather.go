package unitofwork

import (
	"context"
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// gather finds the changed objects and follows their new links.
func (w *Work) gather(ctx context.Context) error {
	for _, s := range w.m.Stores() {
		s.Settle()
		for st := range s.Changed {
			w.touch(st)
		}
	}
	if err := w.reread(ctx); err != nil {
		return err
	}
	if err := w.loadReplaced(ctx); err != nil {
		return err
	}
	return w.cascadeSaves()
}

// reread reads stale objects whose columns were edited, before anything is written: one SELECT per mapper and 500 keys. A versioned
// object relies on its version instead: the UPDATE matches nothing if the row has changed.
func (w *Work) reread(ctx context.Context) error {
	byMapper := map[*mapping.Mapper][]*state.State{}
	var order []*mapping.Mapper
	for _, st := range w.touched {
		if w.m.Fresh(st) || !columnsChanged(st) {
			continue
		}
		m := mapping.Of(st)
		if m.Version >= 0 {
			continue
		}
		if byMapper[m] == nil {
			order = append(order, m)
		}
		byMapper[m] = append(byMapper[m], st)
	}
	for _, m := range order {
		if err := w.s.Reread(ctx, m, byMapper[m]); err != nil {
			return err
		}
	}
	return nil
}

func columnsChanged(st *state.State) bool {
	for i := range st.Class.Fields {
		if st.ColumnChanged(i) {
			return true
		}
	}
	return false
}

// loadReplaced loads what was replaced without being loaded: a collection by Set, a one-to-one by whatever its field holds now, for
// two cannot be in it.
func (w *Work) loadReplaced(ctx context.Context) error {
	for _, st := range w.touched {
		for _, rel := range mapping.Of(st).Relationships {
			known := st.Known(rel.Index)
			one := !rel.Many && rel.Direction == mapping.OneToMany && !rel.ViewOnly && !known.Loaded
			if known.Replace || one && st.RelChanged(rel.Index) {
				if err := w.s.LoadKnown(ctx, rel, st); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// cascadeSaves adds what new links lead to, and what those lead to.
func (w *Work) cascadeSaves() error {
	for _, st := range slices.Clone(w.touched) {
		if err := w.follow(st); err != nil {
			return err
		}
	}
	for i := 0; i < len(w.s.Pending()); i++ { // grows while it is walked
		if err := w.follow(w.s.Pending()[i]); err != nil {
			return err
		}
	}
	return nil
}

// follow adds the objects that st newly refers to.
func (w *Work) follow(st *state.State) error {
	for _, rel := range mapping.Of(st).Relationships {
		if rel.ViewOnly {
			continue
		}
		added, _, err := diff(st, rel)
		if err != nil {
			return err
		}
		for _, obj := range added {
			if err := w.admit(st, rel, obj); err != nil {
				return err
			}
		}
	}
	return nil
}

// admit makes sure that an object that st newly refers to is in the session.
func (w *Work) admit(st *state.State, rel *mapping.Relationship, obj unsafe.Pointer) error {
	target := w.m.Find(rel.Target.Class, obj)
	switch {
	case target == nil && rel.Has(mapping.CascadeSaveUpdate):
		_, err := w.s.Adopt(rel.Target, obj, rel)
		return err
	case target == nil:
		return fmt.Errorf("orm: %s.%s refers to a %s that is not in the session (Add it, or give the relationship CascadeSaveUpdate)",
			describe(st), rel.Name, rel.Target.Name)
	case target.Status == state.Deleted:
		return fmt.Errorf("%w: %s, by %s of %s", ErrDeleted, describe(target), rel.Name, describe(st))
	}
	return nil
}

// diff are the elements that came into a relationship of st and those that left it, each once. Of a relationship that is not loaded
// elements are additions, and only recorded removals have left.
func diff(st *state.State, rel *mapping.Relationship) (added, removed []unsafe.Pointer, err error) {
	now, known := st.Elements(rel.Index), st.Known(rel.Index)
	if len(now) == 0 && len(known.Known) == 0 && len(known.Removed) == 0 {
		return nil, nil, nil
	}
	if slices.Contains(now, nil) {
		return nil, nil, fmt.Errorf("%w: %s of %s", ErrNilElement, rel.Name, describe(st))
	}
	if slices.Equal(now, known.Known) && len(known.Removed) == 0 {
		return nil, nil, nil
	}
	if len(known.Known) == 0 && len(known.Removed) == 0 && allDiffer(now) {
		return now, nil, nil
	}
	was := setOf(known.Known)
	seen := map[unsafe.Pointer]bool{}
	for _, e := range now {
		if !seen[e] && !was[e] {
			added = append(added, e)
		}
		seen[e] = true
	}
	removed = append(removed, known.Removed...)
	if known.Loaded {
		for _, e := range known.Known {
			if !seen[e] {
				removed = append(removed, e)
			}
		}
	}
	return added, removed, nil
}

// allDiffer tells whether no element is there twice. Of many it does not try to know.
func allDiffer(es []unsafe.Pointer) bool {
	const many = 16
	if len(es) > many {
		return false
	}
	for i, e := range es {
		if slices.Contains(es[:i], e) {
			return false
		}
	}
	return true
}

func setOf(es []unsafe.Pointer) map[unsafe.Pointer]bool {
	out := make(map[unsafe.Pointer]bool, len(es))
	for _, e := range es {
		out[e] = true
	}
	return out
}

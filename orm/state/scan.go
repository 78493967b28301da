package state

import "github.com/azoth-orm/azoth/rowplan"

// Changed yields every persistent object that differs from its snapshot, or about whose relationships something is known and
// changed. A slab that equals its snapshots is passed over by one comparison of memory, about 1 ns an object; then an object is
// compared by memory, and only what differs by field. Equal memory is enough, for whatever a field points to and may be edited
// in place has a copy of its own in the snapshot, and then the memory is never equal.
func (s *Store) Changed(yield func(*State) bool) {
	for _, b := range s.slabs {
		if s.sameSlab(b) {
			continue
		}
		for i := range b.used {
			if st := &b.states[i]; s.changed(st) && !yield(st) {
				return
			}
		}
	}
	for _, st := range s.others {
		if !st.gone && s.changed(st) && !yield(st) {
			return
		}
	}
}

// sameSlab tells whether nothing in b can have changed.
func (s *Store) sameSlab(b *slab) bool {
	if len(s.Class.deep) > 0 || !rowplan.SameMemory(b.objs, b.snaps, uintptr(b.used)*s.Class.size) {
		return false
	}
	if len(s.Class.References) == 0 && !s.forced {
		return true
	}
	for i := range b.used {
		if st := &b.states[i]; st.Rels != nil || st.Forced != nil || st.Doomed {
			return false
		}
	}
	return true
}

func (s *Store) changed(st *State) bool {
	if st.Status != Persistent || st.Unwatched {
		return false
	}
	if st.Forced != nil {
		return true
	}
	if len(s.Class.deep) > 0 || !rowplan.SameMemory(st.Obj, st.Snap, s.Class.size) {
		for i := range s.Class.Fields {
			if st.ColumnChanged(i) {
				return true
			}
		}
	}
	for i := range s.Class.References {
		if st.RelChanged(i) {
			return true
		}
	}
	return false
}

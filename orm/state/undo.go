package state

import (
	"slices"
	"unsafe"
)

// Level is one level of a session's transaction: the outermost, or a savepoint. It remembers what is needed to restore the
// objects when it is rolled back.
type Level struct {
	number uint32
	// undo holds what the first flush of the level overwrote. An object may be in it again after a savepoint: the first entry counts.
	undo []undo
	// inserted are the objects that became persistent in this level, deleted those that were deleted.
	Inserted, Deleted []*State
	// loaded are the relationships that were first loaded in this level, after a write.
	loaded []relOf
}

type relOf struct {
	st *State
	i  int
}

// undo is what an object was before a level changed it.
type undo struct {
	st      *State
	fields  unsafe.Pointer
	rels    []Rel
	missing *Bits
}

// NewLevel is a level in which nothing has happened.
func (m *Map) NewLevel() Level {
	m.levels++
	return Level{number: m.levels}
}

// Keep remembers what st was before this level first changed it: its snapshot, and what is known of its relationships.
func (l *Level) Keep(m *Map, st *State) {
	if st.Snap == nil || st.kept == l.number {
		return
	}
	fields := m.Store(st.Class).room()
	st.Class.Snapshot(fields, st.Snap, 1)
	l.undo = append(l.undo, undo{st: st, fields: fields, missing: st.Missing.Clone(), rels: slices.Clone(st.Rels)})
	st.kept = l.number
}

// LoadedRel remembers that the i-th relationship of st was loaded in this level, after the transaction has written something: it may
// hold what a rollback takes away.
func (l *Level) LoadedRel(st *State, i int) { l.loaded = append(l.loaded, relOf{st, i}) }

// Release hands what l knows over to the level around it.
func (l *Level) Release(outer *Level) {
	for _, u := range l.undo {
		u.st.kept = outer.number
	}
	outer.undo = append(outer.undo, l.undo...)
	outer.Inserted = append(outer.Inserted, l.Inserted...)
	outer.Deleted = append(outer.Deleted, l.Deleted...)
	outer.loaded = append(outer.loaded, l.loaded...)
}

// Rollback restores the objects of m to what they were when the level began: new ones are transient and lose what the session
// wrote into them, deleted ones come back, mapped fields return, relationships loaded since are not loaded. All of it is stale.
func (l *Level) Rollback(m *Map) {
	for _, st := range l.Deleted {
		if st.Status == Deleted {
			m.Store(st.Class).Return(st)
		}
	}
	for _, st := range l.Inserted {
		m.Store(st.Class).Leave(st, Transient)
		st.Unwrite()
		st.Snap = nil
	}
	for _, u := range slices.Backward(l.undo) {
		u.st.kept = 0
		u.restore(m)
	}
	for _, r := range l.loaded {
		r.st.Forget(r.i)
	}
	m.restoreEdits()
	m.Epoch++
}

// restore makes the object what it was.
func (u *undo) restore(m *Map) {
	st := u.st
	if st.Status != Persistent {
		return
	}
	s := m.Store(st.Class)
	st.Class.CopyFields(st.Obj, u.fields)
	s.Rekey(st)
	st.Class.CopyFields(st.Snap, u.fields)
	st.Rels, st.Missing = u.rels, u.missing
	for i, r := range st.Class.References {
		r.CopyTo(st.Obj, u.fields)
		if known := st.Known(i); known.Loaded {
			r.Set(st.Obj, known.Known)
		}
		r.CopyTo(st.Snap, st.Obj)
	}
}

// restoreEdits undoes what no flush has written.
func (m *Map) restoreEdits() {
	for _, s := range m.list {
		var edited []*State
		s.Changed(func(st *State) bool {
			edited = append(edited, st)
			return true
		})
		for _, st := range edited {
			st.Revert()
		}
	}
}

// Revert makes the object's mapped fields what they were when they were last read or written.
func (st *State) Revert() {
	st.Class.CopyFields(st.Obj, st.Snap)
	st.Forced, st.Doomed = nil, false
	for i, r := range st.Class.References {
		if known := st.Known(i); known.Loaded {
			r.Set(st.Obj, known.Known)
			st.Rels[i].Removed, st.Rels[i].Replace = nil, false
		} else {
			r.Clear(st.Obj)
			if st.Rels != nil {
				st.Rels[i] = Rel{}
			}
		}
		r.CopyTo(st.Snap, st.Obj)
	}
}

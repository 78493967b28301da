package state

import (
	"slices"
	"unsafe"
)

// Status is where an object stands.
type Status uint8

// The states of an object. A Transient one is not in the session.
const (
	Transient Status = iota
	Pending
	Persistent
	Deleted
)

// String is the name of the status.
func (s Status) String() string {
	return [...]string{"transient", "pending", "persistent", "deleted"}[s]
}

// State is what a session knows of one object.
type State struct {
	// Obj is the object, Snap the copy of what it was when it was last read or written; nil while it is pending.
	Obj, Snap unsafe.Pointer
	Class     *Class
	store     *Store
	Status    Status
	// Doomed says that the next flush deletes the object.
	Doomed bool
	// Unwatched says that the object has no snapshot: it is neither scanned nor written.
	Unwatched bool
	// Touched and Saved are marks of the flush that is under way.
	Touched, Saved bool
	// Epoch is that of the map when the object was last read; a smaller one than the map's is stale.
	Epoch uint32
	// Order numbers the objects of a map as they came.
	Order uint32
	// Missing are the columns that were not loaded; nil for none.
	Missing *Bits
	// Forced are columns that the next flush writes as they are.
	Forced *Bits
	// Rels are the relationships of which anything is known, by their index; nil for none.
	Rels []Rel
	// filled are fields of a new object that were zero before the session wrote them, overwritten others, with what they were.
	filled      uint64
	overwritten []written
	// gone says that the session has forgotten an object which the program made.
	gone bool
	// kept is the number of the innermost level that remembers what the object was.
	kept uint32
}

// Rel is what is known of one relationship of one object.
type Rel struct {
	// Known are the elements as they were last read or written.
	Known []unsafe.Pointer
	// Loaded says that Known is all there is. Epoch tells when.
	Loaded bool
	Epoch  uint32
	// Partial says that the collection was loaded through a filter.
	Partial bool
	// Removed were taken out of a collection that is not loaded; Replace says that the flush must load and replace it.
	Removed []unsafe.Pointer
	Replace bool
}

// written is a field that the session wrote into a new object, and what it held before.
type written struct {
	field int
	was   unsafe.Pointer // an object of the class, of which only the field matters
}

// Rel is the i-th relationship of s, for writing.
func (s *State) Rel(i int) *Rel {
	if s.Rels == nil {
		s.Rels = s.store.rels.cut(len(s.Class.References))
	}
	return &s.Rels[i]
}

// Known is what is known of the i-th relationship; the zero Rel for nothing.
func (s *State) Known(i int) Rel {
	if s.Rels == nil {
		return Rel{}
	}
	return s.Rels[i]
}

// Elements are the objects in the i-th relationship's field now.
func (s *State) Elements(i int) []unsafe.Pointer { return s.Class.References[i].Elements(s.Obj) }

// Force makes the next flush write the i-th column as it is.
func (s *State) Force(i int) {
	s.Forced = s.Forced.With(i)
	s.store.forced = true
}

// SetElements puts objects into the field of the i-th relationship and takes them as what is known of it.
func (s *State) SetElements(i int, elems []unsafe.Pointer, epoch uint32) {
	s.Class.References[i].Set(s.Obj, elems)
	s.Note(i, elems, epoch)
}

// SetOne is SetElements of one object in the field of a *T.
func (s *State) SetOne(i int, obj unsafe.Pointer, epoch uint32) {
	elems := s.store.ones.cut(1)
	elems[0] = obj
	s.Class.References[i].Set(s.Obj, elems)
	s.note(i, elems, epoch)
}

// Note takes elems as what is known of the i-th relationship, and the field's header as unchanged.
func (s *State) Note(i int, elems []unsafe.Pointer, epoch uint32) {
	var known []unsafe.Pointer
	if elems != nil {
		known = s.store.ones.cut(len(elems))
		copy(known, elems)
	}
	s.note(i, known, epoch)
}

// note is Note of a slice that nobody else has.
func (s *State) note(i int, elems []unsafe.Pointer, epoch uint32) {
	r := s.Rel(i)
	r.Known, r.Loaded, r.Epoch, r.Partial = elems, true, epoch, false
	r.Removed, r.Replace = nil, false
	if s.Snap != nil {
		s.Class.References[i].CopyTo(s.Snap, s.Obj)
	}
}

// Forget makes the i-th relationship not loaded and clears its field.
func (s *State) Forget(i int) {
	s.Class.References[i].Clear(s.Obj)
	if s.Snap != nil {
		s.Class.References[i].Clear(s.Snap)
	}
	if s.Rels != nil {
		s.Rels[i] = Rel{}
	}
}

// RelChanged tells whether the i-th relationship's field differs from what is known: other elements, or anything recorded. Of
// a relationship that is not loaded nil and empty say nothing.
func (s *State) RelChanged(i int) bool {
	now, known := s.Elements(i), s.Known(i)
	if known.Replace || len(known.Removed) > 0 {
		return true
	}
	if !known.Loaded {
		return len(now) > 0 && !slices.Equal(now, known.Known)
	}
	return !slices.Equal(now, known.Known)
}

// ColumnChanged tells whether the i-th column differs from the snapshot. A column that was not loaded is changed if it is not
// zero: the program has set it.
func (s *State) ColumnChanged(i int) bool {
	if s.Snap == nil {
		return true
	}
	if s.Forced.Has(i) {
		return true
	}
	if s.Missing.Has(i) {
		return !s.Class.Fields[i].IsZero(s.Obj)
	}
	return !s.Class.Fields[i].Equal(s.Obj, s.Snap)
}

// Key is the identity of a persistent object, or the key that a pending one has now.
func (s *State) Key() Key {
	if s.Snap != nil {
		return s.Class.KeyOf(s.Snap)
	}
	return s.Class.KeyOf(s.Obj)
}

// Write remembers what the i-th field of a new object holds, before the session writes it. Nearly always that is zero, which takes a bit.
func (s *State) Write(i int) {
	if s.Status != Pending || s.WasWritten(i) {
		return
	}
	if i < 64 && s.Class.Fields[i].IsZero(s.Obj) {
		s.filled |= 1 << i
		return
	}
	was, _ := s.Class.Memory.Make(1)
	s.Class.Fields[i].Copy(was, s.Obj)
	s.overwritten = append(s.overwritten, written{i, was})
}

// Unwrite puts back what the session wrote into a new object.
func (s *State) Unwrite() {
	for i := range min(len(s.Class.Fields), 64) {
		if s.filled&(1<<i) != 0 {
			s.Class.Fields[i].Clear(s.Obj)
		}
	}
	for _, w := range s.overwritten {
		s.Class.Fields[w.field].Copy(s.Obj, w.was)
	}
	s.KeepWritten()
}

// KeepWritten forgets what Write remembers: the fields stay as they are.
func (s *State) KeepWritten() { s.filled, s.overwritten = 0, nil }

// WasWritten tells whether the session wrote the i-th field of a new object.
func (s *State) WasWritten(i int) bool {
	if i < 64 && s.filled&(1<<i) != 0 {
		return true
	}
	return slices.ContainsFunc(s.overwritten, func(w written) bool { return w.field == i })
}

// Bits is a set of small numbers. A nil *Bits is empty.
type Bits struct{ words []uint64 }

// Has tells whether i is in b.
func (b *Bits) Has(i int) bool {
	return b != nil && i/64 < len(b.words) && b.words[i/64]&(1<<(i%64)) != 0
}

// With is b and i; b itself may change.
func (b *Bits) With(i int) *Bits {
	if b == nil {
		b = &Bits{}
	}
	for i/64 >= len(b.words) {
		b.words = append(b.words, 0)
	}
	b.words[i/64] |= 1 << (i % 64)
	return b
}

// Without is b less i, nil if nothing is left.
func (b *Bits) Without(i int) *Bits {
	if !b.Has(i) {
		return b
	}
	b.words[i/64] &^= 1 << (i % 64)
	for _, w := range b.words {
		if w != 0 {
			return b
		}
	}
	return nil
}

// Clone is a copy of b.
func (b *Bits) Clone() *Bits {
	if b == nil {
		return nil
	}
	return &Bits{slices.Clone(b.words)}
}

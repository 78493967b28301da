package orm

import (
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// editKind is what Append, Remove and Set do.
type editKind uint8

const (
	editAppend editKind = iota
	editRemove
	editSet
)

// edit edits a relationship of one object and the other sides.
func (s *Session) edit(rel *mapping.Relationship, parent unsafe.Pointer, targets []unsafe.Pointer, kind editKind) {
	if err := s.enter(); err != nil {
		s.mistakeOf(err)
		return
	}
	defer s.leave()
	if err := s.db.registry.Configure(); err != nil {
		s.mistake(err)
		return
	}
	st := s.m.Find(rel.Parent.Class, parent)
	if st == nil {
		s.mistake(fmt.Errorf("orm: edit of %s: %w: %s (Add or load it first)", rel, ErrNotInSession, rel.Parent.Name))
		return
	}
	switch kind {
	case editAppend:
		for _, t := range targets {
			s.append(st, rel, t)
		}
	case editRemove:
		for _, t := range targets {
			s.remove(st, rel, t)
		}
	case editSet:
		s.set(st, rel, targets)
	}
}

func (s *Session) append(st *state.State, rel *mapping.Relationship, t unsafe.Pointer) {
	now := st.Elements(rel.Index)
	if !slices.Contains(now, t) {
		st.Class.References[rel.Index].Set(st.Obj, append(slices.Clone(now), t))
	}
	if r := st.Known(rel.Index); slices.Contains(r.Removed, t) {
		st.Rel(rel.Index).Removed = without(r.Removed, t)
	}
	s.setOther(st, rel, t, st.Obj)
}

func (s *Session) remove(st *state.State, rel *mapping.Relationship, t unsafe.Pointer) {
	now := st.Elements(rel.Index)
	known := st.Known(rel.Index)
	if slices.Contains(now, t) {
		st.Class.References[rel.Index].Set(st.Obj, without(now, t))
	}
	if !known.Loaded && st.Status == state.Persistent && !slices.Contains(known.Removed, t) {
		r := st.Rel(rel.Index)
		r.Removed = append(r.Removed, t)
	}
	s.setOther(st, rel, t, nil)
}

// set replaces the elements. Of a collection that is not loaded the flush finds out what that removes.
func (s *Session) set(st *state.State, rel *mapping.Relationship, targets []unsafe.Pointer) {
	for _, old := range slices.Clone(st.Elements(rel.Index)) {
		if !slices.Contains(targets, old) {
			s.setOther(st, rel, old, nil)
		}
	}
	st.Class.References[rel.Index].Set(st.Obj, slices.Clone(targets))
	known := st.Known(rel.Index)
	if !known.Loaded && st.Status == state.Persistent && rel.Direction != mapping.ManyToOne {
		r := st.Rel(rel.Index)
		r.Replace, r.Removed = true, nil
	}
	for _, t := range targets {
		s.setOther(st, rel, t, st.Obj)
	}
}

// setOther edits the other side of a link: it refers to parent now, or, if that is nil, no longer to st's object.
func (s *Session) setOther(st *state.State, rel *mapping.Relationship, t, parent unsafe.Pointer) {
	back := rel.Back
	if back == nil {
		return
	}
	target := s.m.Find(rel.Target.Class, t)
	if target == nil {
		return
	}
	now := target.Elements(back.Index)
	switch {
	case parent == nil:
		if slices.Contains(now, st.Obj) {
			target.Class.References[back.Index].Set(target.Obj, without(now, st.Obj))
		}
	case !back.Many:
		target.Class.References[back.Index].Set(target.Obj, []unsafe.Pointer{parent})
	case target.Known(back.Index).Loaded && !slices.Contains(now, parent):
		target.Class.References[back.Index].Set(target.Obj, append(slices.Clone(now), parent))
	}
}

func without(es []unsafe.Pointer, x unsafe.Pointer) []unsafe.Pointer {
	return slices.DeleteFunc(slices.Clone(es), func(e unsafe.Pointer) bool { return e == x })
}

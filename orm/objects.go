package orm

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"unsafe"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/loading"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/orm/unitofwork"
)

// place is the caller of a method of this package, for messages.
func place() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := frames.Next()
		if !more || !strings.HasPrefix(f.Function, ownPrefix) {
			return fmt.Sprintf("%s:%d", f.File, f.Line)
		}
	}
}

// ownPrefix begins the names of the functions of this package.
var ownPrefix = reflect.TypeFor[Session]().PkgPath() + "."

// each calls f for every object in objs: pointers to entities, or slices of them.
func (s *Session) each(what string, objs []any, f func(m *mapping.Mapper, obj unsafe.Pointer) error) {
	for _, o := range objs {
		s.eachValue(reflect.ValueOf(o), func(v reflect.Value) {
			if err := s.one(v, f); err != nil {
				s.mistake(fmt.Errorf("orm: %s at %s: %w", what, place(), err))
			}
		})
	}
}

func (s *Session) eachValue(v reflect.Value, f func(reflect.Value)) {
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			f(v.Index(i))
		}
		return
	}
	f(v)
}

func (s *Session) one(v reflect.Value, f func(m *mapping.Mapper, obj unsafe.Pointer) error) error {
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch {
	case !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil():
		return fmt.Errorf("a nil object")
	case v.Kind() != reflect.Pointer:
		return fmt.Errorf("%s is not a pointer (give &%s)", v.Type(), v.Type().Name())
	}
	if err := s.db.registry.Configure(); err != nil {
		return err
	}
	m, err := s.db.registry.mapperOf(v.Type().Elem())
	if err != nil {
		return err
	}
	return f(m, v.UnsafePointer())
}

// Add makes objects pending: pointers to entities, or slices of them. The next flush inserts them, whatever their keys say; objects that
// they refer to come along. What is wrong is reported by the next Flush, Commit or query, with the place of the Add.
// SQLAlchemy: Session.add, add_all.
func (s *Session) Add(objs ...any) {
	if err := s.enter(); err != nil {
		s.mistakeOf(err)
		return
	}
	defer s.leave()
	s.each("Add", objs, func(m *mapping.Mapper, obj unsafe.Pointer) error {
		_, err := s.add(m, obj, nil)
		return err
	})
}

// mistakeOf keeps an error of a call that could not begin; a session that is used concurrently must not be written.
func (s *Session) mistakeOf(err error) {
	if err != ErrConcurrentUse {
		s.mistake(err)
	}
}

// add makes one object pending and follows its relationships.
func (s *Session) add(m *mapping.Mapper, obj unsafe.Pointer, through *mapping.Relationship) (*state.State, error) {
	store := s.m.Store(m.Class)
	if st := store.Find(obj); st != nil {
		return st, s.readd(m, st)
	}
	st := store.Adopt(obj)
	st.Status = state.Pending
	s.pending = append(s.pending, st)
	if through != nil {
		if s.adopted == nil {
			s.adopted = map[*state.State]*mapping.Relationship{}
		}
		s.adopted[st] = through
	}
	return st, s.cascadeAdd(m, st)
}

// readd is Add of an object that the session knows: it is saved from deletion, and its new links are followed.
func (s *Session) readd(m *mapping.Mapper, st *state.State) error {
	switch {
	case st.Status == state.Deleted:
		return fmt.Errorf("%w: %s", ErrDeleted, st.Class.Name)
	case st.Status == state.Pending:
		delete(s.adopted, st)
	case st.Doomed:
		st.Doomed = false
		s.doomed = slices.DeleteFunc(s.doomed, func(x *state.State) bool { return x == st })
	}
	return s.cascadeAdd(m, st)
}

// cascadeAdd follows the new links of an object: what they lead to is added, and the other sides are set. Links that are known
// already lead nowhere new, and the object at their end may have been moved since.
func (s *Session) cascadeAdd(m *mapping.Mapper, st *state.State) error {
	for _, rel := range m.Relationships {
		if rel.ViewOnly {
			continue
		}
		known := st.Known(rel.Index).Known
		for i, e := range st.Elements(rel.Index) {
			if i < len(known) && known[i] == e || slices.Contains(known, e) {
				continue
			}
			if e == nil {
				return fmt.Errorf("%w: %s.%s", ErrNilElement, m.Name, rel.Name)
			}
			target := s.m.Find(rel.Target.Class, e)
			if target == nil && rel.Has(mapping.CascadeSaveUpdate) {
				var err error
				if target, err = s.add(rel.Target, e, rel); err != nil {
					return err
				}
			}
			if target != nil {
				if err := s.otherSide(st, rel, target); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// otherSide sets the other side of a link from a new object: the reference of a child in a collection, or the collection of a
// reference, if that is loaded. What it writes is noted, so that it is no edit of the program's later.
func (s *Session) otherSide(st *state.State, rel *mapping.Relationship, target *state.State) error {
	back := rel.Back
	if back == nil {
		return nil
	}
	if back.Direction == mapping.ManyToOne || !back.Many {
		return s.setBack(st, rel, target)
	}
	if !target.Known(back.Index).Loaded && target.Status != state.Pending {
		return nil
	}
	now := target.Elements(back.Index)
	if slices.Contains(now, st.Obj) || target.Status == state.Pending && target.Class.References[back.Index].IsNil(target.Obj) {
		return nil
	}
	target.Class.References[back.Index].Set(target.Obj, append(slices.Clone(now), st.Obj))
	return nil
}

// setBack makes st the reference of target, which st's collection holds.
func (s *Session) setBack(st *state.State, rel *mapping.Relationship, target *state.State) error {
	back := rel.Back
	now := target.Elements(back.Index)
	known := target.Known(back.Index).Known
	named := len(now) == 1 && now[0] != st.Obj && !slices.Equal(now, known)
	if named || target.Status == state.Pending && len(known) == 1 && known[0] != st.Obj && s.holds(known[0], rel, target) {
		other := now
		if !named {
			other = known
		}
		return fmt.Errorf("%w: a %s is in %s of two objects, or refers to another than the one whose collection holds it (%p and %p)",
			ErrConflict, target.Class.Name, rel.Name, other[0], st.Obj)
	}
	if target.Status == state.Pending {
		target.SetOne(back.Index, st.Obj, s.m.Epoch)
	}
	return nil
}

// holds tells whether the collection of another object still holds target.
func (s *Session) holds(parent unsafe.Pointer, rel *mapping.Relationship, target *state.State) bool {
	p := s.m.Find(rel.Parent.Class, parent)
	return p != nil && slices.Contains(p.Elements(rel.Index), target.Obj)
}

// Delete marks objects; the next flush deletes their rows, and what cascades say. SQLAlchemy: Session.delete.
func (s *Session) Delete(objs ...any) {
	if err := s.enter(); err != nil {
		s.mistakeOf(err)
		return
	}
	defer s.leave()
	s.each("Delete", objs, func(m *mapping.Mapper, obj unsafe.Pointer) error {
		st := s.m.Find(m.Class, obj)
		switch {
		case st == nil:
			return fmt.Errorf("%w: %s (load it, or Attach it)", ErrNotInSession, m.Name)
		case st.Status == state.Pending:
			return fmt.Errorf("a %s that is not saved yet cannot be deleted (Expunge it)", m.Name)
		case st.Status == state.Persistent:
			s.Doom(st)
		}
		return nil
	})
}

// Attach says that the rows of objs exist with exactly these values: nothing is written until they change. Objects that they refer
// to are attached too; those with a zero generated key are pending. SQLAlchemy: make_transient_to_detached, then add.
func (s *Session) Attach(objs ...any) {
	if err := s.enter(); err != nil {
		s.mistakeOf(err)
		return
	}
	defer s.leave()
	s.each("Attach", objs, func(m *mapping.Mapper, obj unsafe.Pointer) error { return s.attach(m, obj) })
}

func (s *Session) attach(m *mapping.Mapper, obj unsafe.Pointer) error {
	store := s.m.Store(m.Class)
	if store.Find(obj) != nil {
		return nil
	}
	if m.Generated >= 0 && m.Properties[m.Generated].Field.IsZero(obj) {
		_, err := s.add(m, obj, nil)
		return err
	}
	if held := store.Lookup(m.Class.KeyOf(obj)); held != nil {
		return fmt.Errorf("%w: %s", ErrIdentityConflict, m.Name)
	}
	st := store.Adopt(obj)
	store.Persist(st)
	for _, rel := range m.Relationships {
		elems := st.Elements(rel.Index)
		if len(elems) == 0 && st.Class.References[rel.Index].IsNil(obj) {
			continue
		}
		for _, e := range elems {
			if err := s.attach(rel.Target, e); err != nil {
				return err
			}
		}
		st.Note(rel.Index, elems, s.m.Epoch)
	}
	return nil
}

// Expunge takes objects out of the session; they are plain structs again. What they refer to follows along CascadeExpunge.
// SQLAlchemy: Session.expunge.
func (s *Session) Expunge(objs ...any) {
	if err := s.enter(); err != nil {
		s.mistakeOf(err)
		return
	}
	defer s.leave()
	s.each("Expunge", objs, func(m *mapping.Mapper, obj unsafe.Pointer) error {
		st := s.m.Find(m.Class, obj)
		if st == nil {
			return fmt.Errorf("%w: %s", ErrNotInSession, m.Name)
		}
		s.expunge(st)
		return nil
	})
}

func (s *Session) expunge(st *state.State) {
	if st.Status == state.Transient {
		return
	}
	elements := map[*mapping.Relationship][]unsafe.Pointer{}
	for _, rel := range mapping.Of(st).Relationships {
		if rel.Has(mapping.CascadeExpunge) {
			elements[rel] = slices.Clone(st.Elements(rel.Index))
		}
	}
	s.forget(st)
	for rel, es := range elements {
		for _, e := range es {
			if target := s.m.Find(rel.Target.Class, e); target != nil {
				s.expunge(target)
			}
		}
	}
}

// forget makes an object transient, wherever it stands.
func (s *Session) forget(st *state.State) {
	drop := func(x *state.State) bool { return x == st }
	s.pending = slices.DeleteFunc(s.pending, drop)
	s.doomed = slices.DeleteFunc(s.doomed, drop)
	delete(s.adopted, st)
	s.m.Store(st.Class).Leave(st, state.Transient)
}

// Clear takes every object out of the session. SQLAlchemy: Session.expunge_all.
func (s *Session) Clear() {
	s.m = s.m.Empty()
	s.pending, s.doomed, s.adopted, s.wrong = nil, nil, nil, nil
}

// Contains tells whether the session holds obj. SQLAlchemy: in session.
func (s *Session) Contains(obj any) bool {
	st := s.stateOf(obj)
	return st != nil && (st.Status == state.Pending || st.Status == state.Persistent)
}

// stateOf is the state of an object, or nil.
func (s *Session) stateOf(obj any) (st *state.State) {
	v := reflect.ValueOf(obj)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil
	}
	m := s.db.registry.catalogue.MapperOf(v.Type().Elem())
	if m == nil || m.Class == nil {
		return nil
	}
	return s.m.Find(m.Class, v.UnsafePointer())
}

// ObjectState is where an object stands with a session.
type ObjectState = state.Status

// The states of an object. SQLAlchemy: InstanceState.transient, pending, persistent, deleted.
const (
	Transient  = state.Transient
	Pending    = state.Pending
	Persistent = state.Persistent
	Deleted    = state.Deleted
)

// StateOf tells where obj stands. SQLAlchemy: inspect(obj).
func StateOf(s *Session, obj any) ObjectState {
	if st := s.stateOf(obj); st != nil {
		return st.Status
	}
	return Transient
}

// IsLoaded tells whether the relationship r of obj is loaded and fresh. SQLAlchemy: inspect(obj).unloaded.
func IsLoaded(s *Session, obj any, r AnyRelation) bool {
	st := s.stateOf(obj)
	return st != nil && s.m.RelFresh(st, r.relationship().Index)
}

// IsColumnLoaded tells whether a column of obj was loaded. SQLAlchemy: inspect(obj).unloaded.
func IsColumnLoaded(s *Session, obj any, c expr.Column) bool {
	st := s.stateOf(obj)
	if st == nil {
		return false
	}
	p := mapping.Of(st).Property(c.Ref())
	return p != nil && !st.Missing.Has(p.Index)
}

// Explicit writes the field of c as it is, zero or nil, at the next flush; a default does not apply.
func Explicit(s *Session, obj any, c expr.Column) {
	st := s.stateOf(obj)
	if st == nil {
		s.mistake(fmt.Errorf("orm: Explicit: %w: %T", ErrNotInSession, obj))
		return
	}
	if p := mapping.Of(st).Property(c.Ref()); p != nil {
		st.Force(p.Index)
	}
}

func anys(states []*state.State) []any {
	out := make([]any, len(states))
	for i, st := range states {
		out[i] = reflect.NewAt(mapping.Of(st).Type, st.Obj).Interface()
	}
	return out
}

// What follows makes a Session a unitofwork.Session. It is for the flush, not for programs.

var _ unitofwork.Session = (*host)(nil)

// host is the session as its flush sees it.
type host struct{ *Session }

// Pending are the new objects.
func (h host) Pending() []*state.State { return h.pending }

// Doomed are the objects that are being deleted.
func (h host) Doomed() []*state.State { return h.doomed }

// Doom marks an object.
func (s *Session) Doom(st *state.State) {
	if !st.Doomed && st.Status == state.Persistent {
		st.Doomed = true
		s.doomed = append(s.doomed, st)
	}
}

// Adopt makes an object pending.
func (h host) Adopt(m *mapping.Mapper, obj unsafe.Pointer, through *mapping.Relationship) (*state.State, error) {
	return h.add(m, obj, through)
}

// AdoptedThrough is how a new object came.
func (h host) AdoptedThrough(st *state.State) *mapping.Relationship { return h.adopted[st] }

// Unpend makes a new object transient.
func (h host) Unpend(st *state.State) { h.forget(st) }

// Written takes an object off the list of new ones.
func (h host) Written(st *state.State) { delete(h.adopted, st) }

// Load loads a relationship.
func (h host) Load(ctx context.Context, rel *mapping.Relationship, st *state.State) error {
	return h.loadOne(ctx, rel, st)
}

// LoadKnown loads a relationship and leaves its field as it is.
func (h host) LoadKnown(ctx context.Context, rel *mapping.Relationship, st *state.State) error {
	now := slices.Clone(st.Elements(rel.Index))
	st.Class.References[rel.Index].Clear(st.Obj)
	*st.Rel(rel.Index) = state.Rel{}
	if err := h.loadOne(ctx, rel, st); err != nil {
		return err
	}
	st.Class.References[rel.Index].Set(st.Obj, now)
	return nil
}

// Conn is the connection of the transaction. A flush of one statement that a Commit follows is a transaction by itself.
func (h host) Conn(ctx context.Context, alone bool) (*engine.Connection, error) {
	return h.connect(ctx, alone && h.committing)
}

func (s *Session) loadOne(ctx context.Context, rel *mapping.Relationship, st *state.State) error {
	conn, err := s.begin(ctx)
	if err != nil {
		return err
	}
	c := s.loader(conn)
	return c.LoadOne(ctx, &loading.Spec{Strategy: loading.SelectIn, Rel: rel}, st)
}

package orm

import (
	"context"
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// MergeTarget names what [Merge] copies: a column or a relation of the mapping.
type MergeTarget any

// Merge brings obj, a struct from outside of the session, into it: it takes the object that the session holds for obj's key, else
// reads its row, else makes a new one, copies what is named, and returns the session's object. obj itself stays outside.
//
// Nothing named means every column, for a struct has no absent field, and every relation that is not nil; an empty collection that
// is not nil replaces. Related objects are merged in the same way, along CascadeMerge; the columns of the foreign key between the
// two are not copied, for the link says them.
//
// It flushes first, and a collection that it replaces is loaded if it is not. SQLAlchemy: Session.merge.
func Merge[T any](ctx context.Context, s *Session, m Mapped[T], obj *T, what ...MergeTarget) (*T, error) {
	p, err := s.merge(ctx, m.entity().d.mapper, unsafe.Pointer(obj), what)
	return (*T)(p), err
}

func (s *Session) merge(ctx context.Context, m *mapping.Mapper, obj unsafe.Pointer, what []MergeTarget) (unsafe.Pointer, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	if obj == nil {
		return nil, fmt.Errorf("orm: Merge of a nil *%s", m.Name)
	}
	if err := s.autoflush(ctx); err != nil {
		return nil, err
	}
	c, err := choose(m, what)
	if err != nil {
		return nil, err
	}
	w := &merging{s: s, ctx: ctx, done: map[unsafe.Pointer]*state.State{}}
	st, err := w.merge(m, obj, c, nil)
	if err != nil {
		return nil, fmt.Errorf("orm: Merge(%s): %w", m.Name, err)
	}
	return st.Obj, nil
}

// choice is what is copied: everything if nothing is named.
type choice struct {
	named     bool
	columns   []int
	relations []*mapping.Relationship
}

func choose(m *mapping.Mapper, what []MergeTarget) (choice, error) {
	c := choice{named: len(what) > 0}
	for _, x := range what {
		switch x := x.(type) {
		case AnyRelation:
			if rel := x.relationship(); rel != nil && rel.Parent == m {
				c.relations = append(c.relations, rel)
				continue
			}
		case expr.Column:
			if p := m.Property(x.Ref()); p != nil && x.Ref().Origin == p.Column {
				c.columns = append(c.columns, p.Index)
				continue
			}
		}
		return c, fmt.Errorf("orm: Merge(%s): a %T is no column or relation of it", m.Name, x)
	}
	return c, nil
}

func (c choice) column(i int) bool { return !c.named || slices.Contains(c.columns, i) }

// relation tells whether the relation of obj is copied.
func (c choice) relation(rel *mapping.Relationship, obj unsafe.Pointer) bool {
	if rel.ViewOnly {
		return false
	}
	if c.named {
		return slices.Contains(c.relations, rel)
	}
	return rel.Has(mapping.CascadeMerge) && !rel.Parent.Class.References[rel.Index].IsNil(obj)
}

// merging is one call of Merge. Objects that a graph reaches twice are merged once.
type merging struct {
	s    *Session
	ctx  context.Context
	done map[unsafe.Pointer]*state.State
}

// via is the link by which a graph reaches an object.
type via struct {
	rel    *mapping.Relationship
	parent *state.State
}

func (w *merging) merge(m *mapping.Mapper, obj unsafe.Pointer, c choice, by *via) (*state.State, error) {
	if st := w.done[obj]; st != nil {
		return st, nil
	}
	if st := w.s.m.Find(m.Class, obj); st != nil && st.Status != state.Deleted {
		return st, nil // it is the session's own
	}
	given, linked, err := underParent(m, obj, by)
	if err != nil {
		return nil, err
	}
	st, err := w.target(m, given, linked)
	if err != nil {
		return nil, err
	}
	if st == nil {
		if st, err = w.make(m, given, by); err != nil {
			return nil, err
		}
	}
	w.done[obj] = st
	for i, p := range m.Properties {
		if c.column(i) && !slices.Contains(m.Class.Key, i) && !slices.Contains(linked, i) && !referenced(m, obj, c, p) {
			p.Field.Copy(st.Obj, obj)
		}
	}
	return st, w.relations(m, st, obj, c)
}

// underParent is a copy of obj's columns in which the foreign key to the parent that holds obj in its collection says so; linked are
// the properties of that foreign key.
func underParent(m *mapping.Mapper, obj unsafe.Pointer, by *via) (given unsafe.Pointer, linked []int, err error) {
	given, _ = m.Class.Memory.Make(1)
	m.Class.CopyFields(given, obj)
	if by == nil || by.rel.Direction != mapping.OneToMany {
		return given, nil, nil
	}
	keys := by.rel.KeyProperties()
	for i, p := range by.rel.ForeignProperties() {
		if p == nil {
			continue
		}
		linked = append(linked, p.Index)
		if err := p.Field.SetValue(given, keys[i].Field.Value(by.parent.Obj)); err != nil {
			return nil, nil, err
		}
	}
	return given, linked, nil
}

// referenced tells whether a column belongs to the foreign key of a reference that is copied: then that says it.
func referenced(m *mapping.Mapper, obj unsafe.Pointer, c choice, p *mapping.Property) bool {
	for _, rel := range m.Relationships {
		if rel.Direction != mapping.ManyToOne || m.Class.References[rel.Index].IsNil(obj) || !c.relation(rel, obj) {
			continue
		}
		if slices.Contains(rel.ForeignProperties(), p) {
			return true
		}
	}
	return false
}

// target is the session's object for a key: the one that it holds fresh, or the row; nil if there is none, or the key is not
// complete.
func (w *merging) target(m *mapping.Mapper, given unsafe.Pointer, linked []int) (*state.State, error) {
	for _, k := range m.Class.Key {
		f := m.Properties[k].Field
		if f.IsZero(given) && (k == m.Generated || slices.Contains(linked, k)) || f.Value(given).IsNull() {
			return nil, nil
		}
	}
	s := w.s
	held := s.m.Store(m.Class).Lookup(m.Class.KeyOf(given))
	if held != nil && s.m.Fresh(held) && held.Missing == nil {
		return held, nil
	}
	conn, err := s.begin(w.ctx)
	if err != nil {
		return nil, err
	}
	loader := s.loader(conn)
	found, err := loader.ByKey(w.ctx, m, m.KeyValues(given), nil)
	if err != nil {
		return nil, s.check(err)
	}
	if found == nil {
		if held != nil {
			s.forget(held)
		}
		return nil, nil
	}
	return s.m.Find(m.Class, found), nil
}

// make makes a new object with the key of given, and adds it.
func (w *merging) make(m *mapping.Mapper, given unsafe.Pointer, by *via) (*state.State, error) {
	obj, _ := m.EntityMemory().Make(1)
	for _, k := range m.Class.Key {
		m.Class.Fields[k].Copy(obj, given)
	}
	if by == nil {
		return w.s.add(m, obj, nil)
	}
	return w.s.add(m, obj, by.rel)
}

// relations merges what obj refers to, and makes the session's object refer to that.
func (w *merging) relations(m *mapping.Mapper, st *state.State, obj unsafe.Pointer, c choice) error {
	for _, rel := range m.Relationships {
		if !c.relation(rel, obj) {
			continue
		}
		if err := w.loaded(st, rel); err != nil {
			return err
		}
		var elems []unsafe.Pointer
		for _, e := range m.Class.References[rel.Index].Elements(obj) {
			if e == nil {
				return fmt.Errorf("%w: %s.%s", ErrNilElement, m.Name, rel.Name)
			}
			target, err := w.merge(rel.Target, e, choice{}, &via{rel, st})
			if err != nil {
				return err
			}
			elems = append(elems, target.Obj)
		}
		m.Class.References[rel.Index].Set(st.Obj, elems)
	}
	return nil
}

// loaded makes sure that the session knows what is being replaced. Most of the related objects are among it, and need no SELECT of
// their own.
func (w *merging) loaded(st *state.State, rel *mapping.Relationship) error {
	if st.Status != state.Persistent || rel.Direction == mapping.ManyToOne || w.s.m.RelFresh(st, rel.Index) {
		return nil
	}
	return w.s.loadOne(w.ctx, rel, st)
}

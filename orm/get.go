package orm

import (
	"context"
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/loading"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// Key is a primary key of several columns, in the order of t.PrimaryKey.
type Key []any

// Get is the T with that primary key: the object that the session holds, if it is fresh, without a statement; otherwise it is read,
// after an autoflush. [ErrNoResult] if there is none. SQLAlchemy: Session.get.
func Get[T any](ctx context.Context, s *Session, m Mapped[T], key any, o ...expr.LoadOption[*T]) (*T, error) {
	p, err := s.get(ctx, m.entity().d.mapper, key, expr.OptionSpecs(o))
	return (*T)(p), err
}

// Find is Get for generic code that knows an entity's type only.
func Find[T any](ctx context.Context, s *Session, key any, o ...expr.LoadOption[*T]) (*T, error) {
	m, err := MappingOf[T](s.db.registry)
	if err != nil {
		return nil, err
	}
	return Get(ctx, s, m, key, o...)
}

func keyValues(m *mapping.Mapper, key any) ([]types.Value, error) {
	parts, ok := key.(Key)
	if !ok {
		parts = Key{key}
	}
	if len(parts) != len(m.Class.Key) {
		return nil, fmt.Errorf("orm: Get(%s): the primary key has %d column(s), %d given (give orm.Key{…} in the order of t.PrimaryKey)", m.Name, len(m.Class.Key), len(parts))
	}
	out := make([]types.Value, len(parts))
	for i, p := range parts {
		out[i] = types.ValueOfAny(p)
	}
	return out, nil
}

func (s *Session) get(ctx context.Context, m *mapping.Mapper, key any, options []expr.LoadSpec) (unsafe.Pointer, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return nil, err
	}
	values, err := keyValues(m, key)
	if err != nil {
		return nil, err
	}
	k, ok := m.Class.KeyOfValues(values)
	if !ok {
		return nil, fmt.Errorf("orm: Get(%s): a key of NULL: %w", m.Name, ErrNoResult)
	}
	store := s.m.Store(m.Class)
	held := store.Lookup(k)
	if held != nil && s.m.Fresh(held) && held.Missing == nil && len(options) == 0 {
		return held.Obj, nil
	}
	if err := s.autoflush(ctx); err != nil {
		return nil, err
	}
	conn, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	c := s.loader(conn)
	obj, err := c.ByKey(ctx, m, values, options)
	if err != nil {
		return nil, s.check(err)
	}
	if obj == nil {
		if held != nil && held.Status == state.Persistent {
			s.forget(held)
		}
		return nil, fmt.Errorf("orm: Get(%s, %v): %w", m.Name, key, ErrNoResult)
	}
	return obj, nil
}

// Ref is the object with that key: the one that the session holds, or one with only its key loaded. It sends nothing.
func Ref[T any](s *Session, m Mapped[T], key any) (*T, error) {
	mp := m.entity().d.mapper
	if err := s.db.registry.Configure(); err != nil {
		return nil, err
	}
	values, err := keyValues(mp, key)
	if err != nil {
		return nil, err
	}
	k, _ := mp.Class.KeyOfValues(values)
	store := s.m.Store(mp.Class)
	if held := store.Lookup(k); held != nil {
		return (*T)(held.Obj), nil
	}
	t := new(T)
	for i, v := range values {
		if err := mp.Properties[mp.Class.Key[i]].Field.SetValue(unsafe.Pointer(t), v); err != nil {
			return nil, fmt.Errorf("orm: Ref(%s): %w", mp.Name, err)
		}
	}
	st := store.Adopt(unsafe.Pointer(t))
	store.Persist(st)
	for i := range mp.Properties {
		if !slices.Contains(mp.Class.Key, i) {
			st.Missing = st.Missing.With(i)
		}
	}
	return t, nil
}

// loadRelation is Load of a relation.
func (s *Session) loadRelation(ctx context.Context, p *path, objs []unsafe.Pointer) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return err
	}
	var states []*state.State
	for _, o := range objs {
		st := s.m.Find(p.rel.Parent.Class, o)
		if st == nil || st.Status != state.Persistent {
			return fmt.Errorf("orm: Load(%s): %w", p.rel, ErrNotInSession)
		}
		states = append(states, st)
	}
	spec := &loading.Spec{Strategy: loading.SelectIn, Rel: p.rel, Where: p.where, Order: p.order}
	if len(states) == 0 || len(states) == 1 && s.m.RelFresh(states[0], p.rel.Index) {
		return nil
	}
	if err := s.autoflush(ctx); err != nil {
		return err
	}
	conn, err := s.begin(ctx)
	if err != nil {
		return err
	}
	c := s.loader(conn)
	return s.check(c.Load(ctx, spec, states))
}

package orm

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/loading"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/orm/unitofwork"
	"github.com/azoth-orm/azoth/types"
)

// Flush writes what has changed: new, changed and deleted objects, in the order of their foreign keys, in the session's
// transaction. A failed flush rolls back the innermost transaction or savepoint, restores the objects and leaves the session
// inactive until Rollback. SQLAlchemy: Session.flush.
func (s *Session) Flush(ctx context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return err
	}
	return s.flush(ctx)
}

// flush is Flush inside of a call.
func (s *Session) flush(ctx context.Context) error {
	if s.wrong != nil {
		err := s.wrong
		s.wrong = nil
		return err
	}
	if s.flushing {
		return nil
	}
	s.flushing = true
	defer func() { s.flushing = false }()
	w := unitofwork.New(host{s}, s.m, &s.innermost().Level)
	err := w.Flush(ctx)
	if errors.Is(err, engine.ErrCommitUnknown) {
		return s.failCommit(err)
	}
	if err != nil {
		return s.fail(ctx, err)
	}
	s.pending = slices.DeleteFunc(s.pending, func(st *state.State) bool { return st.Status != state.Pending })
	s.doomed = slices.DeleteFunc(s.doomed, func(st *state.State) bool { return st.Status != state.Persistent })
	return nil
}

// fail undoes the innermost level after an error of a flush, and makes the session wait for Rollback.
func (s *Session) fail(ctx context.Context, err error) error {
	s.failed = err
	if s.conn != nil {
		// A cancelled ctx must not keep the transaction open.
		if undo := s.rollbackInnermost(context.WithoutCancel(ctx)); undo != nil {
			err = errors.Join(err, undo)
		}
	}
	s.restore(s.innermost())
	return err
}

// rollbackInnermost rolls back the savepoint, or the transaction, in the database.
func (s *Session) rollbackInnermost(ctx context.Context) error {
	if l := s.innermost(); l.tx != nil {
		return l.tx.Rollback(ctx)
	}
	return s.conn.Rollback(ctx)
}

// restore makes the objects what they were when the level began.
func (s *Session) restore(l *level) {
	for _, st := range s.pending {
		st.Unwrite()
	}
	l.Rollback(s.m)
	for _, st := range s.doomed {
		st.Doomed = false
	}
	for _, st := range slices.Clone(s.pending) {
		s.forget(st)
	}
	s.pending, s.doomed, s.adopted, s.wrong = nil, nil, nil, nil
	l.Level = s.m.NewLevel()
}

// Reread reads stale objects that were edited, and refuses those whose edited columns have changed since, or whose row is gone.
func (h host) Reread(ctx context.Context, m *mapping.Mapper, states []*state.State) error {
	for chunk := range slices.Chunk(states, 500) {
		was := make([]any, 0, len(chunk))
		for _, st := range chunk {
			was = append(was, editedValues(m, st))
		}
		if err := h.refresh(ctx, m, chunk); err != nil {
			return err
		}
		for i, st := range chunk {
			if err := h.compareReread(m, st, was[i].(map[int]types.Value)); err != nil {
				return err
			}
		}
	}
	return nil
}

// editedValues are the values that edited columns had when they were last read.
func editedValues(m *mapping.Mapper, st *state.State) map[int]types.Value {
	out := map[int]types.Value{}
	for i, p := range m.Properties {
		if st.ColumnChanged(i) && !st.Missing.Has(i) {
			out[i] = p.Field.Value(st.Snap)
		}
	}
	return out
}

func (s *Session) compareReread(m *mapping.Mapper, st *state.State, was map[int]types.Value) error {
	key := fmt.Sprint(keyAny(m, st))
	if !s.m.Fresh(st) {
		return &StaleDataError{Entity: m.Name, Key: key}
	}
	for i, p := range m.Properties {
		old, edited := was[i]
		if !edited {
			continue
		}
		if now := p.Field.Value(st.Snap); !sameValue(now, old) {
			return &StaleDataError{Entity: m.Name, Key: key, Column: p.Column.Name, Read: old.Any(), Now: now.Any()}
		}
	}
	return nil
}

func sameValue(a, b types.Value) bool {
	if a.Kind() == types.KindTime && b.Kind() == types.KindTime {
		return a.Time().Equal(b.Time())
	}
	return fmt.Sprint(a.Any()) == fmt.Sprint(b.Any())
}

func keyAny(m *mapping.Mapper, st *state.State) any {
	vs := m.KeyValues(st.Snap)
	if len(vs) == 1 {
		return vs[0].Any()
	}
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = v.Any()
	}
	return out
}

// refresh reads the rows of objects by their keys.
func (s *Session) refresh(ctx context.Context, m *mapping.Mapper, states []*state.State, specs ...*loading.Spec) error {
	conn, err := s.begin(ctx)
	if err != nil {
		return err
	}
	c := s.loader(conn)
	return c.Reload(ctx, m, states, specs)
}

// Refresh reads objects again and overwrites their edits; the other changes of the session are flushed first. A row that is gone is
// [ErrStaleData]. SQLAlchemy: Session.refresh.
func (s *Session) Refresh(ctx context.Context, objs ...any) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return err
	}
	for _, o := range objs {
		st := s.stateOf(o)
		if st == nil || st.Status != state.Persistent {
			return fmt.Errorf("orm: Refresh: %w: %T", ErrNotInSession, o)
		}
		st.Revert()
	}
	if err := s.autoflush(ctx); err != nil {
		return err
	}
	for _, o := range objs {
		st := s.stateOf(o)
		m := mapping.Of(st)
		st.Epoch = 0
		if err := s.refresh(ctx, m, []*state.State{st}, &loading.Spec{Strategy: loading.PopulateExisting}); err != nil {
			return err
		}
		if !s.m.Fresh(st) {
			return &StaleDataError{Entity: m.Name, Key: fmt.Sprint(keyAny(m, st))}
		}
	}
	return nil
}

// Expire undoes the edits of objects and makes them stale: the next query, Get or flush that meets them reads them again. It sends
// nothing. SQLAlchemy: Session.expire.
func (s *Session) Expire(objs ...any) {
	for _, o := range objs {
		st := s.stateOf(o)
		if st == nil || st.Status != state.Persistent {
			s.mistake(fmt.Errorf("orm: Expire: %w: %T", ErrNotInSession, o))
			continue
		}
		st.Revert()
		st.Epoch = 0
		for i := range st.Rels {
			st.Rels[i].Epoch = 0
		}
	}
}

// ExpireAll undoes the edits of all objects and makes them stale. SQLAlchemy: Session.expire_all.
func (s *Session) ExpireAll() {
	for _, store := range s.m.Stores() {
		var edited []*state.State
		for st := range store.Changed {
			edited = append(edited, st)
		}
		for _, st := range edited {
			st.Revert()
		}
	}
	s.m.Epoch++
}

// History is what changed in an attribute since it was last read or written. SQLAlchemy: History.
type History struct {
	// Added is the new value, Deleted the old one, Unchanged the value that did not change. Of a relationship they are slices of
	// objects; a nil one is empty.
	Added, Unchanged, Deleted []any
}

// HistoryOf is the history of a column of obj. SQLAlchemy: attributes.get_history.
func HistoryOf(s *Session, obj any, c expr.Column) History {
	st := s.stateOf(obj)
	if st == nil {
		return History{}
	}
	p := mapping.Of(st).Property(c.Ref())
	now := p.Field.Value(st.Obj).Any()
	switch {
	case st.Snap == nil:
		return History{Added: []any{now}}
	case !st.ColumnChanged(p.Index):
		return History{Unchanged: []any{now}}
	case st.Missing.Has(p.Index):
		return History{Added: []any{now}}
	}
	return History{Added: []any{now}, Deleted: []any{p.Field.Value(st.Snap).Any()}}
}

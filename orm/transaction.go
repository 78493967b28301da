package orm

import (
	"context"
	"errors"
	"fmt"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm/state"
)

// Begin begins the session's transaction now instead of at its first statement. SQLAlchemy: Session.begin.
func (s *Session) Begin(ctx context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return err
	}
	if s.conn != nil {
		return errors.New("orm: Begin: a transaction is open already (Commit or Rollback first, or BeginNested)")
	}
	_, err := s.begin(ctx)
	return err
}

// InTransaction tells whether the session has a transaction. SQLAlchemy: Session.in_transaction.
func (s *Session) InTransaction() bool { return s.conn != nil }

// Commit flushes, commits the outermost transaction and makes everything stale: fields keep their last known values until a query,
// Get, Refresh or flush meets the object. SQLAlchemy: Session.commit.
func (s *Session) Commit(ctx context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return err
	}
	s.committing = true
	err := s.flush(ctx)
	s.committing = false
	if err != nil {
		return err
	}
	return s.commit(ctx)
}

func (s *Session) commit(ctx context.Context) error {
	if s.conn == nil {
		return nil
	}
	if err := s.conn.Commit(ctx); err != nil {
		return s.failCommit(err)
	}
	for len(s.levels) > 1 {
		s.release()
	}
	s.settleDeleted(&s.levels[0].Level)
	s.levels = nil
	if !s.db.options.noExpire {
		s.m.Epoch++
	}
	return s.giveBack()
}

// failCommit: after a COMMIT of unknown outcome nothing is restored, for it may have happened.
func (s *Session) failCommit(err error) error {
	s.failed = err
	if errors.Is(err, engine.ErrCommitUnknown) {
		s.lost = true
		return err
	}
	for len(s.levels) > 1 {
		s.release()
	}
	s.restore(s.levels[0])
	return fmt.Errorf("orm: commit: %w", err)
}

// settleDeleted makes deleted objects plain structs again, and forgets what was written into new ones.
func (s *Session) settleDeleted(l *state.Level) {
	for _, st := range l.Deleted {
		if st.Status == state.Deleted {
			s.m.Store(st.Class).Leave(st, state.Transient)
		}
	}
	for _, st := range l.Inserted {
		st.KeepWritten()
	}
}

// giveBack gives the connection back to the pool.
func (s *Session) giveBack() error {
	conn := s.conn
	s.conn = nil
	if conn == nil {
		return nil
	}
	return conn.Close()
}

// Rollback rolls back the outermost transaction and restores the objects, without SQL: new ones are transient again and lose what
// the session wrote into them, deleted ones come back, mapped fields return to what they were before the transaction. All of it
// is stale. It also ends the state of [ErrPendingRollback]. SQLAlchemy: Session.rollback.
func (s *Session) Rollback(ctx context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if s.lost {
		return s.ready()
	}
	err := s.endStream()
	if s.conn != nil {
		err = errors.Join(err, s.conn.Rollback(ctx))
	}
	for len(s.levels) > 1 {
		s.release()
	}
	s.restore(s.innermost())
	s.levels, s.failed = nil, nil
	return errors.Join(err, s.giveBack())
}

func (s *Session) endStream() error {
	rows := s.stream
	s.stream = nil
	if rows == nil {
		return nil
	}
	return rows.Close()
}

// release hands the innermost level over to the one around it.
func (s *Session) release() {
	n := len(s.levels)
	s.levels[n-1].Release(&s.levels[n-2].Level)
	s.levels = s.levels[:n-1]
}

// Close rolls back what is not committed and forgets every object. Fields stay as they are, but for generated keys and the like
// that the session wrote into objects which were not saved. It is idempotent. SQLAlchemy: Session.close.
func (s *Session) Close() error {
	if !s.busy.CompareAndSwap(false, true) {
		return ErrConcurrentUse
	}
	defer s.leave()
	if s.closed {
		return nil
	}
	s.closed = true
	err := s.endStream()
	if s.conn != nil && s.conn.InTransaction() && !s.lost {
		err = errors.Join(err, s.conn.Rollback(context.Background()))
	}
	for _, l := range s.levels {
		for _, st := range l.Inserted {
			st.Unwrite()
		}
	}
	for _, st := range s.pending {
		st.Unwrite()
	}
	s.Clear()
	s.levels = nil
	return errors.Join(err, s.giveBack())
}

// Savepoint is a nested transaction of a session. SQLAlchemy: SessionTransaction of begin_nested.
type Savepoint struct {
	s *Session
	l *level
}

// BeginNested flushes and begins a savepoint. Its Rollback restores the objects to this point; its Commit releases it. Commit and
// Rollback of the session mean the outermost transaction. SQLAlchemy: Session.begin_nested.
func (s *Session) BeginNested(ctx context.Context) (*Savepoint, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return nil, err
	}
	if err := s.flush(ctx); err != nil {
		return nil, err
	}
	conn, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	tx, err := conn.BeginNested(ctx)
	if err != nil {
		return nil, s.check(err)
	}
	l := &level{Level: s.m.NewLevel(), tx: tx}
	s.levels = append(s.levels, l)
	return &Savepoint{s, l}, nil
}

// Nested runs f in a savepoint: released if it returns nil, rolled back if it returns an error or panics.
func (s *Session) Nested(ctx context.Context, f func() error) (err error) {
	sp, err := s.BeginNested(ctx)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, sp.Rollback(ctx))
		}
	}()
	if err := f(); err != nil {
		return err
	}
	done = true
	return sp.Commit(ctx)
}

// active checks that the savepoint is the innermost.
func (p *Savepoint) active() error {
	for i, l := range p.s.levels {
		if l != p.l {
			continue
		}
		if i != len(p.s.levels)-1 {
			return errors.New("orm: a savepoint inside of this one is open (end that first)")
		}
		return nil
	}
	return errors.New("orm: the savepoint has ended")
}

// Commit flushes and releases the savepoint; how to undo it belongs to the transaction around it.
// SQLAlchemy: SessionTransaction.commit.
func (p *Savepoint) Commit(ctx context.Context) error {
	s := p.s
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := errors.Join(p.active(), s.ready()); err != nil {
		return err
	}
	if err := s.flush(ctx); err != nil {
		return err
	}
	if err := p.l.tx.Commit(ctx); err != nil {
		return s.check(err)
	}
	s.release()
	return nil
}

// Rollback rolls back to the savepoint and restores the objects to it. It also ends the state of [ErrPendingRollback], if the
// error happened inside of the savepoint. SQLAlchemy: SessionTransaction.rollback.
func (p *Savepoint) Rollback(ctx context.Context) error {
	s := p.s
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := p.active(); err != nil {
		return err
	}
	err := s.endStream()
	if p.l.tx.Active() {
		err = errors.Join(err, p.l.tx.Rollback(ctx))
	}
	s.restore(p.l)
	s.levels = s.levels[:len(s.levels)-1]
	s.failed = nil
	return err
}

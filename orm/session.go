package orm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/loading"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// Session is a unit of work: an identity map, and the changes to its objects. It begins a transaction at its first statement and
// holds a connection until Commit, Rollback or Close. It belongs to one goroutine at a time: calls that overlap get
// [ErrConcurrentUse].
//
// SQLAlchemy: Session.
type Session struct {
	db *DB
	m  *state.Map
	// conn is the connection of the transaction, nil between transactions; levels are the transaction and its savepoints.
	conn      *engine.Connection
	levels    []*level
	outermost level
	room      [1]*level
	// pending are new objects in the order of Add, doomed those that Delete has marked.
	pending []*state.State
	doomed  []*state.State
	adopted map[*state.State]*mapping.Relationship
	// failed is the error after which only Rollback helps; lost says that not even that does.
	failed error
	lost   bool
	// wrong is the first mistake of Add, Delete and the like.
	wrong    error
	stream   expr.Rows
	closed   bool
	flushing bool
	// committing says that the flush under way is that of Commit.
	committing bool
	noflush    int
	busy       atomic.Bool
}

// level is a level of the transaction.
type level struct {
	state.Level
	tx *engine.Transaction // nil for the outermost
}

func newSession(d *DB) *Session {
	return &Session{db: d, m: state.NewMap()}
}

// enter guards a call: nothing else may be under way.
func (s *Session) enter() error {
	if !s.busy.CompareAndSwap(false, true) {
		return ErrConcurrentUse
	}
	if s.closed {
		s.busy.Store(false)
		return ErrClosed
	}
	return nil
}

func (s *Session) leave() { s.busy.Store(false) }

// ready guards a call that needs the transaction.
func (s *Session) ready() error {
	switch {
	case s.lost:
		return fmt.Errorf("%w: only Close is left: %w", ErrPendingRollback, s.failed)
	case s.failed != nil:
		return fmt.Errorf("%w: %w", ErrPendingRollback, s.failed)
	case s.stream != nil:
		return ErrStreamOpen
	}
	return s.db.registry.Configure()
}

// begin makes sure that there is a transaction.
func (s *Session) begin(ctx context.Context) (*engine.Connection, error) {
	return s.connect(ctx, false)
}

// connect makes sure that there is a transaction. If it is for one statement alone, it needs no BEGIN.
func (s *Session) connect(ctx context.Context, alone bool) (*engine.Connection, error) {
	if s.conn != nil {
		return s.conn, nil
	}
	conn, err := s.db.engine.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if l := s.db.options.isolation; l != "" {
		err = conn.SetIsolation(l)
	}
	if err == nil && alone {
		alone, err = conn.BeginAlone(ctx)
	}
	if err == nil && !alone {
		_, err = conn.Begin(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	s.conn = conn
	s.needLevel()
	return conn, nil
}

// needLevel makes sure that there is an outermost level, which remembers how to undo what happens before the first statement too.
func (s *Session) needLevel() {
	if len(s.levels) == 0 {
		s.outermost = level{Level: s.m.NewLevel()}
		s.levels = append(s.room[:0], &s.outermost)
	}
}

func (s *Session) innermost() *level {
	s.needLevel()
	return s.levels[len(s.levels)-1]
}

// Connection is the connection of the session's transaction, which it begins if need be. It must not be closed, nor its
// transaction ended. SQLAlchemy: Session.connection.
func (s *Session) Connection(ctx context.Context) (*engine.Connection, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	if err := s.ready(); err != nil {
		return nil, err
	}
	return s.begin(ctx)
}

// loader is what loading needs of the session.
func (s *Session) loader(conn *engine.Connection) loading.Context {
	return loading.Context{Map: s.m, Level: &s.innermost().Level, Conn: conn, Lowering: loading.Lowering{}}
}

// Execute runs a statement in the session's transaction, after an autoflush. Entities are the session's objects.
// SQLAlchemy: Session.execute.
func (s *Session) Execute(ctx context.Context, st expr.Statement) (expr.Rows, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	if err := s.autoflush(ctx); err != nil {
		return nil, err
	}
	return s.execute(ctx, st)
}

// autoflush flushes before a statement of the program.
func (s *Session) autoflush(ctx context.Context) error {
	if err := s.ready(); err != nil {
		return err
	}
	if err := s.Err(); err != nil {
		return err
	}
	if s.db.options.noAutoflush || s.noflush > 0 || s.flushing {
		return nil
	}
	if err := s.flush(ctx); err != nil {
		return fmt.Errorf("orm: autoflush before a statement (s.NoAutoflush holds it back): %w", err)
	}
	return nil
}

// ExecuteMany runs a statement with parameters once for each of rows in the session's transaction, after an autoflush.
// SQLAlchemy: Session.execute with a list.
func (s *Session) ExecuteMany(ctx context.Context, st expr.Statement, rows []expr.Params) (int64, error) {
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.leave()
	if err := s.autoflush(ctx); err != nil {
		return 0, err
	}
	conn, err := s.begin(ctx)
	if err != nil {
		return 0, err
	}
	n, err := conn.ExecuteMany(ctx, st, rows)
	if err != nil {
		return n, s.check(err)
	}
	s.follow(st)
	return n, nil
}

func (s *Session) execute(ctx context.Context, st expr.Statement) (expr.Rows, error) {
	conn, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	whole := expr.Unprepared(st)
	q, isQuery := whole.(*expr.Query)
	if !isQuery || !loading.HasEntities(q) {
		rows, err := s.executeOther(ctx, conn, st)
		if err == nil {
			s.follow(whole)
		}
		return s.hold(rows, err)
	}
	c := s.loader(conn)
	cursor, err := conn.Query(ctx, st, c.Lowering)
	if err != nil {
		return nil, s.check(err)
	}
	return s.hold(loading.NewRows(c, cursor), nil)
}

// executeOther runs a statement without entities, or one in SQL text.
func (s *Session) executeOther(ctx context.Context, conn *engine.Connection, st expr.Statement) (expr.Rows, error) {
	if t, ok := expr.Unprepared(st).(*expr.TextQuery); ok && t.Entity != nil {
		c := s.loader(conn)
		cursor, err := conn.Query(ctx, st, c.Lowering)
		if err != nil {
			return nil, err
		}
		return loading.NewTextRows(c, cursor, t)
	}
	return conn.Execute(ctx, st)
}

// hold notes that a result is open.
func (s *Session) hold(rows expr.Rows, err error) (expr.Rows, error) {
	if err != nil {
		return nil, s.check(err)
	}
	s.stream = rows
	return &sessionRows{rows, s}, nil
}

// check takes notice of an error that ended the transaction.
func (s *Session) check(err error) error {
	if s.conn != nil && !s.conn.InTransaction() && s.failed == nil {
		s.failed = err
	}
	return err
}

// sessionRows tell the session when they end.
type sessionRows struct {
	expr.Rows
	s *Session
}

// Next decodes rows.
func (r *sessionRows) Next(first expr.Slot, size uintptr, n int) (int, error) {
	if err := r.s.enter(); err != nil {
		return 0, err
	}
	defer r.s.leave()
	if r.s.stream != r.Rows {
		return 0, fmt.Errorf("orm: the result was ended by Rollback or Close of its session")
	}
	return r.Rows.Next(first, size, n)
}

// Close ends the result.
func (r *sessionRows) Close() error {
	if r.s.stream == r.Rows {
		r.s.stream = nil
		return r.Rows.Close()
	}
	return nil
}

// Err is the first mistake that was made with the session: an object that is no pointer, of an unmapped type, of two keys. The next
// Flush, Commit or query returns it too.
func (s *Session) Err() error { return s.wrong }

// mistake keeps the first mistake.
func (s *Session) mistake(err error) {
	if s.wrong == nil {
		s.wrong = err
	}
}

// NoAutoflush runs f without autoflush. SQLAlchemy: Session.no_autoflush.
func (s *Session) NoAutoflush(f func() error) error {
	s.noflush++
	defer func() { s.noflush-- }()
	return f()
}

// New, Dirty and Deleted are the objects that the next flush would insert, might update, and would delete.
// SQLAlchemy: Session.new, Session.dirty, Session.deleted.
func (s *Session) New() []any { return anys(s.pending) }

// Dirty are the persistent objects that differ from what was read. SQLAlchemy: Session.dirty.
func (s *Session) Dirty() []any {
	var out []*state.State
	for _, store := range s.m.Stores() {
		store.Settle()
		for st := range store.Changed {
			if !slices.Contains(s.doomed, st) {
				out = append(out, st)
			}
		}
	}
	return anys(out)
}

// Deleted are the objects that Delete has marked. SQLAlchemy: Session.deleted.
func (s *Session) Deleted() []any { return anys(s.doomed) }

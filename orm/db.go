package orm

import (
	"context"
	"errors"
	"fmt"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

// DB is where a program gets its Sessions from: an Engine, a Registry and options. It is immutable and shared between goroutines.
//
// As an Executor it runs one statement in a Session of its own and lets the objects go.
//
// SQLAlchemy: sessionmaker.
type DB struct {
	engine   *engine.Engine
	registry *Registry
	options  options
}

// Option is an option of a DB and of its sessions.
type Option func(*options)

type options struct {
	noExpire    bool
	noAutoflush bool
	retries     int
	isolation   engine.Isolation
}

// defaultRetries is how often DB.Transact repeats its function at most.
const defaultRetries = 2

// NoExpire leaves objects fresh at Commit. SQLAlchemy: expire_on_commit=False.
func NoExpire() Option { return func(o *options) { o.noExpire = true } }

// NoAutoflush turns autoflush off. SQLAlchemy: autoflush=False.
func NoAutoflush() Option { return func(o *options) { o.noAutoflush = true } }

// Retries is how often [DB.Transact] repeats its function at most if it met another transaction in a deadlock or the like, 2 unless given.
func Retries(n int) Option { return func(o *options) { o.retries = n } }

// Isolation is the isolation level of the transactions of the sessions. SQLAlchemy: Session(bind=engine.execution_options(isolation_level=...)).
func Isolation(l engine.Isolation) Option { return func(o *options) { o.isolation = l } }

// New makes a DB. SQLAlchemy: sessionmaker.
func New(e *engine.Engine, r *Registry, o ...Option) *DB {
	return (&DB{engine: e, registry: r, options: options{retries: defaultRetries}}).With(o...)
}

// With is d with more options.
func (d *DB) With(os ...Option) *DB {
	c := *d
	for _, o := range os {
		o(&c.options)
	}
	return &c
}

// Engine is where the data is.
func (d *DB) Engine() *engine.Engine { return d.engine }

// Registry is what maps the objects.
func (d *DB) Registry() *Registry { return d.registry }

// Session starts a session. It takes no connection before its first statement; Close it. SQLAlchemy: sessionmaker().
func (d *DB) Session() *Session { return newSession(d) }

// Execute runs one statement in a session of its own, which ends when the Rows are closed. A statement that writes is committed.
func (d *DB) Execute(ctx context.Context, st expr.Statement) (expr.Rows, error) {
	s := d.Session()
	rows, err := s.Execute(ctx, st)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if st.ResultType() == nil {
		affected := rows.Affected()
		err := errors.Join(rows.Close(), s.Commit(ctx), s.Close())
		return expr.Wrote(affected), err
	}
	_, reads := expr.Unprepared(st).(*expr.Query)
	return &ownRows{rows, ctx, s, !reads}, nil
}

// ExecuteMany runs a statement with parameters once for each of rows, in a session and a transaction of its own, which is committed.
func (d *DB) ExecuteMany(ctx context.Context, st expr.Statement, rows []expr.Params) (int64, error) {
	s := d.Session()
	n, err := s.ExecuteMany(ctx, st, rows)
	if err == nil {
		err = s.Commit(ctx)
	}
	return n, errors.Join(err, s.Close())
}

// ownRows are rows whose session ends with them.
type ownRows struct {
	expr.Rows
	ctx    context.Context
	s      *Session
	writes bool
}

// Close ends the result and its session. What the statement wrote, INSERT … RETURNING, is committed.
func (r *ownRows) Close() error {
	err := r.Rows.Close()
	if err == nil && !r.s.closed && (r.writes || r.s.conn != nil && r.s.conn.Wrote()) {
		err = r.s.Commit(r.ctx)
	}
	return errors.Join(err, r.s.Close())
}

// Transact runs f in a session and a transaction: commit if it returns nil, rollback if it returns an error or panics. If the transaction
// met another one in a deadlock, a serialization failure or a lock it runs again, in a new session, as often as [Retries] says: f must be
// able to run more than once. A commit of unknown outcome (engine.ErrCommitUnknown) is never repeated.
//
// SQLAlchemy: sessionmaker.begin, which does not repeat.
func (d *DB) Transact(ctx context.Context, f func(s *Session) error) error {
	_, err := TransactValue(ctx, d, func(s *Session) (struct{}, error) { return struct{}{}, f(s) })
	return err
}

// TransactValue is Transact for a function that has a result.
func TransactValue[V any](ctx context.Context, d *DB, f func(s *Session) (V, error)) (v V, err error) {
	err = engine.Retry(ctx, d.options.retries+1, func() (err error) {
		v, err = transactOnce(ctx, d, f)
		return err
	})
	return v, err
}

func transactOnce[V any](ctx context.Context, d *DB, f func(s *Session) (V, error)) (v V, err error) {
	s := d.Session()
	defer func() { err = errors.Join(err, s.Close()) }()
	if v, err = f(s); err != nil {
		return v, err
	}
	if err := s.Commit(ctx); err != nil {
		return v, fmt.Errorf("orm: transact: %w", err)
	}
	return v, nil
}

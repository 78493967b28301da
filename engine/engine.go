package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/pool"
)

// Engine is where the data is: a pool of connections and a dialect. It is safe for concurrent use; a program has one per database.
//
// SQLAlchemy: Engine.
type Engine struct {
	url       URL
	server    *server
	pool      pool.Pool[*link]
	cache     *cache
	options   options
	listening bool
}

// Open makes an engine for a database URL; see [URL]. It connects when the first statement needs it, so that an error of Open is one of
// the URL or of the options: an unknown dialect or driver, an option that the driver does not know.
//
// SQLAlchemy: create_engine.
func Open(url string, o ...Option) (*Engine, error) {
	u, err := ParseURL(url)
	if err != nil {
		return nil, err
	}
	return OpenURL(u, o...)
}

// OpenURL is [Open] for a URL that is not a text.
func OpenURL(u URL, o ...Option) (*Engine, error) {
	d, err := dialect.Lookup(u.Dialect())
	if err != nil {
		return nil, fmt.Errorf("engine: open: %w", err)
	}
	e := &Engine{url: u, server: newServer(d), options: options{
		cacheSize: defaultCacheSize, stmtCache: defaultStmtCache, begin: defaultBegin,
		pool: pool.Options[*link]{MaxOverflow: pool.DefaultMaxOverflow, PingAfter: defaultPingAfter},
	}}
	e.apply(o)
	e.server.dialect.Store(e.options.ownDialect(d))
	if err := e.checkIsolation(e.options.isolation); err != nil {
		return nil, err
	}
	c, err := e.connector()
	if err != nil {
		return nil, fmt.Errorf("engine: open %s: %w", u, err)
	}
	e.cache = newCache(e.options.cacheSize)
	e.pool = e.newPool(c)
	return e, nil
}

func (e *Engine) apply(o []Option) {
	for _, f := range o {
		if f != nil {
			f(&e.options)
		}
	}
	e.listening = len(e.options.hooks) > 0 || e.options.echo != nil
}

// connector opens connections: the one that was given, or that of the driver that the URL names.
func (e *Engine) connector() (driver.Connector, error) {
	if e.options.connector != nil {
		return e.options.connector, nil
	}
	o, err := dialect.LookupDriver(e.url.Dialect(), e.url.Driver())
	if err != nil {
		return nil, err
	}
	return o.Open(e.url.config())
}

// With is an engine that shares e's pool and cache and has more options: echo, isolation, listeners. Options of the pool and of the
// caches have no effect. Closing one closes both.
//
// SQLAlchemy: Engine.execution_options.
func (e *Engine) With(o ...Option) *Engine {
	c := *e
	c.options.hooks = c.options.hooks[:len(c.options.hooks):len(c.options.hooks)]
	c.apply(o)
	return &c
}

// Connect takes a connection from the pool, opening one if need be. Close gives it back.
//
// SQLAlchemy: Engine.connect.
func (e *Engine) Connect(ctx context.Context) (*Connection, error) {
	c := &Connection{}
	if err := e.connect(ctx, c); err != nil {
		return nil, err
	}
	return c, nil
}

func (e *Engine) connect(ctx context.Context, c *Connection) error {
	lease, err := e.pool.Checkout(ctx)
	if err != nil {
		return e.connectError(err)
	}
	c.engine, c.lease, c.link, c.isolation = e, lease, lease.Conn(), e.options.isolation
	c.translate(e.options.schemas)
	c.cursors = c.few[:0]
	return nil
}

func (e *Engine) connectError(err error) error {
	if errors.Is(err, pool.ErrClosed) {
		return fmt.Errorf("%w: %w", ErrClosed, err)
	}
	return fmt.Errorf("engine: connect to %s: %w", e.url, e.Dialect().Classify(err))
}

// Begin runs f with a connection in a transaction: it commits if f returns nil, and rolls back if f returns an error or panics. f
// must not keep the connection.
//
// SQLAlchemy: Engine.begin.
func (e *Engine) Begin(ctx context.Context, f func(c *Connection) error) (err error) {
	c, err := e.Connect(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }() // rolls back what is not committed
	if _, err := c.Begin(ctx); err != nil {
		return err
	}
	if err := f(c); err != nil {
		return err
	}
	return c.Commit(ctx)
}

// Execute runs one statement on a connection of its own, which is given back when the Rows are closed. The statement is its own
// transaction: what it writes is committed. Entities are plain structs, one pointer for one identity within the result.
func (e *Engine) Execute(ctx context.Context, st expr.Statement) (expr.Rows, error) {
	r := &ownRows{}
	if err := e.connect(ctx, &r.conn); err != nil {
		return nil, err
	}
	r.conn.single, r.owner = true, true
	rows, err := r.conn.execute(ctx, st, &r.resultRows)
	if err != nil {
		return nil, errors.Join(err, r.conn.Close())
	}
	if rows == expr.Rows(&r.resultRows) {
		return rows, nil
	}
	return rows, r.conn.Close()
}

// Dialect is what the engine knows of its database. After the first connection it may be a finer one: MariaDB instead of MySQL.
func (e *Engine) Dialect() *dialect.Dialect { return e.server.dialect.Load() }

// URL is where the database is. Its password is printed as ***.
func (e *Engine) URL() URL { return e.url }

// PoolStats is the state of the pool.
func (e *Engine) PoolStats() pool.Stats { return e.pool.Stats() }

// CacheStats counts what the cache of compiled statements did.
func (e *Engine) CacheStats() CacheStats { return e.cache.snapshot() }

// ClearCache forgets all compiled statements. SQLAlchemy: Engine.clear_compiled_cache.
func (e *Engine) ClearCache() { e.cache.clear() }

// Close closes the idle connections and refuses further ones; those in use are closed when they are given back.
//
// SQLAlchemy: Engine.dispose.
func (e *Engine) Close() error { return e.pool.Close() }

// String is Engine(sqlite:///:memory:), without a password.
func (e *Engine) String() string { return "Engine(" + e.url.String() + ")" }

// Format prints String for every verb: no other one shows the fields.
func (e *Engine) Format(f fmt.State, verb rune) { formatSafely(f, verb, e.String()) }

// LogValue is String.
func (e *Engine) LogValue() slog.Value { return slog.StringValue(e.String()) }

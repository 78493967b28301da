package engine

import (
	"log/slog"
	"time"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/pool"
)

// Option is an option of an [Engine].
//
// SQLAlchemy: the arguments of create_engine.
type Option func(*options)

type options struct {
	pool       pool.Options[*link]
	newPool    func(pool.Options[*link]) pool.Pool[*link] // nil: what suits the database
	hooks      []Hooks
	echo       *slog.Logger
	showParams bool
	hideParams bool
	cacheSize  int
	stmtCache  int
	isolation  Isolation
	connector  driver.Connector
	begin      string
	schemas    SchemaMap
	grammar    []func(g *compiler.Grammar)
}

// defaultBegin begins a transaction; defaultCacheSize is the number of compiled statements that an engine keeps, defaultStmtCache that of
// prepared ones of a connection.
const (
	defaultBegin     = "BEGIN"
	defaultCacheSize = 500
	defaultStmtCache = 256
)

// defaultPingAfter is the idle time after which a connection must show that it is alive.
const defaultPingAfter = 30 * time.Second

// PoolSize is the number of connections that are kept open, 5 unless given. SQLAlchemy: pool_size.
func PoolSize(n int) Option { return func(o *options) { o.pool.Size = n } }

// PoolOverflow is the number of connections that are opened beyond the size while they are in demand, 10 unless given; pool.Unlimited
// has no limit. SQLAlchemy: max_overflow.
func PoolOverflow(n int) Option { return func(o *options) { o.pool.MaxOverflow = n } }

// PoolTimeout is how long a connection is waited for, 30 s unless given. SQLAlchemy: pool_timeout.
func PoolTimeout(d time.Duration) Option { return func(o *options) { o.pool.Timeout = d } }

// PoolRecycle is the age at which a connection is replaced. SQLAlchemy: pool_recycle.
func PoolRecycle(d time.Duration) Option { return func(o *options) { o.pool.Recycle = d } }

// PrePing asks a connection for a sign of life whenever it is taken from the pool. SQLAlchemy: pool_pre_ping.
func PrePing() Option { return func(o *options) { o.pool.PrePing = true } }

// PingAfter asks a connection that was idle for so long for a sign of life when it is taken from the pool, 30 s unless given; below zero
// is never. A connection that the server has closed is noticed without that.
func PingAfter(d time.Duration) Option { return func(o *options) { o.pool.PingAfter = d } }

// PoolLIFO hands out the connection that was used last, so that others may time out. SQLAlchemy: pool_use_lifo.
func PoolLIFO() Option { return func(o *options) { o.pool.LIFO = true } }

// PoolStacks records who holds the connections, for the error of a pool that is exhausted.
func PoolStacks() Option { return func(o *options) { o.pool.Stacks = true } }

// PoolLogger hears of connections that were dropped without being closed, and of those that the pool gives up; slog.Default() unless given.
// SQLAlchemy: logging_name, echo_pool.
func PoolLogger(l *slog.Logger) Option { return func(o *options) { o.pool.Logger = l } }

// QueuePool keeps some connections open: what every database but one in memory gets. SQLAlchemy: poolclass=QueuePool.
func QueuePool() Option { return func(o *options) { o.newPool = pool.NewQueue[*link] } }

// NullPool opens a connection for every use. SQLAlchemy: poolclass=NullPool.
func NullPool() Option { return func(o *options) { o.newPool = pool.NewNull[*link] } }

// StaticPool keeps exactly one connection, which its users take in turn: what a database in memory gets.
// SQLAlchemy: poolclass=StaticPool.
func StaticPool() Option { return func(o *options) { o.newPool = pool.NewStatic[*link] } }

// Connector makes the engine open its connections with c instead of a registered driver. The URL still says the dialect.
// SQLAlchemy: creator.
func Connector(c driver.Connector) Option { return func(o *options) { o.connector = c } }

// Echo logs every statement and every transaction to l, at level Info, with the bound values unless [HideParameters] is said.
// Without l it is slog.Default(). SQLAlchemy: echo=True.
func Echo(l *slog.Logger) Option {
	return func(o *options) {
		if o.echo = l; l == nil {
			o.echo = slog.Default()
		}
	}
}

// ShowParameters lets errors hold and show the bound values.
func ShowParameters() Option { return func(o *options) { o.showParams = true } }

// HideParameters keeps bound values out of the log as well. SQLAlchemy: hide_parameters=True.
func HideParameters() Option { return func(o *options) { o.hideParams = true } }

// CacheSize is the number of compiled statements that the engine keeps, 500 unless given; 0 keeps none, and everything is compiled
// anew. SQLAlchemy: query_cache_size.
func CacheSize(n int) Option { return func(o *options) { o.cacheSize = n } }

// StatementCacheSize is the number of statements that each connection keeps prepared, 256 unless given.
func StatementCacheSize(n int) Option { return func(o *options) { o.stmtCache = n } }

// WithIsolation is the isolation level of all connections that do not say another one. SQLAlchemy: isolation_level.
func WithIsolation(l Isolation) Option { return func(o *options) { o.isolation = l } }

// BeginWith is the statement that begins a transaction, BEGIN unless given: BEGIN IMMEDIATE takes SQLite's write lock at once, so
// that no transaction fails when it wants to write after it has read.
func BeginWith(sql string) Option { return func(o *options) { o.begin = sql } }

// Listen calls h for every statement and transaction. Said again it adds listeners. SQLAlchemy: event.listen.
func Listen(h Hooks) Option { return func(o *options) { o.hooks = append(o.hooks, h) } }

package azoth

import (
	"log/slog"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

// The types of a database that programs name in their own signatures.
type (
	// Engine is where the data is: a pool of connections and a dialect.
	Engine = engine.Engine
	// Connection is a connection of an Engine, with its transaction.
	Connection = engine.Connection
	// Hooks are functions that the engine calls for every statement and every event of a transaction.
	Hooks = engine.Hooks
	// PoolHooks are functions that the engine calls for what happens to the connections in its pool.
	PoolHooks = engine.PoolHooks
	// PoolConnection is a connection of the pool, as its hooks see it.
	PoolConnection = engine.PoolConnection
	// ConnectEvent is a connection that is about to be opened.
	ConnectEvent = engine.ConnectEvent
	// ExecuteEvent is a statement that is about to be executed.
	ExecuteEvent = engine.ExecuteEvent
	// ExecutedEvent is a statement that has been executed.
	ExecutedEvent = engine.ExecutedEvent
	// StatementEvent is a statement on its way to the database.
	StatementEvent = engine.StatementEvent
	// StatementDone is a statement that has ended.
	StatementDone = engine.StatementDone
	// ErrorEvent is an error of the database or of the driver, before the caller gets it.
	ErrorEvent = engine.ErrorEvent
	// CacheStats counts what the cache of compiled statements did: Engine.CacheStats.
	CacheStats = engine.CacheStats
	// TransactionEvent is a BEGIN, COMMIT, ROLLBACK or an event of a savepoint.
	TransactionEvent = engine.TransactionEvent
)

// Open is an Engine for a URL: sqlite:///:memory:, sqlite:///file.db. The database is opened when it is first used. The driver is
// imported for its side effect: import _ "github.com/azoth-orm/azoth/driver/sqlite". An unknown dialect or driver and a malformed URL
// are errors. SQLAlchemy: create_engine.
func Open(url string, options ...engine.Option) (*engine.Engine, error) {
	return engine.Open(url, options...)
}

// Echo is the option that logs every statement, its values and every transaction to l, at level Info; without l to slog.Default().
// SQLAlchemy: echo=True.
func Echo(l *slog.Logger) engine.Option { return engine.Echo(l) }

// HideParameters is the option that keeps bound values out of the log. SQLAlchemy: hide_parameters=True.
func HideParameters() engine.Option { return engine.HideParameters() }

// SchemaMap says in which schema tables are found that the program declares in another; "" stands for none.
// SQLAlchemy: schema_translate_map.
type SchemaMap = engine.SchemaMap

// TranslateSchemas is the option that replaces the schemas of tables: engine.With(azoth.TranslateSchemas(azoth.SchemaMap{"": "tenant_1"})) is
// an engine for one tenant. SQLAlchemy: execution_options(schema_translate_map=...).
func TranslateSchemas(m SchemaMap) engine.Option { return engine.TranslateSchemas(m) }

// InSchemas is an Engine or a Connection with other schemas for single statements: q.All(ctx, azoth.InSchemas(conn, m)).
// SQLAlchemy: Executable.execution_options(schema_translate_map=...).
func InSchemas(ex expr.Executor, m SchemaMap) expr.Executor { return engine.InSchemas(ex, m) }

// Listen is the option that has the functions of h called: for statements, errors, transactions. Engine.Listen and Connection.Listen do so later,
// and give the function that takes h away again. SQLAlchemy: event.listen.
func Listen(h engine.Hooks) engine.Option { return engine.Listen(h) }

// ListenPool is the option that has the functions of h called for what happens in the pool: to set connections up, to say the password for each
// of them. SQLAlchemy: event.listen with the events of a pool.
func ListenPool(h engine.PoolHooks) engine.Option { return engine.ListenPool(h) }

package azoth

import (
	"log/slog"

	"github.com/azoth-orm/azoth/engine"
)

// The types of a database that programs name in their own signatures.
type (
	// Engine is where the data is: a pool of connections and a dialect.
	Engine = engine.Engine
	// Connection is a connection of an Engine, with its transaction.
	Connection = engine.Connection
	// Hooks are functions that the engine calls for every statement and every event of a transaction.
	Hooks = engine.Hooks
	// StatementEvent is a statement on its way to the database.
	StatementEvent = engine.StatementEvent
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

// Listen is the option that has h called for every statement and every event of a transaction. SQLAlchemy: event.listen.
func Listen(h engine.Hooks) engine.Option { return engine.Listen(h) }

package azoth

import "github.com/azoth-orm/azoth/engine"

// The types of a database that programs name in their own signatures.
type (
	// Engine is where the data is: a pool of connections and a dialect.
	Engine = engine.Engine
	// Connection is a connection of an Engine, with its transaction.
	Connection = engine.Connection
)

// Open is an Engine for a URL: sqlite:///:memory:, sqlite:///file.db. The database is opened when it is first used. The driver is
// imported for its side effect: import _ "github.com/azoth-orm/azoth/driver/sqlite". An unknown dialect or driver and a malformed URL
// are errors. SQLAlchemy: create_engine.
func Open(url string, options ...engine.Option) (*engine.Engine, error) {
	return engine.Open(url, options...)
}

package dialect

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// Dialect is what a database says about itself. It is made once, when its package is imported, and never changes.
//
// SQLAlchemy: Dialect.
type Dialect struct {
	// Name is the name in a URL: sqlite.
	Name string
	// DefaultDriver is the driver that a URL without one means.
	DefaultDriver string
	// DefaultPort is the port of a server; 0 for a database without one.
	DefaultPort int
	// MaxParams is the largest number of placeholders of one statement. A driver may know a smaller one for its connection.
	MaxParams int
	// MaxIdentifier is the longest name in bytes; 0 says that there is no limit.
	MaxIdentifier int
	// Grammar is how statements are written.
	Grammar *compiler.Grammar
	// Native says which types the database has itself; values of others travel in another form.
	Native types.Native
	// Features are the answers to small questions.
	Features Features
	// HasTable are the queries that look for a table or view, run one after the other until one returns a row. schema "" is the
	// database's default.
	HasTable func(schema, name string) []Query
	// SetIsolation are the statements that make the transactions that follow on a connection have an isolation level, one of
	// Features.IsolationLevels. It may be nil.
	SetIsolation func(level string) []string
	// Translate makes an [*Error] of a failure that the database reported, and returns other errors as they are. It may be nil.
	Translate func(err error) error
}

// Query is SQL with its values.
type Query struct {
	SQL  string
	Args []types.Value
}

// Classify is err as an [*Error] if the database reported it; other errors, also nil, are returned as they are.
//
// SQLAlchemy: DBAPIError.instance, which wraps the DBAPI's own classes.
func (d *Dialect) Classify(err error) error {
	if err == nil || d.Translate == nil {
		return err
	}
	return d.Translate(err)
}

// String is the dialect's name.
func (d *Dialect) String() string { return d.Name }

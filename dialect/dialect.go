package dialect

import (
	"errors"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/driver"
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
	// HasSequence are those that look for a sequence, HasEnumType for the type of an enumeration; nil where there are none.
	HasSequence, HasEnumType func(schema, name string) []Query
	// CountsKeys is a query that returns a row if the next keys of a table follow each other without a gap, whoever inserts; nil but for
	// KeysCounted.
	CountsKeys func(schema, table, key string) Query
	// NextKey is a query that gives the next number of a column that counts up, where RETURNING is not asked for it and the driver does not
	// tell it; nil where the driver does.
	NextKey func(schema, table, column string) Query
	// Copying is how rows are copied into a table; nil where they are not.
	Copying *Copying
	// Catalog reads what the database knows of its own tables, for package inspect. It may be nil.
	Catalog Catalog
	// BeginIsolated is the statement that begins a transaction of an isolation level, where BEGIN can say it. It may be nil.
	BeginIsolated func(level string) string
	// SetIsolation are the statements that make the transactions that follow on a connection have an isolation level, one of
	// Features.IsolationLevels. It may be nil.
	SetIsolation func(level string) []string
	// TwoPhase is how transactions commit in two steps; nil where they do not.
	TwoPhase *TwoPhase
	// Refine is the dialect to use once the server has said its version: MySQL becomes MariaDB. It is called once for every engine, at its
	// first connection. Nil, or a nil result, changes nothing.
	Refine func(version string) *Dialect
	// Translate makes an [*Error] of a failure that the database reported, and returns other errors as they are. It may be nil.
	Translate func(err error) error
}

// TwoPhase are the statements of transactions that commit in two steps, for the name of a transaction.
type TwoPhase struct {
	// Prepare ends the transaction that is open, so that Commit or Rollback can be said later, by anybody.
	Prepare, Commit, Rollback func(xid string) string
	// List gives the names of the transactions that are prepared.
	List Query
}

// Query is SQL with its values.
type Query struct {
	SQL  string
	Args []types.Value
}

// Classify is err as an [*Error] if the database reported it, if the connection is lost, or if a
// value could not be bound; other errors, also nil, are returned as they are.
//
// SQLAlchemy: DBAPIError.instance, which wraps the DBAPI's own classes.
func (d *Dialect) Classify(err error) error {
	if err == nil {
		return nil
	}
	var lost *driver.LostError
	if errors.As(err, &lost) {
		return &Error{Class: ErrDisconnect, Err: err}
	}
	var misfit *driver.BindError
	var misshapen *types.EncodeError
	if errors.As(err, &misfit) || errors.As(err, &misshapen) {
		return &Error{Class: ErrData, Err: err}
	}
	if d.Translate == nil {
		return err
	}
	return d.Translate(err)
}

// Lists tells whether values of a type stay what they are in a list of rows, SELECT ? UNION ALL SELECT ?, from which an UPDATE takes them: there
// the database gives one type to all values of a column, and collations of its own to text.
func (d *Dialect) Lists(t types.Type) bool {
	if !d.Features.UpdateListed || t == nil || !d.Grammar.BindsPlainly(t) {
		return false
	}
	switch t = d.Storage(t); t.(type) {
	case types.StringType, types.TextType, types.BooleanType:
		return true
	}
	return types.IsInteger(t)
}

// Unnests tells whether the values of columns of a type can be bound as one array, and become rows again with the same values.
func (d *Dialect) Unnests(t types.Type) bool {
	return d.Features.UnnestArrays && t != nil && d.Grammar.Unnests(t)
}

// Storage is what t is in the database: without variants, and without what the program wrapped around it.
func (d *Dialect) Storage(t types.Type) types.Type {
	return types.Storage(types.For(t, d.Grammar.Names()...))
}

// String is the dialect's name.
func (d *Dialect) String() string { return d.Name }

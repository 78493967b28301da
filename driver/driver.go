package driver

import (
	"context"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// Connector opens connections to one database. It is safe for concurrent use.
//
// SQLAlchemy: Dialect.connect / the creator argument.
type Connector interface {
	// Connect opens a connection. It honours ctx while it waits.
	Connect(ctx context.Context) (Conn, error)
}

// Conn is one connection to a database. It belongs to one goroutine at a time; only Interrupt-like behaviour by way of a
// statement's ctx may come from elsewhere.
//
// SQLAlchemy: the DBAPI connection.
type Conn interface {
	// Prepare compiles one SQL statement. The same text may be prepared again while the first Stmt is open: the caller keeps
	// statements (see [StmtCache]), the Conn does not.
	Prepare(ctx context.Context, sql string) (Stmt, error)

	// Ping tells whether the connection is alive, with a round trip if the database is remote.
	Ping(ctx context.Context) error

	// InTransaction tells whether a transaction is open, as the database itself sees it: after an error it may have ended it.
	InTransaction() bool

	// Raw is the client library's own connection, for callers that need what Conn does not offer.
	Raw() any

	// Close closes the connection and its statements.
	Close() error
}

// TypedPreparer is a Conn of a database that wants to know the types of parameters: PostgreSQL cannot tell what $1 + $2 adds.
type TypedPreparer interface {
	// PrepareTyped is Prepare with the SQL types of the parameters as far as they are known; nil is unknown, and so is what lies beyond
	// the end of the list. They are a help for the database: a driver leaves out those that would forbid more than they help.
	PrepareTyped(ctx context.Context, sql string, params []types.Type) (Stmt, error)
}

// Prepare prepares sql on c, with the types of the parameters if c wants to know them.
func Prepare(ctx context.Context, c Conn, sql string, params []types.Type) (Stmt, error) {
	if t, ok := c.(TypedPreparer); ok && len(params) > 0 {
		return t.PrepareTyped(ctx, sql, params)
	}
	return c.Prepare(ctx, sql)
}

// Deferrer is a Conn that can send a statement together with the next one, so that it costs no round trip.
type Deferrer interface {
	// DeferBegin makes sql, which begins a transaction, run right before the next statement. The transaction counts as open; if it is
	// committed or rolled back before anything has run in it, nothing is sent at all. An error of sql is that of the next statement.
	DeferBegin(sql string)
}

// SelfCommitter is a Conn that can promise what a statement outside of a transaction comes to: nothing has switched off that it is committed by
// itself, and one that failed or was stopped has changed nothing.
type SelfCommitter interface {
	// CommitsAlone tells whether that is so.
	CommitsAlone() bool
}

// CommitsAlone tells whether a statement on c needs no BEGIN and no COMMIT to be a transaction.
func CommitsAlone(c Conn) bool {
	s, ok := c.(SelfCommitter)
	return ok && s.CommitsAlone()
}

// Checker is a Conn that can tell without a round trip that it is dead: the pool asks it at every checkout.
type Checker interface {
	// Alive looks at the socket without waiting. True says that nothing speaks against using the connection.
	Alive() bool
}

// SessionTracker is a Conn that knows whether a statement has changed what outlives a transaction: a setting, the current database, a
// lock, a temporary table. Nobody else gets such a connection.
type SessionTracker interface {
	// SessionChanged tells whether that has happened since the connection was made.
	SessionChanged() bool
}

// SessionSettler is a SessionTracker that can be told to take the session as it is for how it was made: whoever sets up connections has set
// what is to stay.
type SessionSettler interface {
	// SettleSession forgets that something was changed.
	SettleSession()
}

// Versioned is a Conn that knows which server it is connected to. The dialect asks once per engine, at its first connection, and may
// choose its features by the answer.
type Versioned interface {
	// ServerVersion is what the server says of itself: "15.4 (Debian 15.4-1)", "10.11.6-MariaDB-log".
	ServerVersion() string
}

// PooledConnector is a Connector whose connections come from a pool that somebody else keeps, such as a *sql.DB: the engine must not
// pool them once more.
type PooledConnector interface {
	Connector
	// Pooled tells whether there is such a pool.
	Pooled() bool
}

// Stmt is a prepared statement of one Conn. Parameters count from 0. A Stmt is bound, then run; while its Rows are open it
// must not be bound or run again (InUse tells).
type Stmt interface {
	// NumParams is the number of placeholders.
	NumParams() int

	BindNull(i int)
	BindBool(i int, v bool)
	BindInt64(i int, v int64)
	BindFloat64(i int, v float64)
	BindText(i int, v string)
	// BindBytes keeps no reference to v after the statement has run.
	BindBytes(i int, v []byte)
	// BindTime writes v in the form in which the database keeps a timestamp.
	BindTime(i int, v time.Time)

	// Exec runs the statement to its end and drops any rows. A bind that could not be made is reported here.
	Exec(ctx context.Context) (Result, error)

	// Query runs the statement; ctx is honoured until the Rows are closed.
	Query(ctx context.Context) (Rows, error)

	// InUse tells whether Rows of this statement are open.
	InUse() bool

	// Close frees the statement.
	Close() error
}

// Result is what a statement that yields no rows did.
type Result struct {
	// RowsAffected is the number of rows inserted, updated (matched) or deleted.
	RowsAffected int64
	// LastInsertID is the key that the database generated for the last inserted row, where it tells; otherwise 0.
	LastInsertID int64
}

// Rows is an open result. Columns count from 0. The typed readers may be called after Step returned true; on a NULL they
// return the zero value, so that a caller asks IsNull only where NULL matters. A reader of another kind than the column's
// converts as the database would (text to number and back); what cannot be converted is an error from the next Step or Close.
type Rows interface {
	// Columns describes the columns; the slice must not be changed.
	Columns() []Column
	// Step advances to the next row. After false or an error there is no row.
	Step() (bool, error)

	IsNull(i int) bool
	// Kind is the kind of the value in this row, for readers that do not know what to expect.
	Kind(i int) Kind
	Bool(i int) bool
	Int64(i int) int64
	Float64(i int) float64
	// Text is a string of its own: it stays valid.
	Text(i int) string
	// Bytes appends the value to buf: the caller owns the result.
	Bytes(i int, buf []byte) []byte
	// Time reads a timestamp in the form in which the database keeps it, in UTC if it has no zone.
	Time(i int) (time.Time, error)

	// Result is what the statement did, once Step has returned false (for INSERT … RETURNING and the like).
	Result() Result
	// Close ends the result and frees the statement for the next run. It is idempotent.
	Close() error
}

// Column describes a column of a result.
type Column struct {
	// Name is the column's name or label.
	Name string
	// Type is the database's own name of its type, upper case, or "" where it has none (an expression on SQLite).
	Type string
}

// Kind is the kind of one value in a row.
type Kind uint8

// The kinds of values that a database sends.
const (
	KindNull Kind = iota
	KindBool
	KindInt64
	KindFloat64
	KindText
	KindBytes
	KindTime
)

// String is what a value of the kind is, for messages: an integer.
func (k Kind) String() string {
	switch k {
	case KindBool:
		return "a boolean"
	case KindInt64:
		return "an integer"
	case KindFloat64:
		return "a number"
	case KindText:
		return "text"
	case KindBytes:
		return "bytes"
	case KindTime:
		return "a time"
	}
	return "NULL"
}

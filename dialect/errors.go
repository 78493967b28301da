package dialect

import (
	"errors"
	"fmt"
	"strings"
)

// class is a class of failures; parent is the wider class that it belongs to.
type class struct {
	text   string
	parent error
}

// Error is the class in words.
func (c *class) Error() string { return c.text }

// Unwrap is the wider class.
func (c *class) Unwrap() error { return c.parent }

// The classes of failures. errors.Is finds a class and the wider one that it belongs to: a violated unique constraint is
// ErrUnique and ErrIntegrity.
//
// SQLAlchemy: IntegrityError, OperationalError, ProgrammingError, DataError.
var (
	// ErrIntegrity says that a constraint refused the write.
	ErrIntegrity error = &class{"integrity error", nil}
	// ErrUnique says that a row with these values exists: a primary key or a unique constraint. It is an ErrIntegrity.
	ErrUnique error = &class{"unique constraint violated", ErrIntegrity}
	// ErrForeignKey says that a foreign key has no target row, or that a target row is still referenced. It is an ErrIntegrity.
	ErrForeignKey error = &class{"foreign key violated", ErrIntegrity}
	// ErrNotNull says that a NOT NULL column got NULL. It is an ErrIntegrity.
	ErrNotNull error = &class{"NOT NULL violated", ErrIntegrity}
	// ErrCheck says that a CHECK constraint is false. It is an ErrIntegrity.
	ErrCheck error = &class{"check constraint violated", ErrIntegrity}

	// ErrOperational says that the database could not do its work: disk, memory, connection, locks.
	ErrOperational error = &class{"operational error", nil}
	// ErrDisconnect says that the connection is gone. It is an ErrOperational.
	ErrDisconnect error = &class{"connection lost", ErrOperational}
	// ErrSerialization says that the transaction cannot be ordered with others: run it again. It is an ErrOperational.
	ErrSerialization error = &class{"serialization failure", ErrOperational}
	// ErrDeadlock says that transactions waited for each other: run it again. It is an ErrSerialization.
	ErrDeadlock error = &class{"deadlock", ErrSerialization}
	// ErrTimeout says that something took too long. It is an ErrOperational.
	ErrTimeout error = &class{"timeout", ErrOperational}
	// ErrLockTimeout says that a lock was not given in time. It is an ErrTimeout.
	ErrLockTimeout error = &class{"lock timeout", ErrTimeout}
	// ErrStatementTimeout says that a statement ran too long. It is an ErrTimeout.
	ErrStatementTimeout error = &class{"statement timeout", ErrTimeout}

	// ErrProgramming says that the statement is wrong: syntax, unknown names, wrong number of values.
	ErrProgramming error = &class{"programming error", nil}
	// ErrNoSuchTable says that a table does not exist. It is an ErrProgramming.
	ErrNoSuchTable error = &class{"no such table", ErrProgramming}
	// ErrData says that a value does not fit: too long, out of range, not of the type.
	ErrData error = &class{"data error", nil}
)

// Error is a failure that a database reported, with its class and what is known of it.
//
// SQLAlchemy: DBAPIError.
type Error struct {
	// Class is the narrowest class that applies.
	Class error
	// Code is the database's own code: a SQLSTATE, or SQLite's extended result code.
	Code string
	// Constraint is the name of the violated constraint; Table and Columns are what it is on. Each is empty if the database did
	// not tell.
	Constraint, Table string
	Columns           []string
	// Err is the driver's error.
	Err error
}

// Error is the class and the database's own text.
func (e *Error) Error() string { return fmt.Sprintf("%v: %v", e.Class, e.Err) }

// Is tells whether target is the class of e, or a wider one.
func (e *Error) Is(target error) bool { return errors.Is(e.Class, target) }

// Unwrap is the driver's error.
func (e *Error) Unwrap() error { return e.Err }

// UnknownError says that a name of a URL is not registered.
type UnknownError struct {
	// Kind is "dialect" or "driver".
	Kind string
	// Name is what was asked for; Dialect is the dialect of an unknown driver.
	Name, Dialect string
	// Known are the names that are registered.
	Known []string
}

// Error names what is registered, and what to import.
func (e *UnknownError) Error() string {
	known := "none is registered"
	if len(e.Known) > 0 {
		known = "registered: " + strings.Join(e.Known, ", ")
	}
	if e.Kind == "driver" && e.Name == "" && len(e.Known) == 0 {
		return fmt.Sprintf("dialect: %s has no driver: it only compiles statements (see compiler.Text)", e.Dialect)
	}
	if e.Kind == "driver" {
		return fmt.Sprintf("dialect: %s has no driver %q (%s; import the package of the driver)", e.Dialect, e.Name, known)
	}
	return fmt.Sprintf("dialect: unknown dialect %q (%s; %s)", e.Name, known, importHint(e.Name))
}

// importHint is what a program forgot to import.
func importHint(name string) string {
	if n := canonical[name]; n != "" {
		return fmt.Sprintf("the dialect is called %s", n)
	}
	if compileOnly[name] {
		return "import _ \"github.com/azoth-orm/azoth/dialect/" + name + "\", which only compiles statements"
	}
	if d := usualDriver[name]; d != "" {
		return "import _ \"github.com/azoth-orm/azoth/driver/" + d + "\""
	}
	return "import the package of its driver"
}

// usualDriver is the package of the driver that a dialect mostly has.
var usualDriver = map[string]string{"sqlite": "sqlite", "postgresql": "pgx", "mysql": "mysql", "mariadb": "mysql"}

// compileOnly are the dialects that have no driver.
var compileOnly = map[string]bool{"mssql": true, "oracle": true}

// canonical are names that people try.
var canonical = map[string]string{
	"sqlite3": "sqlite", "file": "sqlite", "postgres": "postgresql", "pg": "postgresql", "pgx": "postgresql",
	"sqlserver": "mssql",
}

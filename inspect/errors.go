package inspect

import (
	"fmt"

	"github.com/azoth-orm/azoth/dialect"
)

// NoSuchTableError says that there is no table or view of that name. It is a dialect.ErrNoSuchTable.
//
// SQLAlchemy: NoSuchTableError.
type NoSuchTableError struct {
	// Schema is the schema that was asked for, "" for the default.
	Schema, Name string
}

// Error names the table.
func (e *NoSuchTableError) Error() string {
	if e.Schema == "" {
		return fmt.Sprintf("inspect: there is no table or view %q in the default schema (name its schema with In, if it is in another)", e.Name)
	}
	return fmt.Sprintf("inspect: there is no table or view %q in the schema %q", e.Name, e.Schema)
}

// Is tells that the error is a dialect.ErrNoSuchTable.
func (e *NoSuchTableError) Is(target error) bool {
	return target == dialect.ErrNoSuchTable || target == dialect.ErrProgramming
}

// UnreflectableError says that there is a view whose columns the database cannot tell: a table of it is gone.
//
// SQLAlchemy: UnreflectableTableError.
type UnreflectableError struct {
	// Schema is the schema that was asked for, "" for the default.
	Schema, Name string
	// Err is what the database says.
	Err error
}

// Error names the view.
func (e *UnreflectableError) Error() string {
	return fmt.Sprintf("inspect: the columns of %q cannot be read: %v (repair the view, or leave it out)", e.Name, e.Err)
}

// Unwrap is what the database says.
func (e *UnreflectableError) Unwrap() error { return e.Err }

// UnsupportedError says that a database has no such thing, or that its dialect cannot read it.
type UnsupportedError struct {
	// Dialect is the name of the dialect, What what was asked for.
	Dialect, What string
}

// Error names both.
func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("inspect: %s has no %s that could be read", e.Dialect, e.What)
}

package driver

import (
	"errors"
	"fmt"
	"strconv"
)

// Errors that say that a connection or statement was used in the wrong state. Drivers return them wrapped with their name.
var (
	// ErrClosed is returned by a connection or statement that was closed.
	ErrClosed = errors.New("driver: closed")
	// ErrInUse is returned when a statement is run while Rows of it are open.
	ErrInUse = errors.New("driver: the statement is in use: its rows are still open (close them, or prepare the text a second time)")
	// ErrEmptyStatement is returned by Prepare for a text without a statement: blank, or comments only.
	ErrEmptyStatement = errors.New("driver: prepare: the text holds no statement")
)

// ConfigError is a part of the database URL that a driver cannot follow.
type ConfigError struct {
	// Driver is the driver's name.
	Driver string
	// Option is the option's name, or "database", "host" and the like for the other parts.
	Option string
	// Reason says what is wrong and what would be right.
	Reason string
}

// Error names the option and the reason.
func (e *ConfigError) Error() string { return e.Driver + ": option " + e.Option + ": " + e.Reason }

// BindError is a value that cannot be bound as it is. Nothing was run.
type BindError struct {
	// Driver is the driver's name.
	Driver string
	// Param is the parameter, from 0.
	Param int
	// Reason says why.
	Reason string
}

// Error names the parameter, never the value.
func (e *BindError) Error() string {
	return e.Driver + ": parameter " + strconv.Itoa(e.Param) + ": " + e.Reason
}

// ConvertError is a value that a reader of another kind could not make sense of.
type ConvertError struct {
	// Driver is the driver's name.
	Driver string
	// Column is the column, from 0.
	Column int
	// From is the kind that is stored, To the kind that was asked for.
	From, To string
}

// Error names the column and both kinds, never the value.
func (e *ConvertError) Error() string {
	return fmt.Sprintf("%s: column %d: %s cannot be read as %s", e.Driver, e.Column, e.From, e.To)
}

// ColumnIndex is the column. The engine, which knows its name, asks for it through an interface.
func (e *ConvertError) ColumnIndex() int { return e.Column }

// LostError says that the connection is gone or in an unknown state: whether the statement under way was run, and whether a transaction
// that was being committed is committed, nobody knows. Nothing is repeated by itself. It Is ctx.Err() if the caller's ctx was why.
type LostError struct {
	// Driver is the driver's name.
	Driver string
	// Err is what was reported.
	Err error
}

// Error is what was reported.
func (e *LostError) Error() string { return e.Driver + ": connection lost: " + e.Err.Error() }

// Unwrap is what was reported.
func (e *LostError) Unwrap() error { return e.Err }

// StoppedError is a statement that its ctx stopped, before it was sent or by the server. The connection is clean. It Is ctx.Err().
type StoppedError struct {
	// Driver is the driver's name.
	Driver string
	// Cause is ctx.Err().
	Cause error
	// Err is what the server reported; nil if nothing was sent.
	Err error
}

// Error tells why it was stopped.
func (e *StoppedError) Error() string {
	if e.Err == nil {
		return e.Driver + ": stopped: " + e.Cause.Error()
	}
	return e.Driver + ": stopped: " + e.Cause.Error() + ": " + e.Err.Error()
}

// Unwrap is the cause, and what the server reported.
func (e *StoppedError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Cause}
	}
	return []error{e.Cause, e.Err}
}

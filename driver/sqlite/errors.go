package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	zs "zombiezen.com/go/sqlite"
)

// Errors that say that a value of this package was used in the wrong state.
var (
	// ErrClosed is returned by a connection or statement that was closed.
	ErrClosed = errors.New("sqlite: closed")
	// ErrInUse is returned when a statement is run while Rows of it are open.
	ErrInUse = errors.New("sqlite: statement is in use: its rows are still open (close them, or prepare the text a second time)")
	// ErrEmptyStatement is returned by Prepare for a text without a statement: blank, or comments only.
	ErrEmptyStatement = errors.New("sqlite: prepare: the text holds no statement")
)

// Error is what SQLite reported.
//
// It Is ctx.Err() if the statement was stopped by its ctx.
type Error struct {
	// Code is the extended result code, such as 2067 for a unique constraint; the low byte is the primary code.
	Code int
	// Message is SQLite's own text, such as "UNIQUE constraint failed: users.name".
	Message string

	cause error
}

// Error gives the message with the code's name.
func (e *Error) Error() string {
	text := "sqlite: " + e.Message + " (" + zs.ResultCode(e.Code).String() + ")"
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

// Unwrap is the ctx's error if that is why the statement stopped, otherwise nil.
func (e *Error) Unwrap() error { return e.cause }

// SQLiteCode is the extended result code. A dialect asks for it through an interface and need not import the driver.
func (e *Error) SQLiteCode() int { return e.Code }

// SQLiteMessage is SQLite's own text without prefix or code.
func (e *Error) SQLiteMessage() string { return e.Message }

// ConfigError is a part of the database URL that the driver cannot follow.
type ConfigError struct {
	// Option is the option's name, or "database", "host" and the like for the other parts.
	Option string
	// Reason says what is wrong and what would be right.
	Reason string
}

// Error names the option and the reason.
func (e *ConfigError) Error() string { return "sqlite: option " + e.Option + ": " + e.Reason }

// OpenError is a database file that could not be opened.
type OpenError struct {
	// Path is the file.
	Path string
	// Reason says what is in the way and what to do.
	Reason string
	// Err is what SQLite reported.
	Err error
}

// Error names the file and what to do.
func (e *OpenError) Error() string {
	if e.Reason == "" {
		return fmt.Sprintf("sqlite: open %q: %v", e.Path, e.Err)
	}
	return fmt.Sprintf("sqlite: open %q: %s", e.Path, e.Reason)
}

// Unwrap is the error of SQLite.
func (e *OpenError) Unwrap() error { return e.Err }

// TrailingError is a text with more than one statement. Only one runs at a time: a second one that nobody meant to write is how an
// injection looks.
type TrailingError struct {
	// Offset is where the second statement begins, in bytes.
	Offset int
}

// Error says where.
func (e *TrailingError) Error() string {
	return "sqlite: prepare: a second statement begins at byte " + strconv.Itoa(e.Offset) + " (run them one by one)"
}

// BindError is a value that cannot be bound as it is. Nothing was run.
type BindError struct {
	// Param is the parameter, from 0.
	Param int
	// Reason says why.
	Reason string
}

// Error names the parameter, never the value.
func (e *BindError) Error() string {
	return "sqlite: parameter " + strconv.Itoa(e.Param) + ": " + e.Reason
}

// ConvertError is a value that a reader of another kind could not make sense of.
type ConvertError struct {
	// Column is the column, from 0.
	Column int
	// From is the kind that is stored, To the kind that was asked for.
	From, To string
}

// Error names the column and both kinds, never the value.
func (e *ConvertError) Error() string {
	return fmt.Sprintf("sqlite: column %d: %s cannot be read as %s", e.Column, e.From, e.To)
}

// ColumnIndex is the column. The engine, which knows its name, asks for it through an interface.
func (e *ConvertError) ColumnIndex() int { return e.Column }

// fail turns an error of the client library into an *Error. The message is asked from SQLite, because the library glues its own
// words to it.
func (c *conn) fail(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	code := zs.ErrCode(err)
	e := &Error{Code: int(code), Message: c.lib.message(code)}
	if e.Message == "" {
		e.Message = strings.TrimPrefix(err.Error(), "sqlite: ")
	}
	switch code.ToPrimary() {
	case zs.ResultInterrupt, zs.ResultBusy, zs.ResultLocked:
		e.cause = ctx.Err()
	}
	return e
}

// stopped is the error for a ctx that had ended before SQLite was asked.
func stopped(cause error) error {
	return &Error{Code: int(zs.ResultInterrupt), Message: "interrupted", cause: cause}
}

package sqlite

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	zs "zombiezen.com/go/sqlite"
)

// name is the driver's name in errors.
const name = "sqlite"

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

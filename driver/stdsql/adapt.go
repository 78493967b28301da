package stdsql

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	dialect "github.com/azoth-orm/azoth/dialect/mysql"
)

// Dialects classify errors by methods: SQLState, MySQLNumber, SQLiteCode. The errors of database/sql drivers have some of them; others have
// exported fields with the same facts, which are read by their names, so that no driver need be imported. What an adapted error prints holds
// no value of the statement; the error that it unwraps to may.

// adapt is what the database reported, in a form that its dialect can classify, or nil if it reported nothing.
func (f family) adapt(err error) error {
	switch f {
	case postgresql:
		return adaptPostgreSQL(err)
	case mysql:
		return adaptMySQL(err)
	case sqlite:
		return adaptSQLite(err)
	}
	return nil
}

// facts reads the exported fields of the errors in a chain: the first that has one of the names.
func facts(err error, names ...string) (reflect.Value, error) {
	for ; err != nil; err = errors.Unwrap(err) {
		v := reflect.ValueOf(err)
		if v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			continue
		}
		for _, n := range names {
			if field := v.FieldByName(n); field.IsValid() && field.CanInterface() {
				return v, err
			}
		}
	}
	return reflect.Value{}, nil
}

// textOf is a field with one of the names, as text.
func textOf(v reflect.Value, names ...string) string {
	for _, n := range names {
		if field := v.FieldByName(n); field.IsValid() && field.Kind() == reflect.String {
			return field.String()
		}
	}
	return ""
}

// pgError is what PostgreSQL reported through pgx, pq, or whatever has SQLState.
type pgError struct {
	err                                        error
	state, message                             string
	constraint, table, column, detail, routine string
}

func adaptPostgreSQL(err error) error {
	var s interface {
		error
		SQLState() string
	}
	if !errors.As(err, &s) {
		return nil
	}
	e := &pgError{err: err, state: s.SQLState(), message: s.Error()}
	if v, _ := facts(s, "Message"); v.IsValid() {
		e.message = textOf(v, "Message")
		e.constraint, e.table = textOf(v, "ConstraintName", "Constraint"), textOf(v, "TableName", "Table")
		e.column, e.detail, e.routine = textOf(v, "ColumnName", "Column"), textOf(v, "Detail"), textOf(v, "Routine")
	}
	return e
}

// Error is the server's message and the SQLSTATE. Only errors of class 22, data exceptions, repeat values: between quotes.
func (e *pgError) Error() string {
	message := e.message
	if from, to := strings.IndexByte(message, '"'), strings.LastIndexByte(message, '"'); from < to && strings.HasPrefix(e.state, "22") {
		message = message[:from] + `"…"` + message[to+1:]
	}
	return name + ": " + message + " (SQLSTATE " + e.state + ")"
}

// SQLState is the five characters that classify the error.
func (e *pgError) SQLState() string { return e.state }

// Violated names what the error is about, as far as PostgreSQL tells.
func (e *pgError) Violated() (constraint, table, column, detail string) {
	return e.constraint, e.table, e.column, e.detail
}

// Unwrap is the client library's error.
func (e *pgError) Unwrap() error { return e.err }

// myError is what MySQL reported through go-sql-driver/mysql, whose error has the fields Number, Message and SQLState.
type myError struct {
	err            error
	number         uint16
	state, message string
}

func adaptMySQL(err error) error {
	var f interface{ MySQLNumber() uint16 }
	if errors.As(err, &f) {
		return err
	}
	v, found := facts(err, "Number")
	if found == nil || !v.FieldByName("Number").CanUint() {
		return nil
	}
	e := &myError{err: err, number: uint16(v.FieldByName("Number").Uint())}
	e.message = dialect.SafeMessage(e.number, textOf(v, "Message"))
	if state := v.FieldByName("SQLState"); state.IsValid() && state.CanInterface() {
		if b, ok := state.Interface().([5]byte); ok && b[0] != 0 {
			e.state = string(b[:])
		}
	}
	return e
}

// Error is the text with number and state.
func (e *myError) Error() string {
	return name + ": " + e.message + " (" + strconv.Itoa(int(e.number)) + " " + e.state + ")"
}

// MySQLNumber is the server's number.
func (e *myError) MySQLNumber() uint16 { return e.number }

// MySQLMessage is the server's text.
func (e *myError) MySQLMessage() string { return e.message }

// SQLState is the SQLSTATE.
func (e *myError) SQLState() string { return e.state }

// Unwrap is the client library's error.
func (e *myError) Unwrap() error { return e.err }

// SQLite's result codes that matter here.
const (
	sqliteError     = 1
	sqliteInterrupt = 9
)

// liteError is what SQLite reported through modernc.org/sqlite, whose error has a method Code, or mattn/go-sqlite3, whose error has the
// fields ExtendedCode and Code.
type liteError struct {
	err  error
	code int
}

func adaptSQLite(err error) error {
	var f interface{ SQLiteCode() int }
	var c interface {
		error
		Code() int
	}
	switch {
	case errors.As(err, &f):
		return err
	case errors.As(err, &c):
		return &liteError{err: err, code: c.Code()}
	}
	v, found := facts(err, "ExtendedCode")
	if found == nil {
		return nil
	}
	for _, field := range []string{"ExtendedCode", "Code"} {
		if code := v.FieldByName(field); code.CanInt() && code.Int() != 0 {
			return &liteError{err: err, code: int(code.Int())}
		}
	}
	return nil
}

// Error is SQLite's text with the code.
func (e *liteError) Error() string {
	return name + ": " + e.SQLiteMessage() + " (" + strconv.Itoa(e.code) + ")"
}

// SQLiteCode is the extended result code.
func (e *liteError) SQLiteCode() int { return e.code }

// SQLiteMessage is SQLite's own text: "UNIQUE constraint failed: users.name". modernc.org/sqlite puts the code's general text in front and the
// code behind.
func (e *liteError) SQLiteMessage() string {
	text := strings.TrimSuffix(e.err.Error(), " (SQLITE_BUSY)")
	text = strings.TrimSuffix(text, " ("+strconv.Itoa(e.code)+")")
	for _, general := range []string{"SQL logic error: ", "constraint failed: ", "datatype mismatch: ", "database is locked: ", "bad parameter or other API misuse: "} {
		text = strings.TrimPrefix(text, general)
	}
	return text
}

// Unwrap is the client library's error.
func (e *liteError) Unwrap() error { return e.err }

package pgx

import (
	"errors"
	"strings"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgconn"
)

// name is the driver's name in errors.
const name = "pgx"

// Error is what PostgreSQL reported about a statement. The connection lives on.
//
// What it prints holds no value of the statement; the *pgconn.PgError that it unwraps to does, in its detail and sometimes in its message.
type Error struct {
	pg *pgconn.PgError
}

// Error is the message, the SQLSTATE, and the server's hint if it has one.
func (e *Error) Error() string {
	text := name + ": " + message(e.pg) + " (SQLSTATE " + e.pg.Code + ")"
	if e.pg.Hint != "" {
		text += ": " + e.pg.Hint
	}
	return text + advice[e.pg.Code]
}

// advice says what to do where PostgreSQL does not.
var advice = map[string]string{
	"26000": poolerAdvice,
	"42P05": poolerAdvice,
	"25P02": " (roll the transaction back; its first error says what went wrong)",
}

const poolerAdvice = " (a pooler such as PgBouncer needs pgbouncer=true in the URL)"

// SQLState is the five characters that classify the error. A dialect asks for it through an interface and need not import the driver.
func (e *Error) SQLState() string { return e.pg.Code }

// Violated names what the error is about, as far as PostgreSQL tells: a constraint, its table, a column. The detail, which may hold values, lists
// the columns of a key.
func (e *Error) Violated() (constraint, table, column, detail string) {
	return e.pg.ConstraintName, e.pg.TableName, e.pg.ColumnName, e.pg.Detail
}

// Unwrap is the report with all its fields, values among them.
func (e *Error) Unwrap() error { return e.pg }

// message is the server's message without values. Only the errors of class 22, data exceptions, repeat them: in quotes, at times with
// quotes inside, so that everything between the first and the last quote goes.
func message(e *pgconn.PgError) string {
	if !strings.HasPrefix(e.Code, "22") {
		return e.Message
	}
	from, to := strings.IndexByte(e.Message, '"'), strings.LastIndexByte(e.Message, '"')
	if from < 0 || from == to {
		return e.Message
	}
	return e.Message[:from] + `"…"` + e.Message[to+1:]
}

// rolledBack is the error for a COMMIT that PostgreSQL answered with ROLLBACK, which it does without calling it an error.
func rolledBack() error {
	return &Error{&pgconn.PgError{Severity: "ERROR", Code: "25P02", Message: "COMMIT rolled back, since the transaction had failed"}}
}

// lost is the error for a connection that is gone.
func lost(err error) *driver.LostError {
	var reported *pgconn.PgError
	if errors.As(err, &reported) {
		err = &Error{reported}
	}
	return &driver.LostError{Driver: name, Err: err}
}

// stopped is the error for a ctx that had ended before anything was sent.
func stopped(cause error) error { return &driver.StoppedError{Driver: name, Cause: cause} }

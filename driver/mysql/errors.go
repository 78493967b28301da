package mysql

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	gomysql "github.com/go-sql-driver/mysql"

	dialect "github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/driver"
)

// name is the driver's name in errors.
const name = "mysql"

// Error is what the server reported.
type Error struct {
	// Number is the server's number of the error, such as 1062 for a duplicate key.
	Number uint16
	// State is the SQLSTATE, such as "23000".
	State string
	// Message is the server's text, such as "Duplicate entry '…' for key 'name'", without the values that it holds.
	Message string

	reported *gomysql.MySQLError
}

func newError(e *gomysql.MySQLError) *Error {
	out := &Error{Number: e.Number, Message: dialect.SafeMessage(e.Number, e.Message), reported: e}
	if e.SQLState != [5]byte{} {
		out.State = string(e.SQLState[:])
	}
	return out
}

// Error is the text with number and state.
func (e *Error) Error() string {
	return fmt.Sprintf("mysql: %s (%d %s)", e.Message, e.Number, e.State)
}

// Unwrap is the client library's error, whose text has the values as the server sent them.
func (e *Error) Unwrap() error {
	if e.reported == nil {
		return nil
	}
	return e.reported
}

// MySQLNumber is the server's number. A dialect asks for it through an interface and need not import the driver.
func (e *Error) MySQLNumber() uint16 { return e.Number }

// MySQLMessage is the text without prefix or number.
func (e *Error) MySQLMessage() string { return e.Message }

// SQLState is the SQLSTATE.
func (e *Error) SQLState() string { return e.State }

// numbers of the server that the driver reacts to.
const (
	numberEmpty       = 1065
	numberTooLarge    = 1153
	numberUnknownStmt = 1243
	numberNoPrep      = 1295
	numberReprepare   = 1615
)

// isStop tells whether the number says that a statement was stopped: by KILL QUERY, or by a limit on its time. One that is stopped while it
// waits for the counter of an AUTO_INCREMENT column reports that it could not read it, 1467.
func isStop(number uint16) bool {
	return number == 1317 || number == 3024 || number == 1969 || number == 1028 || number == 1467
}

// endsConnection tells whether the server closes the connection behind the error, or is going down.
func endsConnection(number uint16) bool {
	return slices.Contains([]uint16{1053, 1077, 1079, 1080, 1152, numberTooLarge, 1156, 1157, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 2055, 4031}, number)
}

// isReadOnly tells whether the number says that the server takes no writes: it was demoted.
func isReadOnly(number uint16) bool { return number == 1290 || number == 1792 || number == 1836 }

// fail turns an error of the client library into what it means for the caller, and for the connection.
func (c *conn) fail(ctx context.Context, err error, expired bool) error {
	var se *gomysql.MySQLError
	switch {
	case errors.Is(err, gomysql.ErrPktTooLarge):
		return c.tooLarge("the statement with its values")
	case !errors.As(err, &se):
		if expired {
			err = fmt.Errorf("%w, and no answer came in time: %w", ctx.Err(), err)
		}
		return c.lose(err)
	}
	c.stale = true
	e := newError(se)
	switch {
	case endsConnection(se.Number) || c.connector.settings.rejectReadOnly && isReadOnly(se.Number):
		return c.lose(e)
	case expired && isStop(se.Number):
		return stopped(ctx.Err(), e)
	}
	return e
}

// tooLarge is the error for what the server would not take. Nothing was run.
func (c *conn) tooLarge(what string) error {
	return &Error{
		Number: numberTooLarge, State: "08S01",
		Message: what + " is longer than max_allowed_packet of the server, " + strconv.Itoa(c.server.packet) + " bytes: nothing was run (raise the limit, or write less at once)",
	}
}

// lose gives the connection up. What comes later learns that it was lost before, and not that its own ctx has ended.
func (c *conn) lose(err error) error {
	if c.lost != nil {
		return c.lost
	}
	c.lost = &driver.LostError{Driver: name, Err: fmt.Errorf("it was lost before: %v", err)}
	_ = c.wire.Close()
	_ = c.dc.Close()
	return &driver.LostError{Driver: name, Err: err}
}

// stopped is the error for a statement that its ctx stopped; err is nil if nothing was sent.
func stopped(cause error, err *Error) error {
	if err == nil {
		return &driver.StoppedError{Driver: name, Cause: cause}
	}
	return &driver.StoppedError{Driver: name, Cause: cause, Err: err}
}

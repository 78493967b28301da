package stdsql

import (
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/driver"
)

// name is the driver's name in errors.
const name = "stdsql"

// fail says what an error of database/sql means for the caller, and takes notice of what it means for the connection. A database that reports
// something is there; in all other cases it is asked for a sign of life.
func (c *conn) fail(ctx context.Context, err error) error { return c.failIn(ctx, kind{}, err) }

func (c *conn) failIn(ctx context.Context, k kind, err error) error {
	cause := ctx.Err()
	reported := c.database.family.adapt(err)
	switch {
	case reported != nil && endsConnection(reported):
		return c.lose(reported)
	case reported != nil:
		c.suffered(k, reported)
		if cause != nil && isStop(reported) {
			return &driver.StoppedError{Driver: name, Cause: cause, Err: reported}
		}
		return reported
	case !c.alive():
		if cause != nil && !errors.Is(err, cause) {
			err = errors.Join(cause, err)
		}
		return c.lose(err)
	}
	c.look()
	switch {
	case cause == nil:
		return err
	case errors.Is(err, cause):
		return &driver.StoppedError{Driver: name, Cause: cause}
	}
	return &driver.StoppedError{Driver: name, Cause: cause, Err: err} // its rows were closed under it
}

// alive tells whether the connection answers. SQLite's would say that it is not valid until it has run another statement after an
// interrupt, which the ping is.
func (c *conn) alive() bool {
	valid := true
	err := c.sc.Raw(func(dc any) error {
		if v, ok := dc.(sqldriver.Validator); ok && c.database.family != sqlite {
			valid = v.IsValid()
		}
		return nil
	})
	if err != nil || !valid {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	return c.sc.PingContext(ctx) == nil
}

// endsConnection tells whether a server closes the connection behind the error, or is going down.
func endsConnection(err error) bool {
	var pg interface{ SQLState() string }
	var my interface{ MySQLNumber() uint16 }
	switch {
	case errors.As(err, &my):
		return slices.Contains([]uint16{1053, 1077, 1079, 1080, 1152, 1153, 1156, 1157, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 2055, 4031}, my.MySQLNumber())
	case errors.As(err, &pg):
		s := pg.SQLState()
		return strings.HasPrefix(s, "08") || slices.Contains([]string{"57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04"}, s)
	}
	return false
}

// isStop tells whether the error says that the statement was stopped.
func isStop(err error) bool {
	var pg interface{ SQLState() string }
	var my interface{ MySQLNumber() uint16 }
	var lite interface{ SQLiteCode() int }
	switch {
	case errors.As(err, &my):
		return slices.Contains([]uint16{1028, 1317, 1969, 3024}, my.MySQLNumber())
	case errors.As(err, &lite):
		return lite.SQLiteCode()&0xff == sqliteInterrupt
	case errors.As(err, &pg):
		return pg.SQLState() == "57014"
	}
	return false
}

// cannotPrepare tells whether MySQL said that a statement goes as text only.
func cannotPrepare(err error) bool {
	var f interface{ MySQLNumber() uint16 }
	return errors.As(err, &f) && f.MySQLNumber() == 1295
}

// outdated tells whether PostgreSQL said that a prepared statement does not fit the schema any more, or is gone.
func outdated(err error) bool {
	var e *pgError
	return errors.As(err, &e) && (e.state == "0A000" && e.routine == "RevalidateCachedQuery" || e.state == "26000")
}

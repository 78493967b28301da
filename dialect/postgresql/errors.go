package postgresql

import (
	"errors"

	"github.com/azoth-orm/azoth/dialect"
)

// failure is what a PostgreSQL driver's error tells: the SQLSTATE. pgconn.PgError is one.
type failure interface {
	error
	SQLState() string
}

// states are the SQLSTATEs that have a class of their own.
var states = map[string]error{
	"23505": dialect.ErrUnique,
	"23503": dialect.ErrForeignKey,
	"23001": dialect.ErrForeignKey,
	"23502": dialect.ErrNotNull,
	"23514": dialect.ErrCheck,
	"40001": dialect.ErrSerialization,
	"40P01": dialect.ErrDeadlock,
	"42P01": dialect.ErrNoSuchTable,
	"55P03": dialect.ErrLockTimeout,
	"57014": dialect.ErrStatementTimeout,
	"57P01": dialect.ErrDisconnect,
	"57P02": dialect.ErrDisconnect,
	"57P03": dialect.ErrDisconnect,
}

// groups are the classes of the first two characters of a SQLSTATE.
var groups = map[string]error{
	"08": dialect.ErrDisconnect,
	"22": dialect.ErrData,
	"23": dialect.ErrIntegrity,
	"26": dialect.ErrProgramming,
	"3D": dialect.ErrOperational,
	"42": dialect.ErrProgramming,
}

// translate classifies what PostgreSQL reported.
func translate(err error) error {
	var f failure
	if !errors.As(err, &f) {
		return err
	}
	return &dialect.Error{Class: classOf(f.SQLState()), Code: f.SQLState(), Err: err}
}

func classOf(state string) error {
	if c := states[state]; c != nil {
		return c
	}
	if len(state) == 5 {
		if c := groups[state[:2]]; c != nil {
			return c
		}
	}
	return dialect.ErrOperational
}

package mysql

import (
	"errors"
	"strconv"

	"github.com/azoth-orm/azoth/dialect"
)

// failure is what a MySQL driver's error tells: the server's number.
type failure interface {
	error
	MySQLNumber() uint16
}

// numbers are the server's numbers that have a class.
var numbers = map[uint16]error{
	1048: dialect.ErrNotNull, 1364: dialect.ErrNotNull,
	1062: dialect.ErrUnique, 1586: dialect.ErrUnique,
	1216: dialect.ErrForeignKey, 1217: dialect.ErrForeignKey, 1451: dialect.ErrForeignKey, 1452: dialect.ErrForeignKey,
	3819: dialect.ErrCheck, 4025: dialect.ErrCheck,
	1205: dialect.ErrLockTimeout, 1213: dialect.ErrDeadlock, 3572: dialect.ErrLockTimeout,
	1317: dialect.ErrStatementTimeout, 3024: dialect.ErrStatementTimeout, 1969: dialect.ErrStatementTimeout,
	1146: dialect.ErrNoSuchTable, 1051: dialect.ErrNoSuchTable,
	1054: dialect.ErrProgramming, 1064: dialect.ErrProgramming, 1136: dialect.ErrProgramming, 1149: dialect.ErrProgramming,
	1264: dialect.ErrData, 1265: dialect.ErrData, 1292: dialect.ErrData, 1366: dialect.ErrData, 1406: dialect.ErrData,
	1927: dialect.ErrDisconnect, 2006: dialect.ErrDisconnect, 2013: dialect.ErrDisconnect, 2014: dialect.ErrDisconnect,
}

// translate classifies what MySQL reported.
func translate(err error) error {
	var f failure
	if !errors.As(err, &f) {
		return err
	}
	class := numbers[f.MySQLNumber()]
	if class == nil {
		class = dialect.ErrOperational
	}
	return &dialect.Error{Class: class, Code: strconv.Itoa(int(f.MySQLNumber())), Err: err}
}

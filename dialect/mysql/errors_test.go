package mysql

import (
	"errors"
	"strconv"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
)

type reported uint16

func (r reported) Error() string       { return "error " + strconv.Itoa(int(r)) }
func (r reported) MySQLNumber() uint16 { return uint16(r) }

func TestClassify(t *testing.T) {
	for number, want := range map[reported]error{
		1062: dialect.ErrUnique, 1452: dialect.ErrForeignKey, 1048: dialect.ErrNotNull, 3819: dialect.ErrCheck,
		1213: dialect.ErrDeadlock, 1205: dialect.ErrLockTimeout, 1146: dialect.ErrNoSuchTable, 1064: dialect.ErrProgramming,
		1406: dialect.ErrData, 2006: dialect.ErrDisconnect, 9999: dialect.ErrOperational,
	} {
		var e *dialect.Error
		if err := Dialect.Classify(number); !errors.As(err, &e) || e.Class != want {
			t.Errorf("%d: got %v, want %v", number, err, want)
		}
	}
}

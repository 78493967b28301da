package postgresql

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
)

type reported string

func (r reported) Error() string    { return "SQLSTATE " + string(r) }
func (r reported) SQLState() string { return string(r) }

func TestClassify(t *testing.T) {
	for state, want := range map[reported]error{
		"23505": dialect.ErrUnique, "23503": dialect.ErrForeignKey, "23502": dialect.ErrNotNull, "23514": dialect.ErrCheck,
		"23P01": dialect.ErrIntegrity, "40001": dialect.ErrSerialization, "40P01": dialect.ErrDeadlock, "42P01": dialect.ErrNoSuchTable,
		"42601": dialect.ErrProgramming, "22001": dialect.ErrData, "08006": dialect.ErrDisconnect, "57014": dialect.ErrStatementTimeout,
		"53300": dialect.ErrOperational, "": dialect.ErrOperational,
	} {
		var e *dialect.Error
		if err := Dialect.Classify(state); !errors.As(err, &e) || e.Class != want || e.Code != string(state) {
			t.Errorf("%s: got %v, want %v", state, err, want)
		}
	}
}

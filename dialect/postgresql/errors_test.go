package postgresql

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
)

type reported string

func (r reported) Error() string    { return "SQLSTATE " + string(r) }
func (r reported) SQLState() string { return string(r) }

func TestClassify(t *testing.T) {
	for state, want := range map[reported]error{
		"23505": dialect.ErrUnique, "23503": dialect.ErrForeignKey, "23502": dialect.ErrNotNull, "23514": dialect.ErrCheck,
		"23P01": dialect.ErrIntegrity, "40001": dialect.ErrSerialization, "40P01": dialect.ErrDeadlock, "42P01": dialect.ErrNoSuchTable,
		"42601": dialect.ErrProgramming, "22001": dialect.ErrData, "08006": dialect.ErrDisconnect, "57014": dialect.ErrStatementTimeout,
		"53300": dialect.ErrOperational, "": dialect.ErrOperational, "0A000": dialect.ErrProgramming, "08P01": dialect.ErrProgramming,
		"25P02": dialect.ErrOperational, "25P03": dialect.ErrDisconnect, "28P01": dialect.ErrOperational, "3D000": dialect.ErrOperational,
		"40002": dialect.ErrIntegrity, "40000": dialect.ErrSerialization, "55P03": dialect.ErrLockTimeout, "57P05": dialect.ErrDisconnect,
		"53100": dialect.ErrOperational, "XX000": dialect.ErrOperational,
	} {
		var e *dialect.Error
		if err := Dialect.Classify(state); !errors.As(err, &e) || e.Class != want || e.Code != string(state) {
			t.Errorf("%s: got %v, want %v", state, err, want)
		}
	}
}

// TestClassifyStopped tells a timeout from a caller who does not want the answer any more.
func TestClassifyStopped(t *testing.T) {
	for cause, want := range map[error]error{context.Canceled: dialect.ErrOperational, context.DeadlineExceeded: dialect.ErrStatementTimeout} {
		err := Dialect.Classify(&driver.StoppedError{Driver: "pgx", Cause: cause, Err: reported("57014")})
		var e *dialect.Error
		if !errors.As(err, &e) || e.Class != want || !errors.Is(err, cause) {
			t.Errorf("%v: %v", cause, err)
		}
	}
	lost := Dialect.Classify(&driver.LostError{Driver: "pgx", Err: reported("57P01")})
	if !errors.Is(lost, dialect.ErrDisconnect) {
		t.Errorf("%v", lost)
	}
}

// foreign has the fields of the errors of other drivers.
type foreign struct {
	reported
	ConstraintName, TableName, ColumnName, Detail string
}

// old has the fields of an older driver's error.
type old struct {
	reported
	Constraint, Table, Column, Detail string
	Line                              int
}

func TestFacts(t *testing.T) {
	for _, c := range []struct {
		err               error
		constraint, table string
		columns           []string
	}{
		{&foreign{"23505", "t_pkey", "t", "", "Key (a, b)=(1, 2) already exists."}, "t_pkey", "t", []string{"a", "b"}},
		{fmt.Errorf("wrapped: %w", &old{"23505", "t_pkey", "t", "", "Key (a)=(x) already exists.", 1}), "t_pkey", "t", []string{"a"}},
		{foreign{"23502", "", "t", "a", "Failing row contains (null)."}, "", "t", []string{"a"}},
		{&foreign{"23514", "positive", "t", "", "Failing row contains (1, (2), 3)."}, "positive", "t", nil},
		{&foreign{"23503", "fk", "b", "", `Key (a_id)=(5) is not present in table "a".`}, "fk", "b", []string{"a_id"}},
		{&foreign{"23503", "fk", "b", "", `Key (id)=(5) is still referenced from table "b".`}, "fk", "b", nil},
		{&foreign{"23503", "fk", "b", "", `Auf Schlüssel »(id)=(5)« wird noch aus Tabelle »b« verwiesen: "b".`}, "fk", "b", nil},
		{&foreign{"23503", "fk", "b", "", `Schlüssel (a_id)=(5) ist nicht in Tabelle "a" vorhanden.`}, "fk", "b", []string{"a_id"}},
		{&foreign{"23503", "up", "s", "", `Key (up)=(5) is not present in table "s".`}, "up", "s", []string{"up"}},
		{&foreign{"23505", "i", "t", "", `Key ("Odd, (name", lower(b), "q""")=(1), (2, 3) already exists.`}, "i", "t", []string{"Odd, (name", `q"`}},
		{&foreign{"23505", "i", "t", "", `Key (((a || ')=('::text)))=(x) already exists.`}, "i", "t", nil},
		{&foreign{"23505", "i", "t", "", ""}, "i", "t", nil},
		{&foreign{"23505", "i", "t", "", "Key (a"}, "i", "t", nil},
		{reported("23505"), "", "", nil},
		{&foreign{"22012", "x", "x", "x", "x"}, "", "", nil},
	} {
		var e *dialect.Error
		if err := Dialect.Classify(c.err); !errors.As(err, &e) || e.Constraint != c.constraint || e.Table != c.table || !slices.Equal(e.Columns, c.columns) {
			t.Errorf("%+v: %q on %q %q, want %q on %q %q", c.err, e.Constraint, e.Table, e.Columns, c.constraint, c.table, c.columns)
		}
	}
}

func TestMissingTable(t *testing.T) {
	for message, want := range map[string]string{
		`relation "t" does not exist`: "t", `relation "s.t" does not exist`: "t", `no table`: "", `relation "t`: "",
	} {
		if got := missingTable(message); got != want {
			t.Errorf("%s: %q", message, got)
		}
	}
}

func TestBeginIsolated(t *testing.T) {
	if got := Dialect.BeginIsolated("SERIALIZABLE"); got != "BEGIN ISOLATION LEVEL SERIALIZABLE" {
		t.Error(got)
	}
}

package sqlite

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
)

// reported is what a driver's error looks like.
type reported struct {
	code  int
	text  string
	cause error
}

func (r *reported) Error() string         { return "driver: " + r.text }
func (r *reported) SQLiteCode() int       { return r.code }
func (r *reported) SQLiteMessage() string { return r.text }
func (r *reported) Unwrap() error         { return r.cause }

func TestClassify(t *testing.T) {
	for _, c := range []struct {
		name       string
		err        *reported
		class      error
		table      string
		columns    []string
		constraint string
	}{
		{"unique", &reported{code: 2067, text: "UNIQUE constraint failed: users.name, users.age"}, dialect.ErrUnique, "users", []string{"name", "age"}, ""},
		{"primary key", &reported{code: 1555, text: "UNIQUE constraint failed: users.id"}, dialect.ErrUnique, "users", []string{"id"}, ""},
		{"index of an expression", &reported{code: 2067, text: "UNIQUE constraint failed: index 'ix_lower'"}, dialect.ErrUnique, "", nil, "ix_lower"},
		{"not null", &reported{code: 1299, text: "NOT NULL constraint failed: users.name"}, dialect.ErrNotNull, "users", []string{"name"}, ""},
		{"foreign key", &reported{code: 787, text: "FOREIGN KEY constraint failed"}, dialect.ErrForeignKey, "", nil, ""},
		{"check", &reported{code: 275, text: "CHECK constraint failed: positive"}, dialect.ErrCheck, "", nil, "positive"},
		{"trigger", &reported{code: 1811, text: "no"}, dialect.ErrIntegrity, "", nil, ""},
		{"no table", &reported{code: 1, text: "no such table: nowhere"}, dialect.ErrNoSuchTable, "nowhere", nil, ""},
		{"syntax", &reported{code: 1, text: `near "SELEC": syntax error`}, dialect.ErrProgramming, "", nil, ""},
		{"busy", &reported{code: 5, text: "database is locked"}, dialect.ErrLockTimeout, "", nil, ""},
		{"busy snapshot", &reported{code: 517, text: "database is locked"}, dialect.ErrSerialization, "", nil, ""},
		{"deadline", &reported{code: 9, text: "interrupted", cause: context.DeadlineExceeded}, dialect.ErrStatementTimeout, "", nil, ""},
		{"canceled", &reported{code: 9, text: "interrupted", cause: context.Canceled}, dialect.ErrOperational, "", nil, ""},
		{"datatype", &reported{code: 3091, text: "cannot store TEXT value in INTEGER column"}, dialect.ErrData, "", nil, ""},
		{"full", &reported{code: 13, text: "database or disk is full"}, dialect.ErrOperational, "", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := Dialect.Classify(c.err)
			var e *dialect.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if e.Class != c.class || e.Table != c.table || !slices.Equal(e.Columns, c.columns) || e.Constraint != c.constraint {
				t.Errorf("got %v, table %q, columns %q, constraint %q", e.Class, e.Table, e.Columns, e.Constraint)
			}
			if c.err.cause != nil && !errors.Is(err, c.err.cause) {
				t.Error("the cause is lost")
			}
		})
	}
}

func TestClassifyOthers(t *testing.T) {
	other := errors.New("other")
	if got := Dialect.Classify(other); got != other {
		t.Errorf("got %v", got)
	}
	if got := Dialect.Classify(nil); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestHasTable(t *testing.T) {
	for _, c := range []struct {
		schema, name string
		want         []string
	}{
		{"", "users", []string{`PRAGMA main.table_info("users")`, `PRAGMA temp.table_info("users")`}},
		{"", `a"b`, []string{`PRAGMA main.table_info("a""b")`, `PRAGMA temp.table_info("a""b")`}},
		{"my db", "t", []string{hasTableQuery}},
	} {
		var got []string
		for _, q := range Dialect.HasTable(c.schema, c.name) {
			got = append(got, q.SQL)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

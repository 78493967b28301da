package stdsql

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	gomysql "github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	modernc "modernc.org/sqlite"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
)

// TestErrorClasses wants what the databases report to have a class, and to be the client library's error below.
func TestErrorClasses(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		d := dialectOf(t, db)
		exec(t, c, "CREATE TABLE p (a INTEGER PRIMARY KEY)")
		exec(t, c, "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, CONSTRAINT once UNIQUE (a), CONSTRAINT positive CHECK (a > 0), "+
			"CONSTRAINT parent FOREIGN KEY (b) REFERENCES p (a))")
		exec(t, c, "INSERT INTO t VALUES (1, NULL)")
		for _, x := range []struct {
			sql        string
			class      error
			constraint string // where the database tells
		}{
			{"INSERT INTO t VALUES (1, NULL)", dialect.ErrUnique, "once"},
			{"INSERT INTO t VALUES (NULL, NULL)", dialect.ErrNotNull, ""},
			{"INSERT INTO t VALUES (-1, NULL)", dialect.ErrCheck, "positive"},
			{"INSERT INTO t VALUES (2, 7)", dialect.ErrForeignKey, "parent"},
			{"SELECT * FROM nowhere", dialect.ErrNoSuchTable, ""},
			{"SELEC 1", dialect.ErrProgramming, ""},
			{"SELECT nothing FROM t", dialect.ErrProgramming, ""},
		} {
			_, err := try(testContext(t), c, x.sql)
			var e *dialect.Error
			if !errors.As(d.Classify(err), &e) || !errors.Is(e, x.class) {
				t.Errorf("%s: %v, want %v", x.sql, d.Classify(err), x.class)
				continue
			}
			if e.Constraint != x.constraint && db.family != sqlite {
				t.Errorf("%s: constraint %q, want %q", x.sql, e.Constraint, x.constraint)
			}
			if !isOriginal(db.family, err) {
				t.Errorf("%s: the client library's error is not in %#v", x.sql, err)
			}
			if !strings.HasPrefix(err.Error(), "stdsql: ") {
				t.Errorf("text %q", err)
			}
		}
		if got := one(t, c, "SELECT count(*) FROM t"); got != "1" {
			t.Errorf("%s rows", got)
		}
	})
}

func isOriginal(f family, err error) bool {
	var pg *pgconn.PgError
	var my *gomysql.MySQLError
	var li *modernc.Error
	switch f {
	case postgresql:
		return errors.As(err, &pg)
	case mysql:
		return errors.As(err, &my)
	}
	return errors.As(err, &li)
}

// TestErrorsHideValues wants no value in what an error prints.
func TestErrorsHideValues(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a VARCHAR(20) UNIQUE, b INTEGER)")
		insert := prepare(t, c, "INSERT INTO t VALUES ("+db.param(1)+", "+db.param(2)+")")
		for i := range 2 {
			insert.BindText(0, "s3cret")
			insert.BindText(1, "1")
			if _, err := insert.Exec(testContext(t)); i == 1 && (err == nil || strings.Contains(err.Error(), "s3cret")) {
				t.Errorf("a key twice: %v", err)
			}
		}
		if db.family == sqlite {
			return // takes any text for a number
		}
		insert.BindText(0, "other")
		insert.BindText(1, "s3cret")
		if _, err := insert.Exec(testContext(t)); err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("text for a number: %v", err)
		}
	})
}

// mattnError is what github.com/mattn/go-sqlite3 reports, pqError what github.com/lib/pq does.
type (
	mattnCode     int
	mattnExtended int
	mattnError    struct {
		Code         mattnCode
		ExtendedCode mattnExtended
		err          string
	}
	pqError struct {
		Code                                 string
		Message, Constraint, Column, Routine string
	}
)

func (e mattnError) Error() string { return e.err }

func (e *pqError) Error() string    { return "pq: " + e.Message }
func (e *pqError) SQLState() string { return e.Code }

// TestAdapt wants the errors of drivers that are not imported here to be understood as well.
func TestAdapt(t *testing.T) {
	err := sqlite.adapt(fmt.Errorf("exec: %w", mattnError{19, 2067, "UNIQUE constraint failed: t.a"}))
	var e *dialect.Error
	if !errors.As(dialectOf(t, target{family: sqlite}).Classify(err), &e) || e.Class != dialect.ErrUnique || e.Table != "t" || len(e.Columns) != 1 {
		t.Errorf("mattn: %+v", e)
	}
	err = postgresql.adapt(&pqError{Code: "23505", Message: "duplicate key", Constraint: "once"})
	var v interface {
		Violated() (constraint, table, column, detail string)
	}
	if !errors.As(err, &v) {
		t.Fatalf("pq: %v", err)
	}
	if constraint, _, _, _ := v.Violated(); constraint != "once" {
		t.Errorf("constraint %q", constraint)
	}
	for _, f := range []family{sqlite, postgresql, mysql, unknown} {
		for _, none := range []error{io.EOF, sqldriver.ErrBadConn, context.Canceled, sql.ErrNoRows, (*pqErrorNil)(nil)} {
			if got := f.adapt(none); got != nil {
				t.Errorf("%d: %v is reported: %v", f, none, got)
			}
		}
	}
}

type pqErrorNil struct{ Number uint16 }

func (*pqErrorNil) Error() string { return "nil" }

// TestEndedConnections wants the errors that come before the end of a connection to be its end.
func TestEndedConnections(t *testing.T) {
	for _, err := range []error{
		postgresql.adapt(&pgconn.PgError{Code: "57P01"}), postgresql.adapt(&pgconn.PgError{Code: "08006"}), mysql.adapt(&gomysql.MySQLError{Number: 1927}),
	} {
		if !endsConnection(err) {
			t.Errorf("%v", err)
		}
	}
	for _, err := range []error{postgresql.adapt(&pgconn.PgError{Code: "23505"}), mysql.adapt(&gomysql.MySQLError{Number: 1062}), io.EOF} {
		if endsConnection(err) {
			t.Errorf("%v", err)
		}
	}
}

// TestOutdated changes the columns of a table under a prepared SELECT *: the next run fails once, with its reason, the one after it works.
func TestOutdated(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		k := db.connector(t)
		c, other := connect(t, k), connect(t, k)
		exec(t, other, "CREATE TABLE t (a INTEGER)")
		exec(t, other, "INSERT INTO t VALUES (1)")
		s := prepare(t, c, "SELECT * FROM t")
		columns := func() (int, error) {
			rows, err := s.Query(testContext(t))
			if err != nil {
				return 0, err
			}
			n := len(rows.Columns())
			return n, rows.Close()
		}
		if n, err := columns(); n != 1 || err != nil {
			t.Fatalf("%d columns, %v", n, err)
		}
		exec(t, other, "ALTER TABLE t ADD COLUMN b INTEGER")
		if n, err := columns(); err != nil {
			var lost *driver.LostError
			if db.family != postgresql || errors.As(err, &lost) {
				t.Fatal(err)
			}
		} else if n != 2 {
			t.Errorf("%d columns", n)
		}
		if n, err := columns(); n != 2 || err != nil {
			t.Errorf("%d columns, %v", n, err)
		}
	})
}

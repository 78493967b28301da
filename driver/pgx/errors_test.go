package pgx_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/driver"
	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgconn"
)

// state is the SQLSTATE of an error, "" if it has none.
func state(err error) string {
	var e interface{ SQLState() string }
	if !errors.As(err, &e) {
		return ""
	}
	return e.SQLState()
}

// TestErrorFacts wants what PostgreSQL tells of an error to arrive in the dialect's.
func TestErrorFacts(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c,
		`CREATE TABLE a (id int PRIMARY KEY, x int UNIQUE, y text, n int NOT NULL DEFAULT 1, CONSTRAINT pos CHECK (n > 0))`,
		`CREATE TABLE c (x int, "Y, ""z" text, s text, CONSTRAINT two UNIQUE (x, "Y, ""z"))`,
		`CREATE UNIQUE INDEX lowered ON c (lower(s || ')=('), x)`,
		`INSERT INTO c VALUES (1, 'secret', 'Secret')`,
		`CREATE TABLE b (a_id int CONSTRAINT to_a REFERENCES a, EXCLUDE USING btree (a_id WITH =))`,
		`CREATE TABLE self (id int PRIMARY KEY, up int CONSTRAINT to_up REFERENCES self)`,
		`INSERT INTO a VALUES (1, 1, 'q'), (2, 2, 'secret')`, `INSERT INTO b VALUES (1)`, `INSERT INTO self VALUES (1, NULL), (2, 1)`)
	type facts struct {
		Class             error
		Code              string
		Constraint, Table string
		Columns           []string
	}
	for sql, want := range map[string]facts{
		"INSERT INTO a VALUES (1, 9, 'r')":                    {dialect.ErrUnique, "23505", "a_pkey", "a", []string{"id"}},
		"INSERT INTO a VALUES (9, 2, 'secret')":               {dialect.ErrUnique, "23505", "a_x_key", "a", []string{"x"}},
		"INSERT INTO c VALUES (1, 'secret', 'x')":             {dialect.ErrUnique, "23505", "two", "c", []string{"x", `Y, "z`}},
		"INSERT INTO c VALUES (1, 'x', 'SECRET')":             {dialect.ErrUnique, "23505", "lowered", "c", []string{"x"}},
		"INSERT INTO a VALUES (5, NULL, 'x', 0)":              {dialect.ErrCheck, "23514", "pos", "a", nil},
		"INSERT INTO a VALUES (5, NULL, 'x', NULL)":           {dialect.ErrNotNull, "23502", "", "a", []string{"n"}},
		"INSERT INTO b VALUES (77)":                           {dialect.ErrForeignKey, "23503", "to_a", "b", []string{"a_id"}},
		"DELETE FROM a WHERE id = 1":                          {dialect.ErrForeignKey, "23503", "to_a", "b", nil},
		"INSERT INTO self VALUES (3, 77)":                     {dialect.ErrForeignKey, "23503", "to_up", "self", []string{"up"}},
		"DELETE FROM self WHERE id = 1":                       {dialect.ErrForeignKey, "23503", "to_up", "self", nil},
		"INSERT INTO b VALUES (1)":                            {dialect.ErrIntegrity, "23P01", "b_a_id_excl", "b", []string{"a_id"}},
		"SELECT * FROM nowhere":                               {dialect.ErrNoSuchTable, "42P01", "", "nowhere", nil},
		"SELECT * FROM public.nowhere":                        {dialect.ErrNoSuchTable, "42P01", "", "nowhere", nil},
		"SELECT nothing FROM a":                               {dialect.ErrProgramming, "42703", "", "", nil},
		"SELEC 1":                                             {dialect.ErrProgramming, "42601", "", "", nil},
		"SELECT 1; SELECT 2":                                  {dialect.ErrProgramming, "42601", "", "", nil},
		"SELECT 1 / 0":                                        {dialect.ErrData, "22012", "", "", nil},
		"SELECT 'secret'::int":                                {dialect.ErrData, "22P02", "", "", nil},
		"SELECT (SELECT id FROM a)":                           {dialect.ErrProgramming, "21000", "", "", nil},
		"DROP TABLE a":                                        {dialect.ErrProgramming, "2BP01", "", "", nil},
		"DO $$BEGIN RAISE SQLSTATE '40001'; END$$":            {dialect.ErrSerialization, "40001", "", "", nil},
		"DO $$BEGIN RAISE SQLSTATE '40P01'; END$$":            {dialect.ErrDeadlock, "40P01", "", "", nil},
		"DO $$BEGIN RAISE SQLSTATE '55P03'; END$$":            {dialect.ErrLockTimeout, "55P03", "", "", nil},
		"DO $$BEGIN RAISE SQLSTATE '57014'; END$$":            {dialect.ErrStatementTimeout, "57014", "", "", nil},
		"DO $$BEGIN RAISE EXCEPTION 'no'; END$$":              {dialect.ErrOperational, "P0001", "", "", nil},
		"COPY a FROM STDIN":                                   {dialect.ErrProgramming, "0A000", "", "", nil},
		"COPY a TO STDOUT":                                    {dialect.ErrProgramming, "0A000", "", "", nil},
		"RELEASE SAVEPOINT nothing":                           {dialect.ErrOperational, "3B001", "", "", nil},
		"SELECT * FROM generate_series(1, 10) LIMIT 'secret'": {dialect.ErrData, "22P02", "", "", nil},
	} {
		exec(t, c, "BEGIN")
		err := try(context.Background(), c, sql)
		var e *dialect.Error
		if !errors.As(postgresql.Dialect.Classify(err), &e) {
			t.Errorf("%s: %v is not classified", sql, err)
			continue
		}
		got := facts{e.Class, e.Code, e.Constraint, e.Table, e.Columns}
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b error) bool { return a == b })); diff != "" {
			t.Errorf("%s: %v\n%s", sql, err, diff)
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: a value is in the text: %v", sql, err)
		}
		var pg *pgconn.PgError
		if sql != "SELECT 1 / 0" && !strings.HasPrefix(sql, "COPY") && !errors.As(err, &pg) {
			t.Errorf("%s: %v does not unwrap to what pgconn reported", sql, err)
		}
		if !c.InTransaction() {
			t.Errorf("%s: the failed transaction is not seen", sql)
		}
		if err := try(context.Background(), c, "SELECT 1"); state(err) != "25P02" && sql != "COPY a TO STDOUT" { // to the server that is no error
			t.Errorf("%s: then %v, want 25P02", sql, err)
		}
		exec(t, c, "ROLLBACK")
		if c.InTransaction() {
			t.Errorf("%s: in a transaction after ROLLBACK", sql)
		}
	}
	if err := c.Ping(context.Background()); err != nil {
		t.Error(err)
	}
}

// TestQueryReportsEarly wants the errors of a statement from Query where there is no row before them.
func TestQueryReportsEarly(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (id int PRIMARY KEY, d int UNIQUE DEFERRABLE INITIALLY DEFERRED)", "INSERT INTO t VALUES (1, 1)")
	for _, sql := range []string{"INSERT INTO t VALUES (2, 2), (1, 3) RETURNING id", "INSERT INTO t VALUES (1, 1)", "INSERT INTO t VALUES (2, 1)"} {
		rows, err := prepare(t, c, sql).Query(context.Background())
		if state(err) != "23505" {
			t.Errorf("%s: %v, %v", sql, rows, err)
		}
	}
	// A deferred constraint is looked at when the statement's own transaction ends, behind the rows.
	rows := query(t, prepare(t, c, "INSERT INTO t VALUES (2, 1) RETURNING id"))
	step(t, rows)
	if ok, err := rows.Step(); ok || state(err) != "23505" {
		t.Errorf("%v, %v", ok, err)
	}
	if n := text(t, c, "SELECT count(*) FROM t"); n != "1" {
		t.Errorf("%s rows", n)
	}
}

func TestPrepareRefuses(t *testing.T) {
	c := newDatabase(t).connect()
	for _, sql := range []string{"", " \n\t;", "-- nothing", "/* a /* b */ c */ ; --", "/* open"} {
		if _, err := c.Prepare(context.Background(), sql); !errors.Is(err, driver.ErrEmptyStatement) {
			t.Errorf("%q: %v", sql, err)
		}
	}
	if _, err := c.Prepare(context.Background(), "SELECT 1\x00"); err == nil || !strings.Contains(err.Error(), "NUL") {
		t.Errorf("%v", err)
	}
	if err := try(context.Background(), c, "SELECT '\xff'"); state(err) != "22021" {
		t.Errorf("%v", err)
	}
	exec(t, c, "/* a /* b */ */ -- c\n SELECT 1;", "SELECT 1 -- end", ";SELECT 1")
}

// TestCommitOfFailed wants a COMMIT that rolls back to be an error.
func TestCommitOfFailed(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (n int)")
	for _, commit := range []string{"COMMIT", "commit work", "/* x */ END", "COMMIT AND CHAIN", "PREPARE TRANSACTION 'x'"} {
		exec(t, c, "BEGIN", "INSERT INTO t VALUES (1)")
		if err := try(context.Background(), c, "SELECT 1/0"); state(err) != "22012" {
			t.Fatal(err)
		}
		err := try(context.Background(), c, commit)
		var e *dialect.Error
		if !errors.As(postgresql.Dialect.Classify(err), &e) || e.Class != dialect.ErrOperational || !strings.Contains(err.Error(), "rolled back") {
			t.Errorf("%s: %v", commit, err)
		}
		if c.InTransaction() {
			exec(t, c, "ROLLBACK")
		}
		exec(t, c, "BEGIN", "ROLLBACK", "BEGIN", "COMMIT")
	}
	if n := text(t, c, "SELECT count(*) FROM t"); n != "0" {
		t.Errorf("%s rows", n)
	}
}

func TestSerializationAtCommit(t *testing.T) {
	db := newDatabase(t)
	a, b := db.connect(), db.connect()
	exec(t, a, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (2)")
	for _, c := range []driver.Conn{a, b} {
		exec(t, c, "BEGIN ISOLATION LEVEL SERIALIZABLE", "SELECT sum(n) FROM t")
	}
	exec(t, a, "INSERT INTO t VALUES (3)")
	exec(t, b, "INSERT INTO t VALUES (4)")
	exec(t, a, "COMMIT")
	err := try(context.Background(), b, "COMMIT")
	if !errors.Is(postgresql.Dialect.Classify(err), dialect.ErrSerialization) || b.InTransaction() {
		t.Errorf("%v; in a transaction: %v", err, b.InTransaction())
	}
	exec(t, b, "SELECT 1")
}

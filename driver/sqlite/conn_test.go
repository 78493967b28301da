package sqlite

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

func TestPrepareTakesOneStatement(t *testing.T) {
	c := connect(t, "")
	cases := []struct {
		name, sql string
		offset    int // of the second statement; -1 if there is none
		want      error
	}{
		{"plain", "SELECT 1", -1, nil},
		{"semicolon and blanks", " \n SELECT 1 ; ;\n\t", -1, nil},
		{"comments behind", "SELECT 1; -- done\n /* really */ ;", -1, nil},
		{"second", "SELECT 1; SELECT 2", 10, nil},
		{"second behind a comment", "SELECT 1; -- c\n; DELETE FROM t", 17, nil},
		{"second behind many", "SELECT 1;;/* a; */;SELECT", 19, nil},
		{"second is broken", "SELECT 1; DROP", 10, nil},
		{"empty", "", -1, driver.ErrEmptyStatement},
		{"comment only", "-- nothing", -1, driver.ErrEmptyStatement},
		{"semicolon only", ";", -1, driver.ErrEmptyStatement},
		{"NUL", "SELECT 1\x00; DROP TABLE t", -1, errNUL},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s, err := c.Prepare(context.Background(), tc.sql)
			if s != nil {
				defer s.Close()
			}
			var trailing *TrailingError
			switch {
			case tc.offset >= 0:
				if !errors.As(err, &trailing) || trailing.Offset != tc.offset {
					t.Errorf("error %v, want a second statement at %d", err, tc.offset)
				}
			case !errors.Is(err, tc.want):
				t.Errorf("error %v, want %v", err, tc.want)
			}
		})
	}
}

func TestErrorsCarryCodes(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE p (id INTEGER PRIMARY KEY, u TEXT UNIQUE, n TEXT NOT NULL, k INT CHECK (k > 0))")
	exec(t, c, "CREATE TABLE w (a TEXT PRIMARY KEY) WITHOUT ROWID")
	exec(t, c, "CREATE TABLE ch (p INT REFERENCES p)")
	exec(t, c, "INSERT INTO p VALUES (1, 'u', 'n', 1)")
	exec(t, c, "INSERT INTO w VALUES ('a')")
	cases := []struct {
		name, sql string
		code      int
		message   string
	}{
		{"unique", "INSERT INTO p VALUES (2, 'u', 'n', 1)", 2067, "UNIQUE constraint failed: p.u"},
		{"rowid", "INSERT INTO p VALUES (1, 'v', 'n', 1)", 1555, "UNIQUE constraint failed: p.id"},
		{"primary key", "INSERT INTO w VALUES ('a')", 1555, "UNIQUE constraint failed: w.a"},
		{"not null", "INSERT INTO p VALUES (2, 'v', NULL, 1)", 1299, "NOT NULL constraint failed: p.n"},
		{"check", "INSERT INTO p VALUES (2, 'v', 'n', 0)", 275, "CHECK constraint failed: k > 0"},
		{"foreign key", "INSERT INTO ch VALUES (9)", 787, "FOREIGN KEY constraint failed"},
		{"returning", "INSERT INTO ch VALUES (9) RETURNING p", 787, "FOREIGN KEY constraint failed"},
		{"no table", "SELECT * FROM nope", 1, "no such table: nope"},
		{"syntax", "SELEKT", 1, `near "SELEKT": syntax error`},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			_, err := try(context.Background(), c, tc.sql)
			var coded interface {
				error
				SQLiteCode() int
				SQLiteMessage() string
			}
			if !errors.As(err, &coded) {
				t.Fatalf("error %v (%T) has no code", err, err)
			}
			if coded.SQLiteCode() != tc.code || coded.SQLiteMessage() != tc.message {
				t.Errorf("got %d %q, want %d %q", coded.SQLiteCode(), coded.SQLiteMessage(), tc.code, tc.message)
			}
		})
	}
	t.Run("from Query", func(t *testing.T) {
		s := prepare(t, c, "INSERT INTO p VALUES (1, 'v', 'n', 1) RETURNING id")
		if _, err := s.Query(context.Background()); err == nil {
			t.Error("Query did not report the duplicate")
		}
		if s.InUse() {
			t.Error("statement is in use after a failed Query")
		}
	})
	if got := one(t, c, "SELECT count(*) FROM p"); got != "1" {
		t.Errorf("%s rows, want 1", got)
	}
}

func TestTransactionState(t *testing.T) {
	c := connect(t, "")
	check := func(after string, want bool) {
		t.Helper()
		if c.InTransaction() != want {
			t.Errorf("InTransaction after %s is %v, want %v", after, !want, want)
		}
	}
	check("opening", false)
	exec(t, c, "BEGIN")
	check("BEGIN", true)
	exec(t, c, "CREATE TABLE t (a UNIQUE)")
	exec(t, c, "SAVEPOINT s")
	exec(t, c, "INSERT INTO t VALUES (1)")
	exec(t, c, "ROLLBACK TO s")
	check("ROLLBACK TO", true)
	exec(t, c, "ROLLBACK")
	check("ROLLBACK", false)
	if _, err := try(context.Background(), c, "SELECT * FROM t"); err == nil {
		t.Error("the table outlived the rollback")
	}
	exec(t, c, "CREATE TABLE t (a UNIQUE)")
	exec(t, c, "INSERT INTO t VALUES (1)")
	exec(t, c, "BEGIN")
	_, err := try(context.Background(), c, "INSERT OR ROLLBACK INTO t VALUES (1)")
	if err == nil {
		t.Error("no duplicate")
	}
	check("OR ROLLBACK", false)
}

func TestUseAfterClose(t *testing.T) {
	ctx := context.Background()
	c := connect(t, "")
	s := prepare(t, c, "SELECT ?, 2")
	s.BindText(0, "x")
	rows, err := s.Query(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatalf("Close with open rows: %v", err)
	}
	if ok, err := rows.Step(); ok || err != nil {
		t.Errorf("Step = %v, %v", ok, err)
	}
	if got := rows.Text(0); got != "" {
		t.Errorf("Text = %q after Close", got)
	}
	s.BindInt64(0, 1)
	if _, err := s.Exec(ctx); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Exec: %v", err)
	}
	if _, err := c.Prepare(ctx, "SELECT 1"); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Prepare: %v", err)
	}
	if err := c.Ping(ctx); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Ping: %v", err)
	}
	if c.InTransaction() {
		t.Error("in a transaction")
	}
	if err := errors.Join(rows.Close(), s.Close(), c.Close()); err != nil {
		t.Errorf("closing again: %v", err)
	}
}

func TestLimitsAndRaw(t *testing.T) {
	c := connect(t, "")
	if n := c.MaxParams(); n < 999 || n > 1<<20 {
		t.Errorf("MaxParams %d", n)
	}
	var limiter driver.ParamLimiter = c
	sql := "SELECT ?" + strings.Repeat(",?", 1999)
	if s := prepare(t, c, sql); s.NumParams() != 2000 || limiter.MaxParams() < 2000 {
		t.Errorf("NumParams %d of at most %d", s.NumParams(), limiter.MaxParams())
	}
	if c.Raw() == nil {
		t.Error("Raw is nil")
	}
}

// TestGoroutinesTakeTurns hands one connection from goroutine to goroutine, each with its own ctx.
func TestGoroutinesTakeTurns(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (a)")
	var turn sync.Mutex
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				turn.Lock()
				ctx, cancel := context.WithCancel(context.Background())
				if _, err := try(ctx, c, "INSERT INTO t VALUES (1)"); err != nil {
					t.Error(err)
				}
				cancel()
				turn.Unlock()
			}
		})
	}
	all.Wait()
	if got := one(t, c, "SELECT count(*) FROM t"); got != "160" {
		t.Errorf("%s rows, want 160", got)
	}
}

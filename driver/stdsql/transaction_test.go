package stdsql

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	dialectpg "github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/driver"
)

func wantOpen(t *testing.T, c *conn, want bool, after string) {
	t.Helper()
	if c.InTransaction() != want {
		t.Fatalf("after %s: in a transaction %v, want %v", after, !want, want)
	}
}

// TestTransactions runs what begins, ends and returns, and looks at what is left in the table.
func TestTransactions(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		wantOpen(t, c, false, "CREATE")
		for _, s := range []struct {
			sql  string
			open bool
			rows string
		}{
			{"BEGIN", true, "0"},
			{"INSERT INTO t VALUES (1)", true, "1"},
			{"SAVEPOINT s", true, "1"},
			{"INSERT INTO t VALUES (2)", true, "2"},
			{"ROLLBACK TO SAVEPOINT s", true, "1"},
			{"RELEASE SAVEPOINT s", true, "1"},
			{" /* done */ commit ;", false, "1"},
			{"-- again\nBEGIN", true, "1"},
			{"DELETE FROM t", true, "0"},
			{"rollback", false, "1"},
		} {
			exec(t, c, s.sql)
			wantOpen(t, c, s.open, s.sql)
			if got := one(t, c, "SELECT count(*) FROM t"); got != s.rows {
				t.Fatalf("after %s: %s rows, want %s", s.sql, got, s.rows)
			}
		}
	})
}

// TestVerbs wants the first words of statements to be understood.
func TestVerbs(t *testing.T) {
	for _, c := range []struct {
		family family
		sql    string
		want   verb
	}{
		{postgresql, "BEGIN ISOLATION LEVEL SERIALIZABLE", begins},
		{postgresql, "START TRANSACTION READ ONLY", begins},
		{mysql, "START SLAVE", other},
		{postgresql, "END", commits},
		{postgresql, "COMMIT PREPARED 'x'", other},
		{postgresql, "ROLLBACK PREPARED 'x'", other},
		{postgresql, "PREPARE TRANSACTION 'x'", ends},
		{postgresql, "PREPARE p AS SELECT 1", other},
		{mysql, "COMMIT AND CHAIN", chains},
		{mysql, "ROLLBACK WORK AND NO CHAIN", rollsBack},
		{mysql, "COMMIT WORK AND NO CHAIN RELEASE", commits},
		{postgresql, "ROLLBACK TO s", returnsTo},
		{postgresql, "ROLLBACK TRANSACTION TO SAVEPOINT s", returnsTo},
		{postgresql, "ABORT", rollsBack},
		{mysql, "CREATE TABLE t (a INT)", ends},
		{mysql, "CREATE TEMPORARY TABLE t (a INT)", other},
		{postgresql, "CREATE TABLE t (a INT)", other},
		{mysql, "# x\ntruncate t", ends},
		{sqlite, "SELECT 'COMMIT'", other},
		{sqlite, "", other},
	} {
		if got := kindOf(c.family, c.sql).verb; got != c.want {
			t.Errorf("%s: %d, want %d", c.sql, got, c.want)
		}
	}
	for _, sql := range []string{"", " \n;", "-- x", "/* x */ ;"} {
		if !kindOf(postgresql, sql).empty {
			t.Errorf("%q is not empty", sql)
		}
	}
}

// TestEmptyStatement wants a text without a statement to be refused.
func TestEmptyStatement(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		if _, err := c.Prepare(testContext(t), " /* nothing */ ; "); !errors.Is(err, driver.ErrEmptyStatement) {
			t.Errorf("error %v", err)
		}
	})
}

// TestFailedTransaction wants a COMMIT after an error to be an error on PostgreSQL, where it rolls back, and to commit on the others.
func TestFailedTransaction(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER PRIMARY KEY)")
		for _, wrong := range []string{"INSERT INTO t VALUES (1)", "SELECT * FROM nowhere"} {
			exec(t, c, "DELETE FROM t")
			exec(t, c, "BEGIN")
			exec(t, c, "INSERT INTO t VALUES (1)")
			if _, err := try(testContext(t), c, wrong); err == nil {
				t.Fatal("no error")
			}
			wantOpen(t, c, true, "an error")
			_, err := try(testContext(t), c, "COMMIT")
			wantOpen(t, c, false, "COMMIT")
			want := "1"
			if db.family == postgresql {
				want = "0"
				var e *dialect.Error
				if !errors.As(dialectpg.Dialect.Classify(err), &e) || e.Code != "25P02" || !strings.Contains(err.Error(), "rolled back") {
					t.Errorf("COMMIT: %v", err)
				}
			} else if err != nil {
				t.Errorf("COMMIT: %v", err)
			}
			if got := one(t, c, "SELECT count(*) FROM t"); got != want {
				t.Errorf("%s rows, want %s", got, want)
			}
		}

		if db.family == postgresql {
			for _, keep := range []string{"COMMIT AND CHAIN", "PREPARE TRANSACTION 'x'"} {
				exec(t, c, "BEGIN")
				if _, err := try(testContext(t), c, "SELECT * FROM nowhere"); err == nil {
					t.Fatal("no error")
				}
				if _, err := try(testContext(t), c, keep); !errors.As(err, new(failedTransaction)) {
					t.Errorf("%s: %v", keep, err)
				}
				wantOpen(t, c, false, keep)
			}
		}

		// A savepoint saves the transaction.
		exec(t, c, "DELETE FROM t")
		exec(t, c, "BEGIN")
		exec(t, c, "INSERT INTO t VALUES (1)")
		exec(t, c, "SAVEPOINT s")
		if _, err := try(testContext(t), c, "INSERT INTO t VALUES (1)"); err == nil {
			t.Fatal("no error")
		}
		exec(t, c, "ROLLBACK TO SAVEPOINT s")
		exec(t, c, "COMMIT")
		if got := one(t, c, "SELECT count(*) FROM t"); got != "1" {
			t.Errorf("%s rows after the savepoint", got)
		}
	})
}

// TestCommitThatFails violates a constraint at COMMIT.
func TestCommitThatFails(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		if db.family == mysql {
			return // has no deferred constraints
		}
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE p (a INTEGER PRIMARY KEY)")
		exec(t, c, "CREATE TABLE t (a INTEGER REFERENCES p (a) DEFERRABLE INITIALLY DEFERRED)")
		exec(t, c, "BEGIN")
		exec(t, c, "INSERT INTO t VALUES (1)")
		_, err := try(testContext(t), c, "COMMIT")
		if err == nil {
			t.Fatal("committed")
		}
		// SQLite leaves the transaction open, so that the violation can be mended.
		wantOpen(t, c, db.family == sqlite, "the failed COMMIT")
		if db.family == sqlite {
			exec(t, c, "INSERT INTO p VALUES (1)")
			exec(t, c, "COMMIT")
			wantOpen(t, c, false, "COMMIT")
		}
	})
}

// TestEndedBySQLite wants to know of a transaction that SQLite has rolled back by itself.
func TestEndedBySQLite(t *testing.T) {
	c := connect(t, target{family: sqlite, url: "sqlite:///"}.connector(t))
	exec(t, c, "CREATE TABLE t (a INTEGER PRIMARY KEY ON CONFLICT ROLLBACK)")
	exec(t, c, "BEGIN")
	exec(t, c, "INSERT INTO t VALUES (1)")
	if _, err := try(testContext(t), c, "INSERT INTO t VALUES (1)"); err == nil {
		t.Fatal("no error")
	}
	wantOpen(t, c, false, "ON CONFLICT ROLLBACK")
	exec(t, c, "BEGIN")
	if _, err := try(testContext(t), c, "BEGIN"); err == nil {
		t.Error("a second BEGIN")
	}
	wantOpen(t, c, true, "the second BEGIN")
	exec(t, c, "ROLLBACK")

	exec(t, c, "SAVEPOINT s") // begins one
	wantOpen(t, c, true, "SAVEPOINT")
	exec(t, c, "SAVEPOINT s2")
	exec(t, c, "RELEASE s2")
	wantOpen(t, c, true, "RELEASE of the inner one")
	exec(t, c, "RELEASE s")
	wantOpen(t, c, false, "RELEASE")
}

// TestDeadlock wants to know of the transaction that MariaDB has rolled back, and PostgreSQL's to be failed.
func TestDeadlock(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		if db.family == sqlite {
			return // has one writer
		}
		k := db.connector(t)
		a, b := connect(t, k), connect(t, k)
		exec(t, a, "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER)")
		exec(t, a, "INSERT INTO t VALUES (1, 0), (2, 0)")
		for _, c := range []*conn{a, b} {
			exec(t, c, "BEGIN")
		}
		exec(t, a, "UPDATE t SET a = 1 WHERE id = 1")
		exec(t, b, "UPDATE t SET a = 1 WHERE id = 2")
		errs := make(chan error, 1)
		go func() {
			_, err := try(testContext(t), a, "UPDATE t SET a = 1 WHERE id = 2")
			errs <- err
		}()
		_, errB := try(testContext(t), b, "UPDATE t SET a = 1 WHERE id = 1")
		errA := <-errs
		if (errA == nil) == (errB == nil) {
			t.Fatalf("errors %v and %v", errA, errB)
		}
		victim, winner, err := a, b, errA
		if errA == nil {
			victim, winner, err = b, a, errB
		}
		d := dialectOf(t, db)
		if !errors.Is(d.Classify(err), dialect.ErrDeadlock) {
			t.Errorf("error %v", err)
		}
		wantOpen(t, victim, db.family == postgresql, "the deadlock")
		exec(t, winner, "COMMIT")
		exec(t, victim, "ROLLBACK")
		wantOpen(t, victim, false, "ROLLBACK")
		if got := one(t, victim, "SELECT sum(a) FROM t"); got != "2" {
			t.Errorf("sum %s", got)
		}
	})
}

// TestLockTimeout wants a transaction that a timeout has not ended to go on.
func TestLockTimeout(t *testing.T) {
	db := target{family: mysql, url: mariadb(t)}
	k := db.connector(t)
	a, b := connect(t, k), connect(t, k)
	exec(t, a, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	exec(t, a, "INSERT INTO t VALUES (1)")
	exec(t, b, "SET innodb_lock_wait_timeout = 1")
	exec(t, b, "BEGIN")
	exec(t, b, "INSERT INTO t VALUES (2)")
	exec(t, a, "BEGIN")
	exec(t, a, "DELETE FROM t WHERE id = 1")
	_, err := try(testContext(t), b, "DELETE FROM t WHERE id = 1")
	if !errors.Is(dialectOf(t, db).Classify(err), dialect.ErrLockTimeout) {
		t.Fatalf("error %v", err)
	}
	wantOpen(t, b, true, "the timeout")
	exec(t, b, "COMMIT")
	exec(t, a, "ROLLBACK")
	if got := one(t, a, "SELECT count(*) FROM t"); got != "2" {
		t.Errorf("%s rows, want 2", got)
	}
}

// TestImplicitCommit wants to know that DDL ends a transaction on MariaDB, and does not on the others.
func TestImplicitCommit(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "BEGIN")
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		wantOpen(t, c, db.family != mysql, "CREATE TABLE")
		if db.family == mysql {
			exec(t, c, "BEGIN")
			exec(t, c, "CREATE TEMPORARY TABLE u (a INTEGER)")
			wantOpen(t, c, true, "CREATE TEMPORARY TABLE")
		}
		exec(t, c, "ROLLBACK")
	})
}

// TestCommitIsWaitedFor wants a COMMIT whose ctx ends to be given its time.
func TestCommitIsWaitedFor(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		ctx, cancel := context.WithCancel(context.Background())
		s := prepare(t, c, "COMMIT").(*stmt)
		running, done := s.patience(ctx)
		cancel()
		if running.Err() != nil {
			t.Error("stopped at once")
		}
		done()
		if _, err := s.Exec(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("a COMMIT whose ctx had ended before: %v", err)
		}
		s2 := prepare(t, c, "SELECT 1").(*stmt)
		running, done = s2.patience(ctx)
		defer done()
		if running.Err() == nil {
			t.Error("a SELECT goes on")
		}
		start := time.Now()
		short, cancel := context.WithCancel(context.Background())
		running, done = s.patience(short)
		defer done()
		cancel()
		<-running.Done()
		if took := time.Since(start); took < grace || took > grace+5*time.Second {
			t.Errorf("the COMMIT was stopped after %v", took)
		}
	})
}

func dialectOf(t *testing.T, db target) *dialect.Dialect {
	t.Helper()
	name := dialects[db.family]
	if db.family == mysql {
		name = "mariadb"
	}
	d, err := dialect.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

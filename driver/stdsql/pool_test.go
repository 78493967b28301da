package stdsql

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// wantIdle wants all connections of a *sql.DB to be back, n of them kept.
func wantIdle(t *testing.T, db *sql.DB, n int) {
	t.Helper()
	if s := db.Stats(); s.InUse != 0 || s.OpenConnections != n {
		t.Errorf("%d connections in use, %d open, want 0 and %d", s.InUse, s.OpenConnections, n)
	}
}

// TestPooled takes connections from a *sql.DB of one connection and gives them back.
func TestPooled(t *testing.T) {
	each(t, func(t *testing.T, at target) {
		db := at.db(t)
		db.SetMaxOpenConns(1)
		k := New(db)
		if p, ok := k.(driver.PooledConnector); !ok || !p.Pooled() {
			t.Error("not pooled")
		}
		for i := range 5 {
			c, err := k.Connect(testContext(t))
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				exec(t, c, "CREATE TABLE t (a INTEGER)")
			}
			exec(t, c, "INSERT INTO t VALUES (1)")
			rows := query(t, c, "SELECT a FROM t")
			step(t, rows)
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
			if _, err := k.Connect(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a second connection: %v", err)
			}
			cancel()
			if err := c.Close(); err != nil { // with rows open
				t.Fatal(err)
			}
			wantIdle(t, db, 1)
		}
		var n int
		if err := db.QueryRow("SELECT count(*) FROM t").Scan(&n); err != nil || n != 5 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

// TestCleanReturn leaves transactions and settings behind: the next user of the *sql.DB meets none of them.
func TestCleanReturn(t *testing.T) {
	each(t, func(t *testing.T, at target) {
		db := at.db(t)
		db.SetMaxOpenConns(1)
		k := New(db)
		leave := func(texts ...string) {
			t.Helper()
			c, err := k.Connect(testContext(t))
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range texts {
				if _, err := try(testContext(t), c, text); err != nil && !strings.Contains(text, "nowhere") {
					t.Fatalf("%s: %v", text, err)
				}
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		}
		leave("CREATE TABLE t (a INTEGER)")
		wantIdle(t, db, 1)
		leave("BEGIN", "INSERT INTO t VALUES (1)")
		wantIdle(t, db, 1) // rolled back, and kept
		leave("BEGIN", "INSERT INTO t VALUES (1)", "SELECT * FROM nowhere")
		wantIdle(t, db, 1)
		leave("BEGIN", "INSERT INTO t VALUES (1)", "SAVEPOINT s", "INSERT INTO t VALUES (2)")
		var n int
		if err := db.QueryRow("SELECT count(*) FROM t").Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows, %v", n, err)
		}
		if at.family == sqlite {
			return
		}
		set, show := "SET application_name = 'left'", "SHOW application_name"
		if at.family == mysql {
			set, show = "SET sql_mode = 'ANSI'", "SELECT @@sql_mode"
		}
		leave(set)
		wantIdle(t, db, 0) // thrown away
		var got string
		if err := db.QueryRow(show).Scan(&got); err != nil || got == "left" || strings.Contains(got, "ANSI") {
			t.Errorf("%s, %v", got, err)
		}
	})
}

// TestAltered wants what is set in a session to be noticed, and what ends with the transaction to be none of it.
func TestAltered(t *testing.T) {
	for sql, want := range map[string]bool{
		"SET TIME ZONE 'UTC'": true, "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE": true, "SET LOCAL x = 1": false,
		"SET TRANSACTION READ ONLY": false, "SET CONSTRAINTS ALL DEFERRED": false, "LISTEN x": true, "CREATE TEMP TABLE t (a INT)": true,
		"PREPARE TRANSACTION 'x'": false, "SELECT 1": false, "UPDATE t SET a = 1": false,
	} {
		if got := kindOf(postgresql, sql).alters; got != want {
			t.Errorf("%s: %v", sql, got)
		}
	}
	if kindOf(sqlite, "SET x").alters || !kindOf(mysql, "USE x").alters || !kindOf(mysql, "LOCK TABLES t READ").alters || kindOf(postgresql, "LOCK TABLE t").alters {
		t.Error("the families differ otherwise")
	}
}

// TestRaw wants what a caller did with the *sql.Conn to end with the connection.
func TestRaw(t *testing.T) {
	each(t, func(t *testing.T, at target) {
		db := at.db(t)
		c, err := New(db).Connect(testContext(t))
		if err != nil {
			t.Fatal(err)
		}
		rows := query(t, c, "SELECT 1")
		sc, ok := c.Raw().(*sql.Conn)
		if !ok {
			t.Fatalf("Raw is a %T", c.Raw())
		}
		var n int
		if err := sc.QueryRowContext(testContext(t), "SELECT 5").Scan(&n); err != nil || n != 5 {
			t.Errorf("%d, %v", n, err)
		}
		step(t, rows)
		if _, err := sc.ExecContext(testContext(t), "BEGIN"); err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if at.family == sqlite { // kept, and rolled back
			wantIdle(t, db, 1)
			if _, err := db.Exec("BEGIN"); err != nil {
				t.Error(err)
			}
			return
		}
		wantIdle(t, db, 0)
	})
}

// TestNothingLeaks opens and closes connections by URL: no goroutine and no *sql.DB stays.
func TestNothingLeaks(t *testing.T) {
	each(t, func(t *testing.T, at target) {
		k := at.connector(t)
		round := func() {
			c, err := k.Connect(testContext(t))
			if err != nil {
				t.Fatal(err)
			}
			rows := query(t, c, "SELECT 1")
			step(t, rows)
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		}
		round()
		before := runtime.NumGoroutine()
		for range 20 {
			round()
		}
		for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before+2; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
			}
		}
	})
}

// TestConnectFails wants a typed error for whatever is in the way.
func TestConnectFails(t *testing.T) {
	var lost *driver.LostError
	k, err := Open("mysql", "root@tcp(127.0.0.1:1)/x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Connect(testContext(t)); !errors.As(err, &lost) {
		t.Errorf("nobody listens: %v", err)
	}
	each(t, func(t *testing.T, at target) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		var stopped *driver.StoppedError
		if _, err := at.connector(t).Connect(ctx); !errors.As(err, &stopped) || !errors.Is(err, context.Canceled) {
			t.Errorf("an ended ctx: %v", err)
		}
		closed := at.db(t)
		_ = closed.Close()
		if _, err := New(closed).Connect(testContext(t)); !errors.Is(err, driver.ErrClosed) {
			t.Errorf("a closed *sql.DB: %v", err)
		}
		if at.family == sqlite {
			return
		}
		wrong := at
		wrong.url = strings.Replace(at.url, "/azoth_", "/nowhere_", 1)
		_, err := wrong.connector(t).Connect(testContext(t))
		if err == nil || errors.As(err, &lost) {
			t.Errorf("a database that is not there: %v", err)
		}
	})
}

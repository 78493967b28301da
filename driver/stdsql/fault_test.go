package stdsql

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
)

// proxied is a database behind a proxy.
func proxied(t *testing.T, db target) (*chaosproxy.Proxy, target) {
	t.Helper()
	u, err := url.Parse(db.url)
	if err != nil {
		t.Fatal(err)
	}
	protocol := chaosproxy.PostgreSQL
	if db.family == mysql {
		protocol = chaosproxy.MySQL
	}
	p := chaosproxy.Start(t, protocol, u.Host)
	behind := db
	behind.url = p.URL(db.url)
	if db.family == postgresql {
		behind.url += "?sslmode=disable"
	}
	return p, behind
}

// servers runs a test on the databases that are servers.
func servers(t *testing.T, test func(t *testing.T, db target)) {
	t.Helper()
	each(t, func(t *testing.T, db target) {
		if db.family != sqlite {
			test(t, db)
		}
	})
}

func wantLost(t *testing.T, c driver.Conn, err error) {
	t.Helper()
	var lost *driver.LostError
	if !errors.As(err, &lost) {
		t.Fatalf("error %v, want a lost connection", err)
	}
	if c.InTransaction() {
		t.Error("in a transaction")
	}
	if _, err := c.Prepare(context.Background(), "SELECT 1"); !errors.As(err, &lost) {
		t.Errorf("Prepare on the lost connection: %v", err)
	}
	if err := c.Ping(context.Background()); !errors.As(err, &lost) {
		t.Errorf("Ping of the lost connection: %v", err)
	}
}

// TestLostStatement cuts the connection at a statement, before it and at its reply: it is lost, nothing runs twice, and nothing of it goes
// back to the *sql.DB.
func TestLostStatement(t *testing.T) {
	servers(t, func(t *testing.T, db target) {
		direct := connect(t, db.connector(t))
		exec(t, direct, "CREATE TABLE t (a INTEGER)")
		p, behind := proxied(t, db)
		pool := behind.db(t)
		for _, text := range []string{"INSERT INTO t VALUES (1)", "COMMIT"} {
			for at, want := range map[chaosproxy.Point]string{chaosproxy.BeforeRequest: "0", chaosproxy.BeforeReply: "1", chaosproxy.InReply: "1"} {
				t.Run(fmt.Sprint(text[:6], " ", at), func(t *testing.T) {
					exec(t, direct, "DELETE FROM t")
					c, err := New(pool).Connect(testContext(t))
					if err != nil {
						t.Fatal(err)
					}
					if text == "COMMIT" {
						exec(t, c, "BEGIN")
						exec(t, c, "INSERT INTO t VALUES (1)")
					}
					s := prepare(t, c, text)
					remove := p.Inject(chaosproxy.Fault{Match: chaosproxy.First(text[:6]), At: at, Times: 1})
					_, err = s.Exec(testContext(t))
					remove()
					wantLost(t, c, err)
					if !errors.Is(dialectOf(t, db).Classify(err), dialect.ErrDisconnect) {
						t.Errorf("class of %v", err)
					}
					if err := c.Close(); err != nil {
						t.Error(err)
					}
					wantIdle(t, pool, 0)
					if got := one(t, direct, "SELECT count(*) FROM t"); got != want {
						t.Errorf("%s rows, want %s", got, want)
					}
				})
			}
		}
	})
}

// TestRowsAreCut cuts a long result: Step gives the error, never the end.
func TestRowsAreCut(t *testing.T) {
	long := map[family]string{
		postgresql: "SELECT repeat('x', 1000) FROM generate_series(1, 10000)",
		mysql:      "SELECT repeat('x', 1000) FROM seq_1_to_10000",
	}
	servers(t, func(t *testing.T, db target) {
		for _, parked := range []bool{false, true} {
			p, behind := proxied(t, db)
			c, err := behind.connector(t).Connect(testContext(t))
			if err != nil {
				t.Fatal(err)
			}
			rows := query(t, c, long[db.family])
			step(t, rows)
			p.CutAfter(chaosproxy.ToClient, 100_000)
			if parked { // the next statement reads the rest
				_, err := c.Prepare(testContext(t), "SELECT 1")
				var lost *driver.LostError
				if !errors.As(err, &lost) {
					t.Fatalf("the statement after the cut: %v", err)
				}
			}
			n := 1
			for {
				ok, err := rows.Step()
				if err != nil {
					wantLost(t, c, err)
					break
				}
				if !ok {
					t.Fatalf("the result ended after %d rows", n)
				}
				n++
			}
			if n >= 10000 {
				t.Errorf("%d rows", n)
			}
			if err := errors.Join(rows.Close(), c.Close()); err != nil {
				t.Error(err)
			}
		}
	})
}

// endless statements run for a minute.
var endless = map[family]string{
	sqlite:     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
	postgresql: "SELECT pg_sleep(60)",
	mysql:      "SELECT SLEEP(60)",
}

// TestCancel ends the ctx of a running statement: it returns soon, with the ctx's error, and the connection is clean or gone.
func TestCancel(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		pool := db.db(t)
		for _, run := range []string{"Exec", "Query"} {
			c, err := New(pool).Connect(testContext(t))
			if err != nil {
				t.Fatal(err)
			}
			s := prepare(t, c, endless[db.family])
			ctx, cancel := context.WithCancel(context.Background())
			time.AfterFunc(50*time.Millisecond, cancel)
			start := time.Now()
			if run == "Exec" {
				_, err = s.Exec(ctx)
			} else {
				_, err = s.Query(ctx)
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", run, err)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("%s: stopped after %v", run, took)
			}
			var lost *driver.LostError
			if errors.As(err, &lost) {
				wantLost(t, c, err)
			} else if got := one(t, c, "SELECT 5"); got != "5" {
				t.Errorf("after the cancel: %s", got)
			}
			if db.family == sqlite && errors.As(err, &lost) {
				t.Errorf("SQLite's connection is lost: %v", err)
			}
			if err := c.Close(); err != nil {
				t.Error(err)
			}
			if s := pool.Stats(); s.InUse != 0 {
				t.Errorf("%d connections in use", s.InUse)
			}
			var n int
			if err := pool.QueryRow("SELECT 7").Scan(&n); err != nil || n != 7 {
				t.Errorf("the *sql.DB after it: %d, %v", n, err)
			}
		}
	})
}

// TestCancelInTransaction ends the ctx of a write in a transaction of SQLite, which may end the transaction: InTransaction says so.
func TestCancelInTransaction(t *testing.T) {
	c := connect(t, target{family: sqlite, url: "sqlite:///"}.connector(t))
	exec(t, c, "CREATE TABLE t (a INTEGER)")
	exec(t, c, "BEGIN")
	exec(t, c, "INSERT INTO t VALUES (1)")
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := try(ctx, c, "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
	var stopped *driver.StoppedError
	if !errors.As(err, &stopped) || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	open := c.InTransaction()
	_, err = try(context.Background(), c, "ROLLBACK")
	if open != (err == nil) {
		t.Errorf("in a transaction %v, and ROLLBACK says %v", open, err)
	}
	if got := one(t, c, "SELECT count(*) FROM t"); got != "0" {
		t.Errorf("%s rows", got)
	}
}

// TestCancelBetweenRows ends the ctx while rows are read: the result never looks complete.
func TestCancelBetweenRows(t *testing.T) {
	many := map[family]string{
		sqlite:     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT i FROM n",
		postgresql: "SELECT * FROM generate_series(1, 1000000)",
		mysql:      "SELECT * FROM seq_1_to_1000000",
	}
	each(t, func(t *testing.T, db target) {
		c, err := db.connector(t).Connect(testContext(t))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		ctx, cancel := context.WithCancel(context.Background())
		rows, err := prepare(t, c, many[db.family]).Query(ctx)
		if err != nil {
			t.Fatal(err)
		}
		step(t, rows)
		step(t, rows)
		cancel()
		for {
			ok, err := rows.Step()
			if err != nil {
				if !errors.Is(err, context.Canceled) {
					t.Errorf("error %v", err)
				}
				return
			}
			if !ok {
				t.Fatal("the result ended without an error")
			}
		}
	})
}

// TestEndedCtx runs nothing.
func TestEndedCtx(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		s := prepare(t, c, "INSERT INTO t VALUES (1)")
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		var stopped *driver.StoppedError
		if _, err := s.Exec(ctx); !errors.As(err, &stopped) || !errors.Is(err, context.Canceled) {
			t.Errorf("Exec: %v", err)
		}
		if _, err := s.Query(ctx); !errors.As(err, &stopped) {
			t.Errorf("Query: %v", err)
		}
		if _, err := c.Prepare(ctx, "SELECT 1"); !errors.As(err, &stopped) {
			t.Errorf("Prepare: %v", err)
		}
		if got := one(t, c, "SELECT count(*) FROM t"); got != "0" {
			t.Errorf("%s rows", got)
		}
	})
}

// TestKilled ends the connection from the server's side, idle and in a transaction.
func TestKilled(t *testing.T) {
	id := map[family]string{postgresql: "SELECT pg_backend_pid()", mysql: "SELECT CONNECTION_ID()"}
	kill := map[family]string{postgresql: "SELECT pg_terminate_backend(%s)", mysql: "KILL %s"}
	servers(t, func(t *testing.T, db target) {
		k := db.connector(t)
		other := connect(t, k)
		for _, inside := range []bool{false, true} {
			c, err := k.Connect(testContext(t))
			if err != nil {
				t.Fatal(err)
			}
			victim := one(t, c, id[db.family])
			if inside {
				exec(t, c, "BEGIN")
				exec(t, c, "SELECT 1")
			}
			if !c.(driver.Checker).Alive() {
				t.Error("not alive")
			}
			if db.family == postgresql {
				one(t, other, fmt.Sprintf(kill[db.family], victim))
			} else {
				exec(t, other, fmt.Sprintf(kill[db.family], victim))
			}
			if !inside {
				for deadline := time.Now().Add(5 * time.Second); c.(driver.Checker).Alive() && db.family == mysql; time.Sleep(10 * time.Millisecond) {
					if time.Now().After(deadline) {
						t.Fatal("alive after the kill")
					}
				}
			}
			time.Sleep(50 * time.Millisecond)
			_, err = try(testContext(t), c, "SELECT 1")
			wantLost(t, c, err)
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

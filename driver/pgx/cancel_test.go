package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/jackc/pgx/v5/pgconn"
)

// pid is the process of a connection's session.
func pid(c driver.Conn) uint32 { return c.Raw().(*pgconn.PgConn).PID() }

// isIdle wants a session to do nothing, soon.
func isIdle(t *testing.T, observer driver.Conn, pid uint32) {
	t.Helper()
	var state string
	for range 50 {
		state = text(t, observer, fmt.Sprintf("SELECT coalesce(max(state), 'gone') FROM pg_stat_activity WHERE pid = %d", pid))
		if state != "active" {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("the session is %s", state)
}

// wasStopped wants err to be that of a statement that the end of its ctx stopped.
func wasStopped(t *testing.T, err, cause error, sent bool) {
	t.Helper()
	var s *driver.StoppedError
	if !errors.As(err, &s) || s.Cause != cause || !errors.Is(err, cause) || (s.Err != nil) != sent || s.Driver != "pgx" {
		t.Errorf("%v (%T), want that it was stopped by %v", err, err, cause)
	}
	if sent && state(err) != "57014" {
		t.Errorf("%v has SQLSTATE %q", err, state(err))
	}
}

// TestStoppedBefore uses a ctx that has ended: nothing is sent.
func TestStoppedBefore(t *testing.T) {
	c := newDatabase(t).connect()
	ctx, cancel := context.WithCancel(context.Background())
	s, begin := prepare(t, c, "SELECT 1"), prepare(t, c, "BEGIN")
	cancel()
	for what, f := range map[string]func() error{
		"Prepare":       func() error { _, err := c.Prepare(ctx, "SELECT 1"); return err },
		"Prepare BEGIN": func() error { _, err := c.Prepare(ctx, "BEGIN"); return err },
		"Exec":          func() error { _, err := s.Exec(ctx); return err },
		"Query":         func() error { _, err := s.Query(ctx); return err },
		"BEGIN":         func() error { _, err := begin.Exec(ctx); return err },
		"Ping":          func() error { return c.Ping(ctx) },
	} {
		t.Run(what, func(t *testing.T) { wasStopped(t, f(), context.Canceled, false) })
	}
	if c.InTransaction() {
		t.Error("in a transaction")
	}
	exec(t, c, "SELECT 1")
}

// TestStopped ends the ctx of statements that run: the server stops working, and the connection goes on.
func TestStopped(t *testing.T) {
	db := newDatabase(t)
	c, observer := db.connect(), db.connect()
	exec(t, c, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)")
	for name, f := range map[string]func(ctx context.Context) error{
		"Exec":  func(ctx context.Context) error { return try(ctx, c, "SELECT pg_sleep(60)") },
		"DDL":   func(ctx context.Context) error { return try(ctx, c, "DO $$BEGIN PERFORM pg_sleep(60); END$$") },
		"write": func(ctx context.Context) error { return try(ctx, c, "UPDATE t SET n = n + 1 FROM pg_sleep(60)") },
		"Query": func(ctx context.Context) error { _, err := prepare(t, c, "SELECT pg_sleep(60)").Query(ctx); return err },
		"Step": func(ctx context.Context) error {
			rows, err := prepare(t, c, "SELECT i, pg_sleep(CASE WHEN i > 2000 THEN 60 ELSE 0 END) FROM generate_series(1, 3000) AS i").Query(ctx)
			for err == nil {
				var ok bool
				if ok, err = rows.Step(); !ok && err == nil {
					return errors.New("the result is short")
				}
			}
			return errors.Join(err, rows.Close())
		},
		"Close": func(ctx context.Context) error {
			rows, err := prepare(t, c, "SELECT i, pg_sleep(CASE WHEN i > 2000 THEN 60 ELSE 0 END) FROM generate_series(1, 3000) AS i").Query(ctx)
			if err != nil {
				return err
			}
			return rows.Close()
		},
		"nested": func(ctx context.Context) error {
			rows, err := prepare(t, c, "SELECT i, pg_sleep(CASE WHEN i > 2000 THEN 60 ELSE 0 END) FROM generate_series(1, 3000) AS i").Query(ctx)
			if err != nil {
				return err
			}
			inner := try(ctx, c, "SELECT 1")
			if !errors.Is(inner, ctx.Err()) {
				return fmt.Errorf("the inner statement: %w", inner)
			}
			return rows.Close()
		},
	} {
		for _, begin := range []bool{false, true} {
			t.Run(fmt.Sprint(name, begin), func(t *testing.T) {
				if begin {
					exec(t, c, "BEGIN")
				}
				err := f(db.whenWaiting("PgSleep"))
				wasStopped(t, err, context.Canceled, true)
				if got := postgresql.Dialect.Classify(err); errors.Is(got, dialect.ErrTimeout) || !errors.Is(got, dialect.ErrOperational) {
					t.Errorf("a cancelled statement is %v", got)
				}
				isIdle(t, observer, pid(c))
				if c.InTransaction() != begin {
					t.Errorf("in a transaction: %v", !begin)
				}
				if begin {
					exec(t, c, "ROLLBACK")
				}
				if n := text(t, c, "SELECT n FROM t"); n != "1" {
					t.Errorf("n is %s", n)
				}
			})
		}
	}
}

// TestDeadline gives a statement less time than it needs.
func TestDeadline(t *testing.T) {
	c := newDatabase(t).connect()
	s := prepare(t, c, "SELECT pg_sleep(60)")
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	_, err := s.Exec(ctx)
	wasStopped(t, err, context.DeadlineExceeded, true)
	if !errors.Is(postgresql.Dialect.Classify(err), dialect.ErrStatementTimeout) {
		t.Errorf("%v is no statement timeout", postgresql.Dialect.Classify(err))
	}
	exec(t, c, "SELECT 1")
}

// TestStoppedPrepare ends the ctx of a Prepare that waits for a lock.
func TestStoppedPrepare(t *testing.T) {
	db := newDatabase(t)
	c, holder := db.connect(), db.connect()
	exec(t, holder, "CREATE TABLE t (n int)", "BEGIN", "LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
	_, err := c.Prepare(db.whenWaiting("Lock"), "SELECT * FROM t")
	wasStopped(t, err, context.Canceled, true)
	isIdle(t, holder, pid(c))
	exec(t, holder, "ROLLBACK")
	exec(t, c, "SELECT * FROM t")
}

// TestStoppedByServer tells the server's own timeout from that of the ctx.
func TestStoppedByServer(t *testing.T) {
	c := newDatabase(t).with("statement_timeout", "50ms").connect()
	err := try(within(t, time.Minute), c, "SELECT pg_sleep(10)")
	var s *driver.StoppedError
	if errors.As(err, &s) || state(err) != "57014" || !errors.Is(postgresql.Dialect.Classify(err), dialect.ErrStatementTimeout) {
		t.Errorf("%v", err)
	}
}

// TestNextStatementIsSafe races the end of statements with the end of their ctx: whatever wins, the statement after them is not hit.
func TestNextStatementIsSafe(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (0)")
	sleep, next := prepare(t, c, "UPDATE t SET n = n + 1 FROM pg_sleep($1)"), prepare(t, c, "SELECT count(*), min(n) FROM t, generate_series(1, 2000)")
	done, stopped := 0, 0
	more := 0.0003 // that the statement takes besides sleeping, as far as is known
	for range 400 {
		d := 0.0005 + rand.Float64()*0.002
		sleep.BindFloat64(0, d)
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration((d+more+rand.NormFloat64()*0.0003)*float64(time.Second)))
		_, err := sleep.Exec(ctx)
		switch {
		case err == nil:
			done++
			more -= 0.0001
		case errors.Is(err, context.DeadlineExceeded):
			stopped++
			more += 0.0001
		default:
			t.Fatalf("the statement itself: %v", err)
		}
		rows, err := next.Query(context.Background())
		if err != nil {
			t.Fatalf("after %d statements that were done and %d that were stopped, the next one: %v", done, stopped, err)
		}
		step(t, rows)
		if rows.Int64(0) != 2000 || rows.Int64(1) != int64(done) {
			t.Fatalf("%d rows, n = %d; want 2000, %d", rows.Int64(0), rows.Int64(1), done)
		}
		if err := rows.Close(); err != nil {
			t.Fatalf("the next one: %v", err)
		}
		cancel()
	}
	if done < 20 || stopped < 20 {
		t.Errorf("%d were done, %d stopped: this was no race", done, stopped)
	}
}

// TestOneContext uses one ctx for many statements, and ends it between two of them.
func TestOneContext(t *testing.T) {
	c := newDatabase(t).connect()
	s := prepare(t, c, "SELECT 1")
	for range 3 {
		ctx, cancel := context.WithCancel(context.Background())
		for range 100 {
			if _, err := s.Exec(ctx); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		_, err := s.Exec(ctx)
		wasStopped(t, err, context.Canceled, false)
		if _, err := s.Exec(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

// slowCommit makes COMMIT wait for d.
func slowCommit(t *testing.T, c driver.Conn, d float64) {
	t.Helper()
	exec(t, c, "CREATE TABLE IF NOT EXISTS slow (n int)", fmt.Sprintf(`CREATE OR REPLACE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN PERFORM pg_sleep(%v); RETURN NULL; END'`, d), "DROP TRIGGER IF EXISTS nap ON slow",
		"CREATE CONSTRAINT TRIGGER nap AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nap()")
}

// TestCommitIsAwaited ends the ctx of a COMMIT.
func TestCommitIsAwaited(t *testing.T) {
	db := newDatabase(t)
	c, observer := db.connect(), db.connect()
	slowCommit(t, c, 1)
	exec(t, c, "BEGIN", "INSERT INTO slow VALUES (1)")
	if err := try(db.whenWaiting("PgSleep"), c, "COMMIT"); err != nil || c.InTransaction() {
		t.Errorf("%v; in a transaction: %v", err, c.InTransaction())
	}
	if n := text(t, observer, "SELECT count(*) FROM slow"); n != "1" {
		t.Errorf("%s rows", n)
	}
	// One that takes longer than the grace period is unknown.
	slowCommit(t, c, 5)
	exec(t, c, "BEGIN", "INSERT INTO slow VALUES (2)")
	start := time.Now()
	err := try(db.whenWaiting("PgSleep"), c, "COMMIT")
	isLost(t, c, err)
	if !errors.Is(err, context.Canceled) || time.Since(start) > 4500*time.Millisecond {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}

// TestSilence ends the ctx of a statement while the network lets nothing through.
func TestSilence(t *testing.T) {
	db := newDatabase(t)
	for _, sql := range []string{"SELECT 1", "COMMIT", "CREATE TABLE t (n int)"} {
		proxied, proxy := db.proxied()
		c := proxied.connect()
		proxy.Hold(chaosproxy.ToClient)
		ctx, ended := whenAsked(proxy)
		err := try(ctx, c, sql)
		isLost(t, c, err)
		if took := time.Since(<-ended); !errors.Is(err, context.Canceled) || took < 1900*time.Millisecond || took > 4*time.Second {
			t.Errorf("%s: %v after %v", sql, err, took)
		}
	}
}

// whenAsked is a ctx that ends when the next request has gone through a proxy.
func whenAsked(p *chaosproxy.Proxy) (context.Context, <-chan time.Time) {
	ctx, cancel := context.WithCancel(context.Background())
	ended, before := make(chan time.Time, 1), p.Stats().Requests
	go func() {
		for p.Stats().Requests == before {
			time.Sleep(time.Millisecond)
		}
		ended <- time.Now()
		cancel()
	}()
	return ctx, ended
}

// TestPingIsShort does not wait longer for a sign of life than its ctx says.
func TestPingIsShort(t *testing.T) {
	proxied, proxy := newDatabase(t).proxied()
	c := proxied.connect()
	proxy.Hold(chaosproxy.ToClient)
	ctx, ended := whenAsked(proxy)
	err := c.Ping(ctx)
	isLost(t, c, err)
	if took := time.Since(<-ended); !errors.Is(err, context.Canceled) || took > time.Second {
		t.Errorf("%v after %v", err, took)
	}
}

// TestCancelRefused ends a ctx where no CancelRequest gets through.
func TestCancelRefused(t *testing.T) {
	db := newDatabase(t)
	proxied, proxy := db.proxied()
	c := proxied.connect()
	if err := proxy.Refuse(true); err != nil {
		t.Fatal(err)
	}
	if err := try(db.whenWaiting("PgSleep"), c, "SELECT pg_sleep(1)"); err != nil {
		t.Errorf("the statement has won: %v", err)
	}
	exec(t, c, "SELECT 1")
	err := try(db.whenWaiting("PgSleep"), c, "SELECT pg_sleep(5)")
	isLost(t, c, err)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestCancelSwallowed ends a ctx where the CancelRequest is taken and never passed on: it may reach the server at any time, so the
// connection is given up, though the statement has won.
func TestCancelSwallowed(t *testing.T) {
	db := newDatabase(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func(address string) {
		client, err := l.Accept()
		if err != nil {
			return
		}
		if server, err := net.Dial("tcp", address); err == nil {
			go func() { _, _ = io.Copy(server, client) }()
			go func() { _, _ = io.Copy(client, server) }()
		}
		_, _ = l.Accept() // and nothing comes of it
	}(net.JoinHostPort(db.config.Host, fmt.Sprint(db.config.Port)))
	between := db.with("sslmode", "disable")
	between.config.Port = l.Addr().(*net.TCPAddr).Port
	c := between.connect()
	if err := try(db.whenWaiting("PgSleep"), c, "SELECT pg_sleep(1)"); err != nil {
		t.Errorf("the statement has won: %v", err)
	}
	err = try(context.Background(), c, "SELECT 1")
	isLost(t, c, err)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestSlowReader comes back for the next row long after its ctx has ended.
func TestSlowReader(t *testing.T) {
	db := newDatabase(t)
	c, observer := db.connect(), db.connect()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := prepare(t, c, "SELECT generate_series(1, 1000000), repeat('x', 1000)").Query(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		step(t, rows)
	}
	cancel()
	time.Sleep(3 * time.Second)
	n := 10
	for {
		ok, err := rows.Step()
		if err != nil {
			wasStopped(t, err, context.Canceled, true)
			break
		}
		if !ok {
			t.Fatalf("the result ended after %d rows", n)
		}
		if n++; rows.Int64(0) != int64(n) {
			t.Fatalf("row %d is %d", n, rows.Int64(0))
		}
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	isIdle(t, observer, pid(c))
	exec(t, c, "SELECT 1")
}

// TestConnectStopped ends the ctx of a Connect to a server that says nothing.
func TestConnectStopped(t *testing.T) {
	proxied, proxy := newDatabase(t).proxied()
	proxy.Hold(chaosproxy.ToClient)
	k := proxied.connector()
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := k.Connect(ctx)
	var s *driver.StoppedError
	if !errors.As(err, &s) || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), proxy.Addr()) || time.Since(start) > time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
	_, err = k.Connect(ctx)
	wasStopped(t, err, context.DeadlineExceeded, false)
}

// TestNoGoroutines wants connections and cancelled statements to leave no goroutine behind.
func TestNoGoroutines(t *testing.T) {
	db := newDatabase(t)
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(context.Background())
	for range 5 {
		c := connect(t, db.connector())
		short, stop := context.WithTimeout(ctx, 20*time.Millisecond)
		if err := try(short, c, "SELECT pg_sleep(10)"); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		stop()
		if err := try(ctx, c, "SELECT 1"); err != nil {
			t.Error(err)
		}
		rows, err := prepare(t, c, "SELECT generate_series(1, 100000)").Query(ctx)
		if err != nil {
			t.Error(err)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if ok, err := rows.Step(); ok || !errors.Is(err, driver.ErrClosed) {
			t.Errorf("rows of a closed connection: %v, %v", ok, err)
		}
	}
	cancel()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("%d goroutines before, %d then\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
}

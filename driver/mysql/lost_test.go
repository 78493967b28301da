package mysql

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// kill has the server close the connection of c.
func kill(t testing.TB, by, c *conn) {
	t.Helper()
	exec(t, by, fmt.Sprintf("KILL CONNECTION %d", c.wire.id))
	eventually(t, "the connection is gone", func() bool {
		return one(t, by, "SELECT count(*) FROM information_schema.processlist WHERE id = ?", int64(c.wire.id)) == "0"
	})
}

func TestKilledIdle(t *testing.T) {
	c := connect(t)
	other := second(t, c)
	s := prepare(t, c, "SELECT 1")
	if !c.Alive() {
		t.Fatal("not alive")
	}
	kill(t, other, c)
	eventually(t, "Alive tells", func() bool { return !c.Alive() })
	_, err := s.Exec(background(t))
	wantLost(t, c, err)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestKilledInTransaction(t *testing.T) {
	c := connect(t)
	other := second(t, c)
	exec(t, c, "CREATE TABLE k (a INT)")
	exec(t, c, "BEGIN")
	exec(t, c, "INSERT INTO k VALUES (1)")
	kill(t, other, c)
	_, err := try(background(t), t, c, "INSERT INTO k VALUES (2)")
	wantLost(t, c, err)
	if got := one(t, other, "SELECT count(*) FROM k"); got != "0" {
		t.Errorf("%s rows", got)
	}
}

// TestKilledWhileRunning kills the connection of a statement that runs.
func TestKilledWhileRunning(t *testing.T) {
	c := connect(t)
	other := second(t, c)
	failed := make(chan error, 1)
	go func() {
		_, err := try(background(t), t, c, "SELECT SLEEP(60)")
		failed <- err
	}()
	eventually(t, "it runs", func() bool { return runs(t, other, c) })
	kill(t, other, c)
	wantLost(t, c, <-failed)
}

// TestKilledInResult kills the connection in the middle of a result, read from the wire or set aside: it is never a short one.
func TestKilledInResult(t *testing.T) {
	for _, aside := range []bool{false, true} {
		c := connect(t)
		other := second(t, c)
		rows := query(t, c, "SELECT a.seq, repeat('x', 1000) FROM seq_1_to_1000000 a, seq_1_to_1000000 b")
		step(t, rows)
		kill(t, other, c)
		var err error
		if aside {
			_, err = try(background(t), t, c, "SELECT 1")
			wantLost(t, c, err)
		}
		for ok := true; ok; {
			ok, err = rows.Step()
		}
		wantLost(t, c, err)
		if err := rows.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
}

// proxied is a connection through a proxy, and one past it.
func proxied(t testing.TB) (p *chaosproxy.Proxy, through, past *conn) {
	t.Helper()
	at := dbfleet.MariaDB(t)
	past = dialTo(t, open(t, at))
	p = chaosproxy.Start(t, chaosproxy.MySQL, past.wire.RemoteAddr().String())
	through = dialTo(t, open(t, p.URL(at)))
	exec(t, past, "CREATE TABLE kept (a INT)")
	return p, through, past
}

// TestLostCommit loses a COMMIT or its reply. The driver says that it does not know; it never says that it failed or succeeded.
func TestLostCommit(t *testing.T) {
	for _, w := range []struct {
		at   chaosproxy.Point
		kept string
	}{{chaosproxy.BeforeRequest, "0"}, {chaosproxy.BeforeReply, "1"}, {chaosproxy.InReply, "1"}} {
		for _, reset := range []bool{false, true} {
			t.Run(fmt.Sprint(w.at, reset), func(t *testing.T) {
				p, c, past := proxied(t)
				exec(t, c, "BEGIN")
				exec(t, c, "INSERT INTO kept VALUES (1)")
				p.Inject(chaosproxy.Fault{Match: chaosproxy.IsCommit, At: w.at, Reset: reset})
				_, err := try(background(t), t, c, "COMMIT")
				wantLost(t, c, err)
				eventually(t, "the transaction has ended", func() bool { return one(t, past, "SELECT count(*) FROM kept") == w.kept })
			})
		}
	}
}

// TestLostReply loses the reply to a write, which must not be sent again.
func TestLostReply(t *testing.T) {
	for _, sql := range []string{"INSERT INTO kept VALUES (1)", "INSERT INTO kept VALUES (1) RETURNING a"} {
		p, c, past := proxied(t)
		p.Inject(chaosproxy.Fault{Match: chaosproxy.First("INSERT"), At: chaosproxy.BeforeReply})
		s := prepare(t, c, sql)
		_, err := s.Query(background(t))
		wantLost(t, c, err)
		if got := one(t, past, "SELECT count(*) FROM kept"); got != "1" {
			t.Errorf("%s: %s rows", sql, got)
		}
	}
}

// TestCutResult cuts results after each of many numbers of bytes.
func TestCutResult(t *testing.T) {
	at := dbfleet.MariaDB(t)
	past := dialTo(t, open(t, at))
	numbers(t, past, 200)
	p := chaosproxy.Start(t, chaosproxy.MySQL, past.wire.RemoteAddr().String())
	k := open(t, p.URL(at))
	for n := int64(0); n < 6000; n += 199 {
		c := dialTo(t, k)
		s := prepare(t, c, "SELECT n, s FROM numbers ORDER BY n")
		p.CutAfter(chaosproxy.ToClient, n)
		rows, err := s.Query(background(t))
		count := 0
		for ok := err == nil; ok; count++ {
			ok, err = rows.Step()
		}
		p.CutAfter(chaosproxy.ToClient, -1)
		if err == nil && count-1 == 200 {
			continue // there was more room than the result needs
		}
		wantLost(t, c, err)
	}
}

// TestSilence has a server that does not answer any more.
func TestSilence(t *testing.T) {
	for _, sql := range []string{"SELECT 1 FROM kept", "INSERT INTO kept VALUES (2)", "COMMIT"} {
		t.Run(sql, func(t *testing.T) {
			p, c, past := proxied(t)
			exec(t, c, "BEGIN")
			exec(t, c, "INSERT INTO kept VALUES (1)")
			s := prepare(t, c, sql)
			first, _, _ := strings.Cut(sql, " ")
			p.Inject(chaosproxy.Fault{Match: chaosproxy.First(first), At: chaosproxy.Silence, Times: 1})
			killed := p.Seen(1, chaosproxy.First("KILL"))
			ctx, cancel := context.WithTimeout(background(t), 50*time.Millisecond)
			defer cancel()
			begin := time.Now()
			_, err := s.Exec(ctx)
			took := time.Since(begin)
			if !errors.Is(err, context.DeadlineExceeded) || took < grace || took > 2*grace {
				t.Errorf("after %v: %v", took, err)
			}
			wantLost(t, c, err)
			want, kills := "0", 1
			if sql == "COMMIT" {
				want, kills = "1", 0
			}
			if len(killed) != kills {
				t.Errorf("%d times KILL QUERY, want %d", len(killed), kills)
			}
			eventually(t, "the transaction has ended", func() bool { return one(t, past, "SELECT count(*) FROM kept") == want })
		})
	}
}

// TestSilentPing pings a server that does not answer any more, with and without a limit of the caller's.
func TestSilentPing(t *testing.T) {
	for _, w := range []struct {
		limit, most time.Duration
		cause       error
		text        string
	}{{50 * time.Millisecond, time.Second, context.DeadlineExceeded, "no answer came in time"}, {time.Minute, 2 * pingTimeout, nil, "no answer to a ping within 5s"}} {
		p, c, _ := proxied(t)
		p.Hold(chaosproxy.ToClient)
		ctx, cancel := context.WithTimeout(background(t), w.limit)
		begin := time.Now()
		err := c.Ping(ctx)
		cancel()
		if took := time.Since(begin); took > w.most || w.cause != nil && !errors.Is(err, w.cause) || err == nil || !strings.Contains(err.Error(), w.text) {
			t.Errorf("after %v: %v", took, err)
		}
		wantLost(t, c, err)
		p.Release(chaosproxy.ToClient)
	}
}

// TestSlowCommit ends the ctx of a COMMIT whose reply comes a little later: it is a success.
func TestSlowCommit(t *testing.T) {
	p, c, past := proxied(t)
	exec(t, c, "BEGIN")
	exec(t, c, "INSERT INTO kept VALUES (1)")
	p.Delay(chaosproxy.ToClient, 300*time.Millisecond)
	ctx, cancel := context.WithTimeout(background(t), 50*time.Millisecond)
	defer cancel()
	if _, err := try(ctx, t, c, "COMMIT"); err != nil {
		t.Errorf("got %v", err)
	}
	p.Delay(chaosproxy.ToClient, 0)
	if c.InTransaction() {
		t.Error("the transaction is open")
	}
	if got := one(t, past, "SELECT count(*) FROM kept"); got != "1" {
		t.Errorf("%s rows", got)
	}
	if got := one(t, c, "SELECT count(*) FROM kept"); got != "1" {
		t.Errorf("%s rows", got)
	}
}

// TestNoSecondConnection has a statement to stop while the server takes no connection: the first one is given up.
func TestNoSecondConnection(t *testing.T) {
	p, c, _ := proxied(t)
	s := prepare(t, c, "SELECT SLEEP(4)")
	if err := p.Refuse(true); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(background(t), 50*time.Millisecond)
	defer cancel()
	_, err := s.Exec(ctx)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	wantLost(t, c, err)
}

// TestRestart restarts the server under idle and busy connections.
func TestRestart(t *testing.T) {
	server := dbfleet.Own(t, dbfleet.KindMariaDB)
	k := open(t, server.URL())
	for _, how := range []string{"restart", "crash"} {
		idle, busy, inTransaction := dialTo(t, k), dialTo(t, k), dialTo(t, k)
		exec(t, inTransaction, "BEGIN")
		failed := make(chan error, 1)
		go func() {
			_, err := try(background(t), t, busy, "SELECT SLEEP(60)")
			failed <- err
		}()
		watcher := dialTo(t, k)
		eventually(t, "it runs", func() bool { return runs(t, watcher, busy) })
		var err error
		if how == "crash" {
			err = server.Kill()
		} else {
			err = server.Restart(background(t))
		}
		if err != nil {
			t.Fatal(err)
		}
		wantLost(t, busy, <-failed)
		eventually(t, "Alive tells", func() bool { return !idle.Alive() && !inTransaction.Alive() })
		wantLost(t, idle, idle.Ping(background(t)))
		_, err = try(background(t), t, inTransaction, "COMMIT")
		wantLost(t, inTransaction, err)
		if how == "crash" {
			_, err := k.Connect(background(t))
			var e *ConnectError
			if !errors.As(err, &e) {
				t.Errorf("connect: %v", err)
			}
			return
		}
		if got := one(t, dialTo(t, k), "SELECT 1"); got != "1" {
			t.Error(got)
		}
	}
}

// TestGoroutines opens, uses, stops and loses connections, and counts what is left running.
func TestGoroutines(t *testing.T) {
	other := connect(t)
	before := runtime.NumGoroutine()
	for i := range 20 {
		c, err := other.connector.Connect(background(t))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
		_, _ = try(ctx, t, c, "SELECT SLEEP(60)")
		rows, err := prepare(t, c, "SELECT seq FROM seq_1_to_100000").Query(background(t))
		if err != nil {
			t.Fatal(err)
		}
		step(t, rows)
		if i%2 == 0 {
			kill(t, other, c.(*conn))
			for ok := true; ok; {
				ok, _ = rows.Step()
			}
		}
		_ = c.Close()
		cancel()
	}
	for range 5 { // given up by the driver itself
		readOnly := dialTo(t, open(t, "mysql://root@"+other.wire.RemoteAddr().String()+"/"+other.connector.settings.database, "reject_read_only", "on"))
		exec(t, readOnly, "SET SESSION TRANSACTION READ ONLY")
		_, err := try(background(t), t, readOnly, "CREATE TABLE no (a INT)")
		wantLost(t, readOnly, err)
	}
	eventually(t, "goroutines end", func() bool { return runtime.NumGoroutine() <= before })
}

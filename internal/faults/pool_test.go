package faults_test

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/pool"
)

// TestPoolExhausted: the error says who holds the connections, and is another one than that of the caller's deadline.
func TestPoolExhausted(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e := open(t, url, engine.PoolSize(2), engine.PoolOverflow(1), engine.PoolTimeout(50*time.Millisecond), engine.PoolStacks())
		create(t, e)
		var closers []func() error
		for _, hold := range []func(*testing.T, *engine.Engine) func() error{holdConnection, holdSession, holdRows} {
			closers = append(closers, hold(t, e))
		}
		_, err := e.Connect(ctx)
		is(t, err, pool.ErrTimeout)
		isNot(t, err, context.DeadlineExceeded)
		for _, holder := range []string{"holdConnection", "holdSession", "holdRows", "held for"} {
			if err == nil || !strings.Contains(err.Error(), holder) {
				t.Errorf("the error does not name %s: %v", holder, err)
			}
		}
		err = insert(within(t, 20*time.Millisecond), e, "exhausted", 1)
		is(t, err, context.DeadlineExceeded)
		isNot(t, err, pool.ErrTimeout)
		for _, closeIt := range closers {
			ok(t, closeIt())
		}
		ok(t, insert(ctx, e, "exhausted", 2))
	})
}

func holdConnection(t *testing.T, e *engine.Engine) func() error {
	c, err := e.Connect(ctx)
	ok(t, err)
	return c.Close
}

func holdSession(t *testing.T, e *engine.Engine) func() error {
	s := orm.New(e, registry).Session()
	ok(t, s.Begin(ctx))
	return s.Close
}

func holdRows(t *testing.T, e *engine.Engine) func() error {
	rows, err := e.Execute(ctx, azoth.Text[int64]("SELECT 1").Statement())
	ok(t, err)
	return rows.Close
}

// TestLeaks drops what holds a connection without closing it. The garbage collector finds it, the log says where it was taken, and the
// connection comes back: rolled back, with nothing running on the server, good for the next.
func TestLeaks(t *testing.T) {
	leaks := map[string]func(*testing.T, *engine.Engine){
		"leakConnection": leakConnection, "leakTransaction": leakTransaction, "leakRows": leakRows, "leakManyRows": leakManyRows,
		"leakSession": leakSession, "leakSessionRows": leakSessionRows,
	}
	onServers(t, func(t *testing.T, s server) {
		for name, leak := range leaks {
			t.Run(name, func(t *testing.T) {
				url := s.database(t)
				noGoroutines(t)
				var log journal
				e := open(t, url, engine.PoolSize(1), engine.PoolOverflow(0), engine.PoolStacks(), engine.PoolLogger(log.logger()))
				create(t, e)
				leak(t, e)
				eventually(t, 20*time.Second, "the connection comes back", func() bool {
					runtime.GC()
					return e.PoolStats().InUse == 0
				})
				if text := log.String(); !strings.Contains(text, "dropped without being released") || !strings.Contains(text, name) {
					t.Errorf("the log does not name the place: %s", text)
				}
				o := s.observe(t, url)
				eventually(t, prompt, "nothing is open or running on the server", func() bool { return number(t, o, s.unfinished) == 0 })
				ok(t, insert(ctx, e, "after", 1))
				leakedRowsAreNotIn(t, e)
				if n := number(t, o, "SELECT count(*) FROM entries"); n != 1 {
					t.Errorf("%d rows, want 1", n)
				}
			})
		}
	})
}

// leakedRowsAreNotIn runs the statement whose result may have been dropped: it must begin at its beginning.
func leakedRowsAreNotIn(t *testing.T, e *engine.Engine) {
	t.Helper()
	for range 2 {
		got, err := azoth.Text[int64](thousand).All(ctx, e)
		ok(t, err)
		if len(got) != 1000 || got[0] != 1 {
			t.Errorf("%d rows, the first is %v", len(got), got[:min(1, len(got))])
		}
	}
}

const thousand = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n"

//go:noinline
func leakConnection(t *testing.T, e *engine.Engine) {
	_, err := e.Connect(ctx)
	ok(t, err)
}

//go:noinline
func leakTransaction(t *testing.T, e *engine.Engine) {
	c, err := e.Connect(ctx)
	ok(t, err)
	ok(t, insert(ctx, c, "leaked", 1))
}

//go:noinline
func leakRows(t *testing.T, e *engine.Engine) { readOne(t, e, thousand) }

//go:noinline
func leakManyRows(t *testing.T, e *engine.Engine) { readOne(t, e, million) }

// readOne reads a row and forgets the others.
func readOne(t *testing.T, ex azoth.Executor, sql string) {
	rows, err := ex.Execute(ctx, azoth.Text[int64](sql).Statement())
	ok(t, err)
	var first int64
	n, err := rows.Next(unsafe.Pointer(&first), unsafe.Sizeof(first), 1)
	if n != 1 || err != nil || first != 1 {
		t.Fatalf("%d rows, the first is %d: %v", n, first, err)
	}
}

//go:noinline
func leakSession(t *testing.T, e *engine.Engine) {
	s := orm.New(e, registry).Session()
	s.Add(&Entry{Token: "leaked", Part: 1})
	ok(t, s.Flush(ctx))
}

//go:noinline
func leakSessionRows(t *testing.T, e *engine.Engine) {
	s := orm.New(e, registry).Session()
	s.Add(&Entry{Token: "leaked", Part: 1})
	readOne(t, s, thousand)
}

// TestNothingIsLeftForTheNextUser: what one user of a connection leaves behind, the next one does not meet.
func TestNothingIsLeftForTheNextUser(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		for _, l := range s.leftovers {
			t.Run(l.name, func(t *testing.T) {
				url := s.database(t)
				noGoroutines(t)
				var log journal
				e := open(t, url, engine.PoolSize(1), engine.PoolOverflow(0), engine.PoolLogger(log.logger()))
				before, err := azoth.Text[string](l.ask).One(ctx, e)
				ok(t, err)
				ways := map[string]func() error{
					"committed": func() error { return leave(e, l.leave, true) },
					"dropped":   func() error { return leave(e, l.leave, false) },
					"single":    func() error { return run(ctx, e, l.leave) },
				}
				for way, f := range ways {
					ok(t, f())
					after, err := azoth.Text[string](l.ask).One(ctx, e)
					if err != nil || after != before {
						t.Errorf("%s: the next user finds %q, want %q: %v", way, after, before, err)
					}
				}
				if text := log.String(); text != "" {
					t.Errorf("log: %s", text)
				}
			})
		}
	})
}

// leave runs a statement on a connection and gives it back, after a commit or without.
func leave(e *engine.Engine, sql string, commit bool) error {
	c, err := e.Connect(ctx)
	if err != nil {
		return err
	}
	if err := run(ctx, c, sql); err != nil {
		return errors.Join(err, c.Close())
	}
	if commit {
		err = c.Commit(ctx)
	}
	return errors.Join(err, c.Close())
}

// leftover is something that a user may leave on a connection, and a question whose answer it changes.
type leftover struct{ name, leave, ask string }

var pgLeftovers = []leftover{
	{"setting", "SET statement_timeout = 12345", "SHOW statement_timeout"},
	{"search path", "SET SESSION search_path = pg_catalog", "SHOW search_path"},
	{"time zone", "SET TIME ZONE 'Asia/Tokyo'", "SHOW timezone"},
	{"role", "SET ROLE pg_monitor", "SELECT cast(current_user AS text)"},
	{"level", "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SHOW transaction_isolation"},
	{"temporary table", "CREATE TEMP TABLE left_over (a int)", "SELECT cast(count(*) AS text) FROM pg_class WHERE relname = 'left_over' AND relnamespace = pg_my_temp_schema()"},
	{"listening", "LISTEN left_over", "SELECT cast(count(*) AS text) FROM pg_listening_channels()"},
	{"prepared", "PREPARE left_over AS SELECT 1", "SELECT cast(count(*) AS text) FROM pg_prepared_statements WHERE name = 'left_over'"},
}

var myLeftovers = []leftover{
	{"setting", "SET SESSION sql_mode = 'ANSI_QUOTES'", "SELECT @@sql_mode"},
	{"variable", "SET @left_over = 5", "SELECT coalesce(cast(@left_over AS char), 'none')"},
	{"autocommit", "SET autocommit = 0", "SELECT cast(@@autocommit AS char)"},
	{"level", "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SELECT @@tx_isolation"},
	{"time zone", "SET time_zone = '+09:00'", "SELECT @@time_zone"},
	{"database", "USE information_schema", "SELECT CASE WHEN database() = 'information_schema' THEN 'left' ELSE 'own' END"},
}

// TestIsolationIsNotLeft: the level of one user is not that of the next.
func TestIsolationIsNotLeft(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e := open(t, url, engine.PoolSize(1), engine.PoolOverflow(0))
		level := func(l engine.Isolation) string {
			c, err := e.Connect(ctx)
			ok(t, err)
			defer c.Close()
			ok(t, c.SetIsolation(l))
			got, err := azoth.Text[string](s.isolation).One(ctx, c)
			ok(t, err)
			return got
		}
		before := level("")
		if got := level(engine.Serializable); got == before {
			t.Errorf("level %s, want another than %s", got, before)
		}
		if got := level(""); got != before {
			t.Errorf("the next user has the level %s, want %s", got, before)
		}
	})
}

// TestKilledWhileIdle: connections that the server ended are noticed when they are taken from the pool, and nothing fails.
func TestKilledWhileIdle(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		noGoroutines(t)
		p, url := proxied(t, s, direct)
		e, o := open(t, url, engine.PoolSize(4), engine.PingAfter(-1)), s.observe(t, direct)
		create(t, e)
		deaths := map[string]func(){
			"killed": func() {
				for _, row := range asked(t, o, s.sessions) {
					asked(t, o, s.kill(row[0]))
				}
			},
			"cut":   p.Cut,
			"reset": p.Reset,
		}
		for how, die := range deaths {
			var held []*engine.Connection
			for range 4 {
				c, err := e.Connect(ctx)
				ok(t, err)
				ok(t, run(ctx, c, "SELECT 1"))
				held = append(held, c)
			}
			for _, c := range held {
				ok(t, c.Close())
			}
			die()
			eventually(t, prompt, "the connections have ended", func() bool { return p.Stats().Open == 0 })
			time.Sleep(20 * time.Millisecond) // for the news to arrive
			for i := range 4 {
				if err := insert(ctx, e, how+strconv.Itoa(i), 1); err != nil {
					t.Errorf("%s: %v", how, err)
				}
			}
		}
	})
}

// TestSilentWhileIdle: a peer that has gone without a word is found by a ping after idleness, and nothing fails.
func TestSilentWhileIdle(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		noGoroutines(t)
		p, url := proxied(t, s, direct)
		var log journal
		e := open(t, url, engine.PoolSize(1), engine.PingAfter(20*time.Millisecond), engine.PoolLogger(log.logger()))
		create(t, e)
		time.Sleep(50 * time.Millisecond)
		p.Inject(chaosproxy.Fault{At: chaosproxy.Silence, Times: 1})
		began := time.Now()
		ok(t, insert(within(t, 20*time.Second), e, "silent", 1))
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("the dead connection was noticed after %v", took)
		}
		if p.Stats().Faults != 1 || !strings.Contains(log.String(), "a connection is dead") {
			t.Errorf("the ping did not find it: %+v, log %s", p.Stats(), log.String())
		}
	})
}

// TestLeakedRowsInMemory: a database in memory lives in its connection, which must come back as it is.
func TestLeakedRowsInMemory(t *testing.T) {
	var log journal
	e := open(t, "sqlite://", engine.PoolLogger(log.logger()))
	create(t, e)
	ok(t, insert(ctx, e, "kept", 1))
	leakSessionRows(t, e)
	eventually(t, 20*time.Second, "the connection comes back", func() bool {
		runtime.GC()
		return e.PoolStats().InUse == 0
	})
	leakedRowsAreNotIn(t, e)
	if n, err := azoth.Select(entries).Count(ctx, e); n != 1 || err != nil {
		t.Errorf("%d rows, want 1: %v", n, err)
	}
}

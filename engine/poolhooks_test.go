package engine_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// told notes all that happens in a pool.
func (n *notes) told() engine.PoolHooks {
	at := func(what string) func(context.Context, *engine.PoolConnection) error {
		return func(context.Context, *engine.PoolConnection) error { n.add("%s", what); return nil }
	}
	return engine.PoolHooks{
		DoConnect:      func(context.Context, *engine.ConnectEvent) error { n.add("do connect"); return nil },
		FirstConnect:   at("first connect"),
		Connect:        at("connect"),
		Checkout:       at("checkout"),
		Reset:          at("reset"),
		Checkin:        func(context.Context, *engine.PoolConnection) { n.add("checkin") },
		Invalidate:     func(*engine.PoolConnection) { n.add("invalidate") },
		SoftInvalidate: func() { n.add("soft invalidate") },
		Close:          func(*engine.PoolConnection) { n.add("close") },
	}
}

// file is an engine on a database in a file, whose pool keeps more than one connection.
func file(t testing.TB, o ...engine.Option) *engine.Engine {
	t.Helper()
	e, err := engine.Open("sqlite:///"+filepath.ToSlash(filepath.Join(t.TempDir(), "test.db")), o...)
	ok(t, err)
	t.Cleanup(func() { ok(t, e.Close()) })
	return e
}

func TestPoolHooksInOrder(t *testing.T) {
	var n notes
	e := file(t, engine.ListenPool(n.told()))
	n.are(t) // nothing is opened yet
	one(t, e)
	n.are(t, "do connect", "first connect", "connect", "checkout", "reset", "checkin")
	one(t, e)
	n.are(t, "checkout", "reset", "checkin")
	first, err := e.Connect(ctx)
	ok(t, err)
	second, err := e.Connect(ctx)
	ok(t, err)
	n.are(t, "checkout", "do connect", "connect", "checkout")
	ok(t, errors.Join(first.Close(), second.Close()))
	n.are(t, "reset", "checkin", "reset", "checkin")
	ok(t, e.Close())
	n.are(t, "close", "close")
}

func TestPoolHooksWithoutAPool(t *testing.T) {
	var n notes
	e := file(t, engine.NullPool(), engine.ListenPool(n.told()))
	one(t, e)
	n.are(t, "do connect", "first connect", "connect", "checkout", "checkin", "close")
}

func TestPoolHooksComeAndGo(t *testing.T) {
	var n notes
	e := file(t)
	at := func(name string) engine.PoolHooks {
		return engine.PoolHooks{Checkout: func(context.Context, *engine.PoolConnection) error { n.add("%s", name); return nil }}
	}
	remove := e.ListenPool(at("one"))
	first := at("first")
	first.First = true
	e.With().ListenPool(first) // the pool is the same
	only := at("once")
	only.Once = true
	e.ListenPool(only)
	one(t, e)
	n.are(t, "first", "one", "once")
	remove()
	one(t, e)
	n.are(t, "first")
}

func TestConnectHookSetsUp(t *testing.T) {
	e := file(t, engine.ListenPool(engine.PoolHooks{
		Connect: func(ctx context.Context, c *engine.PoolConnection) error {
			c.Info()["number"] = 7
			if err := c.Exec(ctx, "PRAGMA cache_size = 123"); err != nil {
				return err
			}
			return c.Exec(ctx, "CREATE TEMP TABLE scratch AS SELECT ? AS n", types.Int64Value(5))
		},
		Checkout: func(ctx context.Context, c *engine.PoolConnection) error {
			var n int64
			err := c.Query(ctx, "SELECT n FROM scratch", func(r driver.Rows) error { n = r.Int64(0); return nil })
			if c.Info()["number"] != 7 || n != 5 || c.Opened().IsZero() || c.Dialect().Name != "sqlite" {
				return fmt.Errorf("%v, %d, %v", c.Info(), n, c.Opened())
			}
			return err
		},
	}))
	c, err := e.Connect(ctx)
	ok(t, err)
	defer c.Close()
	if c.Info()["number"] != 7 {
		t.Errorf("info %v", c.Info())
	}
	got, err := expr.NewTextSelect[int]("PRAGMA cache_size").One(ctx, c)
	ok(t, err)
	if got != 123 {
		t.Errorf("cache size %d", got)
	}
}

func TestPoolHooksFail(t *testing.T) {
	failure := errors.New("no")
	fail := func(context.Context, *engine.PoolConnection) error { return failure }
	connect := func(e *engine.Engine) error {
		c, err := e.Connect(ctx)
		if err == nil {
			ok(t, c.Close())
		}
		if s := e.PoolStats(); s.InUse != 0 {
			t.Errorf("%d connections in use", s.InUse)
		}
		return err
	}
	t.Run("connect", func(t *testing.T) {
		var n notes
		e := file(t, engine.ListenPool(n.told()))
		remove := e.ListenPool(engine.PoolHooks{Connect: fail})
		is(t, connect(e), failure)
		n.are(t, "do connect", "first connect", "connect", "close")
		remove()
		ok(t, connect(e))
	})
	t.Run("first connect", func(t *testing.T) {
		calls := 0
		e := file(t, engine.ListenPool(engine.PoolHooks{FirstConnect: func(context.Context, *engine.PoolConnection) error {
			if calls++; calls == 1 {
				return failure
			}
			return nil
		}}))
		is(t, connect(e), failure)
		ok(t, connect(e))
		ok(t, connect(e))
		if calls != 2 {
			t.Errorf("called %d times", calls)
		}
	})
	t.Run("SQL of a hook", func(t *testing.T) {
		e := file(t, engine.ListenPool(engine.PoolHooks{Connect: func(ctx context.Context, c *engine.PoolConnection) error {
			return c.Exec(ctx, "SELECT nothing")
		}}))
		err := connect(e)
		is(t, err, dialect.ErrProgramming)
		if !strings.Contains(err.Error(), "[SQL: SELECT nothing]") {
			t.Error(err)
		}
	})
	t.Run("checkout", func(t *testing.T) {
		var n notes
		e := file(t, engine.ListenPool(n.told()))
		remove := e.ListenPool(engine.PoolHooks{Checkout: fail})
		is(t, connect(e), failure)
		n.are(t, "do connect", "first connect", "connect", "checkout", "reset", "checkin")
		remove()
		ok(t, connect(e)) // the connection was kept
		n.are(t, "checkout", "reset", "checkin")
	})
	t.Run("reset", func(t *testing.T) {
		var n notes
		e := file(t, engine.ListenPool(n.told()))
		defer e.ListenPool(engine.PoolHooks{Reset: fail, Invalidate: func(c *engine.PoolConnection) { is(t, c.Err(), failure) }})()
		ok(t, connect(e))
		n.are(t, "do connect", "first connect", "connect", "checkout", "reset", "invalidate", "close")
	})
}

func TestCheckoutHookRefuses(t *testing.T) {
	var n notes
	e := file(t)
	one(t, e)
	e.ListenPool(n.told())
	stale := 1
	e.ListenPool(engine.PoolHooks{Checkout: func(context.Context, *engine.PoolConnection) error {
		if stale--; stale >= 0 {
			return dialect.ErrDisconnect
		}
		return nil
	}})
	one(t, e)
	n.are(t, "checkout", "invalidate", "close", "do connect", "first connect", "connect", "checkout", "reset", "checkin")
	stale = 100
	_, err := e.Connect(ctx)
	is(t, err, dialect.ErrDisconnect)
	if s := e.PoolStats(); s.InUse+s.Idle != 0 || stale != 97 {
		t.Errorf("%+v, tried %d times", s, 100-stale)
	}
}

func TestDoConnect(t *testing.T) {
	files := []string{filepath.Join(t.TempDir(), "a.db"), filepath.Join(t.TempDir(), "b.db")}
	opened := 0
	e := file(t, engine.NullPool(), engine.ListenPool(engine.PoolHooks{DoConnect: func(_ context.Context, ev *engine.ConnectEvent) error {
		ev.Config.Database = files[opened%2]
		ev.Config.Query["foreign_keys"] = []string{"off"}
		opened++
		return nil
	}}))
	tables := func() int {
		got, err := expr.NewTextSelect[int]("SELECT count(*) AS n FROM sqlite_master").One(ctx, e)
		ok(t, err)
		return got
	}
	exec(t, e, "CREATE TABLE t (id INTEGER)") // in a
	if b, a := tables(), tables(); a != 1 || b != 0 {
		t.Errorf("%d tables in a, %d in b", a, b)
	}

	other, err := engine.Open("sqlite://", engine.Connector(&faulty{}), engine.ListenPool(engine.PoolHooks{
		DoConnect: func(_ context.Context, ev *engine.ConnectEvent) error { ev.Config.User = "other"; return nil },
	}))
	ok(t, err)
	if _, err = other.Connect(ctx); err == nil || !strings.Contains(err.Error(), "the engine has a Connector") {
		t.Errorf("error %v", err)
	}
	own := &faulty{}
	other.ListenPool(engine.PoolHooks{First: true, DoConnect: func(_ context.Context, ev *engine.ConnectEvent) error {
		ev.Conn = own
		return nil
	}})
	c, err := other.Connect(ctx)
	ok(t, err)
	ok(t, c.Raw(func(raw any) error {
		if raw != any(own) {
			t.Errorf("connection %v", raw)
		}
		return nil
	}))
}

// around is a connector around that of a driver, which sees and changes what the engine asks of it.
type around struct {
	driver.Connector
	asked []string
}

func (a *around) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := a.Connector.Connect(ctx)
	return &aroundConn{c, a}, err
}

type aroundConn struct {
	driver.Conn
	a *around
}

func (c *aroundConn) Prepare(ctx context.Context, sql string) (driver.Stmt, error) {
	s, err := c.Conn.Prepare(ctx, strings.Replace(sql, "41", "42", 1))
	return &aroundStmt{s, c.a, sql}, err
}

type aroundStmt struct {
	driver.Stmt
	a   *around
	sql string
}

func (s *aroundStmt) Query(ctx context.Context) (driver.Rows, error) {
	s.a.asked = append(s.a.asked, s.sql)
	return s.Stmt.Query(ctx)
}

func TestConnectorAroundADriver(t *testing.T) {
	opener, err := dialect.LookupDriver("sqlite", "")
	ok(t, err)
	c, err := opener.Open(driver.Config{Database: filepath.Join(t.TempDir(), "around.db")})
	ok(t, err)
	a := &around{Connector: c}
	e, err := engine.Open("sqlite://", engine.Connector(a))
	ok(t, err)
	defer e.Close()
	got, err := expr.NewTextSelect[int]("SELECT 41 AS n").One(ctx, e)
	ok(t, err)
	if got != 42 || fmt.Sprint(a.asked) != "[SELECT 41 AS n]" {
		t.Errorf("%d, asked %q", got, a.asked)
	}
}

// deaf is a connection that gives no sign of life.
type deaf struct{ *faulty }

func (d deaf) Connect(context.Context) (driver.Conn, error) { return d, nil }
func (d deaf) Ping(context.Context) error                   { return errors.New("deaf") }

func TestPingIsHeard(t *testing.T) {
	var n notes
	e, err := engine.Open("sqlite://", engine.Connector(deaf{&faulty{}}), engine.PrePing(), engine.ListenPool(n.told()),
		engine.Listen(engine.Hooks{HandleError: func(_ context.Context, ev *engine.ErrorEvent) {
			n.add("error of a ping: %v, %v", ev.PrePing, ev.Original)
		}}))
	ok(t, err)
	for range 2 {
		c, err := e.Connect(ctx)
		ok(t, err)
		ok(t, c.Close())
	}
	n.are(t, "do connect", "first connect", "connect", "checkout", "reset", "checkin",
		"error of a ping: true, deaf", "invalidate", "close", "soft invalidate", "do connect", "connect", "checkout", "reset", "checkin")
}

func TestDetachedConnection(t *testing.T) {
	var n notes
	e := file(t)
	one(t, e)
	h := n.told()
	h.Detach = func(*engine.PoolConnection) { n.add("detach") }
	h.CloseDetached = func(*engine.PoolConnection) { n.add("close detached") }
	e.ListenPool(h)
	c, err := e.Connect(ctx)
	ok(t, err)
	ok(t, c.Detach())
	if s := e.PoolStats(); s.InUse+s.Idle != 0 {
		t.Errorf("%+v", s)
	}
	one(t, c)
	ok(t, c.Commit(ctx))
	ok(t, c.Close())
	n.are(t, "checkout", "detach", "close detached")
	is(t, c.Detach(), engine.ErrClosed)
}

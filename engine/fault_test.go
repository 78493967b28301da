package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/pool"
)

func TestCtxStopsARunningStatement(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	defer cancel()
	endless := expr.NewTextSelect[int]("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")
	_, err := endless.All(short, c)
	is(t, err, context.DeadlineExceeded)
	is(t, err, dialect.ErrStatementTimeout)
	ok(t, c.Rollback(ctx))
	ok(t, w.users.insert(ctx, c, "ed"))
	ok(t, c.Commit(ctx))
}

func TestPoolIsExhausted(t *testing.T) {
	w := newWorld(t, engine.PoolTimeout(10*time.Millisecond), engine.PoolStacks())
	c := w.connect(t)
	_, err := w.Connect(ctx)
	is(t, err, pool.ErrTimeout)
	if errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "TestPoolIsExhausted") {
		t.Errorf("error %v", err)
	}
	ok(t, c.Close())
	w.connect(t)
}

func TestClosedEngine(t *testing.T) {
	e, err := engine.Open("sqlite://")
	ok(t, err)
	ok(t, e.Close())
	_, err = e.Connect(ctx)
	is(t, err, engine.ErrClosed)
	is(t, e.Begin(ctx, func(*engine.Connection) error { return nil }), engine.ErrClosed)
}

func TestMisreadColumnIsNamed(t *testing.T) {
	w := newWorld(t)
	_, err := expr.NewTextSelect[int]("SELECT 'x' AS age").All(ctx, w)
	if err == nil || !strings.Contains(err.Error(), "age") || !strings.Contains(err.Error(), "integer") {
		t.Errorf("error %v", err)
	}
	if _, _, err = expr.NewTextSelect[int]("SELECT 'x' AS age").First(ctx, w); err == nil {
		t.Error("First did not notice")
	}
}

func TestBrokenResultStaysBroken(t *testing.T) {
	w := newWorld(t)
	rows, err := w.Execute(ctx, expr.NewTextSelect[int]("SELECT NULL UNION ALL SELECT 1").Statement())
	ok(t, err)
	var out [2]int
	for range 2 {
		if n, err := rows.Next(slot(&out), 8, 1); n != 0 || err == nil {
			t.Errorf("read %d rows, error %v", n, err)
		}
	}
	ok(t, rows.Close())
}

func TestTransact(t *testing.T) {
	w := newWorld(t)
	runs := 0
	locked := &dialect.Error{Class: dialect.ErrDeadlock, Err: errors.New("deadlock")}
	err := w.Transact(ctx, 3, func(c *engine.Connection) error {
		runs++
		ok(t, w.users.insert(ctx, c, "ed"))
		if runs < 3 {
			return locked
		}
		return nil
	})
	if err != nil || runs != 3 || len(w.users.names(t, w)) != 1 {
		t.Errorf("%d runs, error %v", runs, err)
	}
	runs = 0
	fail := func(err error) error {
		return w.Transact(ctx, 2, func(*engine.Connection) error { runs++; return err })
	}
	is(t, fail(locked), dialect.ErrSerialization)
	if runs != 2 {
		t.Errorf("%d attempts, want 2", runs)
	}
	if engine.Retryable(errors.Join(engine.ErrCommitUnknown, locked)) || engine.Retryable(errors.New("x")) {
		t.Error("too much is retried")
	}
}

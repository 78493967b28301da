package sqlite

import (
	"context"
	"errors"
	"testing"
	"time"
)

const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

func TestCancelStopsTheStatement(t *testing.T) {
	c := connect(t, "")
	ctx, cancel := context.WithCancel(context.Background())
	s := prepare(t, c, endless)
	time.AfterFunc(30*time.Millisecond, cancel)
	start := time.Now()
	_, err := s.Query(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want context.Canceled", err)
	}
	var e *Error
	if !errors.As(err, &e) || e.Code != 9 {
		t.Errorf("error %#v, want INTERRUPT (9)", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("stopped after %v", took)
	}
	if s.InUse() {
		t.Error("the statement is in use")
	}
	if got := one(t, c, "SELECT 5"); got != "5" {
		t.Errorf("after the cancel: %s", got)
	}
}

func TestDeadlineStopsTheStatement(t *testing.T) {
	c := connect(t, "")
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := try(ctx, c, endless); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want context.DeadlineExceeded", err)
	}
}

func TestCancelBetweenRows(t *testing.T) {
	c := connect(t, "")
	ctx, cancel := context.WithCancel(context.Background())
	rows, err := prepare(t, c, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT i FROM n").Query(ctx)
	if err != nil {
		t.Fatal(err)
	}
	step(t, rows)
	step(t, rows)
	cancel()
	for range 1_000_000 { // a short result must never look complete
		ok, err := rows.Step()
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("error %v", err)
			}
			break
		}
		if !ok {
			t.Fatal("the result ended without an error")
		}
	}
	if ok, err := rows.Step(); ok || err != nil {
		t.Errorf("Step after the error = %v, %v", ok, err)
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
}

func TestEndedCtxRunsNothing(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (a)")
	s := prepare(t, c, "INSERT INTO t VALUES (1)")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Exec(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Exec: %v", err)
	}
	if _, err := c.Prepare(ctx, "SELECT 1"); !errors.Is(err, context.Canceled) {
		t.Errorf("Prepare: %v", err)
	}
	if got := one(t, c, "SELECT count(*) FROM t"); got != "0" {
		t.Errorf("%s rows, want 0", got)
	}
}

// TestCancelOfAnEarlierStatement: the ctx of a statement that is over does not touch the next one.
func TestCancelOfAnEarlierStatement(t *testing.T) {
	c := connect(t, "")
	for range 50 {
		ctx, cancel := context.WithCancel(context.Background())
		if _, err := try(ctx, c, "SELECT 1"); err != nil {
			t.Fatal(err)
		}
		go cancel()
		if _, err := try(context.Background(), c, "SELECT 2"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNestedCtx: what happens to an inner statement's ctx, during it or after it, does not touch the cursor around it.
func TestNestedCtx(t *testing.T) {
	c := connect(t, "")
	outer, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := prepare(t, c, "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT * FROM ("+endless+")").Query(outer)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	step(t, rows)
	inner, cancelInner := context.WithCancel(context.Background())
	if _, err := try(inner, c, "SELECT 5"); err != nil {
		t.Fatal(err)
	}
	cancelInner() // the usual defer cancel()
	time.Sleep(5 * time.Millisecond)
	step(t, rows)
	inner, cancelInner = context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancelInner()
	if _, err := try(inner, c, endless); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v, want context.DeadlineExceeded", err)
	}
	step(t, rows)
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := rows.Step(); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// TestOuterCtxEndsInTheLoop: the cursor's ctx ends while an inner statement with another ctx runs. The inner one finishes, the cursor
// fails.
func TestOuterCtxEndsInTheLoop(t *testing.T) {
	c := connect(t, "")
	outer, cancel := context.WithCancel(context.Background())
	rows, err := prepare(t, c, "SELECT 1 UNION ALL SELECT 2").Query(outer)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	step(t, rows)
	cancel()
	time.Sleep(5 * time.Millisecond)
	if got := one(t, c, "SELECT 5"); got != "5" {
		t.Error(got)
	}
	if _, err := rows.Step(); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestInterruptedWriteEndsTheTransaction(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (a)")
	exec(t, c, "BEGIN")
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	_, err := try(ctx, c, "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1 FROM n WHERE i < 0")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	// SQLite has rolled the whole transaction back by itself; what matters is that InTransaction knows.
	if c.InTransaction() {
		t.Error("InTransaction is true")
	}
	exec(t, c, "BEGIN")
}

func TestBusy(t *testing.T) {
	path := file(t)
	holder := connect(t, path)
	exec(t, holder, "CREATE TABLE t (a)")
	t.Run("times out", func(t *testing.T) {
		exec(t, holder, "BEGIN IMMEDIATE")
		defer exec(t, holder, "ROLLBACK")
		start := time.Now()
		_, err := try(context.Background(), connect(t, path, "busy_timeout", "150"), "BEGIN IMMEDIATE")
		var e *Error
		if !errors.As(err, &e) || e.Code != 5 || e.Unwrap() != nil {
			t.Errorf("error %v, want BUSY (5)", err)
		}
		if took := time.Since(start); took < 120*time.Millisecond || took > 2*time.Second {
			t.Errorf("waited %v, want about 150 ms", took)
		}
	})
	t.Run("no waiting", func(t *testing.T) {
		exec(t, holder, "BEGIN IMMEDIATE")
		defer exec(t, holder, "ROLLBACK")
		start := time.Now()
		if _, err := try(context.Background(), connect(t, path, "busy_timeout", "0"), "BEGIN IMMEDIATE"); err == nil {
			t.Error("no error")
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("waited %v", took)
		}
	})
	t.Run("is over in time", func(t *testing.T) {
		exec(t, holder, "BEGIN IMMEDIATE")
		waiting := connect(t, path)
		done := make(chan error)
		go func() {
			_, err := try(context.Background(), waiting, "INSERT INTO t VALUES (1)")
			done <- err
		}()
		time.Sleep(100 * time.Millisecond)
		exec(t, holder, "COMMIT")
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Run("ctx ends the waiting", func(t *testing.T) {
		exec(t, holder, "BEGIN IMMEDIATE")
		defer exec(t, holder, "ROLLBACK")
		ctx, cancel := context.WithTimeout(context.Background(), 60*time.Millisecond)
		defer cancel()
		start := time.Now()
		if _, err := try(ctx, connect(t, path), "BEGIN IMMEDIATE"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want context.DeadlineExceeded", err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("waited %v", took)
		}
	})
}

// TestDeadlockIsRefusedAtOnce: two connections that have read and want to write; waiting would not help the second.
func TestDeadlockIsRefusedAtOnce(t *testing.T) {
	path := file(t)
	a, b := connect(t, path), connect(t, path)
	exec(t, a, "CREATE TABLE t (a)")
	exec(t, a, "INSERT INTO t VALUES (1)")
	for _, c := range []*conn{a, b} {
		exec(t, c, "BEGIN")
		one(t, c, "SELECT a FROM t")
	}
	exec(t, a, "UPDATE t SET a = 2")
	committed := make(chan error)
	go func() { // waits for b's read lock
		_, err := try(context.Background(), a, "COMMIT")
		committed <- err
	}()
	time.Sleep(60 * time.Millisecond)
	start := time.Now()
	_, err := try(context.Background(), b, "UPDATE t SET a = 3")
	var e *Error
	if !errors.As(err, &e) || e.Code != 5 {
		t.Errorf("error %v, want BUSY (5)", err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("refused after %v", took)
	}
	exec(t, b, "ROLLBACK")
	if err := <-committed; err != nil {
		t.Errorf("COMMIT: %v", err)
	}
}

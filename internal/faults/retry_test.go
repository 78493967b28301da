package faults_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm"
)

// Transactions that meet each other: what the databases report has one class each, and running the transaction again succeeds.

// counted makes the tables with two counters at zero.
func counted(t *testing.T, e *engine.Engine) {
	t.Helper()
	create(t, e)
	ok(t, orm.New(e, registry).Transact(ctx, func(s *orm.Session) error {
		s.Add(&Counter{ID: 1}, &Counter{ID: 2})
		return nil
	}))
}

func addOne(c context.Context, ex azoth.Executor, counter int64) error {
	n, err := azoth.Update(counters).Set(counters.N.SetExpr(counters.N.Add(1))).Where(counters.ID.Eq(counter)).Exec(c, ex)
	return expect(n, 1, err)
}

// crossed runs two transactions that take two locks in opposite order, each when the other has its first.
func crossed(transact func(f func(c context.Context, ex azoth.Executor) error) error, step func(c context.Context, ex azoth.Executor, id int64) error) (runs int64, errs [2]error) {
	var count atomic.Int64
	var both, running sync.WaitGroup
	both.Add(2)
	for i := range 2 {
		running.Go(func() {
			waited := false
			errs[i] = transact(func(c context.Context, ex azoth.Executor) error {
				count.Add(1)
				if err := step(c, ex, int64(1+i)); err != nil {
					return err
				}
				if !waited { // a second run does not wait: the other one may be done
					waited = true
					both.Done()
					both.Wait()
				}
				return step(c, ex, int64(2-i))
			})
		})
	}
	running.Wait()
	return count.Load(), errs
}

// TestDeadlock: one of two transactions is chosen by the database; its error has the class, and with Transact it runs again.
func TestDeadlock(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e := open(t, url)
		counted(t, e)
		limited := within(t, 30*time.Second)
		_, errs := crossed(func(f func(context.Context, azoth.Executor) error) error {
			return e.Begin(limited, func(c *engine.Connection) error { return f(limited, c) })
		}, addOne)
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("errors %v and %v: want one", errs[0], errs[1])
		}
		is(t, errors.Join(errs[:]...), dialect.ErrDeadlock, dialect.ErrSerialization)
		if !engine.Retryable(errors.Join(errs[:]...)) {
			t.Error("a deadlock is not retryable")
		}
		for name, transact := range transacts(e, "") {
			runs, errs := crossed(transact, addOne)
			ok(t, errors.Join(errs[:]...))
			if runs < 3 { // one of two twice; more often if the second run comes before the other one has ended
				t.Errorf("%s: %d runs, want 3", name, runs)
			}
		}
		// One of the first two was kept, then two transactions of the engine and two of the ORM.
		wantCounter(t, s.observe(t, url), 5)
	})
}

// transacts are the ways to run a transaction again. Attempts are many: what is tested is that none is lost.
func transacts(e *engine.Engine, l engine.Isolation) map[string]func(func(context.Context, azoth.Executor) error) error {
	const attempts = 200
	options := []orm.Option{orm.Retries(attempts)}
	if l != "" {
		e, options = e.With(engine.WithIsolation(l)), append(options, orm.Isolation(l))
	}
	db := orm.New(e, registry, options...)
	return map[string]func(func(context.Context, azoth.Executor) error) error{
		"engine.Transact": func(f func(context.Context, azoth.Executor) error) error {
			return e.Transact(ctx, attempts, func(c *engine.Connection) error { return f(ctx, c) })
		},
		"DB.Transact": func(f func(context.Context, azoth.Executor) error) error {
			return db.Transact(ctx, func(s *orm.Session) error { return f(ctx, s) })
		},
	}
}

func wantCounter(t *testing.T, o observer, want int) {
	t.Helper()
	if got := asked(t, o, "SELECT min(n), max(n) FROM counters"); got[0][0] != fmt.Sprint(want) || got[0][1] != fmt.Sprint(want) {
		t.Errorf("counters from %s to %s, want %d", got[0][0], got[0][1], want)
	}
}

// skew reads one counter and, from what it has read, writes the other: no serial order allows two of these at once.
func skew(c context.Context, ex azoth.Executor, id int64) error {
	if id == 1 {
		_, err := azoth.Select(counters).All(c, ex)
		return err
	}
	return addOne(c, ex, id)
}

// TestSerializationFailure on PostgreSQL, at a statement and at COMMIT. MariaDB locks instead: there it is a deadlock or a lock timeout.
func TestSerializationFailure(t *testing.T) {
	s := postgresql()
	url := s.database(t)
	noGoroutines(t)
	e := open(t, url)
	counted(t, e)
	two := func(l engine.Isolation) (a, b *engine.Connection) {
		for _, c := range []**engine.Connection{&a, &b} {
			k, err := e.Connect(ctx)
			ok(t, err)
			t.Cleanup(func() { ok(t, k.Close()) })
			ok(t, k.SetIsolation(l))
			_, err = azoth.Select(counters).All(ctx, k)
			ok(t, err)
			*c = k
		}
		return a, b
	}

	a, b := two(engine.RepeatableRead)
	ok(t, addOne(ctx, a, 1))
	ok(t, a.Commit(ctx))
	err := addOne(ctx, b, 1)
	is(t, err, dialect.ErrSerialization)
	isNot(t, err, dialect.ErrDeadlock, dialect.ErrDisconnect)
	ok(t, b.Rollback(ctx))

	a, b = two(engine.Serializable)
	ok(t, addOne(ctx, a, 1))
	ok(t, addOne(ctx, b, 2))
	ok(t, a.Commit(ctx))
	err = b.Commit(ctx)
	is(t, err, dialect.ErrSerialization)
	isNot(t, err, engine.ErrCommitUnknown)
	if !engine.Retryable(err) {
		t.Error("a serialization failure at COMMIT is not retryable")
	}
	is(t, addOne(ctx, b, 2), engine.ErrInactive)
	ok(t, b.Rollback(ctx))
	ok(t, addOne(ctx, b, 2))
	ok(t, b.Commit(ctx))
	if got := asked(t, s.observe(t, url), "SELECT n FROM counters ORDER BY id"); got[0][0] != "2" || got[1][0] != "1" {
		t.Errorf("counters %v, want 2 and 1", got)
	}
}

// TestSerializationFailureAtCommitIsRepeated: the ORM's flush and COMMIT may fail in the same way.
func TestSerializationFailureAtCommitIsRepeated(t *testing.T) {
	url := postgresql().database(t)
	noGoroutines(t)
	e := open(t, url)
	counted(t, e)
	for name, transact := range transacts(e, engine.Serializable) {
		var both, running sync.WaitGroup
		var runs atomic.Int64
		both.Add(2)
		errs := [2]error{}
		for i := range 2 {
			running.Go(func() {
				waited := false
				errs[i] = transact(func(c context.Context, ex azoth.Executor) error {
					runs.Add(1)
					if err := skew(c, ex, 1); err != nil {
						return err
					}
					if !waited {
						waited = true
						both.Done()
						both.Wait()
					}
					return addOne(c, ex, int64(1+i))
				})
			})
		}
		running.Wait()
		ok(t, errors.Join(errs[:]...))
		if runs.Load() < 3 {
			t.Errorf("%s: %d runs: nothing failed", name, runs.Load())
		}
	}
	wantCounter(t, postgresql().observe(t, url), 2)
}

// TestLockTimeout: a lock that is not given in time has its class on both.
func TestLockTimeout(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e := open(t, url)
		counted(t, e)
		holder, err := e.Connect(ctx)
		ok(t, err)
		defer holder.Close()
		ok(t, addOne(ctx, holder, 1))
		waiter, err := e.Connect(ctx)
		ok(t, err)
		defer waiter.Close()
		ok(t, run(ctx, waiter, s.lockTimeout))
		err = addOne(ctx, waiter, 1)
		is(t, err, dialect.ErrLockTimeout, dialect.ErrTimeout)
		if !engine.Retryable(err) {
			t.Error("a lock timeout is not retryable")
		}
		_, err = azoth.Select(counters).Where(counters.ID.Eq(1)).ForUpdate(azoth.NoWait()).All(ctx, waiter)
		if s.failsWhole {
			if err == nil {
				t.Error("the transaction goes on after a statement that failed")
			}
			ok(t, waiter.Rollback(ctx))
			_, err = azoth.Select(counters).Where(counters.ID.Eq(1)).ForUpdate(azoth.NoWait()).All(ctx, waiter)
		}
		is(t, err, dialect.ErrLockTimeout)
		ok(t, holder.Commit(ctx))
		ok(t, waiter.Rollback(ctx))
		ok(t, addOne(ctx, waiter, 1))
		ok(t, waiter.Commit(ctx))
	})
}

// TestManyIncrement: sixteen workers read a counter and write what they have read, plus one. Serializable transactions lose nothing.
func TestManyIncrement(t *testing.T) {
	onServers(t, func(t *testing.T, s server) { manyIncrement(t, s, 10) })
}

func TestSoakManyIncrement(t *testing.T) {
	soak(t)
	onServers(t, func(t *testing.T, s server) { manyIncrement(t, s, 100) })
}

func manyIncrement(t *testing.T, s server, each int) {
	const workers = 16
	url := s.database(t)
	noGoroutines(t)
	e := open(t, url, engine.PoolSize(workers))
	counted(t, e)
	want := 0
	for name, transact := range transacts(e, engine.Serializable) {
		var running sync.WaitGroup
		var runs atomic.Int64
		for range workers {
			running.Go(func() {
				for range each {
					err := transact(func(c context.Context, ex azoth.Executor) error {
						runs.Add(1)
						return readAndWrite(c, ex)
					})
					if err != nil {
						t.Errorf("%s: %v", name, err)
						return
					}
				}
			})
		}
		running.Wait()
		want += workers * each
		t.Logf("%s: %d runs for %d transactions", name, runs.Load(), workers*each)
		if runs.Load() == int64(workers*each) {
			t.Errorf("%s: nothing had to run again", name)
		}
	}
	o := s.observe(t, url)
	if n := number(t, o, "SELECT n FROM counters WHERE id = 1"); n != want {
		t.Errorf("the counter is %d, want %d", n, want)
	}
}

// readAndWrite adds one to what it has read, by the object if there is a session.
func readAndWrite(c context.Context, ex azoth.Executor) error {
	if s, ok := ex.(*orm.Session); ok {
		counter, err := orm.Get(c, s, counters, 1)
		if err == nil {
			counter.N++
		}
		return err
	}
	n, err := azoth.Select(counters.N).Where(counters.ID.Eq(1)).One(c, ex)
	if err != nil {
		return err
	}
	_, err = azoth.Update(counters).Set(counters.N.Set(n+1)).Where(counters.ID.Eq(1)).Exec(c, ex)
	return err
}

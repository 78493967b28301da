package dialecttest

import (
	"context"
	"errors"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
)

// locks are transactions that are in each other's way.
func (a accounts) locks() []testCase {
	const needs = "TwoConnections ConcurrentWrites "
	waiting := func(t *T) *engine.Connection {
		t.Helper()
		c := t.connect()
		t.sql(c, t.LockTimeout...)
		t.ok(c.Commit(t.ctx))
		return c
	}
	ids := azoth.Select(a.c.ID).OrderBy(a.c.ID)
	return []testCase{
		{name: "deadlock", needs: needs + "DeadlockDetection", run: func(t *T) {
			first, second := t.connect(), t.connect()
			t.does(first, a.set(1, 1))
			t.does(second, a.set(2, 2))
			done := make(chan error, 1)
			go func() {
				_, err := a.set(2, 1).Exec(t.ctx, first)
				done <- errors.Join(err, first.Rollback(t.ctx))
			}()
			_, err := a.set(1, 2).Exec(t.ctx, second)
			rolledBack := second.Rollback(t.ctx)
			err = errors.Join(err, <-done)
			t.ok(rolledBack)
			t.is(err, dialect.ErrDeadlock)
			t.is(err, dialect.ErrSerialization)
			t.equal(engine.Retryable(err), true)
			sees(t, first, a.balance(1), 100)
		}},
		{name: "lock timeout", needs: needs + "LockTimeout", run: func(t *T) {
			first, second := t.connect(), waiting(t)
			t.does(first, a.set(1, 1))
			_, err := a.set(1, 2).Exec(t.ctx, second)
			t.is(err, dialect.ErrLockTimeout)
			t.is(err, dialect.ErrTimeout)
			t.equal(engine.Retryable(err), true)
			t.ok(second.Rollback(t.ctx))
			t.ok(first.Commit(t.ctx))
			sees(t, second, a.balance(1), 1)
		}},
		{name: "nowait", needs: needs + "ForUpdateNoWait", run: func(t *T) {
			first, second := t.connect(), t.connect()
			t.does(first, a.set(1, 1))
			_, err := a.balance(1).ForUpdate(azoth.NoWait()).All(t.ctx, second)
			t.is(err, dialect.ErrLockTimeout)
			t.ok(second.Rollback(t.ctx))
			sees(t, second, a.balance(2).ForUpdate(azoth.NoWait()), 200)
		}},
		{name: "skip locked", needs: needs + "ForUpdateSkipLocked", run: func(t *T) {
			first, second := t.connect(), t.connect()
			sees(t, first, ids.Where(a.c.ID.Eq(1)).ForUpdate(), 1)
			sees(t, second, ids.ForUpdate(azoth.SkipLocked()), 2)
		}},
		{name: "for update keeps writers out", needs: needs + "SelectForUpdate LockTimeout", run: func(t *T) {
			first, second := t.connect(), waiting(t)
			sees(t, first, a.balance(1).ForUpdate(), 100)
			_, err := a.set(1, 2).Exec(t.ctx, second)
			t.is(err, dialect.ErrLockTimeout)
		}},
		{name: "for update lets readers in", needs: needs + "SelectForUpdate ConcurrentReads", run: func(t *T) {
			first, second := t.connect(), t.connect()
			sees(t, first, a.balance(1).ForUpdate(), 100)
			sees(t, second, a.balance(1), 100)
		}},
		{name: "for share lets others share", needs: needs + "ForShare LockTimeout", run: func(t *T) {
			first, second := t.connect(), waiting(t)
			sees(t, first, a.balance(1).ForShare(), 100)
			sees(t, second, a.balance(1).ForShare(), 100)
			t.ok(second.Commit(t.ctx))
			_, err := a.set(1, 2).Exec(t.ctx, second)
			t.is(err, dialect.ErrLockTimeout)
		}},
		{name: "for update of a join", needs: "SelectForUpdate", run: func(t *T) {
			other := azoth.Alias(a, "other")
			o := azoth.Columns[account](other)
			st := azoth.Select2(a.c.ID, o.ID).Join(other, azoth.Lt(a.c.ID, o.ID)).ForUpdate(azoth.LockOf(a))
			sees(t, t.connect(), st, azoth.Pair(int64(1), int64(2)))
		}},
		{name: "for update in every form", run: func(t *T) {
			c := t.connect() // a database that locks otherwise takes it as well
			sees(t, c, ids.ForUpdate(), 1, 2)
			sees(t, c, ids.ForShare(), 1, 2)
			sees(t, c, ids.ForUpdate(azoth.KeyShare()), 1, 2)
			sees(t, c, ids.OrderBy(a.c.Balance).Limit(1).ForUpdate(), 1)
		}},
		{name: "a second writer has to wait", needs: "TwoConnections !ConcurrentWrites", run: func(t *T) {
			first, second := t.connect(), t.connect()
			t.does(first, a.set(1, 1))
			ctx, cancel := context.WithTimeout(t.ctx, 200*time.Millisecond)
			defer cancel()
			_, err := a.set(2, 2).Exec(ctx, second)
			if !errors.Is(err, dialect.ErrLockTimeout) && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error %v", err)
			}
			t.ok(second.Rollback(t.ctx))
			t.ok(first.Commit(t.ctx))
			t.does(second, a.set(2, 2))
		}},
	}
}

// cancelled are statements whose context ends.
func (a accounts) cancelled() []testCase {
	usable := func(t *T, c *engine.Connection) {
		t.Helper()
		t.ok(c.Rollback(t.ctx))
		sees(t, c, a.balance(1), 100)
	}
	return []testCase{
		{name: "cancelled before it is sent", run: func(t *T) {
			ctx, cancel := context.WithCancel(t.ctx)
			cancel()
			c := t.connect()
			_, err := a.set(1, 9).Exec(ctx, c)
			t.is(err, context.Canceled)
			usable(t, c)
		}},
		{name: "cancelled while it runs", needs: "KeepsCancelled LongStatement", run: func(t *T) {
			ctx, cancel := context.WithCancel(t.ctx)
			c := t.connect()
			time.AfterFunc(100*time.Millisecond, cancel)
			began := time.Now()
			_, err := azoth.Text[int64](t.LongStatement).All(ctx, c)
			t.is(err, context.Canceled)
			if d := time.Since(began); d > 5*time.Second {
				t.Errorf("it took %v to stop", d)
			}
			usable(t, c)
		}},
		{name: "deadline while it runs", needs: "KeepsCancelled LongStatement", run: func(t *T) {
			ctx, cancel := context.WithTimeout(t.ctx, 100*time.Millisecond)
			defer cancel()
			c := t.connect()
			_, err := azoth.Text[int64](t.LongStatement).All(ctx, c)
			t.is(err, context.DeadlineExceeded)
			usable(t, c)
		}},
		{name: "cancelled in a transaction that wrote", needs: "KeepsCancelled LongStatement", run: func(t *T) {
			c := t.connect()
			t.does(c, a.set(1, 9))
			ctx, cancel := context.WithTimeout(t.ctx, 50*time.Millisecond)
			defer cancel()
			_, err := azoth.Text[int64](t.LongStatement).All(ctx, c)
			t.is(err, context.DeadlineExceeded)
			usable(t, c) // what was written is undone
		}},
		{name: "cancelled while it waits for a lock", needs: "TwoConnections ConcurrentWrites KeepsCancelled", run: func(t *T) {
			first, second := t.connect(), t.connect()
			t.does(first, a.set(1, 1))
			ctx, cancel := context.WithTimeout(t.ctx, 100*time.Millisecond)
			defer cancel()
			_, err := a.set(1, 2).Exec(ctx, second)
			t.is(err, context.DeadlineExceeded)
			t.ok(second.Rollback(t.ctx))
			t.ok(first.Rollback(t.ctx))
			sees(t, second, a.balance(1), 100)
		}},
		{name: "cancelled again and again", needs: "KeepsCancelled", run: func(t *T) {
			c := t.connect()
			for n := range 20 {
				ctx, cancel := context.WithTimeout(t.ctx, time.Duration(n)*50*time.Microsecond)
				_, err := a.balance(1).All(ctx, c)
				cancel()
				if err != nil {
					t.is(err, context.DeadlineExceeded)
					t.ok(c.Rollback(t.ctx))
				}
				sees(t, c, a.balance(1), 100) // no later statement is hit
			}
		}},
	}
}

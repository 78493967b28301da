package dialecttest

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/fn"
)

// connectionArea is connections: several at once, given back, lost.
func connectionArea(*suite) *area {
	m := azoth.NewMetaData()
	a := newAccounts(m, "connected")
	return &area{name: "connection", meta: m, cases: a.apart(concat(a.several(), a.givenBack(), a.lost()))}
}

func (a accounts) several() []testCase {
	return []testCase{
		{name: "two at once", needs: "TwoConnections", run: func(t *T) {
			first, second := t.connect(), t.connect()
			sees(t, first, a.balance(1), 100)
			sees(t, second, a.balance(2), 200)
			sees(t, first, a.balance(2), 200)
		}},
		{name: "many goroutines", run: func(t *T) {
			var wg sync.WaitGroup
			failed := make(chan error, 64)
			for n := range int64(8) {
				wg.Go(func() {
					for range 20 {
						got, err := a.balance(n%2+1).All(t.ctx, t.engine)
						if err != nil || len(got) != 1 || got[0] != 100*(n%2+1) {
							failed <- errors.Join(err, errors.New(show(got)))
							return
						}
					}
				})
			}
			wg.Wait()
			close(failed)
			for err := range failed {
				t.Error(err)
			}
			t.equal(t.engine.PoolStats().InUse, 0)
		}},
		{name: "many goroutines that write", needs: "ConcurrentWrites", run: func(t *T) {
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					for range 10 {
						err := t.engine.Transact(t.ctx, 50, func(c *engine.Connection) error {
							_, err := azoth.UpdateTable(a).Set(a.c.Balance.SetExpr(a.c.Balance.Add(1))).Where(a.c.ID.Eq(1)).Exec(t.ctx, c)
							return err
						})
						if err != nil {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
			sees(t, t.engine, a.balance(1), 180)
		}},
		{name: "prepared statements of two connections", needs: "TwoConnections", run: func(t *T) {
			first, second := t.connect(), t.connect()
			for range 3 {
				for id := int64(1); id < 3; id++ {
					sees(t, first, a.balance(id), 100*id)
					sees(t, second, a.balance(3-id), 100*(3-id))
				}
			}
		}},
		{name: "more statements than are kept prepared", run: func(t *T) {
			c := t.connect()
			for n := range int64(300) {
				sees(t, c, azoth.Select(azoth.LiteralColumn[int64]("100 + "+show(n))).Where(a.c.ID.Eq(1)).From(a), 100+n)
			}
			sees(t, c, a.balance(1), 100)
		}},
	}
}

func (a accounts) givenBack() []testCase {
	return []testCase{
		{name: "closed twice", run: func(t *T) {
			c := t.connect()
			t.ok(c.Close())
			t.ok(c.Close())
		}},
		{name: "used after close", run: func(t *T) {
			c := t.connect()
			t.ok(c.Close())
			_, err := a.balance(1).All(t.ctx, c)
			t.is(err, engine.ErrClosed)
		}},
		{name: "used by two goroutines", run: func(t *T) {
			c := t.connect()
			for _, err := range a.balance(1).Iter(t.ctx, c) {
				t.ok(err)
			}
			t.ok(c.Raw(func(any) error {
				_, err := a.balance(1).All(t.ctx, c)
				t.is(err, engine.ErrConcurrentUse)
				return nil
			}))
		}},
		{name: "given back in the middle of a result", run: func(t *T) {
			c := t.connect()
			k, err := c.Query(t.ctx, azoth.Select(a.c.ID).Statement(), nil)
			t.ok(err)
			_, err = k.Step()
			t.ok(err)
			t.ok(c.Close())
			if _, err := k.Step(); err == nil {
				t.Error("the result of a connection that was given back goes on")
			}
			sees(t, t.connect(), a.balance(1), 100)
		}},
		{name: "given back with an open transaction", run: func(t *T) {
			c := t.connect()
			t.does(c, a.set(1, 7))
			t.ok(c.Close())
			for range 3 {
				c := t.connect()
				t.equal(c.InTransaction(), false)
				sees(t, c, a.balance(1), 100)
				t.ok(c.Close())
			}
		}},
		{name: "client library", run: func(t *T) {
			c := t.connect()
			t.ok(c.Raw(func(conn any) error {
				if conn == nil {
					t.Error("there is no connection of the client library")
				}
				return nil
			}))
			sees(t, c, a.balance(1), 100)
		}},
		{name: "engine of a case", run: func(t *T) {
			e := t.config.Open(t)
			sees(t, e, azoth.Text[int64]("SELECT 1"), 1)
			has := t.connectTo(e)
			found, err := has.HasTable(t.ctx, "", "connected")
			t.ok(err)
			t.equal(found, false) // another database
			t.ok(has.Close())
			t.ok(e.Close())
			_, err = azoth.Text[int64]("SELECT 1").All(t.ctx, e)
			t.is(err, engine.ErrClosed)
		}},
	}
}

// lost are connections that the server ends.
func (a accounts) lost() []testCase {
	kill := func(t *T, c *engine.Connection) error {
		t.Helper()
		_, err := azoth.Text[bool](t.KillConnection).Exec(t.ctx, c)
		if err == nil { // the answer may be faster than the end
			_, err = a.balance(1).All(t.ctx, c)
		}
		return err
	}
	return []testCase{
		{name: "lost in a transaction", needs: "KillConnection", run: func(t *T) {
			c := t.connect()
			t.does(c, a.set(1, 7))
			err := kill(t, c)
			t.is(err, dialect.ErrDisconnect)
			t.is(err, dialect.ErrOperational)
			t.equal(c.InTransaction(), false)
			t.ok(c.Rollback(t.ctx))
			t.ok(c.Close())
			sees(t, t.engine, a.balance(1), 100)
		}},
		{name: "lost, and used again", needs: "KillConnection", run: func(t *T) {
			c := t.connect()
			t.is(kill(t, c), dialect.ErrDisconnect)
			if _, err := a.balance(1).All(t.ctx, c); err == nil {
				t.Error("a lost connection goes on")
			}
			t.ok(c.Close())
			sees(t, t.connect(), a.balance(1), 100)
		}},
		{name: "lost before commit", needs: "KillConnection", run: func(t *T) {
			c := t.connect()
			t.does(c, a.set(1, 7))
			t.is(kill(t, c), dialect.ErrDisconnect)
			if err := c.Commit(t.ctx); err == nil {
				t.Error("a lost transaction was committed")
			}
			sees(t, t.connect(), a.balance(1), 100)
		}},
		{name: "lost while idle", needs: "KillConnection TwoConnections", run: func(t *T) {
			for range 3 {
				victim := t.connect()
				t.is(kill(t, victim), dialect.ErrDisconnect)
				t.ok(victim.Close())
				sees(t, t.engine, azoth.Select(fn.Count()).From(a), 2) // nobody else notices
			}
		}},
		{name: "context that ends before a connection is there", run: func(t *T) {
			ctx, cancel := context.WithDeadline(t.ctx, time.Now().Add(-time.Second))
			defer cancel()
			_, err := t.engine.Connect(ctx)
			t.is(err, context.DeadlineExceeded)
		}},
	}
}

package dialecttest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// eventArea is what listeners hear and change.
func eventArea(*suite) *area {
	m := azoth.NewMetaData()
	a := newAccounts(m, "heard")
	return &area{name: "event", meta: m, cases: a.apart(concat(a.heard(), a.rewritten(), a.mended(), a.pooled()))}
}

// listening is a connection with a listener.
func (t *T) listening(h engine.Hooks) *engine.Connection {
	t.Helper()
	return t.connectTo(t.engine.With(engine.Listen(h)))
}

// log is what a case has heard.
type log []string

func (l *log) add(format string, args ...any) { *l = append(*l, fmt.Sprintf(format, args...)) }

// heard wants the log to be so, and empties it.
func (t *T) heard(l *log, want ...string) {
	t.Helper()
	t.equal(strings.Join(*l, "\n"), strings.Join(want, "\n"))
	*l = nil
}

// ended tells how statements have ended.
func (l *log) ended() engine.Hooks {
	return engine.Hooks{AfterStatement: func(_ context.Context, e *engine.StatementDone) {
		l.add("%s: %d read, %d written, %v", strings.Fields(e.SQL)[0], e.Rows, e.Affected, e.Err != nil)
	}}
}

func (a accounts) heard() []testCase {
	return []testCase{
		{name: "the end of statements", run: func(t *T) {
			var l log
			c := t.listening(l.ended())
			t.does(c, a.add(3, 300))
			t.does(c, azoth.UpdateTable(a).Set(a.c.Balance.Set(5)).Where(a.c.ID.Lt(3)))
			sees(t, c, azoth.Select(a.c.Balance).OrderBy(a.c.ID), 5, 5, 300)
			t.heard(&l, "INSERT: 0 read, 1 written, false", "UPDATE: 0 read, 2 written, false", "SELECT: 3 read, 0 written, false")
		}},
		{name: "the end of statements that fail", run: func(t *T) {
			var l log
			c := t.listening(l.ended())
			_, err := a.add(1, 5).Exec(t.ctx, c)
			t.is(err, dialect.ErrIntegrity)
			t.ok(c.Rollback(t.ctx))
			t.heard(&l, "INSERT: 0 read, 0 written, true")
		}},
		{name: "phases", needs: "TwoPhase", run: func(t *T) {
			var l log
			c := t.listening(engine.Hooks{Transaction: func(_ context.Context, e engine.TransactionEvent) { l.add("%s %s", e.Kind, e.Name) }})
			for _, commit := range []bool{true, false} {
				tx, err := c.BeginTwoPhase(t.ctx, "heard")
				t.ok(err)
				t.does(c, a.add(3, 1))
				t.ok(tx.Prepare(t.ctx))
				if commit {
					t.ok(tx.Commit(t.ctx))
					t.does(c, azoth.DeleteFrom(a).Where(a.c.ID.Eq(3)))
					t.ok(c.Commit(t.ctx))
				} else {
					t.ok(tx.Rollback(t.ctx))
				}
			}
			t.heard(&l, "BEGIN TWOPHASE heard", "PREPARE TWOPHASE heard", "COMMIT TWOPHASE heard", "BEGIN ", "COMMIT ",
				"BEGIN TWOPHASE heard", "PREPARE TWOPHASE heard", "ROLLBACK TWOPHASE heard")
		}},
	}
}

func (a accounts) rewritten() []testCase {
	return []testCase{
		{name: "a comment on every statement", run: func(t *T) {
			var l log
			trace := "same"
			c := t.listening(engine.Hooks{
				Statement: func(_ context.Context, e *engine.StatementEvent) { e.SQL += " /* " + trace + " */" },
				AfterStatement: func(_ context.Context, e *engine.StatementDone) {
					if !strings.HasSuffix(e.SQL, " /* "+trace+" */") || e.Err != nil {
						l.add("%s %v", e.SQL, e.Err)
					}
				},
			})
			for n := range int64(6) {
				if n > 3 {
					trace = fmt.Sprint("number ", n)
				}
				t.does(c, a.add(10+n, n))
				sees(t, c, azoth.Select(a.c.Balance).Where(a.c.ID.Eq(10+n)), n)
			}
			t.heard(&l)
		}},
		{name: "other values", run: func(t *T) {
			c := t.listening(engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) {
				for _, row := range e.Args {
					for i := range row {
						if row[i].Kind() == types.KindInt64 && row[i].Int64() == 1000 {
							row[i] = types.Int64Value(7)
						}
					}
				}
			}})
			t.does(c, a.add(3, 1000))
			insert := azoth.InsertInto(a).Values(a.c.ID.SetExpr(azoth.Param[int64]("id")), a.c.Balance.SetExpr(azoth.Param[int64]("balance")))
			_, err := insert.ExecMany(t.ctx, c, azoth.Params{"id": int64(4), "balance": int64(1000)}, azoth.Params{"id": int64(5), "balance": int64(8)})
			t.ok(err)
			sees(t, c, azoth.Select(a.c.Balance).Where(a.c.ID.Gt(2)).OrderBy(a.c.ID), 7, 7, 8)
		}},
		{name: "another statement", run: func(t *T) {
			c := t.listening(engine.Hooks{BeforeExecute: func(_ context.Context, e *engine.ExecuteEvent) error {
				e.Statement, _ = expr.Filtered(e.Statement, a.c.ID.Ne(2))
				return nil
			}})
			for range 2 {
				sees(t, c, azoth.Select(a.c.ID).Where(a.c.Balance.Gt(0)).OrderBy(a.c.ID), 1)
			}
			t.does(c, azoth.UpdateTable(a).Set(a.c.Balance.Set(5)).AllRows())
			t.does(c, a.add(3, 5)) // has no conditions
			t.does(c, azoth.DeleteFrom(a).Where(a.c.ID.Ne(3)))
			t.ok(c.Commit(t.ctx))
			sees(t, t.engine, azoth.Select(a.c.Balance).OrderBy(a.c.ID), 200, 5)
		}},
	}
}

// mended are errors that hooks replace.
func (a accounts) mended() []testCase {
	errTaken := errors.New("the account is taken")
	return []testCase{
		{name: "an error of the program", run: func(t *T) {
			c := t.listening(engine.Hooks{HandleError: func(_ context.Context, e *engine.ErrorEvent) {
				if errors.Is(e.Err, dialect.ErrUnique) {
					e.Err = fmt.Errorf("%w: %w", errTaken, e.Err)
				}
			}})
			_, err := a.add(1, 5).Exec(t.ctx, c)
			t.is(err, errTaken)
			t.is(err, dialect.ErrUnique)
			t.ok(c.Rollback(t.ctx))
			sees(t, c, azoth.Select(a.c.ID).OrderBy(a.c.ID), 1, 2)
		}},
		{name: "an error that says that the connection is lost", run: func(t *T) {
			e := t.config.Open(t.T)
			var l log
			t.Cleanup(e.ListenPool(engine.PoolHooks{
				Invalidate: func(c *engine.PoolConnection) { l.add("%v", errors.Is(c.Err(), dialect.ErrDisconnect)) },
			}))
			t.Cleanup(e.Listen(engine.Hooks{HandleError: func(_ context.Context, ev *engine.ErrorEvent) { ev.Disconnect = true }}))
			_, err := azoth.Text[int64]("SELECT nothing_is_called_so").All(t.ctx, e)
			t.is(err, dialect.ErrDisconnect)
			t.heard(&l, "true")
			sees(t, e, azoth.Text[int64]("SELECT 1 AS n"), 1)
		}},
	}
}

// pooled are the hooks of the pool.
func (a accounts) pooled() []testCase {
	scratch := azoth.Text[int64]("SELECT n FROM heard_scratch")
	return []testCase{
		{name: "connections are set up", run: func(t *T) {
			e := t.config.Open(t.T)
			opened := 0
			e.ListenPool(engine.PoolHooks{
				Connect: func(ctx context.Context, c *engine.PoolConnection) error {
					opened++
					return c.Exec(ctx, "CREATE TEMPORARY TABLE IF NOT EXISTS heard_scratch AS SELECT 5 AS n")
				},
				Checkout: func(ctx context.Context, c *engine.PoolConnection) error {
					return c.Query(ctx, "SELECT n FROM heard_scratch", func(r driver.Rows) error {
						if r.Int64(0) != 5 {
							return errors.New("no 5")
						}
						return nil
					})
				},
			})
			const times = 3
			for range times {
				sees(t, e, scratch, 5)
			}
			if e.PoolStats().Size > 0 { // what is set stays, and so does the connection
				t.equal(opened, 1)
			} else {
				t.equal(opened, times)
			}
		}},
		{name: "a connection that cannot be set up", run: func(t *T) {
			e := t.config.Open(t.T)
			remove := e.ListenPool(engine.PoolHooks{Connect: func(ctx context.Context, c *engine.PoolConnection) error {
				return c.Exec(ctx, "SELECT nothing_is_called_so")
			}})
			_, err := e.Connect(t.ctx)
			t.is(err, dialect.ErrProgramming)
			t.equal(e.PoolStats().InUse+e.PoolStats().Idle, 0)
			remove()
			sees(t, e, azoth.Text[int64]("SELECT 1 AS n"), 1)
		}},
	}
}

package dialecttest

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// account is a row that transactions change.
type account struct {
	ID      col.Int64
	Balance col.Int64
}

type accounts struct{ table[account] }

func newAccounts(m *schema.MetaData, name string) accounts {
	return accounts{define[account](m, name,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("balance", types.BigInteger(), schema.NotNull()))}
}

// fresh puts the two accounts into the table, 1 with 100 and 2 with 200, and nothing else, and commits.
func (a accounts) fresh(t *T) {
	t.Helper()
	t.ok(t.engine.Begin(t.ctx, func(c *engine.Connection) error {
		_, err := azoth.DeleteFrom(a).AllRows().Exec(t.ctx, c)
		t.ok(err)
		for id := range int64(2) {
			_, err := a.add(id+1, 100*(id+1)).Exec(t.ctx, c)
			t.ok(err)
		}
		return nil
	}))
}

func (a accounts) add(id, balance int64) expr.Insert[expr.Dynamic] {
	return azoth.InsertInto(a).Values(a.c.ID.Set(id), a.c.Balance.Set(balance))
}

func (a accounts) set(id, balance int64) expr.Update[expr.Dynamic] {
	return azoth.UpdateTable(a).Set(a.c.Balance.Set(balance)).Where(a.c.ID.Eq(id))
}

func (a accounts) balance(id int64) expr.Select[int64] {
	return azoth.Select(a.c.Balance).Where(a.c.ID.Eq(id))
}

// apart makes cases that commit: each begins with the two accounts.
func (a accounts) apart(cases []testCase) []testCase {
	for n, c := range cases {
		cases[n].apart = true
		cases[n].run = func(t *T) {
			a.fresh(t)
			c.run(t)
		}
	}
	return cases
}

// does runs a statement on a connection.
func (t *T) does(c expr.Executor, st interface {
	Exec(ctx context.Context, ex expr.Executor) (int64, error)
},
) {
	t.Helper()
	_, err := st.Exec(t.ctx, c)
	t.ok(err)
}

// sees wants somebody to read these rows.
func sees[R any](t *T, c expr.Executor, q query[R], want ...R) {
	t.Helper()
	got, err := q.All(t.ctx, c)
	t.ok(err)
	t.equal(got, append([]R{}, want...))
}

func transactionArea(*suite) *area {
	m := azoth.NewMetaData()
	a := newAccounts(m, "accounts")
	return &area{name: "transaction", meta: m, cases: a.apart(concat(a.whole(), a.begun(), a.nested(), a.unbalanced(), a.failures(), a.engines(), a.ddl()))}
}

func (a accounts) whole() []testCase {
	ids := azoth.Select(a.c.ID).OrderBy(a.c.ID)
	return []testCase{
		{name: "commit", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			t.ok(c.Commit(t.ctx))
			sees(t, t.connectAfter(c), ids, 1, 2, 3)
		}},
		{name: "rollback", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			t.does(c, a.set(1, 7))
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2)
			sees(t, c, a.balance(1), 100)
		}},
		{name: "a transaction sees what it wrote", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			sees(t, c, ids, 1, 2, 3)
		}},
		{name: "close rolls back", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			t.ok(c.Close())
			sees(t, t.connect(), ids, 1, 2)
		}},
		{name: "others do not see what is not committed", needs: "TwoConnections ConcurrentReads", run: func(t *T) {
			c, other := t.connect(), t.connect()
			t.does(c, a.add(3, 1))
			sees(t, other, ids, 1, 2)
			t.ok(other.Rollback(t.ctx))
			t.ok(c.Commit(t.ctx))
			sees(t, other, ids, 1, 2, 3)
		}},
	}
}

// begun are transactions that begin before their first statement, and those that never do.
func (a accounts) begun() []testCase {
	ids := azoth.Select(a.c.ID).OrderBy(a.c.ID)
	return []testCase{
		{name: "begin and commit", run: func(t *T) {
			c := t.connect()
			tx, err := c.Begin(t.ctx)
			t.ok(err)
			t.equal([]bool{c.InTransaction(), tx.Active()}, []bool{true, true})
			t.does(c, a.add(3, 1))
			t.ok(tx.Commit(t.ctx))
			t.equal([]bool{c.InTransaction(), tx.Active()}, []bool{false, false})
			sees(t, c, ids, 1, 2, 3)
		}},
		{name: "begin and rollback", run: func(t *T) {
			c := t.connect()
			tx, err := c.Begin(t.ctx)
			t.ok(err)
			t.does(c, a.add(3, 1))
			t.ok(tx.Rollback(t.ctx))
			t.ok(tx.Rollback(t.ctx)) // it has ended
			sees(t, c, ids, 1, 2)
		}},
		{name: "begin twice", run: func(t *T) {
			c := t.connect()
			_, err := c.Begin(t.ctx)
			t.ok(err)
			_, err = c.Begin(t.ctx)
			t.is(err, engine.ErrTransactionOpen)
		}},
		{name: "begin after a statement", run: func(t *T) {
			c := t.connect()
			sees(t, c, ids, 1, 2)
			_, err := c.Begin(t.ctx)
			t.is(err, engine.ErrTransactionOpen)
		}},
		{name: "commit twice", run: func(t *T) {
			c := t.connect()
			tx, err := c.Begin(t.ctx)
			t.ok(err)
			t.ok(tx.Commit(t.ctx))
			t.is(tx.Commit(t.ctx), engine.ErrNotActive)
		}},
		{name: "commit and rollback without a transaction", run: func(t *T) {
			c := t.connect()
			t.ok(c.Commit(t.ctx))
			t.ok(c.Rollback(t.ctx))
			t.equal(c.InTransaction(), false)
		}},
		{name: "one transaction after the other", run: func(t *T) {
			c := t.connect()
			for n := range int64(5) {
				t.does(c, a.add(10+n, n))
				if n%2 == 0 {
					t.ok(c.Commit(t.ctx))
				} else {
					t.ok(c.Rollback(t.ctx))
				}
			}
			sees(t, c, ids, 1, 2, 10, 12, 14)
		}},
		{name: "transaction that only reads", run: func(t *T) {
			c := t.connect()
			sees(t, c, ids, 1, 2)
			t.equal([]bool{c.InTransaction(), c.Wrote()}, []bool{true, false})
			t.ok(c.Commit(t.ctx))
		}},
	}
}

// connectAfter is a second connection, or, where there is none, the first one.
func (t *T) connectAfter(c *engine.Connection) *engine.Connection {
	t.Helper()
	if !t.TwoConnections {
		return c
	}
	return t.connect()
}

// engines are transactions that an Engine begins and ends.
func (a accounts) engines() []testCase {
	ids := azoth.Select(a.c.ID).OrderBy(a.c.ID)
	enough := errors.New("enough")
	return []testCase{
		{name: "engine commits", run: func(t *T) {
			t.ok(t.engine.Begin(t.ctx, func(c *engine.Connection) error {
				t.does(c, a.add(3, 1))
				return nil
			}))
			sees(t, t.engine, ids, 1, 2, 3)
		}},
		{name: "engine rolls back after an error", run: func(t *T) {
			t.is(t.engine.Begin(t.ctx, func(c *engine.Connection) error {
				t.does(c, a.add(3, 1))
				return enough
			}), enough)
			sees(t, t.engine, ids, 1, 2)
		}},
		{name: "engine rolls back after a panic", run: func(t *T) {
			func() {
				defer func() { t.equal(recover(), any("boom")) }()
				_ = t.engine.Begin(t.ctx, func(c *engine.Connection) error {
					t.does(c, a.add(3, 1))
					panic("boom")
				})
			}()
			sees(t, t.engine, ids, 1, 2)
			t.equal(t.engine.PoolStats().InUse, 0)
		}},
		{name: "statement of an engine is its own transaction", run: func(t *T) {
			t.does(t.engine, a.add(3, 1))
			sees(t, t.engine, ids, 1, 2, 3)
			_, err := a.add(3, 1).Exec(t.ctx, t.engine)
			t.is(err, dialect.ErrUnique)
			t.does(t.engine, a.add(4, 1))
			sees(t, t.engine, ids, 1, 2, 3, 4)
		}},
		{name: "returning of an engine is committed", needs: "InsertReturning", run: func(t *T) {
			got, err := azoth.Returning(a.add(3, 1), a.c.ID).All(t.ctx, t.engine)
			t.ok(err)
			t.equal(got, []int64{3})
			sees(t, t.engine, ids, 1, 2, 3)
		}},
		{name: "autocommit", run: func(t *T) {
			c := t.connect()
			t.ok(c.SetIsolation(engine.Autocommit))
			t.does(c, a.add(3, 1))
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2, 3)
		}},
		{name: "autocommit ends with the connection", run: func(t *T) {
			c := t.connect()
			t.ok(c.SetIsolation(engine.Autocommit))
			t.does(c, a.add(3, 1))
			t.ok(c.Close())
			c = t.connect()
			t.does(c, a.add(4, 1))
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2, 3)
		}},
		{name: "autocommit of an engine", run: func(t *T) {
			c := t.connectTo(t.engine.With(engine.WithIsolation(engine.Autocommit)))
			t.does(c, a.add(3, 1))
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2, 3)
		}},
		{name: "transaction that is repeated", run: func(t *T) {
			runs := 0
			t.ok(t.engine.Transact(t.ctx, 3, func(c *engine.Connection) error {
				t.does(c, a.add(3, 1))
				if runs++; runs < 3 {
					return &dialect.Error{Class: dialect.ErrSerialization, Err: enough}
				}
				return nil
			}))
			t.equal(runs, 3)
			sees(t, t.engine, ids, 1, 2, 3)
		}},
		{name: "transaction that is not repeated", run: func(t *T) {
			runs := 0
			t.is(t.engine.Transact(t.ctx, 3, func(c *engine.Connection) error {
				runs++
				_, err := a.add(1, 1).Exec(t.ctx, c)
				return err
			}), dialect.ErrUnique)
			t.equal(runs, 1)
		}},
	}
}

func (a accounts) ddl() []testCase {
	return []testCase{
		{name: "table of a transaction that is rolled back", needs: "TransactionalDDL", run: func(t *T) {
			m := azoth.NewMetaData()
			b := newAccounts(m, "undone")
			c := t.connect()
			t.does(c, a.set(1, 7))
			t.ok(m.CreateAll(t.ctx, c))
			t.does(c, b.add(1, 1))
			t.ok(c.Rollback(t.ctx))
			has, err := c.HasTable(t.ctx, "", "undone")
			t.ok(err)
			t.equal(has, false)
			sees(t, c, a.balance(1), 100)
		}},
		{name: "table of a transaction that is committed", run: func(t *T) {
			m := azoth.NewMetaData()
			b := newAccounts(m, "done")
			c := t.connect()
			t.ok(m.CreateAll(t.ctx, c))
			t.does(c, b.add(1, 1))
			t.ok(c.Commit(t.ctx))
			sees(t, c, b.balance(1), 1)
			t.ok(m.DropAll(t.ctx, c))
			t.ok(c.Commit(t.ctx))
			has, err := c.HasTable(t.ctx, "", "done")
			t.ok(err)
			t.equal(has, false)
		}},
		{name: "write after create commits nothing too early", needs: "TransactionalDDL Savepoints", run: func(t *T) {
			m := azoth.NewMetaData()
			newAccounts(m, "undone_too")
			c := t.connect()
			sp, err := c.BeginNested(t.ctx)
			t.ok(err)
			t.ok(m.CreateAll(t.ctx, c))
			t.ok(sp.Rollback(t.ctx))
			t.does(c, a.set(1, 7))
			t.ok(c.Commit(t.ctx))
			has, err := c.HasTable(t.ctx, "", "undone_too")
			t.ok(err)
			t.equal(has, false)
			sees(t, c, a.balance(1), 7)
		}},
	}
}

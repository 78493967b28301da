package dialecttest

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
)

// savepoint begins a savepoint.
func (t *T) savepoint(c *engine.Connection) *engine.Transaction {
	t.Helper()
	sp, err := c.BeginNested(t.ctx)
	t.ok(err)
	return sp
}

// nested are savepoints.
func (a accounts) nested() []testCase {
	ids := azoth.Select(a.c.ID).OrderBy(a.c.ID)
	const needs = "Savepoints"
	return []testCase{
		{name: "savepoint released", needs: needs, run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			sp := t.savepoint(c)
			t.does(c, a.add(4, 1))
			t.ok(sp.Commit(t.ctx))
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2, 3, 4)
		}},
		{name: "savepoint rolled back", needs: needs, run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			sp := t.savepoint(c)
			t.does(c, a.add(4, 1))
			t.ok(sp.Rollback(t.ctx))
			t.does(c, a.add(5, 1))
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2, 3, 5)
		}},
		{name: "savepoint released and all rolled back", needs: needs, run: func(t *T) {
			c := t.connect()
			sp := t.savepoint(c)
			t.does(c, a.add(4, 1))
			t.ok(sp.Commit(t.ctx))
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2)
		}},
		{name: "savepoint in a savepoint", needs: needs, run: func(t *T) {
			c := t.connect()
			outer := t.savepoint(c)
			t.does(c, a.add(3, 1))
			inner := t.savepoint(c)
			t.does(c, a.add(4, 1))
			t.ok(inner.Rollback(t.ctx))
			t.does(c, a.add(5, 1))
			t.ok(outer.Commit(t.ctx))
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2, 3, 5)
		}},
		{name: "outer savepoint rolled back after the inner was released", needs: needs, run: func(t *T) {
			c := t.connect()
			outer := t.savepoint(c)
			inner := t.savepoint(c)
			t.does(c, a.add(4, 1))
			t.ok(inner.Commit(t.ctx))
			t.ok(outer.Rollback(t.ctx))
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2)
		}},
	}
}

// unbalanced are savepoints that do not end one by one.
func (a accounts) unbalanced() []testCase {
	ids := azoth.Select(a.c.ID).OrderBy(a.c.ID)
	const needs = "Savepoints"
	return []testCase{
		{name: "outer savepoint before the inner", needs: needs, run: func(t *T) {
			c := t.connect()
			outer := t.savepoint(c)
			t.savepoint(c)
			t.is(outer.Commit(t.ctx), engine.ErrNotActive)
		}},
		{name: "commit ends all savepoints", needs: needs, run: func(t *T) {
			c := t.connect()
			sp := t.savepoint(c)
			t.does(c, a.add(3, 1))
			t.ok(c.Commit(t.ctx))
			t.equal(sp.Active(), false)
			t.is(sp.Commit(t.ctx), engine.ErrNotActive)
			sees(t, c, ids, 1, 2, 3)
		}},
		{name: "savepoints one after the other", needs: needs, run: func(t *T) {
			c := t.connect()
			for n := range int64(6) {
				sp := t.savepoint(c)
				t.does(c, a.add(10+n, n))
				if n%3 == 0 {
					t.ok(sp.Rollback(t.ctx))
				} else {
					t.ok(sp.Commit(t.ctx))
				}
			}
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2, 11, 12, 14, 15)
		}},
		{name: "error in a savepoint", needs: needs, run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			sp := t.savepoint(c)
			_, err := a.add(3, 9).Exec(t.ctx, c)
			t.is(err, dialect.ErrUnique)
			t.ok(sp.Rollback(t.ctx))
			t.does(c, a.add(4, 1))
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2, 3, 4)
		}},
	}
}

func (a accounts) failures() []testCase {
	ids := azoth.Select(a.c.ID).OrderBy(a.c.ID)
	return []testCase{
		{name: "statement after an error", needs: "ErrorKeepsTransaction", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			_, err := a.add(3, 1).Exec(t.ctx, c)
			t.is(err, dialect.ErrUnique)
			t.does(c, a.add(4, 1))
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2, 3, 4)
		}},
		{name: "statement after an error is refused", needs: "!ErrorKeepsTransaction", run: func(t *T) {
			c := t.connect()
			_, err := a.add(1, 1).Exec(t.ctx, c)
			t.is(err, dialect.ErrUnique)
			if _, err = ids.All(t.ctx, c); err == nil {
				t.Error("the failed transaction goes on")
			}
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2)
		}},
		{name: "commit after an error is no success", needs: "!ErrorKeepsTransaction", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			_, err := a.add(1, 1).Exec(t.ctx, c)
			t.is(err, dialect.ErrUnique)
			err = c.Commit(t.ctx)
			if err == nil || errors.Is(err, engine.ErrCommitUnknown) {
				t.Errorf("Commit of a failed transaction: %v", err)
			}
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2)
		}},
		{name: "rollback after an error", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			_, err := a.add(1, 1).Exec(t.ctx, c)
			t.is(err, dialect.ErrUnique)
			t.ok(c.Rollback(t.ctx))
			t.does(c, a.add(4, 1))
			t.ok(c.Commit(t.ctx))
			sees(t, c, ids, 1, 2, 4)
		}},
		{name: "rollback after the end of the context", run: func(t *T) {
			ctx, cancel := context.WithCancel(t.ctx)
			c := t.connect()
			t.does(c, a.add(3, 1))
			cancel()
			t.ok(c.Rollback(ctx))
			sees(t, c, ids, 1, 2)
		}},
		{name: "commit after the end of the context", run: func(t *T) {
			ctx, cancel := context.WithCancel(t.ctx)
			c := t.connect()
			t.does(c, a.add(3, 1))
			cancel()
			if err := c.Commit(ctx); err == nil {
				sees(t, c, ids, 1, 2, 3)
				return
			} else if !errors.Is(err, context.Canceled) || errors.Is(err, engine.ErrCommitUnknown) {
				t.Errorf("error %v", err)
			}
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2)
		}},
		{name: "syntax error and rollback", run: func(t *T) {
			c := t.connect()
			t.does(c, a.add(3, 1))
			_, err := azoth.Text[int64]("SELEKT 1").All(t.ctx, c)
			t.is(err, dialect.ErrProgramming)
			t.ok(c.Rollback(t.ctx))
			sees(t, c, ids, 1, 2)
		}},
	}
}

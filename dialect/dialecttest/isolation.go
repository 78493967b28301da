package dialecttest

import (
	"errors"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/fn"
)

// isolationArea is isolation levels: set, read back, and what they keep apart.
func isolationArea(*suite) *area {
	m := azoth.NewMetaData()
	a := newAccounts(m, "isolated")
	return &area{name: "isolation", meta: m, cases: a.apart(concat(a.levels(), a.reads(), a.conflicts()))}
}

// level is what the database says of the transaction of c.
func (t *T) level(c *engine.Connection) string {
	t.Helper()
	got, err := azoth.Text[string](t.ReadIsolation).One(t.ctx, c)
	t.ok(err)
	return strings.ReplaceAll(strings.ToUpper(got), "-", " ")
}

func (a accounts) levels() []testCase {
	out := []testCase{
		{name: "default", needs: "ReadIsolation", run: func(t *T) {
			t.equal(t.level(t.connect()), t.effective(t.engine.Dialect().Features.IsolationLevels[0]))
		}},
		{name: "unknown level", run: func(t *T) {
			c := t.connect()
			if err := c.SetIsolation("FOO BAR"); err == nil {
				t.Error("the level FOO BAR was set")
			} else {
				t.contains(err.Error(), "FOO BAR", t.engine.Dialect().Features.IsolationLevels[0])
			}
			sees(t, c, a.balance(1), 100)
		}},
		{name: "level in a transaction", run: func(t *T) {
			c := t.connect()
			sees(t, c, a.balance(1), 100)
			if err := c.SetIsolation(engine.Serializable); err == nil {
				t.Error("the level of a transaction that is open was set")
			}
		}},
		{name: "level of an engine", needs: "ReadIsolation", run: func(t *T) {
			levels := t.engine.Dialect().Features.IsolationLevels
			other := levels[len(levels)-1]
			c := t.connectTo(t.engine.With(engine.WithIsolation(engine.Isolation(other))))
			t.equal(t.level(c), t.effective(other))
		}},
		{name: "level ends with the connection", needs: "ReadIsolation", run: func(t *T) {
			levels := t.engine.Dialect().Features.IsolationLevels
			for _, l := range levels {
				c := t.connect()
				t.ok(c.SetIsolation(engine.Isolation(l)))
				t.equal(t.level(c), t.effective(l))
				t.ok(c.Close())
				c = t.connect()
				t.equal(t.level(c), t.effective(levels[0]))
				t.ok(c.Close())
			}
		}},
		{name: "one level after the other", needs: "ReadIsolation", run: func(t *T) {
			c := t.connect()
			for range 2 {
				for _, l := range t.engine.Dialect().Features.IsolationLevels {
					t.ok(c.SetIsolation(engine.Isolation(l)))
					t.equal(t.level(c), t.effective(l))
					t.ok(c.Commit(t.ctx))
				}
			}
		}},
	}
	for _, l := range []engine.Isolation{engine.ReadUncommitted, engine.ReadCommitted, engine.RepeatableRead, engine.Serializable} {
		out = append(out, testCase{name: strings.ToLower(string(l)), run: func(t *T) { a.works(t, l) }})
	}
	return out
}

// effective is what the database calls a level.
func (t *T) effective(level string) string {
	if own := t.LevelNames[level]; own != "" {
		return own
	}
	return level
}

// works wants transactions of a level to work, or, where there is no such level, an error that names those that there are.
func (a accounts) works(t *T, l engine.Isolation) {
	c := t.connect()
	if !t.hasLevel(l) {
		err := c.SetIsolation(l)
		if err == nil {
			t.Fatalf("the level %s was set", l)
		}
		t.contains(err.Error(), string(l))
		return
	}
	t.ok(c.SetIsolation(l))
	t.does(c, a.set(1, 7))
	t.ok(c.Commit(t.ctx))
	sees(t, c, a.balance(1), 7)
	t.does(c, a.set(1, 8))
	t.ok(c.Rollback(t.ctx))
	sees(t, c, a.balance(1), 7)
}

func (t *T) hasLevel(l engine.Isolation) bool {
	for _, known := range t.engine.Dialect().Features.IsolationLevels {
		if known == string(l) {
			return true
		}
	}
	return false
}

// with is a connection of a level.
func (t *T) with(l engine.Isolation) *engine.Connection {
	t.Helper()
	c := t.connect()
	t.ok(c.SetIsolation(l))
	return c
}

func (a accounts) reads() []testCase {
	const needs = "TwoConnections ConcurrentReads"
	total := azoth.Select(fn.Count()).From(a)
	return []testCase{
		{name: "no dirty reads", needs: needs + " ReadCommitted", run: func(t *T) {
			writer, reader := t.connect(), t.with(engine.ReadCommitted)
			t.does(writer, a.set(1, 7))
			sees(t, reader, a.balance(1), 100)
		}},
		{name: "read committed reads what was committed meanwhile", needs: needs + " ReadCommitted", run: func(t *T) {
			writer, reader := t.connect(), t.with(engine.ReadCommitted)
			sees(t, reader, a.balance(1), 100)
			t.does(writer, a.set(1, 7))
			t.ok(writer.Commit(t.ctx))
			sees(t, reader, a.balance(1), 7)
		}},
		{name: "repeatable read reads the same again", needs: needs + " Snapshot", run: func(t *T) {
			writer, reader := t.connect(), t.with(engine.RepeatableRead)
			sees(t, reader, a.balance(1), 100)
			t.does(writer, a.set(1, 7))
			t.ok(writer.Commit(t.ctx))
			sees(t, reader, a.balance(1), 100)
			t.ok(reader.Commit(t.ctx))
			sees(t, reader, a.balance(1), 7)
		}},
		{name: "repeatable read sees no new rows", needs: needs + " Snapshot", run: func(t *T) {
			writer, reader := t.connect(), t.with(engine.RepeatableRead)
			sees(t, reader, total, 2)
			t.does(writer, a.add(3, 1))
			t.ok(writer.Commit(t.ctx))
			sees(t, reader, total, 2)
		}},
		{name: "serializable reads the same again", needs: needs + " SerializableSnapshot", run: func(t *T) {
			reader := t.with(engine.Serializable)
			sees(t, reader, a.balance(1), 100)
			writer := t.connect()
			t.does(writer, a.set(1, 7))
			t.ok(writer.Commit(t.ctx))
			sees(t, reader, a.balance(1), 100)
		}},
	}
}

// conflicts are transactions that cannot both be right.
func (a accounts) conflicts() []testCase {
	return []testCase{
		{name: "lost update", needs: "TwoConnections ConcurrentWrites SnapshotConflict", run: func(t *T) {
			first, second := t.with(engine.RepeatableRead), t.with(engine.RepeatableRead)
			sees(t, first, a.balance(1), 100)
			sees(t, second, a.balance(1), 100)
			t.does(first, a.set(1, 101))
			t.ok(first.Commit(t.ctx))
			_, err := a.set(1, 102).Exec(t.ctx, second)
			t.is(err, dialect.ErrSerialization)
			t.equal(engine.Retryable(err), true)
			t.ok(second.Rollback(t.ctx))
			sees(t, second, a.balance(1), 101)
		}},
		{name: "write skew", needs: "TwoConnections ConcurrentWrites SerializationFailure", run: func(t *T) {
			first, second := t.with(engine.Serializable), t.with(engine.Serializable)
			err := a.skew(t, first, second)
			t.is(err, dialect.ErrSerialization)
			t.equal(engine.Retryable(err), true)
		}},
		{name: "read, then write what somebody wrote", needs: "TwoConnections !ConcurrentWrites ConcurrentReads", run: func(t *T) {
			first, second := t.connect(), t.connect()
			sees(t, second, a.balance(1), 100)
			t.does(first, a.set(1, 101))
			t.ok(first.Commit(t.ctx))
			_, err := a.set(1, 102).Exec(t.ctx, second)
			if !engine.Retryable(err) {
				t.Errorf("error %v, which is not to be repeated", err)
			}
			t.ok(second.Rollback(t.ctx))
			sees(t, second, a.balance(1), 101)
		}},
	}
}

// skew lets two transactions read both accounts and write one each, of which one must fail: in a write or in its commit.
func (a accounts) skew(t *T, first, second *engine.Connection) error {
	t.Helper()
	sum := azoth.Select(fn.Sum(a.c.Balance))
	sees(t, first, sum, ptr(int64(300)))
	sees(t, second, sum, ptr(int64(300)))
	done := make(chan error, 1)
	go func() { // databases with locks make one wait for the other
		_, err := a.set(1, 0).Exec(t.ctx, first)
		done <- errors.Join(err, first.Commit(t.ctx))
	}()
	_, err := a.set(2, 0).Exec(t.ctx, second)
	err = errors.Join(err, second.Commit(t.ctx))
	return errors.Join(err, <-done)
}

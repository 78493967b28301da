package engine_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

func TestAutobegin(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	if c.InTransaction() {
		t.Error("a transaction before the first statement")
	}
	ok(t, w.users.insert(ctx, c, "ed"))
	if !c.InTransaction() || !c.Wrote() {
		t.Error("no transaction after the first statement")
	}
	if _, err := c.Begin(ctx); !errors.Is(err, engine.ErrTransactionOpen) {
		t.Errorf("Begin: %v", err)
	}
	ok(t, c.Commit(ctx))
	ok(t, w.users.insert(ctx, c, "wendy"))
	ok(t, c.Rollback(ctx))
	ok(t, w.users.insert(ctx, c, "mary"))
	ok(t, c.Close()) // rolls back
	ok(t, c.Close())
	w.sent(t, "BEGIN", "INSERT INTO users (name) VALUES (?) [ed]", "COMMIT",
		"BEGIN", "INSERT INTO users (name) VALUES (?) [wendy]", "ROLLBACK",
		"BEGIN", "INSERT INTO users (name) VALUES (?) [mary]", "ROLLBACK")
	if got := w.users.names(t, w); !reflect.DeepEqual(got, []string{"ed"}) {
		t.Errorf("stored %v", got)
	}
	if err := w.users.insert(ctx, c, "x"); !errors.Is(err, engine.ErrClosed) {
		t.Errorf("a closed connection: %v", err)
	}
}

func TestSavepoints(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	root, err := c.Begin(ctx)
	ok(t, err)
	ok(t, w.users.insert(ctx, c, "outer"))
	first, err := c.BeginNested(ctx)
	ok(t, err)
	ok(t, w.users.insert(ctx, c, "first"))
	second, err := c.BeginNested(ctx)
	ok(t, err)
	is(t, first.Commit(ctx), engine.ErrNotActive)
	ok(t, w.users.insert(ctx, c, "second"))
	ok(t, second.Rollback(ctx))
	ok(t, second.Rollback(ctx))
	is(t, second.Commit(ctx), engine.ErrNotActive)
	ok(t, first.Commit(ctx))
	if first.Active() || !root.Active() {
		t.Error("Active is wrong")
	}
	ok(t, root.Commit(ctx))
	is(t, root.Commit(ctx), engine.ErrNotActive)
	w.log = w.log[:0:0]
	if got := w.users.names(t, c); !reflect.DeepEqual(got, []string{"outer", "first"}) {
		t.Errorf("stored %v", got)
	}
}

func TestSavepointStatements(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	sp, err := c.BeginNested(ctx) // begins the transaction, too
	ok(t, err)
	ok(t, sp.Rollback(ctx))
	sp, err = c.BeginNested(ctx)
	ok(t, err)
	ok(t, sp.Commit(ctx))
	ok(t, c.Commit(ctx))
	w.sent(t, "BEGIN", "SAVEPOINT", "SAVEPOINT sa_savepoint_1 []", "ROLLBACK SAVEPOINT", "ROLLBACK TO SAVEPOINT sa_savepoint_1 []",
		"SAVEPOINT", "SAVEPOINT sa_savepoint_2 []", "RELEASE SAVEPOINT", "RELEASE SAVEPOINT sa_savepoint_2 []", "COMMIT")
}

func TestEngineBegin(t *testing.T) {
	w := newWorld(t)
	ok(t, w.Begin(ctx, func(c *engine.Connection) error { return w.users.insert(ctx, c, "kept") }))
	boom := errors.New("boom")
	is(t, w.Begin(ctx, func(c *engine.Connection) error {
		ok(t, w.users.insert(ctx, c, "error"))
		return boom
	}), boom)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = w.Begin(ctx, func(c *engine.Connection) error {
			ok(t, w.users.insert(ctx, c, "panic"))
			panic("boom")
		})
	}()
	if got := w.users.names(t, w); !reflect.DeepEqual(got, []string{"kept"}) {
		t.Errorf("stored %v", got)
	}
	if s := w.PoolStats(); s.InUse != 0 {
		t.Errorf("%d connections are held", s.InUse)
	}
}

func TestEngineExecuteCommitsByItself(t *testing.T) {
	w := newWorld(t)
	ok(t, w.users.insert(ctx, w, "ed"))
	ids, err := expr.NewReturning[user, int64](expr.NewInsert[user](w.users).Values(expr.Assign(w.users.table.Column("name"), "wendy")), w.users.ID).All(ctx, w)
	if err != nil || !reflect.DeepEqual(ids, []int64{2}) {
		t.Errorf("RETURNING: %v, %v", ids, err)
	}
	if got := w.users.names(t, w); len(got) != 2 {
		t.Errorf("stored %v", got)
	}
}

func TestErrorKeepsTransaction(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	ok(t, w.users.insert(ctx, c, "ed"))
	is(t, w.users.insert(ctx, c, "ed"), dialect.ErrUnique)
	ok(t, w.users.insert(ctx, c, "wendy"))
	ok(t, c.Commit(ctx))
	if got := w.users.names(t, w.connectAfter(t, c)); len(got) != 2 {
		t.Errorf("stored %v", got)
	}
}

// connectAfter closes c, whose database has no second connection.
func (w *world) connectAfter(t *testing.T, c *engine.Connection) *engine.Connection {
	ok(t, c.Close())
	return w.connect(t)
}

func TestTransactionEndedByTheDatabase(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	ok(t, w.users.insert(ctx, c, "ed"))
	_, err := expr.NewTextSelect[int]("INSERT OR ROLLBACK INTO users (name) VALUES ('ed')").Exec(ctx, c)
	is(t, err, dialect.ErrUnique)
	if c.InTransaction() {
		t.Error("InTransaction after the database has rolled back")
	}
	err = w.users.insert(ctx, c, "x")
	is(t, err, engine.ErrInactive)
	is(t, err, dialect.ErrUnique) // the first error is wrapped
	is(t, c.Commit(ctx), engine.ErrInactive)
	ok(t, c.Rollback(ctx))
	ok(t, w.users.insert(ctx, c, "wendy"))
	ok(t, c.Commit(ctx))
}

func TestCancelledStatement(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	cancelled, cancel := context.WithCancel(ctx)
	ok(t, w.users.insert(cancelled, c, "ed"))
	cancel()
	is(t, w.users.insert(cancelled, c, "x"), context.Canceled)
	is(t, c.Commit(cancelled), context.Canceled)
	ok(t, c.Rollback(cancelled)) // also when ctx has ended
	if got := w.users.names(t, c); len(got) != 0 {
		t.Errorf("stored %v", got)
	}
}

func TestCommitUnknown(t *testing.T) {
	broken := errors.New("connection reset by peer")
	f := &faulty{fail: map[string]error{"COMMIT": broken}}
	e, err := engine.Open("sqlite://", engine.Connector(f))
	ok(t, err)
	defer e.Close()
	c, err := e.Connect(ctx)
	ok(t, err)
	_, err = c.Begin(ctx)
	ok(t, err)
	f.in = false // nobody knows
	err = c.Commit(ctx)
	is(t, err, engine.ErrCommitUnknown)
	is(t, err, broken)
	is(t, c.Commit(ctx), engine.ErrInactive)
	ok(t, c.Close())
	if s := e.PoolStats(); s.Idle != 0 {
		t.Error("the broken connection went back to the pool")
	}
}

func TestCommitRefused(t *testing.T) {
	f := &faulty{fail: map[string]error{"COMMIT": errors.New("busy")}}
	e, err := engine.Open("sqlite://", engine.Connector(f))
	ok(t, err)
	defer e.Close()
	c, err := e.Connect(ctx)
	ok(t, err)
	_, err = c.Begin(ctx)
	ok(t, err)
	if err = c.Commit(ctx); err == nil || errors.Is(err, engine.ErrCommitUnknown) {
		t.Errorf("error %v", err)
	}
	if !c.InTransaction() {
		t.Error("the transaction is said to have ended")
	}
	ok(t, c.Rollback(ctx))
	ok(t, c.Close())
	if s := e.PoolStats(); s.Idle != 1 {
		t.Error("a sound connection was thrown away")
	}
}

func TestIsolation(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	level := func() int {
		n, err := expr.NewTextSelect[int]("PRAGMA read_uncommitted").One(ctx, c)
		ok(t, err)
		return n
	}
	ok(t, c.SetIsolation(engine.ReadUncommitted))
	if level() != 1 {
		t.Error("the level was not set")
	}
	if err := c.SetIsolation(engine.Serializable); err == nil {
		t.Error("set inside of a transaction")
	}
	if c = w.connectAfter(t, c); level() != 0 {
		t.Error("the next user of the connection has the level, too")
	}
	ok(t, c.Rollback(ctx))
	if err := c.SetIsolation("SNAPSHOT"); err == nil || !strings.Contains(err.Error(), "SERIALIZABLE") {
		t.Errorf("unknown level: %v", err)
	}
	ok(t, c.SetIsolation(engine.Autocommit))
	w.log = nil
	ok(t, w.users.insert(ctx, c, "ed"))
	ok(t, c.Rollback(ctx))
	w.sent(t, "INSERT INTO users (name) VALUES (?) [ed]")
	if got := w.users.names(t, c); len(got) != 1 {
		t.Error("AUTOCOMMIT rolled back")
	}
	if _, err := engine.Open("sqlite://", engine.WithIsolation("x")); err == nil {
		t.Error("Open takes any level")
	}
}

func TestWithSharesThePool(t *testing.T) {
	w := newWorld(t)
	auto := w.With(engine.WithIsolation(engine.Autocommit))
	c, err := auto.Connect(ctx)
	ok(t, err)
	ok(t, w.users.insert(ctx, c, "ed"))
	ok(t, c.Close())
	if got := w.users.names(t, w); len(got) != 1 {
		t.Errorf("stored %v", got)
	}
}

func TestConcurrentUse(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	inside, done := make(chan struct{}), make(chan struct{})
	var other sync.WaitGroup
	other.Go(func() {
		_ = c.Raw(func(any) error { close(inside); <-done; return nil })
	})
	<-inside
	is(t, w.users.insert(ctx, c, "x"), engine.ErrConcurrentUse)
	is(t, c.Close(), engine.ErrConcurrentUse)
	close(done)
	other.Wait()
	ok(t, w.users.insert(ctx, c, "x"))
}

func TestBeginWith(t *testing.T) {
	w := newWorld(t, engine.BeginWith("BEGIN IMMEDIATE"))
	ok(t, w.Begin(ctx, func(c *engine.Connection) error { return w.users.insert(ctx, c, "ed") }))
}

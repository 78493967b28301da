package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// notes are what hooks have noted.
type notes []string

func (n *notes) add(format string, args ...any) { *n = append(*n, fmt.Sprintf(format, args...)) }

func (n *notes) are(t *testing.T, want ...string) {
	t.Helper()
	if got := strings.Join(*n, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("noted\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	*n = nil
}

func (n *notes) of(name string) engine.Hooks {
	return engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) { n.add("%s", name) }}
}

func one(t testing.TB, ex expr.Executor) {
	t.Helper()
	got, err := expr.NewTextSelect[int]("SELECT 1 AS n").One(ctx, ex)
	ok(t, err)
	if got != 1 {
		t.Errorf("got %d", got)
	}
}

func TestListenersOfEnginesAndConnections(t *testing.T) {
	var n notes
	w := newWorld(t)
	removeFirst := w.Listen(n.of("engine"))
	derived := w.With(engine.Listen(n.of("derived")))
	conn, err := derived.Connect(ctx)
	ok(t, err)
	removeConn := conn.Listen(n.of("connection"))
	one(t, conn)
	n.are(t, "engine", "derived", "connection")

	later := n.of("before all")
	later.First = true
	removeLater := w.Listen(later) // also for connections that are open
	one(t, conn)
	n.are(t, "before all", "engine", "derived", "connection")

	removeFirst()
	removeFirst() // again: nothing happens
	removeConn()
	one(t, conn)
	n.are(t, "before all", "derived")
	ok(t, conn.Close())

	one(t, w) // a derived engine's are its own
	n.are(t, "before all")
	removeLater()
	one(t, w)
	n.are(t)
}

func TestOnce(t *testing.T) {
	var n notes
	w := newWorld(t)
	h := engine.Hooks{
		Once:           true,
		Statement:      func(context.Context, *engine.StatementEvent) { n.add("statement") },
		AfterStatement: func(context.Context, *engine.StatementDone) { n.add("after statement") },
		BeforeExecute:  func(context.Context, *engine.ExecuteEvent) error { n.add("before execute"); return nil },
		AfterExecute:   func(context.Context, *engine.ExecutedEvent) { n.add("after execute") },
		Connect:        func(context.Context, *engine.Connection) error { n.add("connect"); return nil },
		Transaction:    func(_ context.Context, e engine.TransactionEvent) { n.add("%s", e.Kind) },
		HandleError:    func(context.Context, *engine.ErrorEvent) { n.add("error") },
		Disposed:       func(context.Context, *engine.Engine) { n.add("disposed") },
	}
	w.Listen(h)
	for range 2 {
		one(t, w)
		_, err := expr.NewTextSelect[int]("SELECT nothing").All(ctx, w)
		if err == nil {
			t.Fatal("no error")
		}
	}
	ok(t, w.Begin(ctx, func(*engine.Connection) error { return nil }))
	n.are(t, "connect", "before execute", "statement", "after execute", "after statement", "error", "BEGIN")
	ok(t, w.Close())
	ok(t, w.Close())
	n.are(t, "disposed")
}

func TestStatementsEnd(t *testing.T) {
	type key struct{}
	var n notes
	w := newWorld(t)
	w.Listen(engine.Hooks{
		Statement: func(_ context.Context, e *engine.StatementEvent) { e.Note(key{}, strings.Fields(e.SQL)[0]) },
		AfterStatement: func(_ context.Context, e *engine.StatementDone) {
			if e.Duration < e.Reply || e.Reply <= 0 || e.Connection == nil {
				t.Errorf("%v, reply after %v", e.Duration, e.Reply)
			}
			n.add("%v: %d read, %d written, failed %v", e.Noted(key{}), e.Rows, e.Affected, e.Err != nil)
		},
	})
	ok(t, w.users.insert(ctx, w, "ed"))
	ok(t, w.users.insert(ctx, w, "wendy"))
	n.are(t, "INSERT: 0 read, 1 written, failed false", "INSERT: 0 read, 1 written, failed false")

	_, err := expr.NewSelect[string](w.users.Name).All(ctx, w)
	ok(t, err)
	n.are(t, "SELECT: 2 read, 0 written, failed false")
	for range expr.NewSelect[string](w.users.Name).Iter(ctx, w) {
		n.are(t) // the rows are open
		break
	}
	n.are(t, "SELECT: 2 read, 0 written, failed false") // both were decoded

	is(t, w.users.insert(ctx, w, "ed"), dialect.ErrUnique)
	n.are(t, "INSERT: 0 read, 0 written, failed true")
	_, err = expr.NewTextSelect[int]("SELECT nothing").All(ctx, w)
	is(t, err, dialect.ErrProgramming)
	n.are(t, "SELECT: 0 read, 0 written, failed true")
}

func TestHooksRewriteSQL(t *testing.T) {
	w := newWorld(t)
	comment := "/* one */ "
	w.Listen(engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) {
		e.SQL = comment + e.SQL
		for _, row := range e.Args {
			for i, v := range row {
				if v.Kind() == types.KindText {
					row[i] = types.TextValue(strings.ToUpper(v.Text()))
				}
			}
		}
	}})
	var n notes
	w.Listen(engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) { n.add("%s %v", e.SQL, e.Args) }})
	for _, name := range []string{"a", "b", "c"} {
		ok(t, w.users.insert(ctx, w, name))
	}
	comment = "/* two */ "
	ok(t, w.users.insert(ctx, w, "d"))
	for _, s := range n {
		if !strings.HasPrefix(s, "/* ") {
			t.Errorf("the next hook gets %s", s)
		}
	}
	for range 3 {
		got, err := expr.NewSelect[string](w.users.Name).OrderBy(w.users.Name).All(ctx, w)
		ok(t, err)
		if want := "[A B C D]"; fmt.Sprint(got) != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
	_, err := expr.NewTextSelect[int]("SELECT nothing").All(ctx, w)
	if err == nil || !strings.Contains(err.Error(), "[SQL: /* two */ SELECT nothing]") {
		t.Errorf("error %v", err)
	}
}

func TestHooksThatLeaveTooFewValues(t *testing.T) {
	w := newWorld(t)
	w.Listen(engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) {
		if len(e.Args) > 0 && len(e.Args[0]) > 0 {
			e.Args[0] = nil
		}
	}})
	err := w.users.insert(ctx, w, "a")
	if err == nil || !strings.Contains(err.Error(), "has left 0 values for 1 parameters") {
		t.Errorf("error %v", err)
	}
}

func TestHooksReplaceStatements(t *testing.T) {
	var n notes
	w := newWorld(t)
	for _, name := range []string{"a", "b"} {
		ok(t, w.users.insert(ctx, w, name))
	}
	names := expr.NewSelect[string](w.users.Name)
	remove := w.Listen(engine.Hooks{
		BeforeExecute: func(_ context.Context, e *engine.ExecuteEvent) error {
			e.Statement, _ = expr.Filtered(e.Statement, w.users.Name.Ne("b"))
			return nil
		},
		AfterExecute: func(_ context.Context, e *engine.ExecutedEvent) {
			n.add("%T wrote %d, %v", e.Statement, e.Affected, e.Err)
		},
	})
	got, err := names.All(ctx, w)
	ok(t, err)
	if fmt.Sprint(got) != "[a]" {
		t.Errorf("%v", got)
	}
	ok(t, w.users.insert(ctx, w, "c"))
	n.are(t, "*expr.Query wrote 0, <nil>", "*expr.InsertStatement wrote 1, <nil>")
	type least struct{ ID int64 }
	prepared := expr.Prepare(func(s *expr.Slots[least]) expr.Select[string] {
		return names.Where(expr.Compare[int64](expr.OpGe, w.users.ID, expr.SlotAt(s, &s.At.ID))).OrderBy(w.users.ID)
	})
	for id, want := range []string{"[a c]", "[a c]", "[c]"} {
		got, err := prepared.All(ctx, w, least{int64(id)})
		ok(t, err)
		if fmt.Sprint(got) != want {
			t.Errorf("%v, want %s", got, want)
		}
		n.are(t, "*expr.Query wrote 0, <nil>")
	}
	remove()
	all, err := prepared.All(ctx, w, least{2}) // runs as it is without listeners
	ok(t, err)
	if fmt.Sprint(all) != "[b c]" {
		t.Errorf("%v", all)
	}

	failure := errors.New("not today")
	remove = w.Listen(engine.Hooks{BeforeExecute: func(context.Context, *engine.ExecuteEvent) error { return failure }})
	w.log = nil
	_, err = names.All(ctx, w)
	is(t, err, failure)
	w.sent(t)
	remove()

	defer w.Listen(engine.Hooks{BeforeExecute: func(_ context.Context, e *engine.ExecuteEvent) error {
		e.Statement = expr.NewSelect[int64](w.users.ID).Statement()
		return nil
	}})()
	if _, err = names.All(ctx, w); err == nil || !strings.Contains(err.Error(), "the caller reads what it asked for") {
		t.Errorf("rows of another type: %v", err)
	}
}

func TestHooksReplaceErrors(t *testing.T) {
	errTaken := errors.New("the name is taken")
	w := newWorld(t)
	var seen engine.ErrorEvent
	w.Listen(engine.Hooks{HandleError: func(_ context.Context, e *engine.ErrorEvent) {
		seen = *e
		if errors.Is(e.Err, dialect.ErrUnique) {
			e.Err = fmt.Errorf("%w: %w", errTaken, e.Err)
		}
	}})
	ok(t, w.users.insert(ctx, w, "ed"))
	err := w.users.insert(ctx, w, "ed")
	is(t, err, errTaken)
	is(t, err, dialect.ErrUnique)
	if !strings.HasPrefix(seen.SQL, "INSERT INTO users") || len(seen.Args) != 1 || seen.Args[0][0].Text() != "ed" || seen.Disconnect || seen.Original == nil ||
		seen.Connection == nil {
		t.Errorf("%+v", seen)
	}
	if strings.Contains(err.Error(), "'ed'") {
		t.Errorf("the error shows values: %v", err)
	}
}

func TestHooksKnowADisconnect(t *testing.T) {
	w := newWorld(t)
	invalidate := true
	w.Listen(engine.Hooks{HandleError: func(_ context.Context, e *engine.ErrorEvent) {
		e.Disconnect, e.InvalidatePool = true, invalidate
	}})
	var n notes
	w.ListenPool(engine.PoolHooks{
		Invalidate:     func(c *engine.PoolConnection) { n.add("invalidate, %v", errors.Is(c.Err(), dialect.ErrDisconnect)) },
		SoftInvalidate: func() { n.add("all") },
		Close:          func(*engine.PoolConnection) { n.add("close") },
	})
	for range 2 {
		_, err := expr.NewTextSelect[int]("SELECT nothing").All(ctx, w)
		is(t, err, dialect.ErrDisconnect)
		invalidate = false
	}
	n.are(t, "all", "invalidate, true", "close", "invalidate, true", "close")
}

func TestErrorsOfConnecting(t *testing.T) {
	refused, other := errors.New("refused"), errors.New("another error")
	e, err := engine.Open("sqlite://", engine.ListenPool(engine.PoolHooks{
		DoConnect: func(context.Context, *engine.ConnectEvent) error { return refused },
	}), engine.Listen(engine.Hooks{HandleError: func(_ context.Context, e *engine.ErrorEvent) {
		if e.Connection == nil && errors.Is(e.Original, refused) {
			e.Err = other
		}
	}}))
	ok(t, err)
	_, err = e.Connect(ctx)
	is(t, err, other)
	ok(t, e.Close())
}

func TestEngineConnect(t *testing.T) {
	w := newWorld(t)
	failure, visitors := error(nil), 0
	w.Listen(engine.Hooks{Connect: func(ctx context.Context, c *engine.Connection) error {
		visitors++
		if err := w.users.insert(ctx, c, fmt.Sprint("visitor ", visitors)); err != nil {
			return err
		}
		return failure
	}})
	w.log = nil
	one(t, w)
	w.sent(t, "BEGIN", "INSERT INTO users (name) VALUES (?) [visitor 1]", "COMMIT", "SELECT 1 AS n []")
	failure = errors.New("no")
	_, err := w.Connect(ctx)
	is(t, err, failure)
	if n := w.PoolStats().InUse; n != 0 {
		t.Errorf("%d connections in use", n)
	}
}

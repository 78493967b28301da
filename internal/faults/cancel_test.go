package faults_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/orm"
)

// Cancelled statements: whenever ctx ends, before, during and after, the server stops working, the error Is ctx.Err(), and the connection is
// clean or gone.

// endless is work for hours. Every database can say it.
const endless = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT count(*) FROM n a, n b, n c, n d"

// million yields a million rows.
const million = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT a.i FROM n a, n b"

// prompt is how soon a cancelled statement must have ended, for the program and on the server.
const prompt = time.Second

// ends are the ways in which a ctx ends after about 200 ms.
func ends() map[string]func() (context.Context, context.CancelFunc) {
	const after = 200 * time.Millisecond
	return map[string]func() (context.Context, context.CancelFunc){
		"deadline": func() (context.Context, context.CancelFunc) { return context.WithTimeout(ctx, after) },
		"cancel": func() (context.Context, context.CancelFunc) {
			c, cancel := context.WithCancel(ctx)
			time.AfterFunc(after, cancel)
			return c, cancel
		},
	}
}

// stopped runs f, which must end promptly after its ctx and with its error, and be seen at work on the server before, and not any more after.
func stopped(t *testing.T, end func() (context.Context, context.CancelFunc), working func() int, f func(context.Context) error) {
	t.Helper()
	short, cancel := end()
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- f(short) }()
	seen := false
	for short.Err() == nil {
		seen = seen || working() > 0
		time.Sleep(5 * time.Millisecond)
	}
	ended := time.Now()
	if !seen {
		t.Error("the statement was not seen at work")
	}
	select {
	case err := <-done:
		is(t, err, short.Err())
		isNot(t, err, engine.ErrCommitUnknown)
	case <-time.After(prompt):
		t.Errorf("the statement has not ended %v after its ctx", prompt)
		<-done
	}
	for working() > 0 {
		if time.Since(ended) > prompt {
			t.Fatalf("the server is still working %v after ctx ended", prompt)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// TestCancelledStatementStops on the servers: inside a transaction, where the connection must be clean after it.
func TestCancelledStatementStops(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e, o := open(t, url, engine.PoolSize(2)), s.observe(t, url)
		create(t, e)
		for what, sql := range map[string]string{"sleep": s.sleep(30), "endless": endless} {
			for how, end := range ends() {
				t.Run(what+" "+how, func(t *testing.T) {
					mark := fmt.Sprintf("mark_%s_%s", what, how)
					working := func() int { return number(t, o, s.working(mark)) }
					c, err := e.Connect(ctx)
					ok(t, err)
					defer c.Close()
					ok(t, insert(ctx, c, mark, 1))
					stopped(t, end, working, func(short context.Context) error { return run(short, c, sql+" /* "+mark+" */") })
					afterwards(t, s, c, mark)
					ok(t, c.Close())
					if stats := e.PoolStats(); stats.Idle != 1 || stats.InUse != 0 {
						t.Errorf("pool %+v: the clean connection was not kept", stats)
					}
				})
			}
		}
	})
}

// afterwards uses a connection whose statement was cancelled: in the same transaction where the database allows it, otherwise after
// Rollback.
func afterwards(t *testing.T, s server, c *engine.Connection, token string) {
	t.Helper()
	want := 2
	if s.failsWhole {
		if err := insert(ctx, c, token, 2); err == nil {
			t.Error("the transaction goes on after a statement that failed")
		}
		ok(t, c.Rollback(ctx))
		want = 1
	}
	ok(t, insert(ctx, c, token, 3))
	ok(t, c.Commit(ctx))
	n, err := azoth.Select(entries).Where(entries.Token.Eq(token)).Count(ctx, c)
	ok(t, err)
	if int(n) != want {
		t.Errorf("%d rows, want %d", n, want)
	}
}

// TestCancelledSavepoint goes back to a savepoint, after which the transaction goes on everywhere.
func TestCancelledSavepoint(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e := open(t, url)
		create(t, e)
		c, err := e.Connect(ctx)
		ok(t, err)
		defer c.Close()
		ok(t, insert(ctx, c, "savepoint", 1))
		nested, err := c.BeginNested(ctx)
		ok(t, err)
		ok(t, insert(ctx, c, "savepoint", 2))
		is(t, run(within(t, 50*time.Millisecond), c, s.sleep(30)), context.DeadlineExceeded)
		ok(t, nested.Rollback(ctx))
		ok(t, insert(ctx, c, "savepoint", 3))
		ok(t, c.Commit(ctx))
		if got := number(t, s.observe(t, url), "SELECT sum(part) FROM entries"); got != 4 {
			t.Errorf("parts sum up to %d, want 4", got)
		}
	})
}

// TestCancelledSession cancels a statement of a session and of a statement that has a connection of its own.
func TestCancelledSession(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e, o := open(t, url), s.observe(t, url)
		create(t, e)
		db := orm.New(e, registry)
		for name, ex := range map[string]azoth.Executor{"engine": e, "db": db} {
			stopped(t, ends()["cancel"], func() int { return number(t, o, s.working("mark_"+name)) },
				func(short context.Context) error { return run(short, ex, s.sleep(30)+" /* mark_"+name+" */") })
		}
		session := db.Session()
		entry := &Entry{Token: "session", Part: 1}
		session.Add(entry)
		ok(t, session.Flush(ctx))
		is(t, run(within(t, 50*time.Millisecond), session, s.sleep(30)), context.DeadlineExceeded)
		ok(t, session.Rollback(ctx))
		session.Add(entry)
		ok(t, session.Commit(ctx))
		ok(t, session.Close())
		if got := number(t, o, "SELECT count(*) FROM entries"); got != 1 {
			t.Errorf("%d rows, want 1", got)
		}
	})
}

// TestCancelledOnSQLite: there the program itself is what works, so the return of the call is the end of the work.
func TestCancelledOnSQLite(t *testing.T) {
	e := open(t, "sqlite:///"+t.TempDir()+"/faults.db")
	create(t, e)
	for how, end := range ends() {
		t.Run(how, func(t *testing.T) {
			c, err := e.Connect(ctx)
			ok(t, err)
			defer c.Close()
			ok(t, insert(ctx, c, how, 1))
			short, cancel := end()
			defer cancel()
			<-afterEnd(short, func() { is(t, run(short, c, endless), short.Err()) }, t)
			afterwards(t, server{}, c, how)
		})
	}
}

// afterEnd runs f, which must end promptly after its ctx.
func afterEnd(short context.Context, f func(), t *testing.T) <-chan struct{} {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
		<-short.Done()
	}()
	<-short.Done()
	select {
	case <-done:
	case <-time.After(prompt):
		t.Errorf("the statement has not ended %v after its ctx", prompt)
	}
	return done
}

// TestCancelledBefore: with a ctx that has ended nothing is sent, and nothing is broken.
func TestCancelledBefore(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		noGoroutines(t)
		p, url := proxied(t, s, direct)
		e := open(t, url)
		create(t, e)
		c, err := e.Connect(ctx)
		ok(t, err)
		defer c.Close()
		ok(t, insert(ctx, c, "before", 1))
		over, cancel := context.WithCancel(ctx)
		cancel()
		first := p.Stats()
		is(t, insert(over, c, "before", 2), context.Canceled)
		is(t, insertReturning(over, c, "before", 3), context.Canceled)
		is(t, insert(over, e, "before", 4), context.Canceled)
		_, err = e.Connect(over)
		is(t, err, context.Canceled)
		is(t, orm.New(e, registry).Transact(over, func(o *orm.Session) error { o.Add(&Entry{Token: "before"}); return nil }), context.Canceled)
		if now := p.Stats(); now.Requests != first.Requests {
			t.Errorf("%d requests were sent", now.Requests-first.Requests)
		}
		ok(t, insert(ctx, c, "before", 5))
		err = c.Commit(over)
		is(t, err, context.Canceled)
		isNot(t, err, engine.ErrCommitUnknown)
		is(t, insert(ctx, c, "before", 6), engine.ErrInactive)
		ok(t, c.Rollback(over)) // works when ctx has ended
		ok(t, insert(ctx, c, "before", 7))
		ok(t, c.Commit(ctx))
		ok(t, c.Close())
		if got := number(t, s.observe(t, direct), "SELECT sum(part) FROM entries"); got != 7 {
			t.Errorf("parts sum up to %d, want 7", got)
		}
		if now := p.Stats(); now.Accepted != first.Accepted {
			t.Errorf("%d connections were made: the first one was clean", now.Accepted-first.Accepted)
		}
	})
}

// TestCancelledInTheMiddleOfRows: what was read is no complete result, and what the server still had to say does not get into the next.
func TestCancelledInTheMiddleOfRows(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		url := s.database(t)
		noGoroutines(t)
		e, o := open(t, url, engine.PoolSize(1)), s.observe(t, url)
		create(t, e)
		for how, stop := range map[string]int{"at the first row": 1, "later": 5000} {
			mark := fmt.Sprintf("mark_rows_%d", stop)
			c, err := e.Connect(ctx)
			ok(t, err)
			ok(t, insert(ctx, c, mark, 1))
			short, cancel := context.WithCancel(ctx)
			n, err := readRows(short, c, million+" /* "+mark+" */", func(n int) {
				if n == stop {
					cancel()
					time.Sleep(20 * time.Millisecond) // let it reach the server while nobody reads
				}
			})
			cancel()
			is(t, err, context.Canceled)
			if n < stop || n >= 1_000_000 {
				t.Errorf("%s: %d rows", how, n)
			}
			eventually(t, prompt, how+": the server stops", func() bool { return number(t, o, s.working(mark)) == 0 })
			afterwards(t, s, c, mark)
			ok(t, c.Close())
		}
	})
}

func readRows(c context.Context, ex azoth.Executor, sql string, each func(n int)) (n int, err error) {
	for _, err := range azoth.Text[int64](sql).Iter(c, ex) {
		if err != nil {
			return n, err
		}
		n++
		each(n)
	}
	return n, nil
}

// TestCancelledCommit: a COMMIT is not stopped but waited for. If the answer comes, it counts; if not, nobody knows.
func TestCancelledCommit(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		noGoroutines(t)
		p, url := proxied(t, s, direct)
		e, o := open(t, url), s.observe(t, direct)
		create(t, e)
		begin := func(token string) *engine.Connection {
			c, err := e.Connect(ctx)
			ok(t, err)
			ok(t, insert(ctx, c, token, 1))
			return c
		}
		kept := func(token string) int {
			return number(t, o, "SELECT count(*) FROM entries WHERE token = '"+token+"'")
		}

		c := begin("late")
		p.Hold(chaosproxy.ToClient)
		time.AfterFunc(300*time.Millisecond, func() { p.Release(chaosproxy.ToClient) })
		if err := c.Commit(within(t, 100*time.Millisecond)); err != nil || kept("late") != 1 {
			t.Errorf("answered late: %v, %d rows", err, kept("late"))
		}
		ok(t, insert(ctx, c, "late", 2)) // the connection is clean
		ok(t, c.Close())

		for _, at := range []chaosproxy.Point{chaosproxy.Silence, chaosproxy.BeforeReply} {
			token := fmt.Sprint("never ", at)
			c = begin(token)
			remove := p.Inject(chaosproxy.Fault{Match: chaosproxy.IsCommit, At: at, Times: 1})
			began := time.Now()
			err := c.Commit(within(t, 100*time.Millisecond))
			remove()
			is(t, err, engine.ErrCommitUnknown)
			if at == chaosproxy.Silence {
				is(t, err, context.DeadlineExceeded)
			}
			if took := time.Since(began); took > 4*time.Second {
				t.Errorf("waited for %v", took)
			}
			ok(t, c.Close())
			if kept(token) != 1 {
				t.Error("the COMMIT that the server did is missing")
			}
			ok(t, insert(ctx, e, token, 2))
		}
	})
}

// TestCommitIsNotCancelled on PostgreSQL, where COMMIT itself can take long.
func TestCommitIsNotCancelled(t *testing.T) {
	s := postgresql()
	url := s.database(t)
	noGoroutines(t)
	e, o := open(t, url), s.observe(t, url)
	create(t, e)
	for _, sql := range []string{
		"CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$",
		"CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()",
	} {
		asked(t, o, sql)
	}
	c, err := e.Connect(ctx)
	ok(t, err)
	ok(t, insert(ctx, c, "slow", 1))
	began := time.Now()
	ok(t, c.Commit(within(t, 100*time.Millisecond)))
	if took := time.Since(began); took < 400*time.Millisecond {
		t.Errorf("COMMIT took %v only", took)
	}
	ok(t, c.Close())
	if got := number(t, o, "SELECT count(*) FROM entries"); got != 1 {
		t.Errorf("%d rows, want 1", got)
	}
}

// TestCancelRaces and TestSoakCancelRaces run statements with timeouts around their duration.
func TestCancelRaces(t *testing.T) {
	onServers(t, func(t *testing.T, s server) { cancelRaces(t, s, 500) })
}

func TestSoakCancelRaces(t *testing.T) {
	soak(t)
	onServers(t, func(t *testing.T, s server) { cancelRaces(t, s, 20_000) })
}

// race is what a campaign of races counts.
type race struct {
	s       server
	e       *engine.Engine
	mu      sync.Mutex
	kept    map[string]bool // by token: acknowledged or not
	unknown map[string]bool
	stopped atomic.Int64
	done    atomic.Int64
}

func cancelRaces(t *testing.T, s server, statements int) {
	url := s.database(t)
	noGoroutines(t)
	const workers = 8
	r := &race{s: s, e: open(t, url, engine.PoolSize(workers)), kept: map[string]bool{}, unknown: map[string]bool{}}
	create(t, r.e)
	var running sync.WaitGroup
	for n := range workers {
		running.Go(func() {
			draw := rand.New(rand.NewPCG(uint64(n), 4))
			for i := n; i < statements && !t.Failed(); i += workers {
				if err := r.one(draw, fmt.Sprintf("race-%d", i)); err != nil {
					t.Errorf("statement %d: %v", i, err)
				}
			}
		})
	}
	running.Wait()
	r.check(t, s.observe(t, url))
	if stats := r.e.PoolStats(); stats.InUse != 0 {
		t.Errorf("pool %+v", stats)
	}
}

// one runs a statement that takes about 4 ms with a timeout of up to 8 ms, and then one that nobody cancels.
func (r *race) one(draw *rand.Rand, token string) error {
	ways := []func(context.Context, string) error{r.write, r.writeInTransaction, r.writeInSession, r.read}
	n := draw.IntN(len(ways))
	short, cancel := context.WithTimeout(ctx, time.Duration(draw.Int64N(int64(8*time.Millisecond))))
	err := ways[n](short, token)
	if late, _ := short.Deadline(); err != nil && !time.Now().Before(late) {
		<-short.Done() // a socket with the same deadline may be faster than the news of it
	}
	cause := short.Err()
	cancel()
	if err != nil && (cause == nil || !errors.Is(err, cause)) {
		return fmt.Errorf("it failed otherwise (ctx: %v): %w", cause, err)
	}
	if writes := n < 3; writes {
		r.note(token, err)
	}
	if n, err := azoth.Text[int64](r.s.sleep(0)).All(ctx, r.e); err != nil || len(n) != 1 {
		return fmt.Errorf("the statement after it, which nobody cancelled: %v: %w", n, err)
	}
	return nil
}

func (r *race) note(token string, err error) {
	if err == nil {
		r.done.Add(1)
	} else {
		r.stopped.Add(1)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if errors.Is(err, engine.ErrCommitUnknown) {
		r.unknown[token] = true
		return
	}
	r.kept[token] = err == nil
}

func (r *race) read(c context.Context, _ string) error { return run(c, r.e, r.s.sleep(0.004)) }

// slowInsert is INSERT … SELECT that takes about 4 ms.
func (r *race) slowInsert(token string) string {
	return "INSERT INTO entries (token, part) SELECT '" + token + "', 1 FROM (" + r.s.sleep(0.004) + ") AS s"
}

func (r *race) write(c context.Context, token string) error { return run(c, r.e, r.slowInsert(token)) }

func (r *race) writeInTransaction(c context.Context, token string) error {
	return r.e.Begin(c, func(k *engine.Connection) error { return run(c, k, r.slowInsert(token)) })
}

func (r *race) writeInSession(c context.Context, token string) error {
	return orm.New(r.e, registry).Transact(c, func(o *orm.Session) error {
		o.Add(&Entry{Token: token, Part: 1})
		return run(c, o, r.s.sleep(0.004))
	})
}

// check compares what was told with the table.
func (r *race) check(t *testing.T, o observer) {
	t.Helper()
	found := map[string]int{}
	for _, row := range asked(t, o, "SELECT token FROM entries") {
		found[row[0]]++
	}
	for token, acknowledged := range r.kept {
		if want := map[bool]int{true: 1}[acknowledged]; found[token] != want {
			t.Errorf("%s: acknowledged is %v, %d rows", token, acknowledged, found[token])
		}
	}
	t.Logf("%d done, %d stopped, %d of unknown outcome, %d rows", r.done.Load(), r.stopped.Load(), len(r.unknown), len(found))
	if least := int64(len(r.kept) / 10); r.done.Load() < least || r.stopped.Load() < least {
		t.Errorf("too few on one side: %d done, %d stopped", r.done.Load(), r.stopped.Load())
	}
}

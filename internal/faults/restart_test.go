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
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
)

// Restarts and killed backends under sixteen workers. What may fail is what was under way, and what begins while the server is down. What
// begins on idle connections when the server is back must not, however many of them died meanwhile.

// restartWorkers is the number of workers, and of connections that the pool keeps.
const restartWorkers = 16

func TestRestarts(t *testing.T) {
	onServers(t, func(t *testing.T, s server) { restarts(t, s, campaign{restarts: 3, kills: 40, full: 5 * time.Second}) })
}

func TestSoakRestarts(t *testing.T) {
	soak(t)
	onServers(t, func(t *testing.T, s server) { restarts(t, s, campaign{restarts: 100, kills: 500, full: time.Second}) })
}

// campaign says how often what happens. full is how soon after the server's return the pool must be full: a second, or more where other
// tests run at the same time.
type campaign struct {
	restarts, kills int
	full            time.Duration
}

func restarts(t *testing.T, s server, c campaign) {
	own := dbfleet.Own(t, s.kind)
	noGoroutines(t)
	made(t, own.URL())
	f := &field{campaign: c, s: s, own: own, told: map[string]error{}, counts: map[string]int{}, sessions: map[string]bool{}}
	f.db = orm.New(open(t, own.URL()+s.durable, engine.PoolSize(restartWorkers), engine.PoolOverflow(0)), registry)
	for i := 0; i < c.restarts && !t.Failed(); i++ {
		f.restart(t, i)
	}
	f.kill(t)
	f.report(t)
}

// field is where the workers work, and what came of it.
type field struct {
	campaign
	s     server
	own   *dbfleet.Server
	db    *orm.DB
	units atomic.Int64

	mu sync.Mutex
	// told is what was told of each token, counts how often which failure was seen.
	told   map[string]error
	counts map[string]int
	// sessions are the server's numbers of connections that have worked.
	sessions map[string]bool
	// down are the spans in which the server did not serve.
	down []span
	slow time.Duration // the longest time until the pool was full again
}

type span struct{ from, to time.Time }

// wasDown tells whether the server was down at some moment since from.
func (f *field) wasDown(from time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.down {
		if s.to.IsZero() || from.Before(s.to) {
			return true
		}
	}
	return false
}

// stage is how far an operation has come.
type stage string

const (
	starting   stage = "at its start" // taking a connection, BEGIN
	inside     stage = "inside"
	committing stage = "in COMMIT"
)

// operate writes a row in a transaction, and says how far it came.
func (f *field) operate(c context.Context, token string) (at stage, err error) {
	k, err := f.db.Engine().Connect(c)
	if err != nil {
		return starting, err
	}
	defer func() { _ = k.Close() }() // rolls back what is left; what that reports says nothing new
	if _, err := k.Begin(c); err != nil {
		return starting, err
	}
	if err := insert(c, k, token, 1); err != nil {
		return inside, err
	}
	session, err := azoth.Text[string](f.s.session).One(c, k)
	if err != nil {
		return inside, err
	}
	f.mu.Lock()
	f.sessions[session] = true
	f.mu.Unlock()
	return committing, k.Commit(c)
}

// token is a new token.
func (f *field) token() string { return fmt.Sprintf("restart-%d", f.units.Add(1)) }

// one runs an operation and judges its error; idle says that nothing may fail.
func (f *field) one(idle bool) error {
	token, from := f.token(), time.Now()
	c, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	at, err := f.operate(c, token)
	kind, wrong := f.judge(at, err, from)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.told[token] = err
	f.counts[kind]++
	if idle && err != nil {
		return fmt.Errorf("it began on an idle pool and failed %s: %w", at, err)
	}
	return wrong
}

// judge says what kind of failure it was, and whether that may be.
func (f *field) judge(at stage, err error, from time.Time) (kind string, wrong error) {
	unknown := errors.Is(err, engine.ErrCommitUnknown)
	switch {
	case err == nil:
		return "done", nil
	case at == starting && f.wasDown(from):
		return "refused while down", nil
	case at == starting:
		return "", fmt.Errorf("no transaction, though the server was up: %w", err)
	case !errors.Is(err, dialect.ErrDisconnect):
		return "", fmt.Errorf("it failed %s, otherwise than by ErrDisconnect: %w", at, err)
	case unknown != (at == committing):
		return "", fmt.Errorf("it failed %s, ErrCommitUnknown is %v: %w", at, unknown, err)
	case unknown:
		return "commit unknown", nil
	}
	return "disconnected", nil
}

// busy lets all workers work until stop is called, which waits for them.
func (f *field) busy(t *testing.T) (stop func()) {
	var running sync.WaitGroup
	quit := make(chan struct{})
	for range restartWorkers {
		running.Go(func() {
			for {
				select {
				case <-quit:
					return
				default:
				}
				if err := f.one(false); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	return func() { close(quit); running.Wait() }
}

// idle lets every worker begin at the same time on a pool whose connections were idle. Nothing may fail.
func (f *field) idle(t *testing.T, op func() error) {
	t.Helper()
	var running sync.WaitGroup
	for range restartWorkers {
		running.Go(func() {
			if err := op(); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
}

func (f *field) transaction() error { return f.one(true) }

// single runs statements that are transactions of their own.
func (f *field) single() error {
	token := f.token()
	err := insert(ctx, f.db.Engine(), token, 1)
	f.mu.Lock()
	f.told[token] = err
	f.mu.Unlock()
	if err == nil {
		err = run(ctx, f.db, "SELECT count(*) FROM counters")
	}
	if err != nil {
		return fmt.Errorf("a statement that began on an idle pool: %w", err)
	}
	return nil
}

// fill holds all connections of the pool at the same time, working ones, and gives them back.
func (f *field) fill(t *testing.T) {
	t.Helper()
	var running, all sync.WaitGroup
	all.Add(restartWorkers)
	for range restartWorkers {
		running.Go(func() {
			k, err := f.db.Engine().Connect(ctx)
			if err == nil {
				err = run(ctx, k, "SELECT 1")
			}
			all.Done()
			all.Wait()
			if k != nil {
				err = errors.Join(err, k.Close())
			}
			if err != nil {
				t.Errorf("filling the pool: %v", err)
			}
		})
	}
	running.Wait()
	if stats := f.db.Engine().PoolStats(); stats.Idle != restartWorkers {
		t.Errorf("pool %+v, want %d idle connections", stats, restartWorkers)
	}
}

// restart restarts the server once under workers, and once behind the back of an idle pool.
func (f *field) restart(t *testing.T, i int) {
	stop := f.busy(t)
	time.Sleep(time.Duration(20+rand.IntN(60)) * time.Millisecond)
	f.turn(t, i%2 == 1)
	time.Sleep(20 * time.Millisecond)
	stop()
	f.fill(t)
	f.turn(t, i%2 == 0)
	back := time.Now()
	f.fill(t)
	if took := time.Since(back); took > f.full {
		t.Errorf("the pool was full again after %v", took)
	} else {
		f.slow = max(f.slow, took)
	}
	f.turn(t, false)
	f.idle(t, []func() error{f.transaction, f.single}[i%2])
}

// turn ends the server, hard or in order, and starts it again.
func (f *field) turn(t *testing.T, hard bool) {
	t.Helper()
	f.mu.Lock()
	f.down = append(f.down, span{from: time.Now()})
	f.mu.Unlock()
	if hard {
		ok(t, f.own.Kill())
	}
	ok(t, f.own.Restart(within(t, time.Minute)))
	if f.s.makeDurable != "" {
		asked(t, f.s.observe(t, f.own.URL()), f.s.makeDurable)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down[len(f.down)-1].to = time.Now()
	clear(f.sessions)
}

// kill kills sessions under workers, one at a time, and then all of them while the pool is idle.
func (f *field) kill(t *testing.T) {
	o := f.s.observe(t, f.own.URL())
	stop := f.busy(t)
	for killed := 0; killed < f.kills && !t.Failed(); {
		time.Sleep(10 * time.Millisecond)
		if session := f.anySession(); session != "" {
			killed++
			if _, err := o.rows(f.s.kill(session)); err != nil {
				killed-- // it was gone already
			}
		}
	}
	stop()
	for i := range 4 {
		f.fill(t)
		for _, row := range asked(t, o, f.s.sessions) {
			asked(t, o, f.s.kill(row[0]))
		}
		op := f.transaction
		if i%2 == 1 { // a single statement may meet a session that has not died yet; a transaction begins again
			eventually(t, 10*time.Second, "the sessions are gone", func() bool { return len(asked(t, o, f.s.sessions)) == 0 })
			time.Sleep(100 * time.Millisecond)
			op = f.single
		}
		f.idle(t, op)
	}
}

// anySession takes a session that has worked.
func (f *field) anySession() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	for session := range f.sessions {
		delete(f.sessions, session)
		return session
	}
	return ""
}

// report compares what was told with the table, and wants that enough has failed.
func (f *field) report(t *testing.T) {
	t.Helper()
	found := map[string]int{}
	for _, row := range asked(t, f.s.observe(t, f.own.URL()), "SELECT token FROM entries") {
		found[row[0]]++
	}
	for token, err := range f.told {
		n := found[token]
		switch {
		case err == nil && n != 1, n > 1:
			t.Errorf("%s: %d rows, told %v", token, n, err)
		case n == 1 && err != nil && !errors.Is(err, engine.ErrCommitUnknown):
			t.Errorf("%s is kept, and was told %v", token, err)
		}
	}
	t.Logf("%d restarts (3 turns each), %d kills: %v; pool full again after %v at most", f.restarts, f.kills, f.counts, f.slow)
	if broken := f.counts["disconnected"] + f.counts["commit unknown"]; broken < f.kills/4 || f.counts["done"] < 10*f.kills {
		t.Errorf("too little happened: %v", f.counts)
	}
}

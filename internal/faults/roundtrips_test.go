package faults_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/orm"
)

// How often a unit of work waits for the server. The proxy counts what goes by; the first run of each unit, which opens the connection and
// prepares the statements, is not counted.

// traffic is what a unit waited for, and the COMMITs that it sent.
type traffic struct{ replies, commits int }

func trafficOf(t *testing.T, p *chaosproxy.Proxy, unit func() error) traffic {
	t.Helper()
	ok(t, unit())
	before := p.Stats()
	ok(t, unit())
	after := p.Stats()
	return traffic{after.Replies - before.Replies, after.Commits - before.Commits}
}

func TestRoundTrips(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		made(t, direct)
		p, url := proxied(t, s, direct)
		db := orm.New(open(t, url, engine.PoolSize(1)), registry)
		serializable := db.With(orm.Isolation(engine.Serializable))
		begins := 1 // replies to BEGIN
		if s.name == "postgresql" {
			begins = 0 // it goes with the first statement
		}
		n := 0
		add := func(d *orm.DB) func() error {
			return func() (err error) {
				n++
				return d.Transact(ctx, func(s *orm.Session) error {
					s.Add(&Entry{Token: fmt.Sprint("unit", n), Part: 1})
					return nil
				})
			}
		}
		if got, want := trafficOf(t, p, add(db)), (traffic{replies: 1}); got != want {
			t.Errorf("one new object: %v, want %v", got, want)
		}
		if got := trafficOf(t, p, add(serializable)); got.commits != 1 {
			t.Errorf("one new object in a serializable transaction: %v", got)
		}
		two := func() error {
			return db.Transact(ctx, func(s *orm.Session) error {
				s.Add(&Counter{ID: int64(2 * n), N: 1})
				s.Add(&Entry{Token: fmt.Sprint("two", n), Part: 1})
				n++
				return nil
			})
		}
		if got, want := trafficOf(t, p, two), (traffic{3 + begins, 1}); got != want {
			t.Errorf("two tables: %v, want %v", got, want)
		}
		read := func() error {
			s := db.Session()
			_, err := orm.Get(ctx, s, entries, 1)
			return errors.Join(err, s.Close())
		}
		if got, want := trafficOf(t, p, read), (traffic{replies: 2 + begins}); got != want {
			t.Errorf("a Get: %v, want %v", got, want)
		}
		nothing := func() error {
			return db.Engine().Begin(ctx, func(*engine.Connection) error { return nil })
		}
		if got, want := trafficOf(t, p, nothing), (traffic{2 * begins, begins}); got != want {
			t.Errorf("an empty transaction: %v, want %v", got, want)
		}
	})
}

// A connection that has been idle shows by its answer to BEGIN that it is alive, before a statement depends on it.
func TestOneStatementOnAnIdleConnection(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		made(t, direct)
		p, url := proxied(t, s, direct)
		db := orm.New(open(t, url, engine.PoolSize(1)), registry)
		add := func() error {
			s := db.Session()
			s.Add(&Entry{Token: "idle", Part: 1})
			return errors.Join(s.Commit(ctx), s.Close())
		}
		ok(t, add())
		time.Sleep(1100 * time.Millisecond)
		defer p.Inject(chaosproxy.Fault{At: chaosproxy.BeforeRequest, Times: 1})()
		ok(t, add())
		if n := p.Stats().Faults; n != 1 {
			t.Errorf("%d connections were cut", n)
		}
	})
}

// A commit of one statement that fails leaves the session as any failed flush does.
func TestOneStatementFails(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		made(t, direct)
		db := orm.New(open(t, direct), registry)
		session := db.Session()
		defer session.Close()
		session.Add(&Counter{ID: 7})
		ok(t, session.Commit(ctx))
		again := &Counter{ID: 7}
		other := db.Session()
		defer other.Close()
		other.Add(again)
		if err := other.Commit(ctx); !errors.Is(err, dialect.ErrUnique) {
			t.Fatalf("error %v", err)
		}
		if err := other.Commit(ctx); !errors.Is(err, orm.ErrPendingRollback) {
			t.Errorf("error %v", err)
		}
		ok(t, other.Rollback(ctx))
		again.ID = 8
		other.Add(again)
		ok(t, other.Commit(ctx))
	})
}

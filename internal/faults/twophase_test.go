package faults_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// prepared begins a transaction that commits in two steps, writes a row, and prepares it.
func prepared(t *testing.T, c *engine.Connection, xid string) *engine.TwoPhase {
	t.Helper()
	two, err := c.BeginTwoPhase(ctx, xid)
	ok(t, err)
	ok(t, insert(ctx, c, two.XID(), 1))
	ok(t, two.Prepare(ctx))
	return two
}

// TestPreparedSurvivesARestart: between the two steps the server is restarted, in order and killed; another connection ends what was prepared.
func TestPreparedSurvivesARestart(t *testing.T) {
	own := dbfleet.Own(t, dbfleet.KindPostgreSQL)
	noGoroutines(t)
	e := open(t, own.URL()+postgresql().durable)
	create(t, e)
	c, err := e.Connect(ctx)
	ok(t, err)
	prepared(t, c, "it's one")
	two := prepared(t, c, "")
	prepared(t, c, "three")
	ok(t, c.Close())
	for _, hard := range []bool{false, true} {
		if hard {
			ok(t, own.Kill())
		}
		ok(t, own.Restart(within(t, time.Minute)))
	}
	c, err = e.Connect(ctx)
	ok(t, err)
	defer c.Close()
	waiting, err := c.Prepared(ctx)
	ok(t, err)
	slices.Sort(waiting)
	if want := []string{two.XID(), "it's one", "three"}; !slices.Equal(waiting, want) {
		t.Errorf("waiting: %q, want %q", waiting, want)
	}
	o := postgresql().observe(t, own.URL())
	if n := number(t, o, "SELECT count(*) FROM entries"); n != 0 {
		t.Errorf("%d rows before the second step", n)
	}
	ok(t, c.CommitPrepared(ctx, "it's one"))
	ok(t, c.CommitPrepared(ctx, two.XID()))
	ok(t, c.RollbackPrepared(ctx, "three"))
	if n := number(t, o, "SELECT count(*) FROM entries WHERE token <> 'three'"); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
	if n := number(t, o, "SELECT count(*) FROM entries"); n != 2 {
		t.Error("what was rolled back is there")
	}
	err = c.CommitPrepared(ctx, "three")
	if err == nil || errors.Is(err, engine.ErrCommitUnknown) {
		t.Errorf("the commit of what is gone: %v", err)
	}
	waiting, err = c.Prepared(ctx)
	if len(waiting) > 0 || err != nil {
		t.Errorf("still waiting: %q, %v", waiting, err)
	}
}

// TestLostReplyOfTwoPhase cuts the reply of each step, before and after the server got it. Nobody knows what came of it, and Prepared tells.
func TestLostReplyOfTwoPhase(t *testing.T) {
	s := postgresql()
	direct := s.database(t)
	noGoroutines(t)
	p, url := proxied(t, s, direct)
	e := open(t, url)
	create(t, e)
	o := s.observe(t, direct)
	for _, at := range points {
		reached := at != chaosproxy.BeforeRequest
		for _, step := range []string{"PREPARE", "COMMIT", "ROLLBACK"} {
			xid := step + " " + string(rune('0'+at))
			c, err := e.Connect(ctx)
			ok(t, err)
			two, err := c.BeginTwoPhase(ctx, xid)
			ok(t, err)
			ok(t, insert(ctx, c, xid, 1))
			remove := p.Inject(chaosproxy.Fault{Match: chaosproxy.First(step), At: at, Times: 1})
			err = two.Prepare(ctx)
			switch step {
			case "COMMIT":
				ok(t, err)
				err = two.Commit(ctx)
			case "ROLLBACK":
				ok(t, err)
				err = two.Rollback(ctx)
			}
			remove()
			is(t, err, engine.ErrCommitUnknown, dialect.ErrDisconnect)
			ok(t, c.Close())
			resolve(t, e, xid, reached == (step == "PREPARE"))
			kept := number(t, o, "SELECT count(*) FROM entries WHERE token = '"+xid+"'")
			want := map[bool]int{true: 1}[step == "COMMIT" || step == "PREPARE" && reached]
			if kept != want {
				t.Errorf("%s: %d rows, want %d", xid, kept, want)
			}
		}
	}
}

// resolve looks whether a transaction still waits for its second step, and does as the one who began it would.
func resolve(t *testing.T, e *engine.Engine, xid string, waits bool) {
	t.Helper()
	c, err := e.Connect(ctx)
	ok(t, err)
	defer c.Close()
	waiting, err := c.Prepared(ctx)
	ok(t, err)
	if slices.Contains(waiting, xid) != waits {
		t.Errorf("%s waits: %v, want %v", xid, !waits, waits)
	}
	switch {
	case !slices.Contains(waiting, xid):
	case xid[0] == 'R':
		ok(t, c.RollbackPrepared(ctx, xid))
	default:
		ok(t, c.CommitPrepared(ctx, xid))
	}
}

// TestTwoPhaseElsewhere: a database without it says so, and nothing has begun.
func TestTwoPhaseElsewhere(t *testing.T) {
	e := open(t, "sqlite://")
	c, err := e.Connect(ctx)
	ok(t, err)
	defer c.Close()
	if _, err := c.BeginTwoPhase(ctx, "x"); err == nil || c.InTransaction() {
		t.Errorf("error %v, a transaction is open: %v", err, c.InTransaction())
	}
}

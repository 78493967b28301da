package mysql

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// wantStopped checks that err says that ctx stopped the statement, and that the server did.
func wantStopped(t testing.TB, err, cause error) {
	t.Helper()
	var e *driver.StoppedError
	if !errors.As(err, &e) || !errors.Is(err, cause) {
		t.Fatalf("got %v, want a StoppedError with %v", err, cause)
	}
}

// wantIdle checks that the server does nothing for c any more. It shows a statement a moment longer than it runs.
func wantIdle(t testing.TB, watcher, c *conn) {
	t.Helper()
	eventually(t, "the server stops", func() bool { return !runs(t, watcher, c) })
}

// longStatements take minutes unless they are stopped, each at another place.
var longStatements = []string{
	"SELECT SLEEP(60)",
	"SELECT count(*) FROM seq_1_to_1000000 a, seq_1_to_1000000 b WHERE a.seq + b.seq = 3",
	"INSERT INTO sink SELECT a.seq FROM seq_1_to_1000000 a, seq_1_to_1000000 b WHERE a.seq * b.seq < 0",
	"UPDATE locked SET a = a + 1",
	"ALTER TABLE locked ADD COLUMN b INT",
}

// TestStop has long statements stopped, and looks at the server.
func TestStop(t *testing.T) {
	c := connect(t)
	watcher, blocker := second(t, c), second(t, c)
	exec(t, c, "CREATE TABLE sink (a INT)")
	exec(t, c, "CREATE TABLE locked (a INT)")
	exec(t, c, "INSERT INTO locked VALUES (1)")
	exec(t, blocker, "BEGIN")
	exec(t, blocker, "UPDATE locked SET a = 5")
	for _, sql := range longStatements {
		for _, inTransaction := range []bool{false, true} {
			t.Run(fmt.Sprintf("%.30s %v", sql, inTransaction), func(t *testing.T) {
				if inTransaction {
					exec(t, c, "BEGIN")
				}
				s := prepare(t, c, sql)
				defer s.Close()
				ctx, cancel := context.WithCancel(background(t))
				go func() {
					for !runs(t, watcher, c) {
						time.Sleep(time.Millisecond)
					}
					cancel()
				}()
				begin := time.Now()
				_, err := s.Exec(ctx)
				wantStopped(t, err, context.Canceled)
				wantNumber(t, err, 1317)
				if took := time.Since(begin); took > grace {
					t.Errorf("it took %v", took)
				}
				wantIdle(t, watcher, c)
				if open := inTransaction && sql[:5] != "ALTER"; c.lost != nil || c.InTransaction() != open {
					t.Errorf("lost %v, InTransaction %v", c.lost, c.InTransaction())
				}
				if inTransaction {
					exec(t, c, "ROLLBACK")
				}
				if got := one(t, c, "SELECT count(*) FROM sink"); got != "0" {
					t.Errorf("%s rows", got)
				}
			})
		}
	}
}

// TestStopInResult ends the ctx of a result that is being sent.
func TestStopInResult(t *testing.T) {
	const endless = "SELECT a.seq, repeat('x', 1000) FROM seq_1_to_1000000 a, seq_1_to_1000000 b"
	c := connect(t)
	watcher := second(t, c)
	for _, how := range []string{"Step", "Close", "another statement", "late"} {
		t.Run(how, func(t *testing.T) {
			ctx, cancel := context.WithCancel(background(t))
			defer cancel()
			s := prepare(t, c, endless)
			defer s.Close()
			rows, err := s.Query(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for range 100 {
				step(t, rows)
			}
			cancel()
			switch how {
			case "late":
				time.Sleep(grace + grace/4)
				fallthrough
			case "Step":
				for err == nil {
					_, err = rows.Step()
				}
			case "Close":
				err = rows.Close()
			case "another statement":
				exec(t, c, "DO 0")
				for err == nil {
					_, err = rows.Step()
				}
			}
			wantStopped(t, err, context.Canceled)
			wantIdle(t, watcher, c)
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
			if got := one(t, c, "SELECT 'clean'"); got != "clean" {
				t.Error(got)
			}
		})
	}
}

// TestDeadline is stopped by a deadline, not by a cancel.
func TestDeadline(t *testing.T) {
	c := connect(t)
	ctx, cancel := context.WithTimeout(background(t), 30*time.Millisecond)
	defer cancel()
	_, err := try(ctx, t, c, "SELECT SLEEP(60)")
	wantStopped(t, err, context.DeadlineExceeded)
	if got := one(t, c, "SELECT 1"); got != "1" {
		t.Error(got)
	}
}

// TestRacingStops cancels fast statements at random moments. Whatever the outcome of one, the next one, which nobody cancels, must not
// feel it.
func TestRacingStops(t *testing.T) {
	c := connect(t)
	numbers(t, c, 150)
	r := rand.New(rand.NewPCG(1, 2))
	cancelled := prepare(t, c, "SELECT count(*) FROM numbers a, numbers b WHERE a.n + b.n = ?")
	free := prepare(t, c, "SELECT ? + 1")
	begin := time.Now()
	for i := range 20 {
		bind(t, cancelled, i)
		if _, err := cancelled.Exec(background(t)); err != nil {
			t.Fatal(err)
		}
	}
	twice := int64(time.Since(begin) / 10)
	var stopped, succeeded, sent int
	for i := range 1000 {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(time.Duration(r.Int64N(twice)), cancel)
		bind(t, cancelled, i)
		_, err := cancelled.Exec(ctx)
		var e *driver.StoppedError
		switch {
		case err == nil:
			succeeded++
		case errors.As(err, &e):
			stopped++
		default:
			t.Fatalf("statement %d: %v", i, err)
		}
		if c.watch.asked == answered {
			sent++
		}
		bind(t, free, i)
		rows, err := free.Query(background(t))
		if err != nil {
			t.Fatalf("the statement behind statement %d, which nobody cancelled: %v", i, err)
		}
		step(t, rows)
		if rows.Int64(0) != int64(i+1) {
			t.Fatalf("got %d, want %d", rows.Int64(0), i+1)
		}
		wantEnd(t, rows)
		cancel()
	}
	t.Logf("%d succeeded, %d were stopped, for %d the server was asked", succeeded, stopped, sent)
	if succeeded == 0 || stopped == 0 || sent == 0 {
		t.Error("the race always ends the same way: it tests nothing")
	}
}

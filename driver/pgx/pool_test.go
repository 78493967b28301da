package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/driver/pgx"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	lib "github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func newPool(t *testing.T, change func(*pgxpool.Config)) *pgxpool.Pool {
	t.Helper()
	cfg, err := pgxpool.ParseConfig(strings.Replace(dbfleet.PostgreSQL(t), "postgresql://", "postgres://", 1))
	if err != nil {
		t.Fatal(err)
	}
	cfg.MaxConns = 1
	if change != nil {
		change(cfg)
	}
	p, err := pgxpool.NewWithConfig(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// TestPool shares the connection of a pool with pgx itself.
func TestPool(t *testing.T) {
	ctx := within(t, time.Minute)
	p := newPool(t, nil)
	k := pgx.FromPool(p)
	if !k.Pooled() {
		t.Error("not pooled")
	}
	pids := map[uint32]bool{}
	for i := range 5 {
		c, err := k.Connect(ctx)
		if err != nil {
			t.Fatal(err)
		}
		pids[pid(c)] = true
		exec(t, c, "SELECT 1", "BEGIN", "CREATE TABLE IF NOT EXISTS t (n int)", "INSERT INTO t VALUES (1)", "COMMIT")
		s := prepare(t, c, "SELECT count(*) FROM t WHERE n < $1")
		s.BindInt64(0, 100)
		if got := texts(t, query(t, s)); got[0] != fmt.Sprint(i+1) {
			t.Errorf("%s rows", got)
		}
		if n := text(t, c, "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'azoth%'"); n != "4" {
			t.Errorf("lease %d: %s statements are prepared", i, n)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		var n int
		if err := p.QueryRow(ctx, "SELECT count(*) FROM t WHERE n < $1", 100).Scan(&n); err != nil || n != i+1 {
			t.Errorf("pgx itself: %d, %v", n, err)
		}
	}
	if len(pids) != 1 {
		t.Errorf("%d sessions", len(pids))
	}
	if s := p.Stat(); s.AcquiredConns() != 0 || s.TotalConns() != 1 {
		t.Errorf("%d connections are still leased, there are %d", s.AcquiredConns(), s.TotalConns())
	}
}

// TestPoolUnclean gives back connections that nobody else should get.
func TestPoolUnclean(t *testing.T) {
	p := newPool(t, nil)
	k := pgx.FromPool(p)
	for name, f := range map[string]func(c driver.Conn){
		"in a transaction": func(c driver.Conn) { exec(t, c, "BEGIN") },
		"with open rows": func(c driver.Conn) {
			rows, err := prepare(t, c, "SELECT generate_series(1, 100000)").Query(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			step(t, rows)
		},
		"killed": func(c driver.Conn) {
			if err := try(context.Background(), c, "SELECT pg_terminate_backend(pg_backend_pid())"); err == nil {
				t.Error("it lives")
			}
		},
		"clean": func(c driver.Conn) { exec(t, c, "SELECT 1") },
	} {
		c, err := k.Connect(within(t, time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		before := pid(c)
		f(c)
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if c, err = k.Connect(within(t, time.Minute)); err != nil {
			t.Fatal(err)
		}
		if same := pid(c) == before; same != (name == "clean") {
			t.Errorf("%s: the same session again: %v", name, same)
		}
		exec(t, c, "SELECT 1")
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestPoolCancelled uses ctx on a pool's connection as on any other.
func TestPoolCancelled(t *testing.T) {
	p := newPool(t, nil)
	k := pgx.FromPool(p)
	c, err := k.Connect(within(t, time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	s := prepare(t, c, "SELECT pg_sleep(60)")
	_, err = s.Exec(ctx)
	wasStopped(t, err, context.DeadlineExceeded, true)
	exec(t, c, "SELECT 1")
	_, err = k.Connect(ctx)
	wasStopped(t, err, context.DeadlineExceeded, false)
	short, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err = k.Connect(short) // the pool has one connection
	var stopped *driver.StoppedError
	if !errors.As(err, &stopped) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	p.Close()
	if _, err := k.Connect(context.Background()); err == nil {
		t.Error("a closed pool gives connections")
	}
}

// TestPoolBehindPooler keeps no statements where the pool does not.
func TestPoolBehindPooler(t *testing.T) {
	p := newPool(t, func(c *pgxpool.Config) { c.ConnConfig.DefaultQueryExecMode = lib.QueryExecModeExec })
	c := connect(t, pgx.FromPool(p))
	exec(t, c, "SELECT 1")
	s := prepare(t, c, "SELECT $1::int")
	s.BindInt64(0, 5)
	if got := texts(t, query(t, s)); got[0] != "5" {
		t.Error(got)
	}
	if n := text(t, c, "SELECT count(*) FROM pg_prepared_statements WHERE name <> ''"); n != "0" {
		t.Errorf("%s statements", n)
	}
}

func TestPoolEncoding(t *testing.T) {
	p := newPool(t, func(c *pgxpool.Config) { c.ConnConfig.RuntimeParams["client_encoding"] = "LATIN1" })
	_, err := pgx.FromPool(p).Connect(context.Background())
	var refused *driver.ConfigError
	if !errors.As(err, &refused) || p.Stat().AcquiredConns() != 0 {
		t.Errorf("%v", err)
	}
}

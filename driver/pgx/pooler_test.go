package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/driver/pgx"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/types"
)

// TestPooler runs all kinds of statements through PgBouncer in transaction mode, from more clients than it has sessions: every statement
// outside of a transaction may meet another one.
func TestPooler(t *testing.T) {
	pooled, direct := dbfleet.PgBouncer(t)
	setup := database{t, configOf(t, direct)}.connect()
	exec(t, setup, "CREATE TYPE mood AS ENUM ('sad', 'ok')", "CREATE TABLE t (client int, n int, s text, m mood, at timestamptz, PRIMARY KEY (client, n))")
	k := database{t, configOf(t, pooled)}.with("pgbouncer", "true").connector()
	const clients, rounds = 16, 60
	var work sync.WaitGroup
	var failed atomic.Int64
	for client := range clients {
		work.Go(func() {
			if err := poolerClient(k, client, rounds); err != nil && failed.Add(1) < 5 {
				t.Errorf("client %d: %v", client, err)
			}
		})
	}
	work.Wait()
	if n := text(t, setup, "SELECT count(*) FROM t"); n != fmt.Sprint(clients*rounds) {
		t.Errorf("%s rows, want %d", n, clients*rounds)
	}
	// The sessions are those of PgBouncer's clients now: nothing of ours may be left in them.
	c := connect(t, k)
	exec(t, c, "BEGIN")
	if n := text(t, c, "SELECT count(*) FROM pg_prepared_statements WHERE name <> ''"); n != "0" {
		t.Errorf("%s statements were left", n)
	}
	exec(t, c, "ROLLBACK")
}

// poolerClient writes rows and reads them back, in transactions and outside, with statements that it keeps and some that it does not.
func poolerClient(k driver.Connector, client, rounds int) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	c, err := k.Connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	cache := driver.NewStmtCache(c, 16)
	run := func(id uint64, sql string, values ...any) (driver.Rows, error) {
		s, err := cache.Get(ctx, id, sql, []types.Type{types.Integer(), types.Integer(), types.String(0), types.String(0), types.DateTime().WithTimeZone()}[:len(values)])
		if err != nil {
			return nil, fmt.Errorf("prepare %s: %w", sql, err)
		}
		for i, v := range values {
			bind(s, i, v)
		}
		return s.Query(ctx)
	}
	done := func(rows driver.Rows, err error) error {
		if err != nil {
			return err
		}
		return rows.Close()
	}
	at := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	for n := range rounds {
		inTransaction := rand.IntN(2) == 0
		if inTransaction {
			if err := try(ctx, c, "BEGIN"); err != nil {
				return err
			}
		}
		want := fmt.Sprintf("%d-%d", client, n)
		if err := done(run(1, "INSERT INTO t VALUES ($1, $2, $3, $4, $5)", client, n, want, "ok", at)); err != nil {
			return err
		}
		rows, err := run(2, "SELECT client, n, s, m, at, pg_backend_pid() FROM t WHERE client = $1 AND n = $2", client, n)
		if err != nil {
			return err
		}
		ok, err := rows.Step()
		if !ok || err != nil {
			return fmt.Errorf("row %s: %v, %w", want, ok, err)
		}
		got, _ := rows.Time(4)
		if rows.Int64(0) != int64(client) || rows.Int64(1) != int64(n) || rows.Text(2) != want || rows.Text(3) != "ok" || !got.Equal(at) {
			return fmt.Errorf("read %d, %d, %q, %q, %v", rows.Int64(0), rows.Int64(1), rows.Text(2), rows.Text(3), got)
		}
		if err := done(run(0, fmt.Sprintf("SELECT %d + $1", n), client)); err != nil { // while the row is open, and not the same text
			return err
		}
		if err := rows.Close(); err != nil {
			return err
		}
		if inTransaction {
			if err := try(ctx, c, "COMMIT"); err != nil {
				return err
			}
		}
	}
	return cache.Close()
}

// TestPoolerCancel cancels statements through PgBouncer, and none of those that follow.
func TestPoolerCancel(t *testing.T) {
	pooled, direct := dbfleet.PgBouncer(t)
	db := database{t, configOf(t, direct)}
	c := database{t, configOf(t, pooled)}.with("pooler", "true").connect()
	for range 10 {
		wasStopped(t, try(db.whenWaiting("PgSleep"), c, "SELECT pg_sleep(60)"), context.Canceled, true)
		for range 3 {
			exec(t, c, "SELECT count(*) FROM generate_series(1, 1000)")
		}
	}
	if n := eventually(t, db.connect(), "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'", "0"); n != "0" {
		t.Errorf("%s sessions still work", n)
	}
}

// TestPoolerAltered changes a table under a statement that a pooler-safe connection keeps the description of.
func TestPoolerAltered(t *testing.T) {
	db := newDatabase(t)
	c, other := db.with("pgbouncer", "true").connect(), db.connect()
	exec(t, other, "CREATE TABLE t (n int, s text)", "INSERT INTO t VALUES (1, 'x')")
	cache := driver.NewStmtCache(c, 8)
	for _, step := range []struct {
		alter   string
		refused bool
		columns string
		first   any
	}{
		{"SELECT 1", false, "[{n INT4} {s TEXT}]", int64(1)},
		{"ALTER TABLE t ADD COLUMN d date", true, "[{n INT4} {s TEXT} {d DATE}]", int64(1)},
		{"ALTER TABLE t ALTER n TYPE bigint", false, "[{n INT8} {s TEXT} {d DATE}]", int64(1)},
		{"ALTER TABLE t DROP COLUMN s", true, "[{n INT8} {d DATE}]", int64(1)},
		{"ALTER TABLE t ALTER d TYPE text", false, "[{n INT8} {d TEXT}]", int64(1)},
	} {
		exec(t, other, step.alter)
		rows, err := queryCached(cache, "SELECT * FROM t")
		if step.refused {
			if state(err) != "08P01" {
				t.Errorf("%s: %v, want that the description is out of date", step.alter, err)
			}
			rows, err = queryCached(cache, "SELECT * FROM t")
		}
		if err != nil {
			t.Fatalf("%s: %v", step.alter, err)
		}
		if got := fmt.Sprint(rows.Columns()); got != step.columns {
			t.Errorf("%s: columns are %s, want %s", step.alter, got, step.columns)
		}
		if ok, err := rows.Step(); !ok || err != nil {
			t.Fatalf("%s: %v, %v", step.alter, ok, err)
		}
		if got := read(rows, 0); !equal(got, step.first) {
			t.Errorf("%s: read %#v, want %#v", step.alter, got, step.first)
		}
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}
	// Asked for in binary, and now of a type that the driver reads as text only: said, and not guessed.
	exec(t, other, "DROP TABLE t", "CREATE TABLE t (n bigint)", "INSERT INTO t VALUES (1)")
	s := prepare(t, c, "SELECT * FROM t")
	exec(t, other, "ALTER TABLE t ALTER n TYPE numeric")
	rows := query(t, s)
	step(t, rows)
	var failed *driver.ConvertError
	_ = rows.Text(0)
	if _, err := rows.Step(); !errors.As(err, &failed) {
		t.Errorf("%v", err)
	}
}

func queryCached(cache *driver.StmtCache, sql string) (driver.Rows, error) {
	s, err := cache.Get(context.Background(), 0, sql, nil)
	if err != nil {
		return nil, err
	}
	return s.Query(context.Background())
}

// TestPoolerAdvice says what to do when PgBouncer is in between and nobody said so.
func TestPoolerAdvice(t *testing.T) {
	pooled, _ := dbfleet.PgBouncer(t)
	k, err := pgx.Open(configOf(t, pooled))
	if err != nil {
		t.Fatal(err)
	}
	var work sync.WaitGroup
	var advice atomic.Bool
	for range 16 {
		work.Go(func() {
			c, err := k.Connect(context.Background())
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			for range 50 {
				if err := try(context.Background(), c, "SELECT pg_sleep(0.001)"); err != nil && strings.Contains(err.Error(), "pgbouncer=true") {
					advice.Store(true)
				}
			}
		})
	}
	work.Wait()
	if !advice.Load() {
		t.Error("no statement failed with advice")
	}
}

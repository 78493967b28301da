package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// TestNested runs statements while rows are open, and statements while rows of those are open.
func TestNested(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE log (n int, s text)", "BEGIN")
	outer := prepare(t, c, "SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE repeat('x', i) END, i + 0.5 FROM generate_series(1, 300) AS i")
	middle := prepare(t, c, "SELECT j FROM generate_series(1, 3) AS j")
	insert := prepare(t, c, "INSERT INTO log VALUES ($1, $2)")
	rows := query(t, outer)
	for i := 1; i <= 300; i++ {
		step(t, rows)
		before := rows.Text(1)
		inner := query(t, middle)
		for j := 1; j <= 3; j++ {
			step(t, inner)
			insert.BindInt64(0, inner.Int64(0))
			insert.BindText(1, rows.Text(1))
			if _, err := insert.Exec(context.Background()); err != nil {
				t.Fatal(err)
			}
			if inner.Int64(0) != int64(j) {
				t.Fatalf("row %d of the inner result is %d after a statement", j, inner.Int64(0))
			}
		}
		if err := inner.Close(); err != nil {
			t.Fatal(err)
		}
		want := strings.Repeat("x", i)
		if i%3 == 0 {
			want = ""
		}
		if rows.Int64(0) != int64(i) || rows.Text(1) != want || before != want || rows.IsNull(1) != (i%3 == 0) || rows.Text(2) != fmt.Sprintf("%d.5", i) {
			t.Fatalf("row %d is %d, %q, %q", i, rows.Int64(0), rows.Text(1), rows.Text(2))
		}
	}
	if ok, err := rows.Step(); ok || err != nil {
		t.Fatalf("after the last row: %v, %v", ok, err)
	}
	exec(t, c, "COMMIT")
	if n := text(t, c, "SELECT count(*) FROM log"); n != "900" {
		t.Errorf("%s rows were written", n)
	}
}

// TestNestedShapes parks results of special forms: no columns, wide rows, many rows.
func TestNestedShapes(t *testing.T) {
	c := newDatabase(t).connect()
	for sql, want := range map[string]int{
		"SELECT FROM generate_series(1, 5)":                      5,
		"SELECT repeat('y', 200000) FROM generate_series(1, 5)":  5,
		"SELECT i, NULL, '' FROM generate_series(1, 20000) AS i": 20000,
		"SELECT 1": 1,
	} {
		rows := query(t, prepare(t, c, sql))
		exec(t, c, "SELECT 1")
		got := 0
		for {
			ok, err := rows.Step()
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				break
			}
			got++
			if got == 3 {
				exec(t, c, "SELECT 1")
			}
		}
		if got != want {
			t.Errorf("%s: %d rows, want %d", sql, got, want)
		}
	}
}

// TestNestedError keeps the error that ends a result for the result's own reader.
func TestNestedError(t *testing.T) {
	c := newDatabase(t).connect()
	rows := query(t, prepare(t, c, "SELECT 1 / (4 - i) FROM generate_series(1, 10) AS i"))
	if err := try(context.Background(), c, "SELECT 1"); err != nil {
		t.Fatalf("the statement that waits is not to blame: %v", err)
	}
	for range 3 {
		step(t, rows)
	}
	if ok, err := rows.Step(); ok || state(err) != "22012" {
		t.Errorf("step: %v, %v; want division by zero", ok, err)
	}
	if ok, err := rows.Step(); ok || err != nil {
		t.Errorf("after the error: %v, %v", ok, err)
	}
	rows = query(t, prepare(t, c, "SELECT 1 / (4 - i) FROM generate_series(1, 10) AS i"))
	exec(t, c, "SELECT 1")
	if err := rows.Close(); state(err) != "22012" {
		t.Errorf("close: %v; want division by zero", err)
	}
}

// TestNestedCancelled ends the ctx of a statement that waits for an open result: the result goes on.
func TestNestedCancelled(t *testing.T) {
	c := newDatabase(t).connect()
	rows := query(t, prepare(t, c, "SELECT i, pg_sleep(CASE WHEN i = 20000 THEN 1 ELSE 0 END), repeat('z', 100) FROM generate_series(1, 20001) AS i"))
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := try(ctx, c, "SELECT 1")
	var stopped *driver.StoppedError
	if !errors.As(err, &stopped) || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 800*time.Millisecond {
		t.Fatalf("%v after %v, want that it was stopped after 0.1 s", err, time.Since(start))
	}
	for i := 1; i <= 20001; i++ {
		step(t, rows)
		if rows.Int64(0) != int64(i) {
			t.Fatalf("row %d is %d", i, rows.Int64(0))
		}
	}
	if ok, err := rows.Step(); ok || err != nil {
		t.Errorf("after the last row: %v, %v", ok, err)
	}
	exec(t, c, "SELECT 1")
}

// TestCloseEarly closes rows that were not read.
func TestCloseEarly(t *testing.T) {
	c := newDatabase(t).connect()
	s := prepare(t, c, "SELECT i FROM generate_series(1, 100000) AS i")
	for range 3 {
		rows := query(t, s)
		step(t, rows)
		if !s.InUse() {
			t.Error("not in use")
		}
		if _, err := s.Exec(context.Background()); !errors.Is(err, driver.ErrInUse) {
			t.Errorf("%v, want ErrInUse", err)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		if s.InUse() {
			t.Error("in use")
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		if ok, err := rows.Step(); ok || err != nil {
			t.Errorf("%v, %v", ok, err)
		}
		if rows.Int64(0) != 0 || !rows.IsNull(0) || rows.Kind(0) != driver.KindNull {
			t.Error("there is still a row")
		}
	}
	// Closing old rows late does not disturb newer ones.
	old := query(t, s)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	rows := query(t, s)
	step(t, rows)
	if err := old.Close(); err != nil || !s.InUse() || rows.Int64(0) != 1 {
		t.Errorf("%v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Exec(context.Background()); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("%v, want ErrClosed", err)
	}
	exec(t, c, "SELECT 1")
}

func TestResult(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (id serial PRIMARY KEY, n int)")
	for sql, want := range map[string]int64{
		"INSERT INTO t (n) VALUES (1), (2), (3)": 3,
		"SELECT * FROM t":                        0,
		"CREATE TABLE u AS SELECT * FROM t":      0,
	} {
		if got := exec(t, c, sql); got.RowsAffected != want && sql != "CREATE TABLE u AS SELECT * FROM t" {
			t.Errorf("%s: %d rows", sql, got.RowsAffected)
		}
	}
	if got := exec(t, c, "UPDATE t SET n = 2"); got.RowsAffected < 3 {
		t.Errorf("rows that are equal already count: %d", got.RowsAffected)
	}
	rows := query(t, prepare(t, c, "INSERT INTO t (n) VALUES (1), (2) RETURNING id, n"))
	if got := len(texts(t, rows)); got != 2 || rows.Result().RowsAffected != 2 {
		t.Errorf("%d rows, %+v", got, rows.Result())
	}
	rows = query(t, prepare(t, c, "DELETE FROM t WHERE false RETURNING id"))
	if got := len(texts(t, rows)); got != 0 || rows.Result().RowsAffected != 0 || len(rows.Columns()) != 1 {
		t.Errorf("%d rows, %+v", got, rows.Result())
	}
}

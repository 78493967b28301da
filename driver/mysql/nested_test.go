package mysql

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

// numbers fills a table with 1 to n.
func numbers(t testing.TB, c *conn, n int) {
	t.Helper()
	exec(t, c, "CREATE TABLE numbers (n INT PRIMARY KEY, s VARCHAR(50))")
	exec(t, c, fmt.Sprintf("INSERT INTO numbers SELECT seq, concat('text ', seq) FROM seq_1_to_%d", n))
}

// overwrite runs a statement with a longer reply than those before, which takes the place of what the client library has read.
func overwrite(t testing.TB, c *conn) {
	t.Helper()
	if got := one(t, c, "SELECT repeat('-', 10000)"); got != strings.Repeat("-", 10000) {
		t.Errorf("got %.20q", got)
	}
}

func TestNestedCursors(t *testing.T) {
	c := connect(t)
	numbers(t, c, 50)
	overwrite(t, c)
	outer := query(t, c, "SELECT n, s FROM numbers ORDER BY n")
	inner := prepare(t, c, "SELECT s FROM numbers WHERE n <= ? ORDER BY n DESC")
	for i := range 50 {
		step(t, outer)
		bind(t, inner, i+1)
		rows, err := inner.Query(background(t))
		if err != nil {
			t.Fatal(err)
		}
		step(t, rows)
		if i%3 == 0 {
			overwrite(t, c)
		}
		if got, want := rows.Text(0), fmt.Sprintf("text %d", i+1); got != want || outer.Text(1) != want || outer.Int64(0) != int64(i+1) {
			t.Fatalf("row %d: outer %d %q, inner %q", i, outer.Int64(0), outer.Text(1), got)
		}
		if i%2 == 0 {
			if got := len(texts(t, rows)); got != i {
				t.Fatalf("%d rows more, want %d", got, i)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	wantEnd(t, outer)
}

// TestManyOpen keeps the rows of several statements open and reads them in turns.
func TestManyOpen(t *testing.T) {
	c := connect(t)
	numbers(t, c, 20)
	open := make([]driver.Rows, 5)
	for i := range open {
		open[i] = query(t, c, "SELECT n, s FROM numbers WHERE n % 5 = ? ORDER BY n", i)
	}
	for n := range 4 {
		for i, rows := range open {
			step(t, rows)
			want := int64(n*5 + i) // 5 10 15 20, 1 6 11 16, …
			if i == 0 {
				want += 5
			}
			if rows.Int64(0) != want {
				t.Errorf("statement %d: %d, want %d", i, rows.Int64(0), want)
			}
		}
	}
	for _, rows := range open {
		wantEnd(t, rows)
	}
}

// TestReturningAside reads the rest of an INSERT … RETURNING out of memory.
func TestReturningAside(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE r (id INT PRIMARY KEY AUTO_INCREMENT, v INT)")
	overwrite(t, c)
	rows := query(t, c, "INSERT INTO r (v) SELECT seq FROM seq_1_to_10 RETURNING id, v")
	step(t, rows)
	overwrite(t, c)
	if got := one(t, c, "SELECT count(*) FROM r"); got != "10" {
		t.Errorf("%s rows", got)
	}
	if rows.Int64(0) != 1 || rows.Int64(1) != 1 {
		t.Errorf("the current row is %d %d", rows.Int64(0), rows.Int64(1))
	}
	if got := texts(t, rows); len(got) != 9 || got[8] != "10 10" {
		t.Errorf("got %q", got)
	}
	if rows.Result().RowsAffected != 10 {
		t.Errorf("%+v", rows.Result())
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
}

// TestErrorAside has a result that fails behind its first rows be set aside.
func TestErrorAside(t *testing.T) {
	c := connect(t)
	numbers(t, c, 3000)
	for _, aside := range []bool{false, true} {
		rows := query(t, c, "SELECT n, IF(n = 2900, (SELECT 1 UNION SELECT 2), s) FROM numbers ORDER BY n")
		if aside {
			if got := one(t, c, "SELECT 'inner'"); got != "inner" {
				t.Error(got)
			}
		}
		n := 0
		var err error
		for ok := true; ok; {
			if ok, err = rows.Step(); ok {
				n++
			}
		}
		wantNumber(t, err, 1242)
		if n >= 2900 {
			t.Errorf("%d rows", n)
		}
		if ok, err := rows.Step(); ok || err != nil {
			t.Errorf("Step after the error: %v, %v", ok, err)
		}
		if err := rows.Close(); err != nil {
			t.Errorf("Close after the error: %v", err)
		}
	}
}

// TestCloseWhileOpen closes statements while the server is sending rows of another.
func TestCloseWhileOpen(t *testing.T) {
	c := connect(t)
	numbers(t, c, 5000)
	before := prepared(t, c)
	for range 20 {
		idle := prepare(t, c, "SELECT 1")
		s := prepare(t, c, "SELECT n FROM numbers ORDER BY n")
		rows, err := s.Query(background(t))
		if err != nil {
			t.Fatal(err)
		}
		step(t, rows)
		if err := idle.Close(); err != nil {
			t.Fatal(err)
		}
		step(t, rows)
		if rows.Int64(0) != 2 {
			t.Fatalf("got %d", rows.Int64(0))
		}
		if err := s.Close(); err != nil { // closes the rows, too
			t.Fatal(err)
		}
	}
	if now := prepared(t, c); now != before {
		t.Errorf("the server keeps %s statements, before it were %s", now, before)
	}
}

// prepared is how many statements the server keeps for all connections.
func prepared(t testing.TB, c *conn) string {
	t.Helper()
	s := prepare(t, c, "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'Prepared_stmt_count'")
	defer s.Close()
	rows, err := s.Query(background(t))
	if err != nil {
		t.Fatal(err)
	}
	step(t, rows)
	return rows.Text(0)
}

// TestAsideContext ends the ctx of a result that is in memory.
func TestAsideContext(t *testing.T) {
	c := connect(t)
	numbers(t, c, 100)
	ctx, cancel := context.WithCancel(background(t))
	rows, err := prepare(t, c, "SELECT n FROM numbers").Query(ctx)
	if err != nil {
		t.Fatal(err)
	}
	step(t, rows)
	exec(t, c, "DO 1")
	step(t, rows)
	cancel()
	_, err = rows.Step()
	var e *driver.StoppedError
	if !errors.As(err, &e) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	if got := one(t, c, "SELECT 1"); got != "1" {
		t.Error(got)
	}
}

// TestRawWhileOpen takes the client library's connection while rows are open.
func TestRawWhileOpen(t *testing.T) {
	c := connect(t)
	numbers(t, c, 100)
	rows := query(t, c, "SELECT n FROM numbers ORDER BY n")
	step(t, rows)
	raw := c.Raw().(session)
	row, err := firstRow(raw, "SELECT 'raw'")
	if err != nil || plainText(row[0]) != "raw" {
		t.Errorf("%v, %v", row, err)
	}
	if got := strings.Join(texts(t, rows), " "); !strings.HasPrefix(got, "2 3 4") || !strings.HasSuffix(got, " 100") {
		t.Errorf("got %s", got)
	}
}

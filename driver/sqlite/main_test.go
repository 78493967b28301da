package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

// connect opens a connection that ends with the test; options are name, value, name, value …
func connect(t testing.TB, database string, options ...string) *conn {
	t.Helper()
	c, err := tryConnect(context.Background(), database, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return c
}

func tryConnect(ctx context.Context, database string, options ...string) (*conn, error) {
	query := map[string][]string{}
	for i := 0; i < len(options); i += 2 {
		query[options[i]] = append(query[options[i]], options[i+1])
	}
	k, err := Open(driver.Config{Database: database, Query: query})
	if err != nil {
		return nil, err
	}
	c, err := k.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return c.(*conn), nil
}

func file(t testing.TB) string { return filepath.Join(t.TempDir(), "test.db") }

func prepare(t testing.TB, c driver.Conn, sql string) driver.Stmt {
	t.Helper()
	s, err := c.Prepare(context.Background(), sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return s
}

func exec(t testing.TB, c driver.Conn, sql string) driver.Result {
	t.Helper()
	res, err := try(context.Background(), c, sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return res
}

func try(ctx context.Context, c driver.Conn, sql string) (driver.Result, error) {
	s, err := c.Prepare(ctx, sql)
	if err != nil {
		return driver.Result{}, err
	}
	defer s.Close()
	return s.Exec(ctx)
}

func query(t testing.TB, c driver.Conn, sql string) driver.Rows {
	t.Helper()
	rows, err := prepare(t, c, sql).Query(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return rows
}

func step(t testing.TB, rows driver.Rows) {
	t.Helper()
	if ok, err := rows.Step(); err != nil || !ok {
		t.Fatalf("Step = %v, %v, want a row", ok, err)
	}
}

// one is the first column of the first row, as text.
func one(t testing.TB, c driver.Conn, sql string) string {
	t.Helper()
	rows := query(t, c, sql)
	defer rows.Close()
	step(t, rows)
	return rows.Text(0)
}

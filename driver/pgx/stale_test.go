package pgx_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

// TestStale changes a table under statements that are kept, on their own connection and on another.
func TestStale(t *testing.T) {
	db := newDatabase(t)
	k := db.connector()
	a, b := connect(t, k), connect(t, k)
	cache := map[driver.Conn]*driver.StmtCache{a: driver.NewStmtCache(a, 8), b: driver.NewStmtCache(b, 8)}
	columns := func(c driver.Conn) (int, error) {
		s, err := cache[c].Get(context.Background(), 0, "SELECT * FROM t", nil)
		if err != nil {
			return 0, err
		}
		rows, err := s.Query(context.Background())
		if err != nil {
			return 0, err
		}
		return len(rows.Columns()), rows.Close()
	}
	check := func(what string, want int) {
		t.Helper()
		for name, c := range map[string]driver.Conn{"own": a, "other": b} {
			if n, err := columns(c); err != nil || n != want {
				t.Errorf("%s: the %s connection has %d columns, %v; want %d", what, name, n, err, want)
			}
		}
	}
	exec(t, a, "CREATE TABLE t (x int)", "INSERT INTO t VALUES (1)")
	check("created", 1)
	exec(t, a, "ALTER TABLE t ADD COLUMN y int")
	check("altered", 2)
	exec(t, a, "BEGIN", "ALTER TABLE t ADD COLUMN z int")
	if n, err := columns(a); err != nil || n != 3 {
		t.Errorf("in the transaction: %d, %v", n, err)
	}
	exec(t, a, "COMMIT")
	check("committed", 3)
	exec(t, a, "BEGIN", "DROP TABLE t", "CREATE TABLE t (a text, b text)", "COMMIT")
	check("created anew", 2)
	exec(t, a, "BEGIN", "ALTER TABLE t DROP COLUMN a")
	if n, err := columns(a); err != nil || n != 1 {
		t.Errorf("in the transaction: %d, %v", n, err)
	}
	exec(t, a, "ROLLBACK")
	check("rolled back", 2)
	exec(t, a, "DEALLOCATE ALL")
	exec(t, b, "DISCARD ALL")
	check("forgotten", 2)

	// Somebody else changes it: that is seen by the first error, once for all connections.
	stranger := db.connect()
	exec(t, stranger, "ALTER TABLE t ADD COLUMN c int")
	if _, err := columns(a); state(err) != "0A000" {
		t.Errorf("%v, want that the plan is out of date", err)
	}
	check("altered by somebody else", 3)
	exec(t, b, "SELECT 1")
}

// TestStatementNames wants closed statements to be forgotten by the server.
func TestStatementNames(t *testing.T) {
	c := newDatabase(t).connect()
	count := func() string {
		return text(t, c, "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'azoth%'")
	}
	before := count()
	for range 50 {
		exec(t, c, "SELECT 1")
	}
	open := []driver.Stmt{prepare(t, c, "SELECT 1"), prepare(t, c, "SELECT 1"), prepare(t, c, "SELECT 2")}
	if n := count(); n != "4" || before != "1" { // the count itself is one
		t.Errorf("%s statements before, %s then", before, n)
	}
	for _, s := range open {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	exec(t, c, "BEGIN")
	if err := try(context.Background(), c, "SELECT 1/0"); err == nil {
		t.Fatal("no error")
	}
	s := prepare(t, c, "ROLLBACK")
	if _, err := s.Exec(context.Background()); err != nil {
		t.Error(err)
	}
	if n := count(); n != "1" {
		t.Errorf("%s statements are left", n)
	}
}

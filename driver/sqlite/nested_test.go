package sqlite

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

// TestNestedCursors runs the same statement inside its own loop, through the cache, as a loop body that loads objects does.
func TestNestedCursors(t *testing.T) {
	ctx := context.Background()
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (a INTEGER PRIMARY KEY)")
	exec(t, c, "INSERT INTO t VALUES (1), (2), (3)")
	cache := driver.NewStmtCache(c, 8)
	open := func(above int64) driver.Rows {
		s, err := cache.Get(ctx, 1, "SELECT a FROM t WHERE a > ? ORDER BY a", nil)
		if err != nil {
			t.Fatal(err)
		}
		s.BindInt64(0, above)
		rows, err := s.Query(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	var pairs [][2]int64
	outer := open(0)
	for next(t, outer) {
		inner := open(outer.Int64(0))
		for next(t, inner) {
			pairs = append(pairs, [2]int64{outer.Int64(0), inner.Int64(0)})
		}
		if err := inner.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(pairs) != 3 || pairs[0] != [2]int64{1, 2} || pairs[1] != [2]int64{1, 3} || pairs[2] != [2]int64{2, 3} {
		t.Errorf("pairs %v", pairs)
	}
	if err := outer.Close(); err != nil {
		t.Fatal(err)
	}
	if n := len(c.stmts); n != 1 {
		t.Errorf("%d statements are open, want the cached one", n)
	}
	if err := cache.Close(); err != nil || len(c.stmts) != 0 {
		t.Errorf("Close: %v, %d statements open", err, len(c.stmts))
	}
}

// TestWriteWhileReading changes the table that a cursor reads, and ends the transaction under it.
func TestWriteWhileReading(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (a INTEGER PRIMARY KEY)")
	exec(t, c, "INSERT INTO t VALUES (1), (2), (3)")
	t.Run("commit leaves the cursor open", func(t *testing.T) {
		exec(t, c, "BEGIN")
		rows := query(t, c, "SELECT a FROM t")
		defer rows.Close()
		step(t, rows)
		exec(t, c, "UPDATE t SET a = a WHERE a = 1")
		exec(t, c, "COMMIT")
		step(t, rows)
	})
	t.Run("rollback ends it with an error", func(t *testing.T) {
		exec(t, c, "BEGIN")
		rows := query(t, c, "SELECT a FROM t")
		defer rows.Close()
		step(t, rows)
		exec(t, c, "CREATE TABLE u (a)")
		exec(t, c, "ROLLBACK")
		if ok, err := rows.Step(); ok || err == nil {
			t.Errorf("Step = %v, %v, want an error", ok, err)
		}
	})
}

func next(t *testing.T, rows driver.Rows) bool {
	t.Helper()
	ok, err := rows.Step()
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

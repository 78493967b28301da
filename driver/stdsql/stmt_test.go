package stdsql

import (
	"errors"
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

// TestResults wants the number of rows, and the key where there is one, and nothing where nothing was written.
func TestResults(t *testing.T) {
	key := map[family]string{sqlite: "INTEGER PRIMARY KEY", postgresql: "SERIAL PRIMARY KEY", mysql: "INTEGER AUTO_INCREMENT PRIMARY KEY"}
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (id "+key[db.family]+", a INTEGER)")
		id := int64(1)
		if db.family == postgresql {
			id = 0
		}
		for _, s := range []struct {
			sql          string
			affected, id int64
		}{
			{"INSERT INTO t (a) VALUES (5)", 1, id},
			{"INSERT INTO t (a) VALUES (6), (7)", 2, -1},
			{"UPDATE t SET a = 5", 3, 0},
			{"UPDATE t SET a = 5", 3, 0}, // matched, not changed
			{"UPDATE t SET a = 1 WHERE a = 99", 0, 0},
			{"SELECT * FROM t", 0, 0},
			{"CREATE TABLE u (a INTEGER)", 0, 0},
			{"BEGIN", 0, 0},
			{"DELETE FROM t WHERE id > 1", 2, 0},
			{"COMMIT", 0, 0},
		} {
			got := exec(t, c, s.sql)
			if got.RowsAffected != s.affected || s.id >= 0 && got.LastInsertID != s.id {
				t.Errorf("%s: %+v, want %d rows, key %d", s.sql, got, s.affected, s.id)
			}
		}
		if db.family == mysql {
			return // MariaDB's RETURNING is for INSERT and DELETE
		}
		rows := query(t, c, "UPDATE t SET a = a + 1 RETURNING a")
		step(t, rows)
		stepEnd(t, rows)
		if got := rows.Result(); got.RowsAffected != 1 {
			t.Errorf("UPDATE … RETURNING: %+v", got)
		}
	})
}

// TestNestedRows reads a result while others are opened, and statements run, on the same connection.
func TestNestedRows(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		exec(t, c, "CREATE TABLE u (a INTEGER)")
		insert := prepare(t, c, "INSERT INTO t VALUES ("+db.param(1)+")")
		for i := range 100 {
			insert.BindInt64(0, int64(i))
			if _, err := insert.Exec(testContext(t)); err != nil {
				t.Fatal(err)
			}
		}
		outer := prepare(t, c, "SELECT a FROM t ORDER BY a")
		rows, err := outer.Query(testContext(t))
		if err != nil {
			t.Fatal(err)
		}
		for i := range 100 {
			step(t, rows)
			if got := rows.Int64(0); got != int64(i) {
				t.Fatalf("row %d is %d", i, got)
			}
			if i%10 == 0 {
				inner := query(t, c, "SELECT count(*) FROM t")
				step(t, inner)
				exec(t, c, fmt.Sprint("INSERT INTO u VALUES (", i, ")"))
				if got := inner.Int64(0); got != 100 {
					t.Fatalf("the inner row is %d", got)
				}
				if err := inner.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if got := rows.Int64(0); got != int64(i) {
				t.Fatalf("row %d has become %d", i, got)
			}
			if !outer.InUse() {
				t.Fatal("the outer statement is not in use")
			}
			if _, err := outer.Exec(testContext(t)); !errors.Is(err, driver.ErrInUse) {
				t.Fatalf("run while its rows are open: %v", err)
			}
		}
		stepEnd(t, rows)
		stepEnd(t, rows)
		if outer.InUse() {
			t.Error("in use after its end")
		}
		if got := one(t, c, "SELECT count(*) FROM u"); got != "10" {
			t.Errorf("%s rows written", got)
		}
	})
}

// TestRunAgain binds and runs a statement many times, closing its rows early.
func TestRunAgain(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		exec(t, c, "INSERT INTO t VALUES (1), (2), (3)")
		s := prepare(t, c, "SELECT a FROM t WHERE a >= "+db.param(1)+" ORDER BY a")
		if s.NumParams() != 1 {
			t.Errorf("%d parameters", s.NumParams())
		}
		for i := range 6 {
			from := int64(i%3 + 1)
			s.BindInt64(0, from)
			rows, err := s.Query(testContext(t))
			if err != nil {
				t.Fatal(err)
			}
			step(t, rows)
			if rows.Int64(0) != from {
				t.Errorf("first %d, want %d", rows.Int64(0), from)
			}
			if err := errors.Join(rows.Close(), rows.Close()); err != nil {
				t.Fatal(err)
			}
			if rows.Int64(0) != 0 || !rows.IsNull(0) {
				t.Error("a row after Close")
			}
		}
		if err := errors.Join(s.Close(), s.Close()); err != nil {
			t.Error(err)
		}
		s.BindInt64(0, 1)
		if _, err := s.Query(testContext(t)); !errors.Is(err, driver.ErrClosed) {
			t.Errorf("run after Close: %v", err)
		}
	})
}

// TestNumParams counts placeholders, and leaves alone what only looks like one.
func TestNumParams(t *testing.T) {
	for _, c := range []struct {
		family family
		sql    string
		want   int
	}{
		{sqlite, "SELECT ?, '?', \"?\", -- ?\n ? /* ? */", 2},
		{sqlite, "SELECT ?3, ?1", 3},
		{postgresql, "SELECT $2, $1, '$3', $$ $4 $$, \"$5\", a ? 'b', E'\\'$6'", 2},
		{mysql, "SELECT ?, '\\'?', `?` # ?\n, ?", 2},
		{mysql, "SELECT 1", 0},
	} {
		if got := kindOf(c.family, c.sql).params; got != c.want {
			t.Errorf("%s: %d, want %d", c.sql, got, c.want)
		}
	}
}

// TestQueryThatReturnsNothing runs statements without rows by Query: what they did is told.
func TestQueryThatReturnsNothing(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		for _, s := range []struct {
			sql  string
			want int64
		}{
			{"INSERT INTO t VALUES (1), (2)", 2},
			{"UPDATE t SET a = 5", 2},
			{"CREATE TABLE u (a INTEGER)", 0},
			{"BEGIN", 0},
			{"DELETE FROM t", 2},
			{"COMMIT", 0},
		} {
			rows := query(t, c, s.sql)
			if len(rows.Columns()) != 0 {
				t.Errorf("%s: columns %v", s.sql, rows.Columns())
			}
			stepEnd(t, rows)
			if got := rows.Result().RowsAffected; got != s.want {
				t.Errorf("%s: %d rows, want %d", s.sql, got, s.want)
			}
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
		}
		wantOpen(t, c, false, "COMMIT")
	})
}

// TestMainVerb wants to be known what stands behind WITH.
func TestMainVerb(t *testing.T) {
	for _, c := range []struct {
		sql            string
		writes, silent bool
	}{
		{"WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", true, true},
		{"WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x", false, false},
		{"WITH x AS (SELECT 1) UPDATE t SET a = 1 RETURNING a", true, false},
		{"WITH \"delete\" AS (SELECT 1) SELECT 'update' FROM \"delete\" FOR UPDATE", false, false},
		{"INSERT INTO t SELECT a FROM u RETURNING a", true, false},
		{"(SELECT 1) UNION SELECT 2", false, false},
		{"EXPLAIN DELETE FROM t", false, false},
		{"CREATE TABLE t AS SELECT 1", false, true},
		{"VALUES (1)", false, false},
	} {
		if k := kindOf(postgresql, c.sql); k.writes != c.writes || k.silent != c.silent {
			t.Errorf("%s: %+v", c.sql, k)
		}
	}
}

// TestTextOnly runs what MariaDB cannot prepare.
func TestTextOnly(t *testing.T) {
	c := connect(t, target{family: mysql, url: mariadb(t)}.connector(t))
	for _, sql := range []string{"LOCK TABLES mysql.user READ", "UNLOCK TABLES", "PREPARE p FROM 'SELECT 1'", "DEALLOCATE PREPARE p"} {
		if _, err := try(testContext(t), c, sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// TestCloseUnderRows closes statements and the connection while results are open.
func TestCloseUnderRows(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		k := db.connector(t)
		c, err := k.Connect(testContext(t))
		if err != nil {
			t.Fatal(err)
		}
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		exec(t, c, "INSERT INTO t VALUES (1), (2)")
		s := prepare(t, c, "SELECT a FROM t")
		rows, err := s.Query(testContext(t))
		if err != nil {
			t.Fatal(err)
		}
		step(t, rows)
		other := prepare(t, c, "SELECT 5") // parks rows
		if err := s.Close(); err != nil {
			t.Errorf("closing a statement under its rows: %v", err)
		}
		if ok, err := rows.Step(); ok || err != nil {
			t.Errorf("Step after the statement was closed: %v, %v", ok, err)
		}
		open, err := other.Query(testContext(t))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(c.Close(), c.Close()); err != nil {
			t.Error(err)
		}
		step(t, open) // fetched by Query
		if ok, err := open.Step(); ok || !errors.Is(err, driver.ErrClosed) {
			t.Errorf("Step after the connection was closed: %v, %v", ok, err)
		}
		if err := errors.Join(open.Close(), other.Close()); err != nil {
			t.Error(err)
		}
		if _, err := c.Prepare(testContext(t), "SELECT 1"); !errors.Is(err, driver.ErrClosed) {
			t.Errorf("Prepare after Close: %v", err)
		}
		if err := c.Ping(testContext(t)); !errors.Is(err, driver.ErrClosed) || c.InTransaction() {
			t.Errorf("Ping after Close: %v", err)
		}
	})
}

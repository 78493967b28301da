package sqlite

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

func TestValuesComeBack(t *testing.T) {
	c := connect(t, "")
	s := prepare(t, c, "SELECT ?1, typeof(?1)")
	zone := time.FixedZone("", 2*3600)
	cases := []struct {
		name string
		bind func()
		typ  string
		read func(driver.Rows) bool
	}{
		{"null", func() { s.BindNull(0) }, "null", func(r driver.Rows) bool {
			return r.IsNull(0) && r.Kind(0) == driver.KindNull && r.Int64(0) == 0 && r.Text(0) == "" && r.Float64(0) == 0 && !r.Bool(0) && r.Bytes(0, nil) == nil
		}},
		{"true", func() { s.BindBool(0, true) }, "integer", func(r driver.Rows) bool { return r.Bool(0) && r.Int64(0) == 1 && !r.IsNull(0) }},
		{"false", func() { s.BindBool(0, false) }, "integer", func(r driver.Rows) bool { return !r.Bool(0) }},
		{"least integer", func() { s.BindInt64(0, math.MinInt64) }, "integer", func(r driver.Rows) bool {
			return r.Int64(0) == math.MinInt64 && r.Kind(0) == driver.KindInt64 && r.Text(0) == "-9223372036854775808"
		}},
		{"float", func() { s.BindFloat64(0, -0.1) }, "real", func(r driver.Rows) bool {
			return r.Float64(0) == -0.1 && r.Kind(0) == driver.KindFloat64 && r.Text(0) == "-0.1"
		}},
		{"infinity", func() { s.BindFloat64(0, math.Inf(1)) }, "real", func(r driver.Rows) bool { return math.IsInf(r.Float64(0), 1) }},
		{"text", func() { s.BindText(0, "grüße 🜁") }, "text", func(r driver.Rows) bool { return r.Text(0) == "grüße 🜁" && r.Kind(0) == driver.KindText }},
		{"empty text", func() { s.BindText(0, "") }, "text", func(r driver.Rows) bool { return r.Text(0) == "" && !r.IsNull(0) }},
		{"text with NUL", func() { s.BindText(0, "a\x00b\x00") }, "text", func(r driver.Rows) bool { return r.Text(0) == "a\x00b\x00" }},
		{"long text", func() { s.BindText(0, strings.Repeat("é", 100_000)) }, "text", func(r driver.Rows) bool { return r.Text(0) == strings.Repeat("é", 100_000) }},
		{"bytes", func() { s.BindBytes(0, []byte{0, 255, 1}) }, "blob", func(r driver.Rows) bool {
			return bytes.Equal(r.Bytes(0, []byte("x")), []byte{'x', 0, 255, 1}) && r.Kind(0) == driver.KindBytes
		}},
		{"nil bytes", func() { s.BindBytes(0, nil) }, "blob", func(r driver.Rows) bool { return len(r.Bytes(0, nil)) == 0 && !r.IsNull(0) }},
		{"time", func() { s.BindTime(0, time.Date(2024, 2, 29, 1, 30, 15, 123456789, zone)) }, "text", func(r driver.Rows) bool {
			got, err := r.Time(0)
			return err == nil && r.Text(0) == "2024-02-28 23:30:15.123456" && got.Equal(time.Date(2024, 2, 28, 23, 30, 15, 123456000, time.UTC)) && got.Location() == time.UTC
		}},
		{"zero time", func() { s.BindTime(0, time.Time{}) }, "text", func(r driver.Rows) bool {
			got, err := r.Time(0)
			return err == nil && got.IsZero()
		}},
		{"numeric text", func() { s.BindText(0, " 42 ") }, "text", func(r driver.Rows) bool { return r.Int64(0) == 42 && r.Float64(0) == 42 && r.Bool(0) }},
		{"whole float as integer", func() { s.BindFloat64(0, 3) }, "real", func(r driver.Rows) bool { return r.Int64(0) == 3 }},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			tc.bind()
			rows, err := s.Query(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			step(t, rows)
			if got := rows.Text(1); got != tc.typ {
				t.Errorf("stored as %s, want %s", got, tc.typ)
			}
			if !tc.read(rows) {
				t.Errorf("read back as %q", rows.Text(0))
			}
			if ok, err := rows.Step(); ok || err != nil {
				t.Errorf("Step = %v, %v at the end", ok, err)
			}
			if ok, err := rows.Step(); ok || err != nil { // SQLite would run the statement again
				t.Errorf("Step = %v, %v beyond the end", ok, err)
			}
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestRefusedValues(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (a)")
	s := prepare(t, c, "INSERT INTO t VALUES (?)")
	cases := []struct {
		name string
		bind func()
		want string
	}{
		{"NaN", func() { s.BindFloat64(0, math.NaN()) }, "parameter 0: SQLite has no NaN"},
		{"not UTF-8", func() { s.BindText(0, "secret\xff") }, "parameter 0: the text is not valid UTF-8"},
		{"year", func() { s.BindTime(0, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)) }, "parameter 0: the year"},
		{"no such parameter", func() { s.BindInt64(1, 1) }, "parameter 1: the statement has 1 parameters"},
		{"negative", func() { s.BindNull(-1) }, "parameter -1: the statement has 1 parameters"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s.BindInt64(0, 6)
			tc.bind()
			s.BindInt64(0, 7) // does not hide the error
			_, err := s.Exec(context.Background())
			var bind *driver.BindError
			if !errors.As(err, &bind) || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("error %v, want %q", err, tc.want)
			}
		})
	}
	if got := one(t, c, "SELECT count(*) FROM t"); got != "0" {
		t.Errorf("%s rows were written", got)
	}
	if _, err := s.Exec(context.Background()); err != nil {
		t.Errorf("after the errors: %v", err)
	}
}

func TestUnboundParameter(t *testing.T) {
	c := connect(t, "")
	s := prepare(t, c, "SELECT ?, ?")
	s.BindInt64(0, 1)
	var bind *driver.BindError
	if _, err := s.Query(context.Background()); !errors.As(err, &bind) || bind.Param != 1 {
		t.Errorf("error %v, want parameter 1", err)
	}
	s.BindText(1, strings.Repeat("x", largeBuffer+1))
	if _, err := s.Exec(context.Background()); err != nil {
		t.Error(err)
	}
	// The memory of a large value is given back, so it must be bound again.
	if _, err := s.Exec(context.Background()); !errors.As(err, &bind) || bind.Param != 1 {
		t.Errorf("error %v, want parameter 1", err)
	}
	s.BindNull(1)
	if _, err := s.Exec(context.Background()); err != nil {
		t.Error(err)
	}
}

// TestBoundValuesStay runs a statement again and again, changing some parameters: those left alone keep their values.
func TestBoundValuesStay(t *testing.T) {
	c := connect(t, "")
	s := prepare(t, c, "SELECT ?1 || '/' || ?2 || '/' || ?3")
	run := func() string {
		t.Helper()
		rows, err := s.Query(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		step(t, rows)
		return rows.Text(0)
	}
	s.BindText(0, "a")
	s.BindInt64(1, 1)
	s.BindBytes(2, []byte("b"))
	if got := run(); got != "a/1/b" {
		t.Fatal(got)
	}
	s.BindText(0, "a")
	s.BindInt64(1, 2)
	if got := run(); got != "a/2/b" {
		t.Fatal(got)
	}
	big := strings.Repeat("x", largeBuffer+1)
	s.BindText(0, big) // its memory is given back after the run
	if got := run(); got != big+"/2/b" {
		t.Fatal(len(got))
	}
	s.BindText(0, big)
	if got := run(); got != big+"/2/b" {
		t.Fatal(len(got))
	}
	s.BindText(0, "1")
	s.BindFloat64(1, 2)
	s.BindText(2, "b")
	if got := run(); got != "1/2.0/b" {
		t.Fatal(got)
	}
}

// TestLikeIsNotCompiledAgain guards the reason for keeping bound values.
func TestLikeIsNotCompiledAgain(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (a TEXT COLLATE NOCASE)")
	exec(t, c, "CREATE INDEX i ON t (a)")
	s := prepare(t, c, "SELECT a FROM t WHERE a LIKE ?").(*stmt)
	for range 3 {
		s.BindText(0, "x%")
		if _, err := s.Exec(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.lib.reprepared(s.ptr); n > 1 {
		t.Errorf("compiled again %d times", n)
	}
	s.BindText(0, "y%")
	if _, err := s.Exec(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestResults(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT UNIQUE)")
	exec(t, c, "CREATE TABLE log (a)")
	exec(t, c, "CREATE TRIGGER tr AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.a), (old.a); END")
	cases := []struct {
		sql  string
		want driver.Result
	}{
		{"INSERT INTO t (a) VALUES (1), (2), (3)", driver.Result{RowsAffected: 3, LastInsertID: 3}},
		{"/* c */ -- d\n insert into t values (40, 4)", driver.Result{RowsAffected: 1, LastInsertID: 40}},
		{"SELECT * FROM t", driver.Result{}},
		{"UPDATE t SET a = a WHERE id < 3", driver.Result{RowsAffected: 2}},
		{"CREATE TABLE u AS SELECT * FROM t", driver.Result{}},
		{"ALTER TABLE u ADD COLUMN b", driver.Result{}},
		{"BEGIN", driver.Result{}},
		{"DELETE FROM t WHERE id = 40", driver.Result{RowsAffected: 1}},
		{"COMMIT", driver.Result{}},
		{"UPDATE t SET a = 1 WHERE id = 99", driver.Result{}},
		{"INSERT OR IGNORE INTO t (a) VALUES (1)", driver.Result{}},
		{"REPLACE INTO t VALUES (3, 9)", driver.Result{RowsAffected: 1, LastInsertID: 3}},
		{"WITH x AS (SELECT 50) INSERT INTO t (a) SELECT * FROM x", driver.Result{RowsAffected: 1}},
		{"DROP TABLE u", driver.Result{}},
		{"DELETE FROM t", driver.Result{RowsAffected: 4}},
		{"VACUUM", driver.Result{}},
	}
	for _, tc := range cases {
		t.Run(tc.sql, func(t *testing.T) {
			if got := exec(t, c, tc.sql); got != tc.want {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

func TestReturning(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (id INTEGER PRIMARY KEY, a)")
	s := prepare(t, c, "INSERT INTO t (a) VALUES ('x'), ('y') RETURNING id")
	rows, err := s.Query(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for {
		ok, err := rows.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		ids = append(ids, rows.Int64(0))
	}
	if len(ids) != 2 || ids[0] != 1 || ids[1] != 2 {
		t.Errorf("ids %v", ids)
	}
	if got := rows.Result(); got != (driver.Result{RowsAffected: 2, LastInsertID: 2}) {
		t.Errorf("result %+v", got)
	}
	rows.Close()
	// Closing early keeps the rows.
	rows, err = s.Query(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	if got := one(t, c, "SELECT count(*) FROM t"); got != "4" {
		t.Errorf("%s rows, want 4", got)
	}
}

func TestEarlyCloseReportsAFailedCommit(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE p (id INTEGER PRIMARY KEY)")
	exec(t, c, "CREATE TABLE ch (p INT REFERENCES p DEFERRABLE INITIALLY DEFERRED)")
	rows, err := prepare(t, c, "INSERT INTO ch VALUES (1), (2) RETURNING p").Query(context.Background())
	if err == nil {
		step(t, rows)
		err = rows.Close()
	}
	var e *Error
	if !errors.As(err, &e) || e.Code != 787 {
		t.Errorf("error %v, want FOREIGN KEY (787)", err)
	}
	if got := one(t, c, "SELECT count(*) FROM ch"); got != "0" {
		t.Errorf("%s rows, want 0", got)
	}
}

func TestInUse(t *testing.T) {
	c := connect(t, "")
	s := prepare(t, c, "SELECT 1 UNION ALL SELECT 2 WHERE ?")
	s.BindBool(0, true)
	rows, err := s.Query(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if !s.InUse() {
		t.Error("not in use with open rows")
	}
	if _, err := s.Query(context.Background()); !errors.Is(err, driver.ErrInUse) {
		t.Errorf("second Query: %v", err)
	}
	step(t, rows)
	step(t, rows)
	if got := rows.Int64(0); got != 2 {
		t.Errorf("the outer result reads %d, want 2", got)
	}
	rows.Close()
	if s.InUse() {
		t.Error("in use after Close")
	}
	again, err := s.Query(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	rows.Close() // late, a second time: must not disturb the new result
	step(t, again)
	step(t, again)
	again.Close()
}

func TestMisreading(t *testing.T) {
	c := connect(t, "")
	readInt := func(r driver.Rows) { r.Int64(0) }
	readFloat := func(r driver.Rows) { r.Float64(0) }
	readBool := func(r driver.Rows) { r.Bool(0) }
	cases := []struct {
		name, sql string
		read      func(driver.Rows)
		want      string
	}{
		{"word as integer", "SELECT 'abc'", readInt, "column 0: text cannot be read as an integer"},
		{"half a number", "SELECT '12abc'", readInt, "text cannot be read as an integer"},
		{"fraction as integer", "SELECT 1.5", readInt, "a number cannot be read as an integer"},
		{"too large", "SELECT 1e300", readInt, "a number cannot be read as an integer"},
		{"bytes as integer", "SELECT x'31'", readInt, "bytes cannot be read as an integer"},
		{"word as number", "SELECT 'inf'", readFloat, "text cannot be read as a number"},
		{"word as boolean", "SELECT 'true'", readBool, "text cannot be read as a boolean"},
		{"fine", "SELECT '1e2'", readFloat, ""},
	}
	for _, tc := range cases {
		for _, end := range []string{"Step", "Close"} {
			t.Run(tc.name+" told by "+end, func(t *testing.T) {
				s := prepare(t, c, tc.sql)
				rows, err := s.Query(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				step(t, rows)
				tc.read(rows)
				if end == "Step" {
					_, err = rows.Step()
				} else {
					err = rows.Close()
				}
				if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
					t.Errorf("error %v, want %q", err, tc.want)
				}
				if err := rows.Close(); err != nil {
					t.Errorf("Close says it again: %v", err)
				}
				if s.InUse() {
					t.Error("in use")
				}
			})
		}
	}
}

func TestColumns(t *testing.T) {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE t (id integer primary key, d DateTime, e)")
	describe := func(rows driver.Rows) string {
		var b strings.Builder
		for _, col := range rows.Columns() {
			b.WriteString(col.Name + ":" + col.Type + " ")
		}
		return b.String()
	}
	rows := query(t, c, `SELECT a.id, b.id, a.d AS "x y", count(*), a.e, 1 AS id FROM t a, t b`)
	if got, want := describe(rows), "id:INTEGER id:INTEGER x y:DATETIME count(*): e: id: "; got != want {
		t.Errorf("columns %q, want %q", got, want)
	}
	rows.Close()
	t.Run("after the schema has changed", func(t *testing.T) {
		s := prepare(t, c, "SELECT * FROM t")
		for _, want := range []string{"id:INTEGER d:DATETIME e: ", "id:INTEGER d:DATETIME e: f:BLOB "} {
			rows, err := s.Query(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(rows); got != want {
				t.Errorf("columns %q, want %q", got, want)
			}
			rows.Close()
			if want == "id:INTEGER d:DATETIME e: " {
				exec(t, c, "ALTER TABLE t ADD COLUMN f BLOB")
			}
		}
	})
	t.Run("none", func(t *testing.T) {
		rows := query(t, c, "CREATE TABLE u (a)")
		defer rows.Close()
		if n := len(rows.Columns()); n != 0 {
			t.Errorf("%d columns", n)
		}
		if ok, err := rows.Step(); ok || err != nil {
			t.Errorf("Step = %v, %v", ok, err)
		}
	})
}

func TestStorageForms(t *testing.T) {
	c := connect(t, "")
	t.Run("integer in a REAL column", func(t *testing.T) {
		exec(t, c, "CREATE TABLE r (a REAL)")
		exec(t, c, "INSERT INTO r VALUES (5)")
		rows := query(t, c, "SELECT a FROM r")
		defer rows.Close()
		step(t, rows)
		if rows.Float64(0) != 5 || rows.Int64(0) != 5 || rows.Text(0) != "5.0" || rows.Kind(0) != driver.KindFloat64 {
			t.Errorf("%v %v %q %v", rows.Float64(0), rows.Int64(0), rows.Text(0), rows.Kind(0))
		}
	})
	t.Run("zeroblob", func(t *testing.T) {
		rows := query(t, c, "SELECT zeroblob(3)")
		defer rows.Close()
		step(t, rows)
		if got := rows.Bytes(0, nil); !bytes.Equal(got, make([]byte, 3)) {
			t.Errorf("%v", got)
		}
	})
	t.Run("column out of range", func(t *testing.T) {
		rows := query(t, c, "SELECT 1")
		defer rows.Close()
		step(t, rows)
		if !rows.IsNull(7) || !rows.IsNull(-1) {
			t.Error("not NULL")
		}
	})
	t.Run("UTF-16 database", func(t *testing.T) {
		c := connect(t, "")
		exec(t, c, "PRAGMA encoding = 'UTF-16le'")
		exec(t, c, "CREATE TABLE t (a TEXT, d TEXT)")
		exec(t, c, "INSERT INTO t VALUES ('größe', '2024-01-02 03:04:05.000006')")
		rows := query(t, c, "SELECT a, d FROM t")
		defer rows.Close()
		step(t, rows)
		if got := rows.Text(0); got != "größe" {
			t.Errorf("%q", got)
		}
		if got, err := rows.Time(1); err != nil || got.Nanosecond() != 6000 {
			t.Errorf("%v, %v", got, err)
		}
	})
}

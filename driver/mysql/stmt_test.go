package mysql

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

func TestBindErrors(t *testing.T) {
	c := connect(t)
	s := prepare(t, c, "SELECT ?, ?")
	for _, w := range []struct {
		name string
		bind func()
		want string
	}{
		{"NaN", func() { s.BindFloat64(0, math.NaN()) }, "parameter 0: MySQL has no NaN"},
		{"infinity", func() { s.BindFloat64(1, math.Inf(-1)) }, "parameter 1: MySQL has no NaN"},
		{"UTF-8", func() { s.BindText(0, "secret\xff") }, "parameter 0: the text is not valid UTF-8"},
		{"year 10000", func() { s.BindTime(0, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)) }, "parameter 0: the year"},
		{"year -1", func() { s.BindTime(0, time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)) }, "parameter 0: the year"},
		{"zone beyond year 9999", func() { s.BindTime(0, time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -7200))) }, "parameter 0: the year"},
		{"too many", func() { s.BindInt64(2, 1) }, "parameter 2: the statement has 2 parameters"},
		{"none", func() {}, "parameter 1: no value was bound"},
		{"too long", func() { s.BindBytes(0, make([]byte, c.server.packet)) }, "max_allowed_packet"},
	} {
		t.Run(w.name, func(t *testing.T) {
			s.BindInt64(0, 1)
			w.bind()
			_, err := s.Exec(background(t))
			var e *driver.BindError
			if !errors.As(err, &e) || !strings.Contains(err.Error(), w.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v, want %q", err, w.want)
			}
			bind(t, s, 1, 2)
			if _, err := s.Exec(background(t)); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

// TestBindForgets runs a statement a second time without values.
func TestBindForgets(t *testing.T) {
	s := prepare(t, connect(t), "SELECT ?")
	bind(t, s, "x")
	if _, err := s.Exec(background(t)); err != nil {
		t.Fatal(err)
	}
	var e *driver.BindError
	if _, err := s.Exec(background(t)); !errors.As(err, &e) {
		t.Errorf("got %v, want a BindError", err)
	}
}

func TestResults(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE r (id INT PRIMARY KEY AUTO_INCREMENT, v INT UNIQUE, w INT)")
	for _, w := range []struct {
		sql  string
		want driver.Result
	}{
		{"INSERT INTO r (v, w) VALUES (10, 0)", driver.Result{RowsAffected: 1, LastInsertID: 1}},
		{"INSERT INTO r (v, w) VALUES (20, 0), (30, 0)", driver.Result{RowsAffected: 2, LastInsertID: 2}},
		{"INSERT INTO r (id, v) VALUES (7, 70)", driver.Result{RowsAffected: 1, LastInsertID: 7}},
		{"UPDATE r SET w = 0 WHERE v < 30", driver.Result{RowsAffected: 2}}, // matched, not changed
		{"UPDATE r SET w = 1 WHERE v > 100", driver.Result{}},
		{"INSERT INTO r (v, w) VALUES (10, 5) ON DUPLICATE KEY UPDATE w = 5", driver.Result{RowsAffected: 2, LastInsertID: 1}},
		{"INSERT INTO r (v, w) VALUES (10, 5) ON DUPLICATE KEY UPDATE w = 5", driver.Result{RowsAffected: 1, LastInsertID: 1}},
		{"INSERT INTO r (v) VALUES (80), (90) RETURNING id", driver.Result{RowsAffected: 2}},
		{"DELETE FROM r WHERE v >= 80 RETURNING v", driver.Result{RowsAffected: 2}},
		{"DELETE FROM r WHERE v = 70", driver.Result{RowsAffected: 1}},
		{"SELECT * FROM r", driver.Result{}},
		{"CREATE TABLE r2 (a INT)", driver.Result{}},
	} {
		got := exec(t, c, w.sql)
		if w.want.LastInsertID == 0 && strings.HasPrefix(w.sql, "UPDATE") {
			got.LastInsertID = 0
		}
		if strings.Contains(w.sql, "DUPLICATE") {
			got.LastInsertID = w.want.LastInsertID // the server's affair
		}
		if got != w.want {
			t.Errorf("%s: %+v, want %+v", w.sql, got, w.want)
		}
	}
	rows := query(t, c, "INSERT INTO r (v) VALUES (1), (2), (3) RETURNING v")
	if got := texts(t, rows); len(got) != 3 || rows.Result().RowsAffected != 3 {
		t.Errorf("RETURNING: %v, %+v", got, rows.Result())
	}
	rows = query(t, c, "UPDATE r SET w = 3 WHERE v = 1")
	if len(rows.Columns()) != 0 || rows.Result().RowsAffected != 1 {
		t.Errorf("Query of an UPDATE: %v, %+v", rows.Columns(), rows.Result())
	}
	wantEnd(t, rows)
}

// TestCall runs a procedure, which yields several results.
func TestCall(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE called (a INT)")
	exec(t, c, "CREATE PROCEDURE twice(n INT) BEGIN SELECT n; SELECT n + 1, n + 2; INSERT INTO called VALUES (n); END")
	rows := query(t, c, "CALL twice(?)", 5)
	if got := texts(t, rows); len(got) != 1 || got[0] != "5" {
		t.Errorf("got %q", got)
	}
	exec(t, c, "CALL twice(?)", 6)
	rows = query(t, c, "CALL twice(7)")
	step(t, rows)
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	if got := one(t, c, "SELECT group_concat(a ORDER BY a) FROM called"); got != "5,6,7" {
		t.Errorf("got %s", got)
	}
}

func TestEmptyStatement(t *testing.T) {
	c := connect(t)
	for _, sql := range []string{"", " \n\t", "-- nothing", "/* nothing */ ; ", "# nothing\n;;"} {
		if _, err := c.Prepare(background(t), sql); !errors.Is(err, driver.ErrEmptyStatement) {
			t.Errorf("%q: %v", sql, err)
		}
	}
	_, err := c.Prepare(background(t), "SELECT 1; DROP TABLE x")
	wantNumber(t, err, 1064)
}

// TestUnpreparable runs what the server cannot prepare.
func TestUnpreparable(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE PROCEDURE p() BEGIN DECLARE x VARCHAR(1) DEFAULT '?'; SELECT x; END")
	exec(t, c, "XA START 'a?b'")
	if !c.InTransaction() {
		t.Error("XA START began nothing")
	}
	exec(t, c, "XA END 'a?b'")
	exec(t, c, "XA ROLLBACK 'a?b'")
	exec(t, c, "HANDLER mysql.db OPEN AS h")
	exec(t, c, "HANDLER h CLOSE")
}

// TestLargeParameters sends more than a packet's share, which goes in pieces, and more than the server takes.
func TestLargeParameters(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE large (a LONGBLOB, b LONGTEXT)")
	big := bytes.Repeat([]byte("0123456789abcdef"), c.server.packet/32)
	for range 2 { // the second run must not see pieces of the first
		exec(t, c, "DELETE FROM large")
		exec(t, c, "INSERT INTO large VALUES (?, ?)", big, string(big[:1000]))
		if got := one(t, c, "SELECT count(*) FROM large WHERE a = ? AND length(b) = 1000", big); got != "1" {
			t.Fatal("the value was changed")
		}
	}
	_, err := c.Prepare(background(t), "SELECT '"+strings.Repeat("x", c.server.packet)+"'")
	if e := wantNumber(t, err, 1153); !strings.Contains(e.Message, "nothing was run") {
		t.Error(e)
	}
	s := prepare(t, c, "SELECT length(concat("+strings.TrimSuffix(strings.Repeat("?,", 65000), ",")+"))")
	part := strings.Repeat("x", c.server.packet/65001-2)
	for i := range 65000 {
		s.BindText(i, part)
	}
	s.BindText(0, string(big))
	_, err = s.Exec(background(t))
	wantNumber(t, err, 1153)
	for i := range 65000 {
		s.BindText(i, "y")
	}
	rows, err := s.Query(background(t))
	if err != nil {
		t.Fatal(err)
	}
	step(t, rows)
	if rows.Int64(0) != 65000 {
		t.Errorf("%d bytes: values of the failed run were added", rows.Int64(0))
	}
	wantEnd(t, rows)
	if c.lost != nil {
		t.Error(c.lost)
	}
}

// TestForgottenStatement has the server forget a statement, as a proxy may when it changes servers. It is prepared again at the next run,
// and nothing is repeated by itself.
func TestForgottenStatement(t *testing.T) {
	c := connect(t)
	s := prepare(t, c, "SELECT ? + 1")
	id := uint32(reflect.ValueOf(s.(*stmt).ds).Elem().FieldByName("id").Uint())
	if _, err := c.wire.Write(binary.LittleEndian.AppendUint32([]byte{5, 0, 0, 0, 0x19}, id)); err != nil { // COM_STMT_CLOSE
		t.Fatal(err)
	}
	bind(t, s, 1)
	_, err := s.Exec(background(t))
	wantNumber(t, err, 1243)
	bind(t, s, 1)
	rows, err := s.Query(background(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(t, rows); len(got) != 1 || got[0] != "2" {
		t.Errorf("got %q", got)
	}
}

func TestSelectStarChanges(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE star (a INT)")
	exec(t, c, "INSERT INTO star VALUES (1)")
	s := prepare(t, c, "SELECT * FROM star")
	for i := range 3 {
		rows, err := s.Query(background(t))
		if err != nil {
			t.Fatal(err)
		}
		if len(rows.Columns()) != i+1 {
			t.Errorf("%d columns, want %d", len(rows.Columns()), i+1)
		}
		if got := texts(t, rows); len(got) != 1 || got[0] != "1"+strings.Repeat(" x", i) {
			t.Errorf("got %q", got)
		}
		exec(t, c, "ALTER TABLE star ADD COLUMN c"+string(rune('0'+i))+" VARCHAR(10) DEFAULT 'x'")
	}
}

func TestInUse(t *testing.T) {
	c := connect(t)
	s := prepare(t, c, "SELECT 1 UNION SELECT ?")
	bind(t, s, 2)
	rows, err := s.Query(background(t))
	if err != nil || !s.InUse() {
		t.Fatal(err, s.InUse())
	}
	if _, err := s.Query(background(t)); !errors.Is(err, driver.ErrInUse) {
		t.Errorf("Query: %v", err)
	}
	step(t, rows)
	step(t, rows)
	wantEnd(t, rows)
	if s.InUse() {
		t.Error("still in use")
	}
	if rows.Text(0) != "" || !rows.IsNull(0) {
		t.Error("there is a row after the end")
	}
	bind(t, s, 3)
	again, err := s.Query(background(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil { // late, and of no effect
		t.Error(err)
	}
	if got := texts(t, again); len(got) != 2 {
		t.Errorf("got %q", got)
	}
}

func TestEndedContext(t *testing.T) {
	c := connect(t)
	s := prepare(t, c, "SELECT 1")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var e *driver.StoppedError
	if _, err := s.Exec(ctx); !errors.As(err, &e) || !errors.Is(err, context.Canceled) || e.Err != nil {
		t.Errorf("Exec: %v", err)
	}
	if _, err := c.Prepare(ctx, "SELECT 2"); !errors.As(err, &e) {
		t.Errorf("Prepare: %v", err)
	}
	if _, err := c.connector.Connect(ctx); !errors.As(err, &e) {
		t.Errorf("Connect: %v", err)
	}
	if got := one(t, c, "SELECT 3"); got != "3" {
		t.Errorf("got %s", got)
	}
}

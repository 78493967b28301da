package pgx_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
	"github.com/jackc/pgx/v5/pgconn"
)

func deferBegin(c driver.Conn) { c.(driver.Deferrer).DeferBegin("BEGIN") }

// statusOf is the transaction as the server has told it.
func statusOf(c driver.Conn) string {
	return string(c.Raw().(*pgconn.PgConn).TxStatus())
}

func TestDeferredBegin(t *testing.T) {
	db := newDatabase(t)
	c, other := db.connect(), db.connect()
	exec(t, c, "CREATE TABLE t (n int)")
	count := func(c driver.Conn) string { return text(t, c, "SELECT count(*) FROM t") }
	for _, first := range []struct {
		name string
		run  func()
	}{
		{"statement that is prepared", func() { exec(t, c, "INSERT INTO t VALUES (1)") }},
		{"query", func() { count(c) }},
		{"savepoint", func() { exec(t, c, "SAVEPOINT a") }},
		{"ping", func() { _ = c.Ping(context.Background()) }},
		{"raw connection", func() { c.Raw() }},
	} {
		t.Run(first.name, func(t *testing.T) {
			deferBegin(c)
			if !c.InTransaction() {
				t.Error("the transaction does not count as open")
			}
			first.run()
			exec(t, c, "INSERT INTO t VALUES (2)")
			if !c.InTransaction() || statusOf(c) != "T" {
				t.Errorf("status %s", statusOf(c))
			}
			if n := count(other); n != "0" {
				t.Errorf("another connection sees %s rows", n)
			}
			exec(t, c, "ROLLBACK")
			if c.InTransaction() || count(c) != "0" {
				t.Errorf("%s rows after the rollback", count(c))
			}
		})
	}
}

// A transaction in which nothing ran is ended without a word to the server: it works on a connection that would not answer.
func TestDeferredBeginIsForgotten(t *testing.T) {
	db := newDatabase(t)
	for _, end := range []string{"COMMIT", "ROLLBACK"} {
		c := db.connect()
		s := prepare(t, c, end)
		if err := c.Raw().(*pgconn.PgConn).Conn().Close(); err != nil {
			t.Fatal(err)
		}
		deferBegin(c)
		if _, err := s.Exec(context.Background()); err != nil || c.InTransaction() {
			t.Errorf("%s: %v, in a transaction: %v", end, err, c.InTransaction())
		}
	}
}

// A statement that fails leaves a failed transaction, as if BEGIN had been sent before.
func TestDeferredBeginWithAStatementThatFails(t *testing.T) {
	c := newDatabase(t).connect()
	deferBegin(c)
	if err := try(context.Background(), c, "SELECT 1/0"); err == nil {
		t.Fatal("no error")
	}
	if !c.InTransaction() {
		t.Error("the transaction was not begun")
	}
	exec(t, c, "ROLLBACK")
	if c.InTransaction() {
		t.Error("the transaction is still open")
	}
}

// A parameter whose hint is wrong must not fail the transaction that begins with its statement.
func TestDeferredBeginAndHints(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (b boolean)")
	deferBegin(c)
	s, err := driver.Prepare(context.Background(), c, "SELECT * FROM t WHERE b = $1", []types.Type{types.Integer()})
	if err != nil {
		t.Fatal(err)
	}
	s.BindBool(0, true)
	if _, err := s.Exec(context.Background()); err != nil || statusOf(c) != "T" {
		t.Errorf("%v, status %s", err, statusOf(c))
	}
	exec(t, c, "ROLLBACK")
}

// Rows are copied in the transaction.
func TestDeferredBeginAndCopy(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (n bigint)")
	s := prepare(t, c, "SELECT n FROM t WHERE false")
	deferBegin(c)
	if err := driver.BindRows(s, []types.Value{types.Int64Value(1), types.Int64Value(2)}, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := driver.CopyRows(context.Background(), s, "COPY t (n) FROM STDIN BINARY"); err != nil {
		t.Fatal(err)
	}
	if n := text(t, c, "SELECT count(*) FROM t"); n != "2" || statusOf(c) != "T" {
		t.Errorf("%s rows, status %s", n, statusOf(c))
	}
	exec(t, c, "ROLLBACK")
	if n := text(t, c, "SELECT count(*) FROM t"); n != "0" {
		t.Errorf("%s rows after the rollback", n)
	}
}

package pgx_test

import (
	"context"
	"errors"
	"testing"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgconn"
)

func TestTransactions(t *testing.T) {
	db := newDatabase(t)
	c, other := db.connect(), db.connect()
	exec(t, c, "CREATE TABLE t (n int)")
	count := func(c driver.Conn) string { return text(t, c, "SELECT count(*) FROM t") }
	inTransaction := func(want bool) {
		t.Helper()
		if c.InTransaction() != want {
			t.Errorf("in a transaction: %v", !want)
		}
	}
	inTransaction(false)
	exec(t, c, "BEGIN")
	inTransaction(true)
	exec(t, c, "INSERT INTO t VALUES (1)", "SAVEPOINT a", "INSERT INTO t VALUES (2)", "ROLLBACK TO SAVEPOINT a", "INSERT INTO t VALUES (3)", "RELEASE SAVEPOINT a")
	if in, out := count(c), count(other); in != "2" || out != "0" {
		t.Errorf("%s rows inside, %s outside", in, out)
	}
	exec(t, c, "COMMIT")
	inTransaction(false)
	exec(t, c, "BEGIN ISOLATION LEVEL SERIALIZABLE", "DELETE FROM t")
	inTransaction(true)
	exec(t, c, "ROLLBACK")
	inTransaction(false)
	if n := count(other); n != "2" {
		t.Errorf("%s rows", n)
	}
	exec(t, c, "BEGIN", "INSERT INTO t VALUES (4)", "PREPARE TRANSACTION 'x'")
	inTransaction(false)
	exec(t, other, "COMMIT PREPARED 'x'")
	if n := count(c); n != "3" {
		t.Errorf("%s rows", n)
	}
}

func TestConn(t *testing.T) {
	c := newDatabase(t).connect()
	if err := c.Ping(context.Background()); err != nil {
		t.Error(err)
	}
	if _, ok := c.Raw().(*pgconn.PgConn); !ok {
		t.Errorf("Raw is a %T", c.Raw())
	}
	if n := c.(driver.ParamLimiter).MaxParams(); n != 65535 {
		t.Errorf("%d parameters", n)
	}
	s := prepare(t, c, "SELECT 1")
	for range 2 {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	_, execErr := s.Exec(context.Background())
	_, prepareErr := c.Prepare(context.Background(), "SELECT 1")
	for _, err := range []error{execErr, prepareErr, c.Ping(context.Background())} {
		if !errors.Is(err, driver.ErrClosed) {
			t.Errorf("%v, want ErrClosed", err)
		}
	}
	if err := s.Close(); err != nil || c.InTransaction() {
		t.Error(err)
	}
}

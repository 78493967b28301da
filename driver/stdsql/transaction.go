package stdsql

import (
	"context"
	"errors"
)

// transaction is what is known of the transaction of a connection, from the statements that ran and the errors that came.
type transaction struct {
	open bool
	// failed says that PostgreSQL takes no more statements in it: a COMMIT would roll it back and call that a success.
	failed bool
	// saved says that a SAVEPOINT has begun it, as on SQLite one does; the RELEASE of that savepoint ends it.
	saved bool
}

// did takes notice of a statement that succeeded.
func (c *conn) did(k kind) {
	c.altered = c.altered || k.alters
	switch k.verb {
	case begins:
		c.tx = transaction{open: true}
	case commits, rollsBack, ends:
		c.tx = transaction{}
	case chains:
		c.tx = transaction{open: c.tx.open}
	case returnsTo:
		c.tx.failed = false
	case saves:
		if !c.tx.open && c.database.family == sqlite {
			c.tx = transaction{open: true, saved: true}
		}
	case releases:
		if c.tx.saved {
			c.look()
		}
	}
}

// suffered takes notice of a statement that failed for a reason that the database gave.
func (c *conn) suffered(k kind, reported error) {
	if !c.tx.open {
		if k.verb == begins {
			c.look()
		}
		return
	}
	switch c.database.family {
	case postgresql:
		if k.keeps || k.verb == rollsBack || k.verb == chains {
			c.tx = transaction{}
			return
		}
		c.tx.failed = true
	case mysql:
		if k.verb == commits || k.verb == rollsBack || c.endedByMySQL(reported) {
			c.rollback()
		}
	case sqlite:
		c.look()
	default:
		if k.verb == commits || k.verb == rollsBack {
			c.tx, c.altered = transaction{}, true
		}
	}
}

// look asks SQLite whether a transaction is open. It has no other way to say it in SQL than to refuse a second BEGIN.
func (c *conn) look() {
	if c.database.family != sqlite {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	_, err := c.sc.ExecContext(ctx, "BEGIN")
	if err == nil {
		c.rollback()
		return
	}
	var f interface{ SQLiteCode() int }
	if reported := sqlite.adapt(err); reported != nil && errors.As(reported, &f) && f.SQLiteCode() == sqliteError {
		c.tx.open = true
		return
	}
	c.tx, c.altered = transaction{}, true
}

// rollback makes sure that there is no transaction.
func (c *conn) rollback() {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if _, err := c.sc.ExecContext(ctx, "ROLLBACK"); err != nil {
		c.altered = true
	}
	c.tx = transaction{}
}

// The numbers of MySQL's errors that may end a transaction.
const (
	mysqlLockTimeout = 1205
	mysqlDeadlock    = 1213
)

// endedByMySQL tells whether an error has ended the transaction. A timeout has if the server is set so.
func (c *conn) endedByMySQL(reported error) bool {
	var f interface{ MySQLNumber() uint16 }
	if !errors.As(reported, &f) {
		return false
	}
	switch f.MySQLNumber() {
	case mysqlDeadlock:
		return true
	case mysqlLockTimeout:
		ctx, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		on, err := c.value(ctx, "SELECT @@innodb_rollback_on_timeout")
		return err != nil || on != "0"
	}
	return false
}

// failedTransaction is the error for a COMMIT or a PREPARE TRANSACTION after an error, which PostgreSQL would answer with ROLLBACK and call
// a success.
type failedTransaction struct{}

// Error says what became of the transaction.
func (failedTransaction) Error() string {
	return name + ": the transaction was rolled back, since it had failed (SQLSTATE 25P02) (its first error says what went wrong)"
}

// SQLState is that of a failed transaction.
func (failedTransaction) SQLState() string { return "25P02" }

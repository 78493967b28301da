package mysql

import (
	"testing"
	"time"
)

// TestInTransaction looks at InTransaction behind each of a row of statements; those that fail are marked by their number.
func TestInTransaction(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE tx (id INT PRIMARY KEY)")
	for _, w := range []struct {
		sql    string
		number uint16
		want   bool
	}{
		{"SELECT * FROM tx", 0, false},
		{"BEGIN", 0, true},
		{"INSERT INTO tx VALUES (1)", 0, true},
		{"INSERT INTO tx VALUES (1)", 1062, true},
		{"SELECT * FROM tx", 0, true},
		{"SELECT * FROM missing", 1146, true},
		{"SELECT nonsense FROM", 1064, true},
		{"COMMIT", 0, false},
		{"begin /* of another one */", 0, true},
		{"ROLLBACK", 0, false},
		{"START TRANSACTION", 0, true},
		{"SAVEPOINT a", 0, true},
		{"INSERT INTO tx VALUES (2)", 0, true},
		{"ROLLBACK TO SAVEPOINT a", 0, true},
		{"RELEASE SAVEPOINT a", 0, true},
		{"RELEASE SAVEPOINT a", 1305, true},
		{"CREATE TABLE tx2 (a INT)", 0, false}, // commits
		{"BEGIN", 0, true},
		{"CREATE TABLE tx2 (a INT)", 1050, false}, // fails, and has committed
		{"BEGIN", 0, true},
		{"DROP TABLE tx2", 0, false},
		{"BEGIN", 0, true},
		{"SET autocommit = 1", 0, true},
		{"COMMIT AND CHAIN", 0, true},
		{"ROLLBACK RELEASE", 0, false},
	} {
		_, err := try(background(t), t, c, w.sql)
		if w.number != 0 {
			wantNumber(t, err, w.number)
		} else if err != nil {
			t.Fatalf("%s: %v", w.sql, err)
		}
		if got := c.InTransaction(); got != w.want {
			t.Errorf("%s: InTransaction = %v", w.sql, got)
		}
	}
}

// TestDeadlock has the server end a transaction.
func TestDeadlock(t *testing.T) {
	a := connect(t)
	b := second(t, a)
	exec(t, a, "CREATE TABLE d (id INT PRIMARY KEY, v INT)")
	exec(t, a, "INSERT INTO d VALUES (1, 0), (2, 0)")
	exec(t, a, "BEGIN")
	exec(t, b, "BEGIN")
	exec(t, a, "UPDATE d SET v = 1 WHERE id = 1")
	exec(t, b, "UPDATE d SET v = 1 WHERE id = 2")
	failed := make(chan error, 1)
	go func() {
		_, err := try(background(t), t, a, "UPDATE d SET v = 2 WHERE id = 2")
		failed <- err
	}()
	time.Sleep(50 * time.Millisecond)
	_, errB := try(background(t), t, b, "UPDATE d SET v = 2 WHERE id = 1")
	if errB != nil {
		wantNumber(t, errB, 1213)
		if b.InTransaction() || !a.InTransaction() {
			t.Errorf("after the deadlock: %v, the other %v", b.InTransaction(), a.InTransaction())
		}
	}
	if errA := <-failed; errA != nil {
		wantNumber(t, errA, 1213)
		if a.InTransaction() || !b.InTransaction() || errB != nil {
			t.Errorf("after the deadlock: %v, the other %v, %v", a.InTransaction(), b.InTransaction(), errB)
		}
	} else if errB == nil {
		t.Error("there was no deadlock")
	}
}

// TestLockTimeout has the server end a statement, and not the transaction.
func TestLockTimeout(t *testing.T) {
	a := connect(t)
	b := second(t, a)
	exec(t, a, "CREATE TABLE l (id INT PRIMARY KEY, v INT)")
	exec(t, a, "INSERT INTO l VALUES (1, 0), (2, 0)")
	exec(t, a, "BEGIN")
	exec(t, a, "UPDATE l SET v = 1 WHERE id = 1")
	exec(t, b, "SET innodb_lock_wait_timeout = 1")
	exec(t, b, "BEGIN")
	exec(t, b, "UPDATE l SET v = 1 WHERE id = 2")
	_, err := try(background(t), t, b, "UPDATE l SET v = 1 WHERE id = 1")
	wantNumber(t, err, 1205)
	if !b.InTransaction() {
		t.Error("the transaction has ended")
	}
	_, err = try(background(t), t, b, "SELECT * FROM l WHERE id = 1 FOR UPDATE NOWAIT")
	wantNumber(t, err, 1205)
	if got := one(t, b, "SELECT v FROM l WHERE id = 2"); got != "1" {
		t.Error(got)
	}
	exec(t, b, "ROLLBACK")
	exec(t, b, "SET max_statement_time = 0.02")
	_, err = try(background(t), t, b, "SELECT count(*) FROM seq_1_to_1000000 a, seq_1_to_1000000 b WHERE a.seq + b.seq = 3")
	wantNumber(t, err, 1969)
}

// TestSnapshotIsolation writes a row that another transaction has changed meanwhile.
func TestSnapshotIsolation(t *testing.T) {
	a := connect(t)
	b := second(t, a)
	if one(t, a, "SELECT count(*) FROM information_schema.system_variables WHERE variable_name = 'innodb_snapshot_isolation'") == "0" {
		t.Skip("this MariaDB has no innodb_snapshot_isolation")
	}
	exec(t, a, "SET innodb_snapshot_isolation = ON")
	exec(t, a, "CREATE TABLE s (id INT PRIMARY KEY, v INT)")
	exec(t, a, "INSERT INTO s VALUES (1, 0)")
	exec(t, a, "BEGIN")
	one(t, a, "SELECT v FROM s")
	exec(t, b, "UPDATE s SET v = 1")
	_, err := try(background(t), t, a, "UPDATE s SET v = 2")
	wantNumber(t, err, 1020)
	if got := one(t, b, "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = ?", int64(a.wire.id)); (got != "0") != a.InTransaction() {
		t.Errorf("the server has %s transactions, InTransaction = %v", got, a.InTransaction())
	}
}

// TestInTransactionWhileOpen asks while a result is being sent.
func TestInTransactionWhileOpen(t *testing.T) {
	c := connect(t)
	numbers(t, c, 100)
	exec(t, c, "BEGIN")
	_, err := try(background(t), t, c, "SELECT nonsense")
	wantNumber(t, err, 1054)
	rows := query(t, c, "SELECT n FROM numbers")
	step(t, rows)
	if !c.InTransaction() {
		t.Error("InTransaction = false")
	}
	if got := len(texts(t, rows)); got != 99 {
		t.Errorf("%d rows", got)
	}
}

// TestLeaks shows what the next user of a connection would see: what the driver says of it lets the pool decide.
func TestLeaks(t *testing.T) {
	c := connect(t)
	exec(t, c, "BEGIN")
	if !c.InTransaction() || c.SessionChanged() {
		t.Error("an open transaction is not told, or told as a change of the session")
	}
	exec(t, c, "ROLLBACK")
	exec(t, c, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
	if c.SessionChanged() {
		t.Error("the isolation level, which the engine sets back, is told as a change of the session")
	}
	exec(t, c, "SET @leak = 1")
	if !c.SessionChanged() {
		t.Error("SET is not told")
	}
}

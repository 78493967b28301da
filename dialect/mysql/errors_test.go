package mysql

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
)

// bare is an error of a driver that tells the number only.
type bare uint16

func (r bare) Error() string       { return "error " + strconv.Itoa(int(r)) }
func (r bare) MySQLNumber() uint16 { return uint16(r) }

// reported is an error of a driver that tells all.
type reported struct {
	bare
	state, message string
}

func (r reported) SQLState() string     { return r.state }
func (r reported) MySQLMessage() string { return r.message }

func TestClassify(t *testing.T) {
	for number, want := range map[bare]error{
		1062: dialect.ErrUnique, 1452: dialect.ErrForeignKey, 1451: dialect.ErrForeignKey, 1048: dialect.ErrNotNull, 1364: dialect.ErrNotNull,
		3819: dialect.ErrCheck, 4025: dialect.ErrCheck,
		1213: dialect.ErrDeadlock, 1205: dialect.ErrLockTimeout, 3572: dialect.ErrLockTimeout, 1020: dialect.ErrSerialization,
		3101: dialect.ErrSerialization, 1317: dialect.ErrStatementTimeout, 1969: dialect.ErrStatementTimeout, 3024: dialect.ErrStatementTimeout,
		1146: dialect.ErrNoSuchTable, 1051: dialect.ErrNoSuchTable, 1064: dialect.ErrProgramming, 1406: dialect.ErrData, 1264: dialect.ErrData,
		1366: dialect.ErrData, 2006: dialect.ErrDisconnect, 1053: dialect.ErrDisconnect, 1040: dialect.ErrOperational,
		1180: dialect.ErrOperational, 9999: dialect.ErrOperational,
	} {
		var e *dialect.Error
		if err := Dialect.Classify(number); !errors.As(err, &e) || e.Class != want || e.Code != strconv.Itoa(int(number)) {
			t.Errorf("%d: got %v, want %v", number, err, want)
		}
	}
	for state, want := range map[string]error{
		"42S22": dialect.ErrProgramming, "22003": dialect.ErrData, "23000": dialect.ErrIntegrity, "40001": dialect.ErrSerialization,
		"08S01": dialect.ErrDisconnect, "HY000": dialect.ErrOperational, "": dialect.ErrOperational,
	} {
		var e *dialect.Error
		if err := Dialect.Classify(reported{9999, state, "x"}); !errors.As(err, &e) || e.Class != want {
			t.Errorf("%s: got %v, want %v", state, err, want)
		}
	}
	if err := Dialect.Classify(context.Canceled); !errors.Is(err, context.Canceled) || errors.As(err, new(*dialect.Error)) {
		t.Errorf("an error of somebody else: %v", err)
	}
}

// TestClassifyStopped looks at statements that were killed: by a limit, by the caller.
func TestClassifyStopped(t *testing.T) {
	for _, w := range []struct {
		err  error
		want error
	}{
		{bare(1317), dialect.ErrStatementTimeout},
		{fmt.Errorf("%w: %w", context.DeadlineExceeded, bare(1317)), dialect.ErrStatementTimeout},
		{fmt.Errorf("%w: %w", context.Canceled, bare(1317)), dialect.ErrOperational},
		{reported{1180, "HY000", `Got error 149 "Lock deadlock; Retry transaction" during COMMIT`}, dialect.ErrDeadlock},
	} {
		var e *dialect.Error
		if err := Dialect.Classify(w.err); !errors.As(err, &e) || e.Class != w.want {
			t.Errorf("%v: got %v, want %v", w.err, err, w.want)
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, w := range []struct {
		dialect           *dialect.Dialect
		number            bare
		message           string
		constraint, table string
		columns           []string
	}{
		{Dialect, 1062, "Duplicate entry '…' for key 'users.name'", "name", "users", nil},
		{Dialect, 1062, "Duplicate entry '…' for key 'PRIMARY'", "PRIMARY", "", nil},
		{MariaDB, 1062, "Duplicate entry '…' for key 'users.name'", "users.name", "", nil},
		{MariaDB, 1062, "Duplicate entry 'x' for key 'y' for key 'it's'", "it's", "", nil},
		{
			Dialect, 1452, "Cannot add or update a child row: a foreign key constraint fails (`db`.`child`, CONSTRAINT `f``k` FOREIGN KEY (`a`, `b c`) REFERENCES `parent` (`x`, `y`))",
			"f`k", "child",
			[]string{"a", "b c"},
		},
		{
			Dialect, 1451, "Cannot delete or update a parent row: a foreign key constraint fails (`db`.`child`, CONSTRAINT `fk` FOREIGN KEY (`a`) REFERENCES `parent` (`x`))",
			"fk", "child",
			[]string{"a"},
		},
		{Dialect, 1216, "Cannot add or update a child row: a foreign key constraint fails", "", "", nil},
		{Dialect, 1048, "Column 'name' cannot be null", "", "", []string{"name"}},
		{Dialect, 1364, "Field 'it's' doesn't have a default value", "", "", []string{"it's"}},
		{Dialect, 3819, "Check constraint 'positive' is violated.", "positive", "", nil},
		{MariaDB, 4025, "CONSTRAINT `posi``tive` failed for `db`.`users`", "posi`tive", "users", nil},
		{MariaDB, 4025, "CONSTRAINT `users.age` failed for `db`.`users`", "users.age", "users", nil},
		{MariaDB, 4025, "CONSTRAINT `a\\000B\\0085\\\\0001\t` failed for `db`.`users`", "a\x0b\u0085\\\x01\t", "users", nil},
		{MariaDB, 1062, `Duplicate entry '…' for key '\0000\0009\0020\001'`, `\0000\0009\0020\001`, "", nil},
		{Dialect, 1062, `Duplicate entry '…' for key 'a\000B'`, `a\000B`, "", nil},
		{Dialect, 1146, "Table 'db.users' doesn't exist", "", "users", nil},
		{Dialect, 1051, "Unknown table 'db.users'", "", "users", nil},
		{Dialect, 1406, "Data too long for column 'name' at row 1", "", "", []string{"name"}},
		{MariaDB, 1366, "Incorrect integer value: '…' for column `db`.`users`.`age` at row 12", "", "users", []string{"age"}},
		{Dialect, 1366, "Incorrect integer value: '…' for column 'age' at row 12", "", "", []string{"age"}},
		{Dialect, 1292, "Truncated incorrect DOUBLE value: '…'", "", "", nil},
	} {
		var e *dialect.Error
		if err := w.dialect.Classify(reported{w.number, "HY000", w.message}); !errors.As(err, &e) {
			t.Errorf("%s: %v", w.message, err)
		} else if e.Constraint != w.constraint || e.Table != w.table || !slices.Equal(e.Columns, w.columns) {
			t.Errorf("%s: constraint %q, table %q, columns %q", w.message, e.Constraint, e.Table, e.Columns)
		}
	}
}

func TestSafeMessage(t *testing.T) {
	for _, w := range []struct {
		number        uint16
		message, want string
	}{
		{1062, "Duplicate entry 'secret' for key 'users.name'", "Duplicate entry '…' for key 'users.name'"},
		{1062, "Duplicate entry 'secret' for key 'secret' for key 'k'", "Duplicate entry '…' for key 'k'"},
		{1062, "Duplicate entry '' for key 'k'", "Duplicate entry '…' for key 'k'"},
		{1062, "Duplicate entry 'secret, and cut o", "Duplicate entry '…"},
		{1062, "Doppelter Eintrag 'secret' für Schlüssel 'k'", "the server's message is not shown, since it may hold a value"},
		{1366, "Incorrect integer value: 'secret' for column `db`.`t`.`c` at row 1", "Incorrect integer value: '…' for column `db`.`t`.`c` at row 1"},
		{1292, "Truncated incorrect DOUBLE value: 'secret'", "Truncated incorrect DOUBLE value: '…'"},
		{1411, "Incorrect datetime value: 'secret' for function str_to_date", "Incorrect datetime value: '…' for function str_to_date"},
		{1690, "BIGINT value is out of range in '(secret + 1)'", "BIGINT value is out of range in '…'"},
		{1526, "Table has no partition for value secret", "Table has no partition for value …"},
		{1300, `Invalid utf8mb4 character string: 'secret'`, `Invalid utf8mb4 character string: '…'`},
		{1406, "Data too long for column 'c' at row 1", "Data too long for column 'c' at row 1"},
		{1146, "Table 'db.t' doesn't exist", "Table 'db.t' doesn't exist"},
	} {
		got := SafeMessage(w.number, w.message)
		if got != w.want || strings.Contains(got, "secret") {
			t.Errorf("%s: got %q, want %q", w.message, got, w.want)
		}
	}
}

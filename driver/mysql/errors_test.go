package mysql

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	gomysql "github.com/go-sql-driver/mysql"

	"github.com/azoth-orm/azoth/dialect"
	mariadb "github.com/azoth-orm/azoth/dialect/mysql"
)

// failing is a statement that the server refuses, and what the dialect makes of it.
type failing struct {
	sql        string
	values     []any
	number     uint16
	class      error
	constraint string
	table      string
	columns    []string
}

func failures() []failing {
	return []failing{
		{"INSERT INTO parent VALUES (1, 'secret', 1)", nil, 1062, dialect.ErrUnique, "PRIMARY", "", nil},
		{"INSERT INTO parent VALUES (2, ?, 1)", []any{"secret"}, 1062, dialect.ErrUnique, "it's.unique", "", nil},
		{"INSERT INTO parent VALUES (?, 'x', 1)", []any{nil}, 1048, dialect.ErrNotNull, "", "", []string{"id"}},
		{"INSERT INTO parent (age) VALUES (1)", nil, 1364, dialect.ErrNotNull, "", "", []string{"id"}},
		{"INSERT INTO parent VALUES (3, 'y', -1)", nil, 4025, dialect.ErrCheck, "adult`s", "parent", nil},
		{"INSERT INTO child VALUES (2, 42)", nil, 1452, dialect.ErrForeignKey, "fk child", "child", []string{"parent"}},
		{"DELETE FROM parent WHERE id = 1", nil, 1451, dialect.ErrForeignKey, "fk child", "child", []string{"parent"}},
		{"SELECT * FROM missing", nil, 1146, dialect.ErrNoSuchTable, "", "missing", nil},
		{"DROP TABLE missing", nil, 1051, dialect.ErrNoSuchTable, "", "missing", nil},
		{"SELECT nonsense FROM parent", nil, 1054, dialect.ErrProgramming, "", "", nil},
		{"SELEC 1", nil, 1064, dialect.ErrProgramming, "", "", nil},
		{"INSERT INTO parent VALUES (1, 2)", nil, 1136, dialect.ErrProgramming, "", "", nil},
		{"SELECT nothing(1)", nil, 1305, dialect.ErrProgramming, "", "", nil},
		{"INSERT INTO parent VALUES (4, ?, 1)", []any{strings.Repeat("secret", 10)}, 1406, dialect.ErrData, "", "", []string{"name"}},
		{"INSERT INTO parent VALUES (?, 'z', 1)", []any{int64(1) << 40}, 1264, dialect.ErrData, "", "", []string{"id"}},
		{"INSERT INTO parent VALUES (?, 'z', 1)", []any{"secret"}, 1366, dialect.ErrData, "", "parent", []string{"id"}},
		{"INSERT INTO kinds (day) VALUES (?)", []any{"secret"}, 1292, dialect.ErrData, "", "kinds", []string{"day"}},
		{"INSERT INTO kinds (label) VALUES (?)", []any{"secret"}, 1265, dialect.ErrData, "", "", []string{"label"}},
		{"INSERT INTO kinds (doc) VALUES (?)", []any{"{secret"}, 4025, dialect.ErrCheck, "kinds.doc", "kinds", nil},
		{"INSERT INTO kinds (big) VALUES (? * 9223372036854775807)", []any{int64(3141592)}, 1690, dialect.ErrData, "", "", nil},
		{"UPDATE parent SET name = name WHERE name = 5 + CAST(? AS SIGNED)", []any{"secret"}, 1292, dialect.ErrData, "", "", nil},
	}
}

func TestErrors(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE parent (id INT PRIMARY KEY, name VARCHAR(20), age INT, CONSTRAINT `it's.unique` UNIQUE (name), CONSTRAINT `adult``s` CHECK (age > 0))")
	exec(t, c, "CREATE TABLE child (id INT PRIMARY KEY, parent INT, CONSTRAINT `fk child` FOREIGN KEY (parent) REFERENCES parent (id))")
	exec(t, c, "CREATE TABLE kinds (day DATE, label ENUM('a', 'b'), doc JSON, big BIGINT)")
	exec(t, c, "INSERT INTO parent VALUES (1, 'secret', 1)")
	exec(t, c, "INSERT INTO child VALUES (1, 1)")
	for _, w := range failures() {
		t.Run(w.sql, func(t *testing.T) {
			_, err := try(background(t), t, c, w.sql, w.values...)
			e := wantNumber(t, err, w.number)
			if len(e.State) != 5 || e.SQLState() != e.State || e.MySQLMessage() != e.Message {
				t.Errorf("%+v", e)
			}
			var got *dialect.Error
			if !errors.As(mariadb.MariaDB.Classify(err), &got) || got.Class != w.class {
				t.Fatalf("class: %v, want %v", got, w.class)
			}
			if got.Constraint != w.constraint || got.Table != w.table || !slices.Equal(got.Columns, w.columns) {
				t.Errorf("%s: constraint %q, table %q, columns %q", e, got.Constraint, got.Table, got.Columns)
			}
			for _, text := range []string{got.Error(), fmt.Sprintf("%v %+v %#v %s %q", err, err, err, err, err), fmt.Sprintf("%+v", *e)} {
				if strings.Contains(text, "secret") || strings.Contains(text, "3141592") {
					t.Errorf("the value is told: %s", text)
				}
			}
			var raw *gomysql.MySQLError
			if !errors.As(err, &raw) {
				t.Error("the client library's error is not to be had")
			}
		})
	}
}

// TestReadOnly gives a connection up that takes no writes, if asked to.
func TestReadOnly(t *testing.T) {
	for _, option := range []string{"off", "on"} {
		c := connect(t, "reject_read_only", option)
		exec(t, c, "CREATE TABLE ro (a INT)")
		exec(t, c, "SET SESSION TRANSACTION READ ONLY")
		_, err := try(background(t), t, c, "INSERT INTO ro VALUES (1)")
		wantNumber(t, err, 1792)
		if option == "on" {
			wantLost(t, c, err)
		} else if c.lost != nil {
			t.Errorf("it is lost: %v", c.lost)
		}
	}
}

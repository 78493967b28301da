package mysql

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestSession(t *testing.T) {
	c := connect(t)
	for _, w := range []struct{ sql, want string }{
		{"SELECT @@time_zone", "+00:00"},
		{"SELECT @@character_set_client", "utf8mb4"},
		{"SELECT @@character_set_connection", "utf8mb4"},
		{"SELECT @@character_set_results", "utf8mb4"},
		{"SELECT @@collation_connection", "utf8mb4_general_ci"},
		{"SELECT @@autocommit", "1"},
		{"SELECT find_in_set('STRICT_TRANS_TABLES', @@sql_mode) > 0", "1"},
		{"SELECT find_in_set('NO_ENGINE_SUBSTITUTION', @@sql_mode) > 0", "1"},
		{"SELECT connection_id()", one(t, second(t, c), "SELECT id FROM information_schema.processlist WHERE id = ?", int64(c.wire.id))},
		{"SELECT version()", c.ServerVersion()},
	} {
		if got := one(t, c, w.sql); got != w.want {
			t.Errorf("%s: %q, want %q", w.sql, got, w.want)
		}
	}
	if !strings.Contains(c.ServerVersion(), "MariaDB") {
		t.Errorf("ServerVersion = %q", c.ServerVersion())
	}
	if got := one(t, connect(t, "collation", "utf8mb4_bin"), "SELECT 'a' = 'A'"); got != "0" {
		t.Errorf("utf8mb4_bin: 'a' = 'A' is %s", got)
	}
}

// TestHostileModes connects to a server whose own settings change what statements mean.
func TestHostileModes(t *testing.T) {
	server := dbfleet.Own(t, dbfleet.KindMariaDB)
	k := open(t, server.URL())
	exec(t, dialTo(t, k), "SET GLOBAL sql_mode = 'ORACLE,NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,EMPTY_STRING_IS_NULL,PAD_CHAR_TO_FULL_LENGTH', "+
		"GLOBAL time_zone = '+05:00', GLOBAL autocommit = 0, GLOBAL lc_messages = 'de_DE', GLOBAL character_set_results = latin1")
	c := dialTo(t, k)
	for _, w := range []struct{ sql, want string }{
		{`SELECT length('\\')`, "1"},
		{"SELECT '' IS NULL", "0"},
		{"SELECT NOT 1 BETWEEN -5 AND 5", "0"},
		{"SELECT @@time_zone", "+00:00"},
		{"SELECT '€'", "€"},
	} {
		if got := one(t, c, w.sql); got != w.want {
			t.Errorf("%s: %q, want %q", w.sql, got, w.want)
		}
	}
	exec(t, c, "CREATE DATABASE hostile")
	exec(t, c, "CREATE TABLE hostile.strict (a INT)")
	if c.InTransaction() {
		t.Error("a transaction is open: autocommit is off")
	}
	_, err := try(background(t), t, c, "INSERT INTO hostile.strict VALUES ('x')")
	if e := wantNumber(t, err, 1366); !strings.Contains(e.Message, "Incorrect integer value") {
		t.Errorf("the message is not English: %s", e.Message)
	}
}

func TestConnectErrors(t *testing.T) {
	at := dbfleet.MariaDB(t)
	for _, w := range []struct {
		name   string
		change func(c *driver.Config)
		number uint16
		want   string
	}{
		{"nobody listens", func(c *driver.Config) { c.Port = 1 }, 2003, "connect to 127.0.0.1:1 as \"root\""},
		{"no socket", func(c *driver.Config) { c.Host, c.Port, c.Query["unix_socket"] = "", 0, []string{"/missing.sock"} }, 2003, "is the server running there"},
		{"password", func(c *driver.Config) { c.User, c.Password = "nobody", "secret" }, 1045, "check user and password"},
		{"database", func(c *driver.Config) { c.Database = "azoth_missing" }, 1049, "create the database first"},
		{"TLS", func(c *driver.Config) { c.Query["tls"] = []string{"on"} }, 2003, "leave tls out"},
	} {
		t.Run(w.name, func(t *testing.T) {
			c := configOf(t, at)
			w.change(&c)
			k, err := Open(c)
			if err != nil {
				t.Fatal(err)
			}
			_, err = k.Connect(background(t))
			var e *ConnectError
			if !errors.As(err, &e) || e.MySQLNumber() != w.number || !strings.Contains(err.Error(), w.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v, want %d, %q", err, w.number, w.want)
			}
		})
	}
}

// TestConnectTimeout connects to a server that never greets.
func TestConnectTimeout(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	at := "mysql://root@" + l.Addr().String() + "/x"
	_, err = open(t, at, "connect_timeout", "50ms").Connect(background(t))
	if err == nil || !strings.Contains(err.Error(), "no connection within 50ms (connect_timeout allows more)") {
		t.Errorf("connect_timeout: %v", err)
	}
	ctx, cancel := context.WithTimeout(background(t), 50*time.Millisecond)
	defer cancel()
	_, err = open(t, at).Connect(ctx)
	var e *driver.StoppedError
	if !errors.As(err, &e) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("ctx: %v", err)
	}
}

func TestClosed(t *testing.T) {
	c := connect(t)
	s := prepare(t, c, "SELECT 1")
	rows, err := s.Query(background(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	if _, err := c.Prepare(background(t), "SELECT 1"); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Prepare: %v", err)
	}
	if err := c.Ping(background(t)); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Ping: %v", err)
	}
	if _, err := rows.Step(); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Step: %v", err)
	}
	if err := rows.Close(); err != nil && !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Close: %v", err)
	}
	if _, err := s.Exec(background(t)); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("Exec: %v", err)
	}
	s.BindInt64(0, 1)
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	if c.InTransaction() || c.Alive() {
		t.Error("a closed connection is alive")
	}
}

func TestSessionChanged(t *testing.T) {
	for sql, want := range map[string]bool{
		"SELECT 1": false, "BEGIN": false, "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE": false, "CREATE TABLE changed (a INT)": false,
		"SET @a = 1": true, "set /* x */ session sql_mode = ''": true, "USE mysql": true, "CREATE TEMPORARY TABLE changed (a INT)": true,
		"LOCK TABLES mysql.db READ": true, "SELECT a_b, get_lock('x', 0) FROM (SELECT 1 AS a_b) t": true, "SELECT 1 AS _, 2 AS g_l": false,
	} {
		c := connect(t)
		exec(t, c, sql)
		if c.SessionChanged() != want {
			t.Errorf("%s: SessionChanged = %v", sql, !want)
		}
	}
	if c := connect(t); c.Raw() == nil || !c.SessionChanged() {
		t.Error("Raw")
	}
}

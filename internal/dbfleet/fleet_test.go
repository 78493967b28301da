package dbfleet

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

func testContext(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func mustParse(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := parseURL(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// pgText is the first value of a query.
func pgText(t testing.TB, u, sql string) string {
	t.Helper()
	rows, err := pgRows(testContext(t), mustParse(t, u), sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	if len(rows) == 0 {
		return ""
	}
	return rows[0][0]
}

// myText is the first value of a query, run in the URL's database.
func myText(t testing.TB, u, query string, args ...any) string {
	t.Helper()
	var text string
	err := myDo(testContext(t), mustParse(t, u), func(c *sql.Conn) error {
		return c.QueryRowContext(testContext(t), query, args...).Scan(&text)
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return text
}

// TestPostgreSQL wants a database that is new and empty, and dropped although somebody is connected and has left a prepared transaction.
func TestPostgreSQL(t *testing.T) {
	var used string
	t.Run("use", func(t *testing.T) {
		used = PostgreSQL(t)
		if other := PostgreSQL(t); other == used {
			t.Errorf("two databases have the URL %s", used)
		}
		if n := pgText(t, used, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"); n != "0" {
			t.Errorf("%s tables in a new database", n)
		}
		ctx := testContext(t)
		c, err := pgconn.Connect(ctx, used)
		if err != nil {
			t.Fatal(err)
		}
		for _, left := range []string{"CREATE TABLE t (a int)", "BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'it''s left'", "BEGIN; SELECT * FROM t"} {
			if _, err := c.Exec(ctx, left).ReadAll(); err != nil {
				t.Fatal(err)
			}
		}
	})
	name := mustParse(t, used).Path[1:]
	server := withDatabase(mustParse(t, used), "postgres").String()
	if n := pgText(t, server, "SELECT count(*) FROM pg_database WHERE datname = '"+name+"'"); n != "0" {
		t.Errorf("the database %s is still there", name)
	}
}

func TestPostgreSQLSettings(t *testing.T) {
	u := PostgreSQL(t)
	for setting, want := range map[string]string{
		"fsync": "off", "max_connections": "200", "max_prepared_transactions": "20", "listen_addresses": "127.0.0.1", "server_encoding": "UTF8",
		"unix_socket_directories": "",
	} {
		if got := pgText(t, u, "SHOW "+setting); got != want {
			t.Errorf("%s = %q, want %q", setting, got, want)
		}
	}
	if got := pgText(t, u, "SELECT upper('straße é')"); got != "STRAßE É" {
		t.Errorf("upper = %q: the locale knows ASCII only", got)
	}
}

// TestMariaDB wants the same of MariaDB: an open transaction does not hold up the drop.
func TestMariaDB(t *testing.T) {
	var used string
	t.Run("use", func(t *testing.T) {
		used = MariaDB(t)
		name := mustParse(t, used).Path[1:]
		if got := myText(t, used, "SELECT default_character_set_name FROM information_schema.schemata WHERE schema_name = ?", name); got != "utf8mb4" {
			t.Errorf("character set %s", got)
		}
		leave := func(c *sql.Conn) error {
			ctx := testContext(t)
			for _, text := range []string{"USE " + name, "CREATE TABLE t (a int)", "BEGIN", "INSERT INTO t VALUES (1)"} {
				if _, err := c.ExecContext(ctx, text); err != nil {
					return err
				}
			}
			return nil
		}
		ready, over := make(chan error, 1), make(chan struct{})
		go func() {
			_ = myDo(context.Background(), mustParse(t, used), func(c *sql.Conn) error {
				ready <- leave(c)
				<-over
				return nil
			})
		}()
		if err := <-ready; err != nil {
			t.Fatal(err)
		}
		// Held until the database has been dropped: cleanups run last in, first out.
		t.Cleanup(func() { close(over) })
		start := time.Now()
		if err := myDrop(testContext(t), mustParse(t, used), name); err != nil || time.Since(start) > 10*time.Second {
			t.Errorf("drop: %v after %v", err, time.Since(start))
		}
	})
	if n := myText(t, used, "SELECT count(*) FROM information_schema.schemata WHERE schema_name = ?", mustParse(t, used).Path[1:]); n != "0" {
		t.Error("the database is still there")
	}
}

// TestPgBouncer wants two ways to one database, the first through a pool in transaction mode: what a session sets is not there for the
// next transaction of another client, and many clients share few connections.
func TestPgBouncer(t *testing.T) {
	pooled, direct := PgBouncer(t)
	if pooled == direct {
		t.Fatal("both URLs are the same")
	}
	if err := pgRun(testContext(t), mustParse(t, direct), "CREATE TABLE t AS SELECT 7 AS a"); err != nil {
		t.Fatal(err)
	}
	if got := pgText(t, pooled, "SELECT a FROM t"); got != "7" {
		t.Errorf("through the pool: %s", got)
	}
	backends := map[string]bool{}
	for range 10 {
		backends[pgText(t, pooled, "SELECT pg_backend_pid()")] = true
	}
	if len(backends) != 1 {
		t.Errorf("10 clients, one after the other, got %d backends", len(backends))
	}
	admin := withDatabase(mustParse(t, pooled), "pgbouncer").String()
	rows, err := pgRows(testContext(t), mustParse(t, admin), "SHOW CONFIG")
	if err != nil {
		t.Fatal(err)
	}
	mode := ""
	for _, row := range rows {
		if row[0] == "pool_mode" {
			mode = row[1]
		}
	}
	if mode != "transaction" {
		t.Errorf("pool_mode %q", mode)
	}
}

// TestEnvironment wants servers of somebody else to be used, with what their URL says.
func TestEnvironment(t *testing.T) {
	if os.Getenv("AZOTH_TEST_PGBOUNCER") != "" {
		t.Skip("the servers of this run are given: the test sets the environment itself")
	}
	s := Own(t, KindPostgreSQL)
	if err := pgRun(testContext(t), mustParse(t, s.URL()), "CREATE ROLE somebody LOGIN CREATEDB PASSWORD 'se/cret'"); err != nil {
		t.Fatal(err)
	}
	t.Setenv(EnvPostgreSQL, "postgresql://somebody:se%2Fcret@"+s.Addr()+"/azoth?application_name=tests")
	u := PostgreSQL(t)
	if !strings.HasPrefix(u, "postgresql://somebody:se%2Fcret@"+s.Addr()+"/azoth_") || !strings.HasSuffix(u, "?application_name=tests") {
		t.Errorf("URL %s", u)
	}
	if got := pgText(t, u, "SELECT current_user || ' ' || current_setting('application_name')"); got != "somebody tests" {
		t.Errorf("connected as %q", got)
	}

	pooled, direct := PgBouncer(t) // a private pooler in front of it
	if !strings.Contains(direct, s.Addr()) || pgText(t, pooled, "SELECT current_user") != "somebody" {
		t.Errorf("PgBouncer: %s, %s", pooled, direct)
	}
	t.Setenv(EnvPgBouncer, "postgresql://somebody@127.0.0.1:1/x")
	t.Setenv(EnvPostgreSQL, "")
	var f fleet
	if _, _, err := f.pgbouncer(); err == nil || !strings.Contains(err.Error(), EnvPostgreSQL) {
		t.Errorf("a pooler without its server: %v", err)
	}
}

func TestParseURL(t *testing.T) {
	for _, bad := range []string{"", "x", "postgresql://user:secret@%zz/", "/path"} {
		if _, err := parseURL(bad); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	got, err := sameDatabase("postgresql://a:b@h:1/x?y=z", "postgresql://c@h:2/azoth_1")
	if err != nil || got != "postgresql://a:b@h:1/azoth_1?y=z" {
		t.Errorf("%s, %v", got, err)
	}
}

// TestFailedStart wants the reason once, and again for every test that comes after.
func TestFailedStart(t *testing.T) {
	t.Setenv(EnvMySQL, "")
	var f fleet
	calls := 0
	start := func(context.Context) (*Server, error) {
		calls++
		return nil, errStopped
	}
	for range 2 {
		if _, err := f.url(source{env: EnvMySQL}, start); err == nil || !strings.Contains(err.Error(), "set "+EnvMySQL) {
			t.Errorf("error %v", err)
		}
	}
	if calls != 1 {
		t.Errorf("started %d times", calls)
	}
}

package pgx_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/driver/pgx"
)

func query1(name string, values ...string) map[string][]string {
	return map[string][]string{name: values}
}

func TestConfigErrors(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.crt")
	for _, c := range []struct {
		config       driver.Config
		option, says string
	}{
		{driver.Config{Query: query1("sslmod", "x")}, `"sslmod"`, "known: host, port"},
		{driver.Config{Query: query1("sslmode", "maybe")}, "sslmode", "verify-full"},
		{driver.Config{Query: query1("sslmode", "disable", "require")}, "sslmode", "more than once"},
		{driver.Config{Host: "h", Query: query1("sslrootcert", missing)}, "TLS", "no such file"},
		{driver.Config{Host: "h", Query: query1("sslcert", missing)}, "TLS", "sslkey"},
		{driver.Config{Query: query1("connect_timeout", "-1")}, "connect_timeout", "seconds"},
		{driver.Config{Query: query1("target_session_attrs", "fast")}, "target_session_attrs", "read-write"},
		{driver.Config{Query: query1("pgbouncer", "maybe")}, "pgbouncer", "true, false"},
		{driver.Config{Query: query1("client_encoding", "LATIN1")}, "client_encoding", "UTF-8"},
		{driver.Config{Query: query1("password", "secret")}, `"password"`, "known"},
		{driver.Config{Host: "h", Query: query1("host", "/tmp")}, "host", "already"},
		{driver.Config{Port: 1, Query: query1("port", "2")}, "port", "already"},
		{driver.Config{Query: query1("port", "0")}, "port", "not a port"},
		{driver.Config{Port: 5, Query: query1("host", "a:1,b:2")}, "host", "port"},
		{driver.Config{Query: query1("host", "[::1")}, "host", "host:port"},
		{driver.Config{Port: 65536}, "port", "65536"},
		{driver.Config{Port: -1}, "port", "-1"},
		{driver.Config{Database: "a\x00b"}, "database", "NUL"},
		{driver.Config{Password: "sec\x00ret"}, "password", "NUL"},
		{driver.Config{Query: query1("application_name", "a\x00b")}, "application_name", "NUL"},
	} {
		c.config.User = "u"
		if c.config.Password == "" {
			c.config.Password = `secret' password='\`
		}
		_, err := pgx.Open(c.config)
		var e *driver.ConfigError
		if !errors.As(err, &e) || e.Driver != "pgx" || e.Option != c.option || !strings.Contains(e.Reason, c.says) {
			t.Errorf("%+v: %v", c.config.Query, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is in %v", err)
		}
	}
}

// TestSession starts sessions with settings.
func TestSession(t *testing.T) {
	db := newDatabase(t)
	show := func(c driver.Conn, name string) string { return text(t, c, "SELECT current_setting('"+name+"')") }
	c := db.connect()
	for name, want := range map[string]string{"TimeZone": "UTC", "DateStyle": "ISO, MDY", "client_encoding": "UTF8"} {
		if got := show(c, name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if v := c.(driver.Versioned).ServerVersion(); !strings.HasPrefix(v, show(c, "server_version")[:2]) {
		t.Errorf("version %q", v)
	}
	for name, value := range map[string]string{
		"application_name": `it's "me" \ ü`, "search_path": `"$user", pg_catalog`, "timezone": "Europe/Paris", "statement_timeout": "5s", "work_mem": "5MB",
		"default_transaction_isolation": "serializable",
	} {
		if got := show(db.with(name, value).connect(), name); got != value && value != `it's "me" \ ü` {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	if got := show(db.with("options", "-c enable_seqscan=off -c work_mem=3MB").connect(), "enable_seqscan"); got != "off" {
		t.Errorf("options: enable_seqscan is %q", got)
	}
	_, err := db.with("search_path", `"`).connector().Connect(context.Background())
	var e *pgx.ConnectError
	if !errors.As(err, &e) || state(err) != "22023" {
		t.Errorf("a wrong setting: %v", err)
	}
}

// TestEnvironment wants the variables of libpq to lead nowhere else.
func TestEnvironment(t *testing.T) {
	db := newDatabase(t)
	for name, value := range map[string]string{
		"PGHOST": "192.0.2.1", "PGPORT": "1", "PGUSER": "nobody", "PGDATABASE": "nothing", "PGOPTIONS": "-c work_mem=7MB", "PGAPPNAME": "other", "PGTZ": "Asia/Tokyo",
		"PGCONNECT_TIMEOUT": "x", "PGTARGETSESSIONATTRS": "standby",
	} {
		t.Setenv(name, value)
	}
	c := db.connect()
	if got := text(t, c, "SELECT concat_ws(' ', current_setting('work_mem'), current_setting('TimeZone'), current_setting('application_name'))"); got != "4MB UTC " {
		t.Errorf("%q", got)
	}
	k, err := pgx.Open(driver.Config{Host: db.config.Host, Port: db.config.Port})
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.Connect(context.Background())
	var e *pgx.ConnectError
	if err != nil && (!errors.As(err, &e) || e.User == "nobody" || e.Database == "nothing") {
		t.Errorf("%v", err)
	}
	t.Setenv("PGSERVICE", "nothing")
	var refused *driver.ConfigError
	if _, err := pgx.Open(db.config); !errors.As(err, &refused) || refused.Option != "PGSERVICE" {
		t.Errorf("%v", err)
	}
}

// TestConnectErrors says what is wrong and what to do, without the password.
func TestConnectErrors(t *testing.T) {
	db := newDatabase(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	for _, c := range []struct {
		change func(c *driver.Config)
		state  string
		class  error
		says   string
	}{
		{func(c *driver.Config) { c.Database = "no such db" }, "3D000", dialect.ErrOperational, "create the database"},
		{func(c *driver.Config) { c.User = "no such user" }, "28000", dialect.ErrOperational, "no such user"},
		{func(c *driver.Config) { c.Port = closed }, "08001", dialect.ErrDisconnect, "is the server running there?"},
		{func(c *driver.Config) { c.Host = "no-such-host.invalid" }, "08001", dialect.ErrDisconnect, "check the host"},
		{func(c *driver.Config) { c.Host = t.TempDir() }, "08001", dialect.ErrDisconnect, "is the server running there?"},
		{func(c *driver.Config) { c.Query = query1("sslmode", "require") }, "08001", dialect.ErrDisconnect, "sslmode=disable"},
		{func(c *driver.Config) { c.Query = query1("target_session_attrs", "standby") }, "08001", dialect.ErrDisconnect, "standby"},
	} {
		config := db.config
		config.Password = "s3cret"
		c.change(&config)
		k, err := pgx.Open(config)
		if err != nil {
			t.Fatal(err)
		}
		_, err = k.Connect(context.Background())
		var e *pgx.ConnectError
		if !errors.As(err, &e) || state(err) != c.state || !strings.Contains(err.Error(), c.says) || !errors.Is(postgresql.Dialect.Classify(err), c.class) {
			t.Errorf("%v (%q); want %s, %v, %q", err, state(err), c.state, c.class, c.says)
		}
		asJSON, _ := json.Marshal(err)
		if text := fmt.Sprintf("%v %+v %#v %v %+v %#v %s", err, err, err, k, k, k, asJSON); strings.Contains(text, "s3cret") {
			t.Errorf("the password is in %s", text)
		}
	}
}

// TestHosts tries one host after the other, sockets too.
func TestHosts(t *testing.T) {
	db := newDatabase(t)
	address := net.JoinHostPort(db.config.Host, fmt.Sprint(db.config.Port))
	config := db.config
	config.Host, config.Port = "", 0
	for _, hosts := range [][]string{{address}, {"127.0.0.1:1", address}, {"127.0.0.1:1," + address}, {t.TempDir(), address}} {
		config.Query = query1("host", hosts...)
		config.Query["target_session_attrs"] = []string{"read-write"}
		exec(t, database{t, config}.connect(), "SELECT 1")
	}
	dir := t.TempDir()
	forward(t, filepath.Join(dir, ".s.PGSQL.5433"), address)
	config.Query = query1("host", dir)
	config.Port = 5433
	c := database{t, config}.connect()
	exec(t, c, "SELECT 1")
	if !c.(driver.Checker).Alive() {
		t.Error("not alive")
	}
	wasStopped(t, try(db.whenWaiting("PgSleep"), c, "SELECT pg_sleep(60)"), context.Canceled, true)
	exec(t, c, "SELECT 1")
}

// TestOneConnection wants a server without TLS to be asked for it on the connection that is then used.
func TestOneConnection(t *testing.T) {
	db, proxy := newDatabase(t).proxied()
	for range 3 {
		exec(t, db.connect(), "SELECT 1")
	}
	if n := proxy.Stats().Accepted; n != 3 {
		t.Errorf("%d connections for 3", n)
	}
}

// forward makes a server on the network be found at a socket.
func forward(t *testing.T, path, address string) {
	t.Helper()
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", address)
			if err != nil {
				_ = client.Close()
				continue
			}
			pipe := func(to, from net.Conn) {
				_, _ = io.Copy(to, from)
				_ = to.Close()
			}
			go pipe(server, client)
			go pipe(client, server)
		}
	}()
}

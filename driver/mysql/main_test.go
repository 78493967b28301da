package mysql

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

// background is a ctx that fails a test rather than hang it.
func background(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// configOf is the configuration of a URL; options are name, value, name, value …
func configOf(t testing.TB, at string, options ...string) driver.Config {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	port, _ := strconv.Atoi(u.Port())
	password, _ := u.User.Password()
	c := driver.Config{
		User: u.User.Username(), Password: password, Host: u.Hostname(), Port: port, Database: strings.TrimPrefix(u.Path, "/"),
		Query: map[string][]string{},
	}
	for i := 0; i < len(options); i += 2 {
		c.Query[options[i]] = append(c.Query[options[i]], options[i+1])
	}
	return c
}

func open(t testing.TB, at string, options ...string) driver.Connector {
	t.Helper()
	k, err := Open(configOf(t, at, options...))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// dialTo opens a connection that ends with the test.
func dialTo(t testing.TB, k driver.Connector) *conn {
	t.Helper()
	c, err := k.Connect(background(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return c.(*conn)
}

// connect opens a connection to a new database.
func connect(t testing.TB, options ...string) *conn {
	t.Helper()
	return dialTo(t, open(t, dbfleet.MariaDB(t), options...))
}

// second opens another connection to the database of c.
func second(t testing.TB, c *conn) *conn { return dialTo(t, c.connector) }

func prepare(t testing.TB, c driver.Conn, sql string) driver.Stmt {
	t.Helper()
	s, err := c.Prepare(background(t), sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return s
}

func bind(t testing.TB, s driver.Stmt, values ...any) {
	t.Helper()
	for i, v := range values {
		switch v := v.(type) {
		case nil:
			s.BindNull(i)
		case bool:
			s.BindBool(i, v)
		case int:
			s.BindInt64(i, int64(v))
		case int64:
			s.BindInt64(i, v)
		case float64:
			s.BindFloat64(i, v)
		case string:
			s.BindText(i, v)
		case []byte:
			s.BindBytes(i, v)
		case time.Time:
			s.BindTime(i, v)
		default:
			t.Fatalf("bind: %T", v)
		}
	}
}

// try runs a statement once.
func try(ctx context.Context, t testing.TB, c driver.Conn, sql string, values ...any) (driver.Result, error) {
	t.Helper()
	s, err := c.Prepare(ctx, sql)
	if err != nil {
		return driver.Result{}, err
	}
	defer s.Close()
	bind(t, s, values...)
	return s.Exec(ctx)
}

func exec(t testing.TB, c driver.Conn, sql string, values ...any) driver.Result {
	t.Helper()
	res, err := try(background(t), t, c, sql, values...)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return res
}

func query(t testing.TB, c driver.Conn, sql string, values ...any) driver.Rows {
	t.Helper()
	s := prepare(t, c, sql)
	bind(t, s, values...)
	rows, err := s.Query(background(t))
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return rows
}

func step(t testing.TB, rows driver.Rows) {
	t.Helper()
	if ok, err := rows.Step(); err != nil || !ok {
		t.Fatalf("Step = %v, %v, want a row", ok, err)
	}
}

// wantEnd checks that the rows end here, without an error.
func wantEnd(t testing.TB, rows driver.Rows) {
	t.Helper()
	if ok, err := rows.Step(); err != nil || ok {
		t.Fatalf("Step = %v, %v, want the end", ok, err)
	}
	if err := rows.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
}

// one is the first column of the first row, as text.
func one(t testing.TB, c driver.Conn, sql string, values ...any) string {
	t.Helper()
	rows := query(t, c, sql, values...)
	defer rows.Close()
	step(t, rows)
	return rows.Text(0)
}

// texts reads all rows as text, the columns separated by a blank.
func texts(t testing.TB, rows driver.Rows) []string {
	t.Helper()
	var all []string
	for {
		ok, err := rows.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return all
		}
		cells := make([]string, len(rows.Columns()))
		for i := range cells {
			cells[i] = rows.Text(i)
			if rows.IsNull(i) {
				cells[i] = "NULL"
			}
		}
		all = append(all, strings.Join(cells, " "))
	}
}

// wantNumber checks that err is the server's error of that number.
func wantNumber(t testing.TB, err error, number uint16) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Number != number {
		t.Fatalf("got %v, want error %d", err, number)
	}
	return e
}

// wantLost checks that err says that the connection is gone, and that it is.
func wantLost(t testing.TB, c *conn, err error) {
	t.Helper()
	var lost *driver.LostError
	if !errors.As(err, &lost) {
		t.Fatalf("got %v, want a LostError", err)
	}
	if c.InTransaction() || c.Alive() {
		t.Errorf("InTransaction = %v, Alive = %v of a lost connection", c.InTransaction(), c.Alive())
	}
	if _, err := try(background(t), t, c, "SELECT 1"); !errors.As(err, &lost) {
		t.Errorf("the next statement: %v, want a LostError", err)
	}
	if err := c.Ping(background(t)); !errors.As(err, &lost) {
		t.Errorf("Ping: %v, want a LostError", err)
	}
}

// eventually waits for a condition on the server.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("not after 10 seconds: %s", what)
}

// runs tells whether the server runs a statement for c, as watcher sees it.
func runs(t testing.TB, watcher, c *conn) bool {
	t.Helper()
	return one(t, watcher, "SELECT count(*) FROM information_schema.processlist WHERE id = ? AND command NOT IN ('Sleep', 'Killed')", int64(c.wire.id)) != "0"
}

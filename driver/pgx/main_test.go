package pgx_test

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/driver/pgx"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

// configOf is a database URL as the engine hands it to drivers.
func configOf(t testing.TB, text string) driver.Config {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	c := driver.Config{Host: u.Hostname(), User: u.User.Username(), Database: strings.TrimPrefix(u.Path, "/"), Query: u.Query()}
	c.Password, _ = u.User.Password()
	if u.Port() != "" {
		if c.Port, err = strconv.Atoi(u.Port()); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// database is an empty database, the same for all connections that a test opens to it.
type database struct {
	t      testing.TB
	config driver.Config
}

func newDatabase(t testing.TB) database {
	t.Helper()
	return database{t, configOf(t, dbfleet.PostgreSQL(t))}
}

// with is the database with an option.
func (d database) with(option, value string) database {
	q := map[string][]string{option: {value}}
	for k, v := range d.config.Query {
		q[k] = v
	}
	d.config.Query = q
	return d
}

func (d database) connector() driver.Connector {
	d.t.Helper()
	k, err := pgx.Open(d.config)
	if err != nil {
		d.t.Fatal(err)
	}
	return k
}

// connect opens a connection that the test closes. Each has a connector of its own.
func (d database) connect() driver.Conn {
	d.t.Helper()
	return connect(d.t, d.connector())
}

func connect(t testing.TB, k driver.Connector) driver.Conn {
	t.Helper()
	c, err := k.Connect(within(t, 30*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// within is a ctx that ends with the test or after d.
func within(t testing.TB, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}

// prepare prepares sql; the statement is closed with its connection.
func prepare(t testing.TB, c driver.Conn, sql string) driver.Stmt {
	t.Helper()
	s, err := c.Prepare(context.Background(), sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return s
}

// exec runs statements.
func exec(t testing.TB, c driver.Conn, statements ...string) driver.Result {
	t.Helper()
	var res driver.Result
	for _, sql := range statements {
		s := prepare(t, c, sql)
		var err error
		if res, err = s.Exec(context.Background()); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		if err := s.Close(); err != nil {
			t.Fatalf("%s: close: %v", sql, err)
		}
	}
	return res
}

// try runs a statement and gives its error, that of Prepare too.
func try(ctx context.Context, c driver.Conn, sql string) error {
	s, err := c.Prepare(ctx, sql)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.Exec(ctx)
	return err
}

// query runs a statement and closes its rows with the test.
func query(t testing.TB, s driver.Stmt) driver.Rows {
	t.Helper()
	rows, err := s.Query(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rows.Close() })
	return rows
}

// step advances to a row that must be there.
func step(t testing.TB, rows driver.Rows) {
	t.Helper()
	if ok, err := rows.Step(); err != nil || !ok {
		t.Fatalf("step: %v, %v; want a row", ok, err)
	}
}

// texts is the first column of all rows.
func texts(t testing.TB, rows driver.Rows) []string {
	t.Helper()
	var out []string
	for {
		ok, err := rows.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		out = append(out, rows.Text(0))
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}

// text is the only value of a statement.
func text(t testing.TB, c driver.Conn, sql string) string {
	t.Helper()
	s := prepare(t, c, sql)
	defer s.Close()
	all := texts(t, query(t, s))
	if len(all) != 1 {
		t.Fatalf("%s: %d rows, want 1", sql, len(all))
	}
	return all[0]
}

// whenWaiting is a ctx that ends when a session of the database waits: "PgSleep" or "Lock".
func (d database) whenWaiting(event string) context.Context {
	d.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	observer := d.connect()
	s := prepare(d.t, observer, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND $1 IN (wait_event, wait_event_type)`)
	s.BindText(0, event)
	var watching sync.WaitGroup
	d.t.Cleanup(func() {
		cancel()
		watching.Wait() // before its connection is closed
	})
	watching.Go(func() {
		defer cancel()
		for range 5000 {
			if ctx.Err() != nil {
				return
			}
			rows, err := s.Query(context.Background())
			if err != nil {
				return // the server is gone
			}
			_, _ = rows.Step()
			n := rows.Int64(0)
			if rows.Close() != nil || n > 0 {
				return
			}
			time.Sleep(2 * time.Millisecond)
		}
	})
	return ctx
}

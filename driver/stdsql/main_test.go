package stdsql

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

// target is a database to test on.
type target struct {
	family family
	url    string
	// param writes placeholder i, from 1.
	param func(i int) string
}

func (t target) config(tb testing.TB) driver.Config {
	tb.Helper()
	u, err := url.Parse(t.url)
	if err != nil {
		tb.Fatal(err)
	}
	port, _ := strconv.Atoi(u.Port())
	password, _ := u.User.Password()
	return driver.Config{User: u.User.Username(), Password: password, Host: u.Hostname(), Port: port, Database: u.Path[1:], Query: u.Query()}
}

var dialects = map[family]string{sqlite: "sqlite", postgresql: "postgresql", mysql: "mysql"}

// connector opens the database by URL.
func (t target) connector(tb testing.TB) driver.Connector {
	tb.Helper()
	k, err := Opener{Dialect: dialects[t.family]}.Open(t.config(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

// db opens the database as a program would that keeps its own *sql.DB.
func (t target) db(tb testing.TB) *sql.DB {
	tb.Helper()
	known := translations(dialects[t.family])[0]
	dsn, err := known.dsn(t.config(tb))
	if err != nil {
		tb.Fatal(err)
	}
	db, err := sql.Open(known.driver, dsn)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

// each runs a test on every database.
func each(t *testing.T, test func(t *testing.T, db target)) {
	t.Helper()
	question := func(int) string { return "?" }
	t.Run("sqlite", func(t *testing.T) {
		test(t, target{sqlite, "sqlite:///" + filepath.Join(t.TempDir(), "test.db"), question})
	})
	t.Run("postgresql", func(t *testing.T) {
		test(t, target{postgresql, dbfleet.PostgreSQL(t), func(i int) string { return fmt.Sprintf("$%d", i) }})
	})
	t.Run("mariadb", func(t *testing.T) {
		test(t, target{mysql, dbfleet.MariaDB(t), question})
	})
}

func testContext(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// connect opens a connection that ends with the test.
func connect(t testing.TB, k driver.Connector) *conn {
	t.Helper()
	c, err := k.Connect(testContext(t))
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

func prepare(t testing.TB, c driver.Conn, text string) driver.Stmt {
	t.Helper()
	s, err := c.Prepare(testContext(t), text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

func try(ctx context.Context, c driver.Conn, text string) (driver.Result, error) {
	s, err := c.Prepare(ctx, text)
	if err != nil {
		return driver.Result{}, err
	}
	defer s.Close()
	return s.Exec(ctx)
}

func exec(t testing.TB, c driver.Conn, text string) driver.Result {
	t.Helper()
	res, err := try(testContext(t), c, text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return res
}

func query(t testing.TB, c driver.Conn, text string) driver.Rows {
	t.Helper()
	rows, err := prepare(t, c, text).Query(testContext(t))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return rows
}

func step(t testing.TB, rows driver.Rows) {
	t.Helper()
	if ok, err := rows.Step(); err != nil || !ok {
		t.Fatalf("Step = %v, %v, want a row", ok, err)
	}
}

func stepEnd(t testing.TB, rows driver.Rows) {
	t.Helper()
	if ok, err := rows.Step(); err != nil || ok {
		t.Fatalf("Step = %v, %v, want the end", ok, err)
	}
}

// one is the first column of the first row, as text.
func one(t testing.TB, c driver.Conn, text string) string {
	t.Helper()
	rows := query(t, c, text)
	defer rows.Close()
	step(t, rows)
	return rows.Text(0)
}

func postgres(t testing.TB) string { return dbfleet.PostgreSQL(t) }

func mariadb(t testing.TB) string { return dbfleet.MariaDB(t) }

package chaosproxy

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/go-sql-driver/mysql"
)

func hostOf(t *testing.T, server string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

// myServer is a database with a table t, and a proxy in front of its server.
func myServer(t *testing.T) (p *Proxy, direct string) {
	t.Helper()
	direct = dbfleet.MariaDB(t)
	myExec(t, myConnect(t, direct), "CREATE TABLE t (a int)")
	return Start(t, MySQL, hostOf(t, direct)), direct
}

func myConnect(t *testing.T, server string) *sql.Conn {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	config := mysql.NewConfig()
	config.User, config.Net, config.Addr, config.DBName = u.User.Username(), "tcp", u.Host, u.Path[1:]
	config.Logger = &mysql.NopLogger{}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() { _ = db.Close() })
	c, err := db.Conn(testContext(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func myExec(t *testing.T, c *sql.Conn, text string) {
	t.Helper()
	if _, err := c.ExecContext(testContext(t), text); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func myCount(t *testing.T, direct string) (n int) {
	t.Helper()
	if err := myConnect(t, direct).QueryRowContext(testContext(t), "SELECT count(*) FROM t").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// myForms are the ways in which a client runs a statement.
var myForms = map[string]func(ctx context.Context, c *sql.Conn, text string) error{
	"text": func(ctx context.Context, c *sql.Conn, text string) error {
		_, err := c.ExecContext(ctx, text)
		return err
	},
	"prepared": func(ctx context.Context, c *sql.Conn, text string) error {
		s, err := c.PrepareContext(ctx, text)
		if err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
		_, err = s.ExecContext(ctx)
		return err
	},
}

// TestMySQLCommit loses a COMMIT before it reaches the server, and its reply: on the server it is undone, and done.
func TestMySQLCommit(t *testing.T) {
	for form, run := range myForms {
		for at, want := range map[Point]int{BeforeRequest: 0, BeforeReply: 1, InReply: 1} {
			t.Run(fmt.Sprint(form, " ", at), func(t *testing.T) {
				p, direct := myServer(t)
				p.Inject(Fault{Match: IsCommit, At: at})
				c := myConnect(t, p.URL(direct))
				myExec(t, c, "BEGIN")
				myExec(t, c, "INSERT INTO t VALUES (1)")
				if err := run(testContext(t), c, "COMMIT"); err == nil || strings.Contains(err.Error(), "prepare") {
					t.Fatalf("commit: %v, want a lost connection", err)
				}
				if got := myCount(t, direct); got != want {
					t.Errorf("%d rows, want %d", got, want)
				}
				if s := p.Stats(); s.Commits != 1 || s.Faults != 1 || s.Cut != 1 {
					t.Errorf("%+v", s)
				}
			})
		}
	}
}

// TestMySQLReads wants everything to pass, and every statement to be seen once, with packets cut anywhere.
func TestMySQLReads(t *testing.T) {
	p, direct := myServer(t)
	seen := p.Seen(100, func(string) bool { return true })
	p.Throttle(ToServer, 20_000)
	p.Throttle(ToClient, 400_000)
	c := myConnect(t, p.URL(direct))
	ctx := testContext(t)
	var want []string
	for i := range 4 {
		text := fmt.Sprintf("SELECT %d + ?, repeat('x', 10000)", i)
		s, err := c.PrepareContext(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		for j := range 2 {
			var n int
			var long string
			if err := s.QueryRowContext(ctx, j).Scan(&n, &long); err != nil || n != i+j || len(long) != 10000 {
				t.Fatalf("%d + %d = %d, %d bytes, %v", i, j, n, len(long), err)
			}
			want = append(want, text)
		}
		if i%2 == 0 {
			_ = s.Close() // a command without a reply
		}
	}
	var all []string
	for len(seen) > 0 {
		all = append(all, <-seen)
	}
	if fmt.Sprint(all) != fmt.Sprint(want) {
		t.Errorf("seen\n%q\nwant\n%q", all, want)
	}
	if s := p.Stats(); s.Statements != 8 || s.Requests != 12 {
		t.Errorf("%+v", s)
	}
}

// TestMySQLMatch strikes one prepared statement and leaves others alone.
func TestMySQLMatch(t *testing.T) {
	p, direct := myServer(t)
	p.Inject(Fault{Match: First("insert"), At: BeforeReply, Times: 1})
	c := myConnect(t, p.URL(direct))
	myExec(t, c, "SET @x = 1")
	if err := myForms["prepared"](testContext(t), c, "INSERT INTO t VALUES (1)"); err == nil {
		t.Error("the INSERT was acknowledged")
	}
	c = myConnect(t, p.URL(direct))
	myExec(t, c, "INSERT INTO t VALUES (2)")
	if got := myCount(t, direct); got != 2 {
		t.Errorf("%d rows, want 2", got)
	}
}

package stdsql_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/driver/stdsql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func open(t testing.TB, url string, o ...engine.Option) *engine.Engine {
	t.Helper()
	e, err := engine.Open(url, o...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// through is the URL with this driver in it.
func through(url string) string { return strings.Replace(url, "://", "+stdsql://", 1) }

func hostOf(t testing.TB, server string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

// TestOneConnection runs transactions of many goroutines over a *sql.DB of one connection: they wait for each other, and it is back in
// the end.
func TestOneConnection(t *testing.T) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "one.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	e := open(t, "sqlite://", engine.Connector(stdsql.New(db)))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := db.Exec("CREATE TABLE t (a INTEGER)"); err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 10 {
				err := e.Begin(ctx, func(c *engine.Connection) error {
					if _, err := azoth.Text[int64](fmt.Sprintf("INSERT INTO t VALUES (%d)", 10*i+j)).Exec(ctx, c); err != nil {
						return err
					}
					if j%2 == 1 {
						return boom
					}
					return nil
				})
				if (j%2 == 1) != errors.Is(err, boom) || j%2 == 0 && err != nil {
					t.Errorf("%d %d: %v", i, j, err)
				}
			}
		})
	}
	wg.Wait()
	var n int
	if err := db.QueryRow("SELECT count(*) FROM t").Scan(&n); err != nil || n != 40 {
		t.Errorf("%d rows, %v, want 40", n, err)
	}
	if s := db.Stats(); s.InUse != 0 || s.OpenConnections != 1 {
		t.Errorf("%+v", s)
	}
}

// TestCommitUnknown loses the reply to a COMMIT: the engine says that the outcome is unknown, and nothing runs twice.
func TestCommitUnknown(t *testing.T) {
	for name, x := range map[string]struct {
		protocol chaosproxy.Protocol
		url      string
	}{
		"postgresql": {chaosproxy.PostgreSQL, dbfleet.PostgreSQL(t)},
		"mariadb":    {chaosproxy.MySQL, dbfleet.MariaDB(t)},
	} {
		t.Run(name, func(t *testing.T) {
			p := chaosproxy.Start(t, x.protocol, hostOf(t, x.url))
			direct := open(t, through(x.url))
			behind := open(t, through(p.URL(x.url)))
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			run := func(e *engine.Engine, text string) error {
				return e.Begin(ctx, func(c *engine.Connection) error {
					_, err := azoth.Text[int64](text).Exec(ctx, c)
					return err
				})
			}
			if err := run(direct, "CREATE TABLE t (a INTEGER)"); err != nil {
				t.Fatal(err)
			}
			remove := p.Inject(chaosproxy.Fault{Match: chaosproxy.IsCommit, At: chaosproxy.BeforeReply, Times: 1})
			if err := run(behind, "INSERT INTO t VALUES (1)"); !errors.Is(err, engine.ErrCommitUnknown) {
				t.Errorf("the lost reply: %v", err)
			}
			remove()
			if err := run(behind, "INSERT INTO t VALUES (2)"); err != nil {
				t.Errorf("the next transaction: %v", err)
			}
			if s := p.Stats(); s.Commits != 2 {
				t.Errorf("%d commits, want 2", s.Commits)
			}
		})
	}
}

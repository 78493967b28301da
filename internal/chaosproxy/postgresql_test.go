package chaosproxy

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/jackc/pgx/v5/pgconn"
)

// pgServer is a database with a table t, and a proxy in front of its server.
func pgServer(t *testing.T) (p *Proxy, direct string) {
	t.Helper()
	direct = dbfleet.PostgreSQL(t)
	c := pgConnect(t, direct)
	pgExec(t, c, "CREATE TABLE t (a int)")
	return Start(t, PostgreSQL, hostOf(t, direct)), direct
}

func pgConnect(t *testing.T, url string) *pgconn.PgConn {
	t.Helper()
	c, err := pgconn.Connect(testContext(t), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func pgExec(t *testing.T, c *pgconn.PgConn, sql string) {
	t.Helper()
	if _, err := c.Exec(testContext(t), sql).ReadAll(); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func pgCount(t *testing.T, direct string) string {
	t.Helper()
	r, err := pgConnect(t, direct).Exec(testContext(t), "SELECT count(*) FROM t").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return string(r[0].Rows[0][0])
}

// pgForms are the ways in which a client says COMMIT.
var pgForms = map[string]func(ctx context.Context, c *pgconn.PgConn) error{
	"simple": func(ctx context.Context, c *pgconn.PgConn) error {
		_, err := c.Exec(ctx, "COMMIT").ReadAll()
		return err
	},
	"extended": func(ctx context.Context, c *pgconn.PgConn) error {
		return c.ExecParams(ctx, "COMMIT", nil, nil, nil, nil).Read().Err
	},
	"prepared": func(ctx context.Context, c *pgconn.PgConn) error {
		if _, err := c.Prepare(ctx, "done", "COMMIT", nil); err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
		return c.ExecPrepared(ctx, "done", nil, nil, nil).Read().Err
	},
	"pipeline": func(ctx context.Context, c *pgconn.PgConn) error {
		p := c.StartPipeline(ctx)
		p.SendQueryParams("INSERT INTO t VALUES (2)", nil, nil, nil, nil)
		if err := p.Sync(); err != nil {
			return err
		}
		p.SendQueryParams("COMMIT", nil, nil, nil, nil)
		if err := p.Sync(); err != nil {
			return err
		}
		results := 0
		for {
			r, err := p.GetResults()
			if err != nil {
				if results != 2 { // the INSERT and its Sync
					return fmt.Errorf("lost after %d results, want 2", results)
				}
				return err
			}
			if reader, ok := r.(*pgconn.ResultReader); ok {
				if _, err := reader.Close(); err != nil {
					return err
				}
			}
			if r == nil {
				return p.Close()
			}
			results++
		}
	},
}

// TestPostgreSQLCommit loses a COMMIT before it reaches the server, and its reply: on the server it is undone, and done.
func TestPostgreSQLCommit(t *testing.T) {
	for form, commit := range pgForms {
		for at, done := range map[Point]bool{BeforeRequest: false, BeforeReply: true, InReply: true} {
			t.Run(fmt.Sprint(form, " ", at), func(t *testing.T) {
				p, direct := pgServer(t)
				seen := p.Seen(1, IsCommit)
				p.Inject(Fault{Match: IsCommit, At: at})
				c := pgConnect(t, p.URL(direct))
				pgExec(t, c, "BEGIN")
				pgExec(t, c, "INSERT INTO t VALUES (1)")
				err := commit(testContext(t), c)
				var failure *pgconn.PgError
				if err == nil || errors.As(err, &failure) {
					t.Fatalf("commit: %v, want a lost connection", err)
				}
				if got := <-seen; got != "COMMIT" {
					t.Errorf("seen %q", got)
				}
				want := "0"
				if done {
					want = "1"
					if form == "pipeline" {
						want = "2"
					}
				}
				if got := pgCount(t, direct); got != want {
					t.Errorf("%s rows, want %s", got, want)
				}
				if s := p.Stats(); s.Commits != 1 || s.Faults != 1 || s.Cut != 1 {
					t.Errorf("%+v", s)
				}
			})
		}
	}
}

// TestPostgreSQLReads wants everything to pass, and every statement to be seen once, with notices in between and messages cut anywhere.
func TestPostgreSQLReads(t *testing.T) {
	p, direct := pgServer(t)
	var all []string
	seen := p.Seen(100, func(string) bool { return true })
	p.Throttle(ToServer, 20_000) // in pieces: every message is cut
	c := pgConnect(t, p.URL(direct))
	pgExec(t, c, "SET client_min_messages = debug1")
	pgExec(t, c, "DO $$BEGIN RAISE NOTICE 'x'; END$$")
	for i := range 5 {
		name := fmt.Sprint("s", i)
		if _, err := c.Prepare(testContext(t), name, fmt.Sprintf("SELECT %d, repeat('x', 100000)", i), nil); err != nil {
			t.Fatal(err)
		}
		r := c.ExecPrepared(testContext(t), name, nil, nil, nil).Read()
		if r.Err != nil || string(r.Rows[0][0]) != fmt.Sprint(i) || len(r.Rows[0][1]) != 100000 {
			t.Fatalf("%d: %v", i, r.Err)
		}
	}
	for len(seen) > 0 {
		all = append(all, <-seen)
	}
	if len(all) != 7 || all[6] != "SELECT 4, repeat('x', 100000)" {
		t.Errorf("seen %q", all)
	}
	// The login's reply is none to a request; a Prepare is one without a statement.
	if s := p.Stats(); s.Requests != 12 || s.Statements != 7 {
		t.Errorf("%+v", s)
	}
}

// TestPostgreSQLRandom cuts at random: whatever was acknowledged is there, and nothing twice.
func TestPostgreSQLRandom(t *testing.T) {
	p, direct := pgServer(t)
	pgExec(t, pgConnect(t, direct), "CREATE UNIQUE INDEX ON t (a)")
	p.Inject(Fault{Points: []Point{BeforeRequest, BeforeReply, InReply}, Probability: 0.2, Seed: rand.Uint64()})
	acknowledged, lost := 0, 0
	var c *pgconn.PgConn
	for i := range 100 {
		if c == nil {
			c = pgConnect(t, p.URL(direct)) // the login is never struck
		}
		r := c.ExecParams(testContext(t), fmt.Sprintf("INSERT INTO t VALUES (%d)", i), nil, nil, nil, nil).Read()
		if r.Err == nil {
			acknowledged++
			continue
		}
		lost++
		c = nil
	}
	var got int
	if _, err := fmt.Sscan(pgCount(t, direct), &got); err != nil {
		t.Fatal(err)
	}
	if lost == 0 || got < acknowledged || got > acknowledged+lost {
		t.Errorf("%d acknowledged, %d lost, %d rows", acknowledged, lost, got)
	}
	if s := p.Stats(); s.Faults != lost || s.Cut != lost {
		t.Errorf("%d lost, %+v", lost, s)
	}
}

// TestPostgreSQLCancel wants a connection that only asks for a cancel to pass.
func TestPostgreSQLCancel(t *testing.T) {
	p, direct := pgServer(t)
	c := pgConnect(t, p.URL(direct))
	seen := p.Seen(1, First("SELECT"))
	failed := make(chan error, 1)
	ctx := testContext(t)
	go func() {
		_, err := c.Exec(ctx, "SELECT pg_sleep(20)").ReadAll()
		failed <- err
	}()
	<-seen
	for {
		if err := c.CancelRequest(ctx); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-failed:
			var failure *pgconn.PgError
			if !errors.As(err, &failure) || failure.Code != "57014" {
				t.Errorf("error %v", err)
			}
			return
		default:
		}
	}
}

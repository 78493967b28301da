package faults_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

var ctx = context.Background()

// soak skips a test that is only for make soak.
func soak(t *testing.T) {
	t.Helper()
	if os.Getenv("SOAK") == "" {
		t.Skip("the full form of a campaign: SOAK=1, or make soak")
	}
}

// Entry is what the campaigns write: a row with a token that says who wrote it and why.
type Entry struct {
	ID      int64
	Token   string
	Part    int
	Details []*Detail
}

// Detail belongs to an Entry.
type Detail struct {
	ID      int64
	EntryID *int64
	Token   string
	Part    int
	Entry   *Entry
}

// Counter is what many want to change at once.
type Counter struct {
	ID int64
	N  int64
}

type EntryMap struct {
	orm.Entity[Entry]
	ID      col.Int64
	Token   col.String
	Part    col.Int
	Details orm.Many[Entry, Detail]
}

type DetailMap struct {
	orm.Entity[Detail]
	ID      col.Int64
	EntryID col.NullInt64
	Token   col.String
	Part    col.Int
	Entry   orm.One[Detail, Entry]
}

type CounterMap struct {
	orm.Entity[Counter]
	ID col.Int64
	N  col.Int64
}

var (
	registry = orm.NewRegistry()
	entries  = orm.Declare[EntryMap](registry, "entries")
	details  = orm.Declare[DetailMap](registry, "details")
	counters = orm.Declare[CounterMap](registry, "counters")
)

func init() {
	orm.Define(entries, func(t *orm.Table, e *EntryMap) {
		t.PrimaryKey(e.ID)
		t.Type(e.Token, types.String(64))
		t.Relation(e.Details).BackPopulates(details.Entry).OrderBy(details.ID)
	})
	orm.Define(details, func(t *orm.Table, d *DetailMap) {
		t.PrimaryKey(d.ID)
		t.Type(d.Token, types.String(64))
		t.ForeignKey(d.EntryID).References(entries.ID)
	})
	orm.Define(counters, func(t *orm.Table, c *CounterMap) { t.PrimaryKey(c.ID) })
}

// server is a database server as the campaigns see it: how it is asked, and how it says what SQL leaves open.
type server struct {
	name     string
	kind     dbfleet.Kind
	protocol chaosproxy.Protocol
	database func(testing.TB) string
	observe  func(t testing.TB, url string) observer
	// sleep is a query that takes so many seconds and yields 1 or 0.
	sleep func(seconds float64) string
	// working counts the statements that run and hold the text; sessions lists the numbers of the sessions of the database but one's own.
	working  func(text string) string
	sessions string
	kill     func(session string) string
	// session is the number of one's own session, isolation the level of one's own transaction.
	session, isolation string
	// lockTimeout makes one's own session wait a short time for locks.
	lockTimeout string
	// unfinished counts other sessions of the database that have a transaction or a statement under way.
	unfinished string
	leftovers  []leftover
	// durable is an option of the URL, makeDurable a statement, by which a commit survives the death of the server's process.
	durable, makeDurable string
	// failsWhole says that a statement that fails makes the whole transaction fail.
	failsWhole bool
}

func postgresql() server {
	return server{
		name: "postgresql", kind: dbfleet.KindPostgreSQL, protocol: chaosproxy.PostgreSQL, database: dbfleet.PostgreSQL, observe: observePostgreSQL,
		sleep: func(seconds float64) string { return fmt.Sprintf("SELECT 1 FROM pg_sleep(%g)", seconds) },
		working: func(text string) string {
			return "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%" + text + "%'"
		},
		sessions:    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
		kill:        func(session string) string { return "SELECT pg_terminate_backend(" + session + ")" },
		session:     "SELECT cast(pg_backend_pid() AS text)",
		lockTimeout: "SET lock_timeout = 200",
		isolation:   "SHOW transaction_isolation",
		unfinished:  "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'",
		leftovers:   pgLeftovers,
		durable:     "?synchronous_commit=on",
		failsWhole:  true,
	}
}

func mariadb() server {
	return server{
		name: "mariadb", kind: dbfleet.KindMariaDB, protocol: chaosproxy.MySQL, database: dbfleet.MariaDB, observe: observeMariaDB,
		sleep: func(seconds float64) string { return fmt.Sprintf("SELECT SLEEP(%g)", seconds) },
		working: func(text string) string {
			return "SELECT count(*) FROM information_schema.processlist WHERE command <> 'Sleep' AND id <> connection_id() AND info LIKE '%" + text + "%'"
		},
		sessions:    "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()",
		kill:        func(session string) string { return "KILL CONNECTION " + session },
		session:     "SELECT cast(connection_id() AS char)",
		lockTimeout: "SET innodb_lock_wait_timeout = 1",
		isolation:   "SELECT @@tx_isolation",
		unfinished: "SELECT (SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = database()) + " +
			"(SELECT count(*) FROM information_schema.processlist WHERE db = database() AND id <> connection_id() AND command <> 'Sleep')",
		leftovers:   myLeftovers,
		makeDurable: "SET GLOBAL innodb_flush_log_at_trx_commit = 2",
	}
}

// onServers runs a test on each of the servers.
func onServers(t *testing.T, f func(t *testing.T, s server)) {
	t.Helper()
	for _, s := range []server{postgresql(), mariadb()} {
		t.Run(s.name, func(t *testing.T) { f(t, s) })
	}
}

// open opens an engine that is closed with the test, and must by then have all its connections back.
func open(t testing.TB, url string, o ...engine.Option) *engine.Engine {
	t.Helper()
	e, err := azoth.Open(url, o...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if n := e.PoolStats().InUse; n != 0 {
			t.Errorf("%d connections were not given back", n)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// create makes the tables of the campaigns.
func create(t testing.TB, e *engine.Engine) {
	t.Helper()
	ok(t, registry.MetaData().CreateAll(ctx, e))
}

// made makes the tables in a database, by an engine of its own.
func made(t testing.TB, url string) {
	t.Helper()
	e, err := azoth.Open(url)
	ok(t, err)
	create(t, e)
	ok(t, e.Close())
}

// proxied is a proxy in front of the server of a URL, and the URL by way of it.
func proxied(t testing.TB, s server, server string) (*chaosproxy.Proxy, string) {
	t.Helper()
	p := chaosproxy.Start(t, s.protocol, hostOf(t, server))
	return p, p.URL(server)
}

func hostOf(t testing.TB, server string) string {
	t.Helper()
	u, err := url.Parse(server)
	ok(t, err)
	return u.Host
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t testing.TB, err error, targets ...error) {
	t.Helper()
	for _, target := range targets {
		if !errors.Is(err, target) {
			t.Errorf("error %v, want %v", err, target)
		}
	}
}

func isNot(t testing.TB, err error, targets ...error) {
	t.Helper()
	for _, target := range targets {
		if errors.Is(err, target) {
			t.Errorf("error %v is %v", err, target)
		}
	}
}

// run runs a statement in SQL.
func run(c context.Context, ex azoth.Executor, sql string) error {
	_, err := azoth.Text[int64](sql).All(c, ex)
	return err
}

// within is a ctx that ends with the test or after d.
func within(t testing.TB, d time.Duration) context.Context {
	c, cancel := context.WithTimeout(ctx, d)
	t.Cleanup(cancel)
	return c
}

// eventually waits until f is true.
func eventually(t testing.TB, limit time.Duration, what string, f func() bool) {
	t.Helper()
	for deadline := time.Now().Add(limit); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Errorf("not within %v: %s", limit, what)
			return
		}
	}
}

// noGoroutines checks, when the test has ended, that no more goroutines run than now. It is to be
// called when the server runs, and before all else.
func noGoroutines(t testing.TB) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			n := runtime.NumGoroutine()
			if n <= before {
				return
			}
			if time.Now().After(deadline) {
				all := make([]byte, 1<<20)
				t.Errorf("%d goroutines, %d before\n%s", n, before, all[:runtime.Stack(all, true)])
				return
			}
		}
	})
}

// journal is a log that a test reads.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func (j *journal) logger() *slog.Logger { return slog.New(slog.NewTextHandler(j, nil)) }

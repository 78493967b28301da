package ddltest_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/azoth-orm/azoth"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/schema"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

var ctx = context.Background()

// urls are the databases, each a new one for every test.
var urls = map[string]func(t testing.TB) string{
	"sqlite":     func(t testing.TB) string { return "sqlite:///" + filepath.Join(t.TempDir(), "ddl.db") },
	"postgresql": dbfleet.PostgreSQL,
	"mariadb":    dbfleet.MariaDB,
}

// database is an engine that remembers its statements.
type database struct {
	*engine.Engine
	name string
	mu   sync.Mutex
	sql  []string
}

// eachDatabase runs a test on all of them, or on those that are named.
func eachDatabase(t *testing.T, names string, f func(t *testing.T, db *database)) {
	t.Helper()
	for _, name := range strings.Fields(names) {
		t.Run(name, func(t *testing.T) { f(t, open(t, name)) })
	}
}

const all = "sqlite postgresql mariadb"

func open(t *testing.T, name string) *database {
	t.Helper()
	db := &database{name: name}
	e, err := azoth.Open(urls[name](t), azoth.Listen(engine.Hooks{Statement: db.note}))
	if err != nil {
		t.Fatal(err)
	}
	db.Engine = e
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func (db *database) note(_ context.Context, e *azoth.StatementEvent) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.sql = append(db.sql, strings.TrimSpace(e.SQL))
}

// written are the statements since the last call that changed the database.
func (db *database) written() []string {
	db.mu.Lock()
	defer db.mu.Unlock()
	var out []string
	for _, s := range db.sql {
		if !strings.HasPrefix(s, "SELECT") && !strings.HasPrefix(s, "PRAGMA") {
			out = append(out, s)
		}
	}
	db.sql = nil
	return out
}

// exec runs SQL text.
func (db *database) exec(t *testing.T, sql string) {
	t.Helper()
	if err := db.try(sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// try runs SQL text in a transaction of its own.
func (db *database) try(sql string) error {
	return db.Begin(ctx, func(c *azoth.Connection) error {
		rows, err := c.Execute(ctx, azoth.Text[struct{}](sql).Statement())
		if err != nil {
			return err
		}
		return rows.Close()
	})
}

// texts are the rows of a query of one column.
func (db *database) texts(t *testing.T, sql string) []string {
	t.Helper()
	out, err := azoth.Text[string](sql).All(ctx, db.Engine)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return out
}

// left is what a database has of its own making.
var left = map[string]string{
	"sqlite": "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
	"postgresql": "SELECT 'relation ' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname !~ '^(pg_|information_schema)' " +
		"UNION ALL SELECT 'type ' || typname FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE nspname !~ '^(pg_|information_schema)'",
	"mariadb": "SELECT concat(table_type, ' ', table_name) FROM information_schema.tables WHERE table_schema = database()",
}

// wantEmpty wants a database without anything in it.
func (db *database) wantEmpty(t *testing.T) {
	t.Helper()
	if got := db.texts(t, left[db.name]); len(got) > 0 {
		t.Errorf("there is still %q", got)
	}
}

// roundTrip creates everything, creates it again, which must do nothing, and calls f; then it drops everything, and drops it again.
func (db *database) roundTrip(t *testing.T, meta *schema.MetaData, f func()) {
	t.Helper()
	if err := meta.CreateAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	if got := db.written(); len(got) == 0 {
		t.Fatal("nothing was created")
	}
	if err := meta.CreateAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	if got := db.written(); len(got) > 0 {
		t.Errorf("creating it again ran %q", got)
	}
	if f != nil {
		f()
	}
	if err := meta.DropAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	db.wantEmpty(t)
	db.written()
	if err := meta.DropAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	if got := db.written(); len(got) > 0 {
		t.Errorf("dropping it again ran %q", got)
	}
}

func must[V any](v V, err error) V {
	if err != nil {
		panic(fmt.Sprintf("%v", err))
	}
	return v
}

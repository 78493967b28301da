package stdsql_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/azoth-orm/azoth/dialect/dialecttest"
	"github.com/azoth-orm/azoth/driver/stdsql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// TestConformance runs the suite on each database by URL, and on a *sql.DB.
func TestConformance(t *testing.T) {
	// modernc.org/sqlite looks through all arguments for each parameter: half a minute, under the race detector, for as many as there may be.
	// That limit is tried on the other databases, and on SQLite by driver/sqlite.
	sqlite := dialecttest.SQLite()
	sqlite.MaxParams = 0
	sqlite.Regexp = false // the function is one of our own driver
	file := func(t testing.TB) string { return filepath.Join(t.TempDir(), "conformance.db") }
	for name, c := range map[string]dialecttest.Config{
		"sqlite": {
			Requirements: sqlite,
			Open: func(t testing.TB) *engine.Engine {
				return open(t, "sqlite+stdsql:///"+file(t)+"?journal_mode=wal&busy_timeout=1000")
			},
		},
		"sqlite of a sql.DB": {
			Requirements: sqlite,
			Open: func(t testing.TB) *engine.Engine {
				db, err := sql.Open("sqlite", "file:"+file(t)+"?_pragma=foreign_keys(1)&_pragma=busy_timeout(1000)&_pragma=journal_mode(wal)")
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = db.Close() })
				return open(t, "sqlite://", engine.Connector(stdsql.New(db)))
			},
		},
		"postgresql": {
			Requirements: dialecttest.PostgreSQL(),
			Open:         func(t testing.TB) *engine.Engine { return open(t, through(dbfleet.PostgreSQL(t))) },
		},
		"mariadb": {
			Requirements: dialecttest.MariaDB(),
			Open:         func(t testing.TB) *engine.Engine { return open(t, through(dbfleet.MariaDB(t))) },
		},
	} {
		c.Requirements.KeepsCancelled = false
		t.Run(name, func(t *testing.T) { dialecttest.Run(t, c) })
	}
}

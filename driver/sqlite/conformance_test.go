package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/azoth-orm/azoth/dialect/dialecttest"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
)

// TestConformance runs the suite on a database in a file, so that a second connection sees it.
func TestConformance(t *testing.T) {
	dialecttest.Run(t, dialecttest.Config{
		Requirements: dialecttest.SQLite(),
		Open: func(t testing.TB) *engine.Engine {
			e, err := engine.OpenURL(engine.MakeURL(engine.URLParts{
				Dialect: "sqlite", Database: filepath.Join(t.TempDir(), "conformance.db"), Query: map[string][]string{"journal_mode": {"wal"}},
			}))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := e.Close(); err != nil {
					t.Error(err)
				}
			})
			return e
		},
	})
}

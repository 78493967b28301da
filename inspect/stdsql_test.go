package inspect_test

import (
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/azoth-orm/azoth/driver/stdsql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	_ "github.com/go-sql-driver/mysql"
	"github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// TestDatabaseSQL wants the catalogue to be read through database/sql as it is read by the drivers of this module.
func TestDatabaseSQL(t *testing.T) {
	for _, db := range databases {
		t.Run(db, func(t *testing.T) {
			var url string
			switch db {
			case sqliteDB:
				url = "sqlite:///" + filepath.Join(t.TempDir(), "a.db")
			case postgresqlDB:
				url = dbfleet.PostgreSQL(t)
			case mariaDB:
				url = dbfleet.MariaDB(t)
			}
			own, other := openURL(t, url), openURL(t, strings.Replace(url, "://", "+stdsql://", 1))
			run(t, own, written[db]...)
			if diff := cmp.Diff(describe(t, own), describe(t, other), compareTypes()); diff != "" {
				t.Errorf("-own driver +database/sql:\n%s", diff)
			}
		})
	}
}

func openURL(t *testing.T, url string) *engine.Engine {
	t.Helper()
	e, err := engine.Open(url)
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

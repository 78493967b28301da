package mysql_test

import (
	"testing"

	"github.com/azoth-orm/azoth/dialect/dialecttest"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// TestConformance runs the suite on MariaDB.
func TestConformance(t *testing.T) {
	dialecttest.Run(t, dialecttest.Config{
		Requirements: dialecttest.MariaDB(),
		Open: func(t testing.TB) *engine.Engine {
			e, err := engine.Open(dbfleet.MariaDB(t))
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

package pgx_test

import (
	"testing"

	"github.com/azoth-orm/azoth/dialect/dialecttest"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// TestConformance runs the suite on PostgreSQL.
func TestConformance(t *testing.T) {
	dialecttest.Run(t, dialecttest.Config{
		Requirements: dialecttest.PostgreSQL(),
		Open: func(t testing.TB) *engine.Engine {
			e, err := engine.Open(dbfleet.PostgreSQL(t))
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

package values

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// product is a database.
type product string

const (
	sqlite     product = "sqlite"
	postgresql product = "postgresql"
	mariadb    product = "mariadb"
)

var products = []product{sqlite, postgresql, mariadb}

var ctx = context.Background()

// open opens an empty database.
func (p product) open(t *testing.T) *engine.Engine {
	t.Helper()
	url := "sqlite:///:memory:"
	switch p {
	case postgresql:
		url = dbfleet.PostgreSQL(t)
	case mariadb:
		url = dbfleet.MariaDB(t)
	}
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

package orm_test

import (
	"testing"

	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

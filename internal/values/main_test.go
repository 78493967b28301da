package values

import (
	"testing"

	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

package pgx

import (
	"github.com/azoth-orm/azoth/dialect"
	_ "github.com/azoth-orm/azoth/dialect/postgresql"
)

func init() { dialect.RegisterDriver("postgresql", "pgx", Opener{}) }

package sqlite

import (
	"github.com/azoth-orm/azoth/dialect"
	_ "github.com/azoth-orm/azoth/dialect/sqlite"
)

func init() { dialect.RegisterDriver("sqlite", "zombiezen", Opener{}) }

package sqlite

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// Dialect is SQLite.
//
// SQLAlchemy: SQLiteDialect.
var Dialect = &dialect.Dialect{
	Name:          "sqlite",
	DefaultDriver: "zombiezen",
	MaxParams:     32766,
	Grammar:       grammar,
	Native:        types.Native{},
	Features:      features,
	HasTable:      hasTable,
	CountsKeys:    countsKeys,
	Catalog:       catalog{},
	SetIsolation:  setIsolation,
	Translate:     translate,
}

func init() { dialect.Register(Dialect) }

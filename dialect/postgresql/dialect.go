package postgresql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// Dialect is PostgreSQL.
//
// SQLAlchemy: PGDialect.
var Dialect = &dialect.Dialect{
	Name:          "postgresql",
	DefaultDriver: "pgx",
	DefaultPort:   5432,
	MaxParams:     65535,
	MaxIdentifier: 63,
	Grammar:       grammar,
	Native:        types.Native{UUID: true, JSON: true, Decimal: true, Bool: true, Interval: true},
	Features:      features,
	HasTable:      hasTable,
	Translate:     translate,
}

func init() { dialect.Register(Dialect) }

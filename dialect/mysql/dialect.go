package mysql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// Dialect is MySQL, and what is older than the MariaDB that [MariaDB] is.
//
// SQLAlchemy: MySQLDialect.
var Dialect = &dialect.Dialect{
	Name:          "mysql",
	DefaultDriver: "mysql",
	DefaultPort:   3306,
	MaxParams:     65535,
	MaxIdentifier: 64,
	Grammar:       grammar,
	Native:        types.Native{JSON: true, Decimal: true},
	Features:      features,
	HasTable:      hasTable,
	Catalog:       catalog{},
	SetIsolation:  setIsolation,
	Translate:     translate,
}

func init() {
	Dialect.Refine, MariaDB.Refine = refine, refine // here, since refine names both
	dialect.Register(Dialect)
	dialect.Register(MariaDB)
}

package mysql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// Dialect is MySQL, and MariaDB.
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
	Translate:     translate,
}

func init() { dialect.Register(Dialect) }

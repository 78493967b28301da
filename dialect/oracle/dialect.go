package oracle

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// Dialect is Oracle Database. It is compile-only.
//
// SQLAlchemy: OracleDialect.
var Dialect = &dialect.Dialect{
	Name:          "oracle",
	DefaultPort:   1521,
	MaxParams:     65535,
	MaxIdentifier: 128,
	Grammar:       grammar,
	Native:        native,
	Features:      features,
}

// native are the types that Oracle has itself. An array is a document there.
var native = types.Native{JSON: true, Decimal: true, Bool: true}

func init() { dialect.Register(Dialect) }

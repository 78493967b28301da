package mssql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// Dialect is SQL Server. It is compile-only.
//
// SQLAlchemy: MSDialect.
var Dialect = &dialect.Dialect{
	Name:          "mssql",
	DefaultPort:   1433,
	MaxParams:     2099,
	MaxIdentifier: 128,
	Grammar:       grammar,
	Native:        native,
	Features:      features,
}

// native are the types that SQL Server has itself. A document is a text there, and an array a document.
var native = types.Native{UUID: true, JSON: true, Decimal: true, Bool: true}

func init() { dialect.Register(Dialect) }

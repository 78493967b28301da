package postgresql

import (
	"github.com/azoth-orm/azoth/dialect"
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
	Native:        native,
	Features:      features,
	HasTable:      hasTable,
	HasSequence:   hasSequence,
	HasEnumType:   hasEnumType,
	Copying:       copying,
	NextKey:       nextKey,
	Catalog:       catalog{},
	Translate:     translate,
	TwoPhase:      twoPhase,
	BeginIsolated: beginIsolated,
}

func init() { dialect.Register(Dialect) }

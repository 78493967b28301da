package dialect

import (
	"context"

	"github.com/azoth-orm/azoth/driver"
)

// Catalog reads what a database knows of its own tables. Package inspect asks it; programs use package inspect. Everything is read for all
// the tables that are asked for at once: a fixed number of queries, whatever the number of tables.
//
// Names are bound or quoted, never put into SQL as they are. A schema "" is the database's default.
//
// SQLAlchemy: the get_* methods of Dialect.
type Catalog interface {
	// DefaultSchema is the schema in which names without one are created.
	DefaultSchema(ctx context.Context, c CatalogConn) (string, error)
	// SchemaNames are the schemas, sorted, without those that the database keeps for itself.
	SchemaNames(ctx context.Context, c CatalogConn) ([]string, error)
	// Relations are the tables, views and sequences of a schema, temporary ones included, sorted by name.
	Relations(ctx context.Context, c CatalogConn, schema string) ([]Relation, error)
	// Describe is what s asks for of each table and view that it selects, sorted by name. A name that does not exist is left out.
	Describe(ctx context.Context, c CatalogConn, s Selection) ([]*ReflectedTable, error)
	// Comparison is how what the database tells is compared with what was declared.
	Comparison() Comparison
}

// SequenceCatalog is a [Catalog] of a database that has sequences.
type SequenceCatalog interface {
	// Sequences are the sequences of a schema, sorted by name.
	Sequences(ctx context.Context, c CatalogConn, schema string) ([]ReflectedSequence, error)
}

// NamedTypeCatalog is a [Catalog] of a database in which enumerations and domains have names of their own.
type NamedTypeCatalog interface {
	// Enums are the enumerations of a schema, sorted by name.
	Enums(ctx context.Context, c CatalogConn, schema string) ([]ReflectedEnum, error)
	// Domains are the domains of a schema, sorted by name.
	Domains(ctx context.Context, c CatalogConn, schema string) ([]ReflectedDomain, error)
}

// CatalogConn is the connection that a [Catalog] asks.
type CatalogConn interface {
	// Dialect is that of the server that the connection is connected to.
	Dialect() *Dialect
	// Query runs q and calls each for every row. An error of each ends it.
	Query(ctx context.Context, q Query, each func(r driver.Rows) error) error
}

// CatalogRunner runs f with a connection for a [Catalog]. Engine and Connection are CatalogRunners.
type CatalogRunner interface {
	RunCatalog(ctx context.Context, f func(CatalogConn) error) error
}

// RelationKind is a kind of what has a name in a schema. Kinds are bits: a set of kinds is their sum.
type RelationKind uint8

// The kinds. AnyTable is everything that has columns.
const (
	BaseTable RelationKind = 1 << iota
	PlainView
	MaterializedView
	SequenceRelation
	AnyView  = PlainView | MaterializedView
	AnyTable = BaseTable | AnyView
)

// String is what the kind is called.
func (k RelationKind) String() string {
	switch k {
	case BaseTable:
		return "table"
	case PlainView:
		return "view"
	case MaterializedView:
		return "materialized view"
	case SequenceRelation:
		return "sequence"
	}
	return "relation"
}

// Relation is a table, a view or a sequence.
type Relation struct {
	Name string
	Kind RelationKind
	// Temporary says that it goes with the connection.
	Temporary bool
}

// Selection says what a [Catalog] describes.
type Selection struct {
	// Schema is where the tables are; "" is the default.
	Schema string
	// Names are the tables and views; nil is all of the Kinds, without temporary ones. A table that is named may be temporary.
	Names []string
	// Kinds are the kinds that are wanted; 0 is AnyTable.
	Kinds RelationKind
	// Parts are what is wanted of each.
	Parts Part
}

// Wants tells whether a kind is wanted.
func (s *Selection) Wants(k RelationKind) bool { return s.Kinds == 0 || s.Kinds&k != 0 }

// Has tells whether any of the parts is wanted.
func (s *Selection) Has(p Part) bool { return s.Parts&p != 0 }

// Part is a part of the description of a table. Parts are bits.
type Part uint16

// The parts. What is cheap comes always: kind, and whether the table is temporary.
const (
	PartColumns Part = 1 << iota
	PartPrimaryKey
	PartForeignKeys
	PartUniques
	PartChecks
	PartIndexes
	PartOptions
	PartDefinition
	PartConstraints = PartPrimaryKey | PartForeignKeys | PartUniques | PartChecks
	PartAll         = PartColumns | PartConstraints | PartIndexes | PartOptions | PartDefinition
)

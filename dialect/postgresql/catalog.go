package postgresql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// What is looked for without a schema is what the search path finds, temporary tables included, as it is for every statement.

// The kinds of relations, as the catalogue has them: tables of all sorts and views; sequences.
const (
	tableKinds   = "rpfvm"
	sequenceKind = "S"
	enumKind     = "e"
)

// hasTable looks for a table, a view, or a materialized view.
func hasTable(schema, name string) []dialect.Query { return relation(tableKinds, schema, name) }

// hasSequence looks for a sequence.
func hasSequence(schema, name string) []dialect.Query { return relation(sequenceKind, schema, name) }

func relation(kinds, schema, name string) []dialect.Query {
	const sql = "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace " +
		"WHERE c.relname::text = $1 AND position(c.relkind::text in $2) > 0 AND "
	return search{sql, "pg_catalog.pg_table_is_visible(c.oid)", kinds}.query(schema, name)
}

// hasEnumType looks for an enumeration.
func hasEnumType(schema, name string) []dialect.Query {
	const sql = "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace " +
		"WHERE t.typname::text = $1 AND position(t.typtype::text in $2) > 0 AND "
	return search{sql, "pg_catalog.pg_type_is_visible(t.oid)", enumKind}.query(schema, name)
}

// search looks for a name: visible is the condition that the search path finds it.
type search struct{ sql, visible, kinds string }

// query looks in a schema, or, without one, in the search path, but not among what the database keeps for itself.
func (s search) query(schema, name string) []dialect.Query {
	where := "n.nspname = $3"
	if schema == "" {
		where, schema = s.visible+" AND n.nspname <> $3", "pg_catalog"
	}
	return []dialect.Query{{SQL: s.sql + where, Args: []types.Value{types.TextValue(name), types.TextValue(s.kinds), types.TextValue(schema)}}}
}

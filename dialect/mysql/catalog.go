package mysql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// hasTable looks into the catalogue; without a schema, into the database of the connection.
func hasTable(schema, name string) []dialect.Query {
	const from = "SELECT 1 FROM information_schema.tables WHERE table_name = ? AND table_schema = "
	if schema == "" {
		return []dialect.Query{{SQL: from + "database()", Args: []types.Value{types.TextValue(name)}}}
	}
	return []dialect.Query{{SQL: from + "?", Args: []types.Value{types.TextValue(name), types.TextValue(schema)}}}
}

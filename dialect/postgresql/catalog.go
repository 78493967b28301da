package postgresql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// hasTable looks into the catalogue; without a schema, into the first one of the search path.
func hasTable(schema, name string) []dialect.Query {
	const from = "SELECT 1 FROM information_schema.tables WHERE table_name = $1 AND table_schema = "
	if schema == "" {
		return []dialect.Query{{SQL: from + "current_schema()", Args: []types.Value{types.TextValue(name)}}}
	}
	return []dialect.Query{{SQL: from + "$2", Args: []types.Value{types.TextValue(name), types.TextValue(schema)}}}
}

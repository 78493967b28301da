package sqlite

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// hasTable looks into the main database and then among the temporary tables, or into the attached database that is named, which need not
// exist.
func hasTable(schema, name string) []dialect.Query {
	if schema != "" {
		return []dialect.Query{{SQL: hasTableQuery, Args: []types.Value{types.TextValue(name), types.TextValue(schema)}}}
	}
	quoted := grammar.Quoting.Force(name)
	info := func(in string) dialect.Query {
		return dialect.Query{SQL: "PRAGMA " + in + ".table_info(" + quoted + ")"}
	}
	return []dialect.Query{info(mainSchema), info(tempSchema)}
}

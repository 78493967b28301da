package mysql

import (
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// hasTable looks into the catalogue; without a schema, into the database of the connection. Temporary tables are not in it.
func hasTable(schema, name string) []dialect.Query {
	in, of := types.NullValue(), types.TextValue(name)
	if schema != "" {
		in = types.TextValue(schema)
	}
	return []dialect.Query{{SQL: hasTableQuery, Args: []types.Value{in, of, of}}}
}

// hasSequence looks for a sequence of MariaDB, which the catalogue lists with the tables.
func hasSequence(schema, name string) []dialect.Query {
	q := hasTable(schema, name)
	q[0].SQL += " AND table_type = ?"
	q[0].Args = append(q[0].Args, types.TextValue("SEQUENCE"))
	return q
}

package sqlite

import "github.com/azoth-orm/azoth/dialect"

// hasTable looks into the main database and then among the temporary tables, or into the attached database that is named.
func hasTable(schema, name string) []dialect.Query {
	quoted := grammar.Quoting.Force(name)
	info := func(in string) dialect.Query {
		return dialect.Query{SQL: "PRAGMA " + in + ".table_info(" + quoted + ")"}
	}
	if schema != "" {
		return []dialect.Query{info(grammar.Quoting.Quote(schema))}
	}
	return []dialect.Query{info("main"), info("temp")}
}

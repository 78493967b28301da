package sqlite

import (
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// countsKeys asks whether SQLite gives the next rows of a table keys that follow each other. A plain table does: the next key is one more
// than the largest. Not certain is it of a table with triggers, which may insert rows on their own, or skip some; of a virtual table or a
// view; and near the largest number that there is, behind which SQLite takes keys at random.
func countsKeys(schema, table, key string) dialect.Query {
	q := &grammar.Quoting
	of, masters := q.Force(table), []string{"sqlite_master", "sqlite_temp_master"}
	if schema != "" {
		of = q.Force(schema) + "." + of
		masters[0] = q.Force(schema) + ".sqlite_master"
	}
	var objects []string
	for _, m := range masters {
		objects = append(objects, "SELECT type, name, tbl_name, sql FROM "+m)
	}
	all := "(" + strings.Join(objects, " UNION ALL ") + ")"
	sql := "SELECT 1 FROM " + all + " WHERE name = ?1 COLLATE NOCASE AND type = ?2 AND sql NOT LIKE ?3" +
		" AND NOT EXISTS (SELECT 1 FROM " + all + " WHERE tbl_name = ?1 COLLATE NOCASE AND type = ?4)" +
		" AND coalesce((SELECT max(" + q.Force(key) + ") FROM " + of + "), 0) < 4611686018427387904"
	args := []types.Value{types.TextValue(table), types.TextValue("table"), types.TextValue("CREATE VIRTUAL%"), types.TextValue("trigger")}
	return dialect.Query{SQL: sql, Args: args}
}

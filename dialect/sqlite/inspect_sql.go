package sqlite

// The queries of the catalogue. They are constants into which nothing is put but, in front, the table of contents of a schema under the name
// master; names are bound.

const (
	// hasTableQuery looks for a table or view in the schema ?2.
	hasTableQuery = `SELECT 1 FROM pragma_table_list(?1) WHERE schema = ?2 COLLATE NOCASE`

	// schemaNames are the attached databases, without the temporary one.
	schemaNames = `SELECT name FROM pragma_database_list WHERE name <> 'temp' ORDER BY name`

	// relationList is what the schema ?1 holds; ?2 are the names that are wanted, as JSON, or NULL for all.
	relationList = `SELECT name, type, wr, strict FROM pragma_table_list
WHERE schema = ?1 COLLATE NOCASE AND type <> 'shadow' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
  AND (?2 IS NULL OR name COLLATE NOCASE IN (SELECT value FROM json_each(?2)))
ORDER BY name`

	// sqlList is the SQL by which tables and views were created.
	sqlList = ` SELECT s.value, m.sql FROM json_each(?1) s JOIN master m ON m.name = s.value AND m.type IN ('table', 'view') ORDER BY s.key`

	// columnList are the columns of tables and views; ?2 is the schema, as in all that follow.
	columnList = `SELECT s.value, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
FROM json_each(?1) s JOIN pragma_table_xinfo(s.value, ?2) c
WHERE c.hidden <> 1
ORDER BY s.key, c.cid`

	// foreignKeyList are the foreign keys, in the order in which they were written: they are numbered backwards.
	foreignKeyList = `SELECT s.value, f.id, f."from", f."table", f."to", f.on_update, f.on_delete
FROM json_each(?1) s JOIN pragma_foreign_key_list(s.value, ?2) f
ORDER BY s.key, f.id DESC, f.seq`

	// indexList are the indexes that were created as such, with what they are ordered by.
	indexList = ` SELECT s.value, i.name, i."unique", i.partial, k.name, k."desc", k.coll, m.sql
FROM json_each(?1) s JOIN pragma_index_list(s.value, ?2) i JOIN pragma_index_xinfo(i.name, ?2) k
LEFT JOIN master m ON m.type = 'index' AND m.name = i.name
WHERE i.origin = 'c' AND k.key
ORDER BY s.key, i.name, k.seqno`
)

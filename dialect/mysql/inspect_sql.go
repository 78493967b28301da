package mysql

// The queries of the catalogue. They are constants into which nothing is put; the schema is bound, and so is the table where there is one: the
// server opens that one only if it is compared with a plain value. A query is its beginning, perhaps oneTable, and its end.

const (
	// hasTableQuery looks for a table or view; the catalogue compares names without case and accents, the server often does not.
	hasTableQuery = `SELECT 1 FROM information_schema.tables
WHERE table_schema = COALESCE(?, database()) AND table_name = ? AND (BINARY table_name = ? OR @@lower_case_table_names > 0)`

	// serverFacts is what the other queries depend on.
	serverFacts = `SELECT DATABASE(), VERSION(), @@lower_case_table_names`

	schemaNames = `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA
WHERE SCHEMA_NAME NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys') ORDER BY SCHEMA_NAME`

	tableList = `SELECT x.TABLE_NAME, x.TABLE_TYPE, x.ENGINE, x.TABLE_COLLATION, x.CREATE_OPTIONS, x.TABLE_COMMENT
FROM information_schema.TABLES x
WHERE x.TABLE_SCHEMA = ?`

	columnList = `SELECT x.TABLE_NAME, x.COLUMN_NAME, x.COLUMN_TYPE, x.IS_NULLABLE, x.COLUMN_DEFAULT, x.EXTRA, x.COLUMN_COMMENT,
  x.CHARACTER_SET_NAME, x.COLLATION_NAME, x.GENERATION_EXPRESSION, s.DEFAULT_COLLATE_NAME
FROM information_schema.COLUMNS x
LEFT JOIN information_schema.CHARACTER_SETS s ON s.CHARACTER_SET_NAME = x.CHARACTER_SET_NAME
WHERE x.TABLE_SCHEMA = ?`

	indexList = `SELECT x.TABLE_NAME, x.INDEX_NAME, x.NON_UNIQUE, x.COLUMN_NAME, x.COLLATION, x.SUB_PART, x.INDEX_TYPE, x.INDEX_COMMENT, x.EXPRESSION
FROM information_schema.STATISTICS x
WHERE x.TABLE_SCHEMA = ?`

	// mariaIndexList is the same for MariaDB, which indexes no expressions.
	mariaIndexList = `SELECT x.TABLE_NAME, x.INDEX_NAME, x.NON_UNIQUE, x.COLUMN_NAME, x.COLLATION, x.SUB_PART, x.INDEX_TYPE, x.INDEX_COMMENT, NULL
FROM information_schema.STATISTICS x
WHERE x.TABLE_SCHEMA = ?`

	keyList = `SELECT x.TABLE_NAME, x.CONSTRAINT_NAME, x.COLUMN_NAME, x.REFERENCED_TABLE_SCHEMA, x.REFERENCED_TABLE_NAME, x.REFERENCED_COLUMN_NAME
FROM information_schema.KEY_COLUMN_USAGE x
WHERE x.TABLE_SCHEMA = ? AND x.REFERENCED_TABLE_NAME IS NOT NULL`

	ruleList = `SELECT x.TABLE_NAME, x.CONSTRAINT_NAME, x.DELETE_RULE, x.UPDATE_RULE
FROM information_schema.REFERENTIAL_CONSTRAINTS x
WHERE x.CONSTRAINT_SCHEMA = ?`

	checkList = `SELECT x.TABLE_NAME, x.CONSTRAINT_NAME, k.CHECK_CLAUSE, 'Table'
FROM information_schema.TABLE_CONSTRAINTS x
JOIN information_schema.CHECK_CONSTRAINTS k ON k.CONSTRAINT_SCHEMA = x.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = x.CONSTRAINT_NAME
WHERE x.TABLE_SCHEMA = ? AND x.CONSTRAINT_TYPE = 'CHECK'`

	// mariaCheckList is the same for MariaDB, where names of checks are the table's own.
	mariaCheckList = `SELECT x.TABLE_NAME, x.CONSTRAINT_NAME, x.CHECK_CLAUSE, x.LEVEL
FROM information_schema.CHECK_CONSTRAINTS x
WHERE x.CONSTRAINT_SCHEMA = ?`

	viewList = `SELECT x.TABLE_NAME, x.VIEW_DEFINITION
FROM information_schema.VIEWS x
WHERE x.TABLE_SCHEMA = ?`

	oneTable = ` AND x.TABLE_NAME = ?`

	byTable       = ` ORDER BY x.TABLE_NAME`
	byColumn      = ` ORDER BY x.TABLE_NAME, x.ORDINAL_POSITION`
	byIndex       = ` ORDER BY x.TABLE_NAME, x.INDEX_NAME, x.SEQ_IN_INDEX`
	byKey         = ` ORDER BY x.TABLE_NAME, x.CONSTRAINT_NAME, x.ORDINAL_POSITION`
	byConstraint  = ` ORDER BY x.TABLE_NAME, x.CONSTRAINT_NAME`
	showColumns   = `SHOW FULL COLUMNS FROM `
	showIndexes   = `SHOW INDEX FROM `
	sequenceFacts = ` AS name, start_value, increment, minimum_value, maximum_value, cache_size, cycle_option FROM `
)

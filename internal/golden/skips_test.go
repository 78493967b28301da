package golden_test

// skips are the goldens without a Go case, and why: by construct/case, by construct/case/dialect, or by the beginning of
// construct/case and a star.
var skips = map[string]string{
	"boolean/eq-true":  boundBool,
	"boolean/eq-false": boundBool,
	"boolean/ne-true":  boundBool,

	"like/contains-plain": "differs on purpose: Contains escapes wildcards always (docs/differences.md)",

	"limit/removed":        "no API yet: a LIMIT is not taken back; statements are values, so the one without it is still there",
	"order_by/none-resets": "no API yet: an ORDER BY is not taken back; statements are values, so the one without it is still there",

	"clause/prefix-of-dialect/mariadb": "differs on purpose: what is said for mysql is said for MariaDB, too (docs/differences.md)",
	"aggregate/session-user/mysql":     userFunctions,
	"aggregate/user/mysql":             userFunctions,
	"aggregate/current-user/sqlite":    noUsers,
	"aggregate/session-user/sqlite":    noUsers,
	"aggregate/user/sqlite":            noUsers,
	"aggregate/localtime/sqlite":       "differs on purpose: LOCALTIME is TIME(CURRENT_TIMESTAMP, 'localtime') on SQLite, which does not know the word (docs/differences.md)",
	"values/nulls":                     "differs on purpose: NULL is a value of the type of its column, and bound as every value is (docs/differences.md)",

	"quoting/label-empty-looking/mysql": "differs on purpose: MySQL takes blanks from the front of a label, so the name is refused (docs/differences.md)",

	"order_by/nulls-first/mysql":      nullsFirst,
	"order_by/nulls-last/mysql":       nullsFirst,
	"order_by/desc-nulls-last/mysql":  nullsFirst,
	"order_by/desc-nulls-first/mysql": nullsFirst,
	"order_by/asc-nulls-last/mysql":   nullsFirst,
	"window/order-nulls-last/mysql":   nullsFirst,
	"order_by/nulls-first/mssql":      nullsFirst,
	"order_by/nulls-last/mssql":       nullsFirst,
	"order_by/desc-nulls-last/mssql":  nullsFirst,
	"order_by/desc-nulls-first/mssql": nullsFirst,
	"order_by/asc-nulls-last/mssql":   nullsFirst,
	"window/order-nulls-last/mssql":   nullsFirst,
	"window/rows-between/mysql":       frameLiterals,
	"window/rows-following/mysql":     frameLiterals,

	"arithmetic/with-function/mysql":    lengthInCharacters,
	"function/as-table-condition/mysql": lengthInCharacters,
	"function/length/mysql":             lengthInCharacters,
	"function/length-compared/mysql":    lengthInCharacters,

	"function/extract-second/postgresql": "differs on purpose: seconds come with a fraction on PostgreSQL, which is cut off (docs/differences.md)",

	"select/column-and-entity": ownColumns,
	"select/entity-twice":      ownColumns,

	"setop_more/cte-nested/sqlite":             nestedSet,
	"setop_more/except-nested/sqlite":          nestedSet,
	"setop_more/except-of-union/sqlite":        nestedSet,
	"setop_more/in-nested/sqlite":              nestedSet,
	"setop_more/intersect-of-union/sqlite":     nestedSet,
	"setop_more/limited-first/sqlite":          nestedSet,
	"setop_more/limited-last/sqlite":           nestedSet,
	"setop_more/method-chain/sqlite":           nestedSet,
	"setop_more/method-chain-except/sqlite":    nestedSet,
	"setop_more/nested-both/sqlite":            nestedSet,
	"setop_more/nested-deep/sqlite":            nestedSet,
	"setop_more/nested-left/sqlite":            nestedSet,
	"setop_more/nested-limited/sqlite":         nestedSet,
	"setop_more/nested-ordered-outside/sqlite": nestedSet,
	"setop_more/nested-right/sqlite":           nestedSet,
	"setop_more/offset-member/sqlite":          nestedSet,
	"setop_more/ordered-member/sqlite":         nestedSet,
	"setop_more/subquery-nested/sqlite":        nestedSet,

	"function/extract-dow/mysql": missingField,
	"function/extract-doy/mysql": missingField,

	"bitwise/xor/sqlite":                   "differs on purpose: SQLAlchemy leaves out the parentheses, and - binds more strongly than | (docs/differences.md)",
	"custom_op/typed-text/mysql":           redundant,
	"regexp/replace-concat/mysql":          redundant,
	"regexp/replace-concat/mariadb":        redundant,
	"json_path/index/postgresql":           placeNumber,
	"json_path/index-as-string/postgresql": placeNumber,
	"json_path/place-contains/postgresql":  "differs on purpose: a place is written with ->, which PostgreSQL knows before 14, too (docs/differences.md)",

	"upsert/update-partial-index-value/postgresql": literalPredicate,
	"upsert/update-partial-index-text/postgresql":  literalPredicate,

	"cast/big-integer/sqlite": sqliteBigInteger,

	"create_table/type-big-integer/sqlite":  sqliteBigInteger,
	"create_table/key-big-integer/sqlite":   sqliteBigInteger,
	"create_table/foreign-key-typed/sqlite": sqliteBigInteger,
	"create_table/key-small-integer/sqlite": "differs on purpose: a primary key that counts up is INTEGER on SQLite, so that it is the rowid (docs/differences.md)",
	"copy/temporary":                        "differs on purpose: the copy of a temporary table is temporary (docs/differences.md)",

	"schemas/create-table-same/sqlite": "differs on purpose: a foreign key between tables that a translation brings into one schema stays (docs/differences.md)",

	"create_table/check-column":                "no API yet: a CHECK inside of a column (as one of the table it means the same)",
	"create_all/cycle/sqlite":                  sqliteCycle,
	"create_all/cycle-drop/sqlite":             sqliteCycle,
	"create_all/use-alter/sqlite":              sqliteCycle,
	"create_table/sqlite-autoincrement":        "no API yet: AUTOINCREMENT of SQLite",
	"create_table/computed/postgresql":         storedOnly,
	"create_table/computed-virtual/postgresql": storedOnly,
	"create_table/identity-by-default/sqlite":  sqliteBigInteger,
	"like/like-escape-backslash/postgresql":    "differs on purpose: a literal with a backslash is E'...', which means the same whatever standard_conforming_strings says (docs/differences.md)",
	"create_table/type-numeric/mysql":          "differs on purpose: an error, for NUMERIC without digits keeps no fraction on MySQL (docs/differences.md)",

	"create_table/foreign-key-on-update/oracle":  "differs on purpose: an error, for Oracle has no ON UPDATE; SQLAlchemy leaves it out with a warning (docs/differences.md)",
	"create_table/type-datetime-timezone/oracle": "differs on purpose: TIMESTAMP WITH TIME ZONE, for a DATE of Oracle keeps no zone (docs/differences.md)",
	"comment/column-drop/oracle":                 "differs on purpose: the empty comment is none, for Oracle takes no NULL (docs/differences.md)",
	"for_update/of/oracle":                       lockOfColumn,
	"for_update/of-two/oracle":                   lockOfColumn,
	"insert/no-values/oracle":                    defaultOfColumn,
	"insert/generated-key-default-values/oracle": defaultOfColumn,

	// SQL Server and Oracle, which only compile: where SQLAlchemy writes what they refuse, or loses what was said.
	"fetch/distinct/mssql":                      fetchIsTop,
	"fetch/entity/mssql":                        fetchIsTop,
	"fetch/for-update/mssql":                    fetchIsTop,
	"fetch/group/mssql":                         fetchIsTop,
	"fetch/in-condition/mssql":                  fetchIsTop,
	"fetch/in-subquery/mssql":                   fetchIsTop,
	"fetch/join/mssql":                          fetchIsTop,
	"fetch/order/mssql":                         fetchIsTop,
	"fetch/union-member/mssql":                  fetchIsTop,
	"limit/fetch/mssql":                         fetchIsTop,
	"lock_more/key-share-skip-locked-of/oracle": lockOfColumn,
	"lock_more/nowait-of/oracle":                lockOfColumn,
	"lock_more/of-alias/oracle":                 lockOfColumn,
	"lock_more/of-anonymous-alias/oracle":       lockOfColumn,
	"lock_more/of-entity/oracle":                lockOfColumn,
	"lock_more/outer-join-of/oracle":            lockOfColumn,
	"lock_more/read-key-share-of/oracle":        lockOfColumn,
	"lock_more/read-of/oracle":                  lockOfColumn,
	"lock_more/skip-locked-of/oracle":           lockOfColumn,
	"lock_more/with-cte/oracle":                 lockOfColumn,
	"regexp/full-text/oracle":                   howWellItFits,
	"regexp/full-text-and/oracle":               howWellItFits,
	"regexp/full-text-or/oracle":                howWellItFits,
	"regexp/not-full-text/oracle":               howWellItFits,
	"case/boolean-column/mssql":                 bitCompared,
	"case/in-sum/mssql":                         bitCompared,
	"case/nested/mssql":                         bitCompared,
	"case/sum/mssql":                            bitCompared,
	"truth/case-condition/mssql":                bitCompared,
	"setop_more/limited-first/mssql":            orderedOperand,
	"setop_more/limited-last/mssql":             orderedOperand,
	"setop/ordered-limited-members/mssql":       orderedOperand,
	"setop_more/nested-limited/mssql":           limitOfSetop,
	"setop_more/nested-ordered-outside/mssql":   limitOfSetop,
	"setop_more/scalar-limit/mssql":             limitOfSetop,
	"setop_more/subquery-limit/mssql":           limitOfSetop,
	"setop_more/order-nulls/mssql":              nullsFirst,
	"index/expression/mssql":                    indexesColumns,
	"index/function/mssql":                      indexesColumns,
	"naming/index-expression/mssql":             indexesColumns,
	"create_table/if-not-exists/mssql":          noIfNotExists,
	"sequence/create-if-not-exists/mssql":       noIfNotExists,
	"index/if-not-exists/oracle":                "differs on purpose: IF NOT EXISTS is written; SQLAlchemy leaves it out (docs/differences.md)",
	"create_table/temporary/mssql":              noTemporary,
	"create_table/temporary/oracle":             noTemporary,
	"table_as/temporary/oracle":                 noTemporary,
	"table_as/temporary-if-not-exists/oracle":   noTemporary,
	"cte/delete-in/oracle":                      withReads,
	"cte/update-in/oracle":                      withReads,

	"label/order-by-label-name/oracle": "no API yet: ORDER BY of a name alone (a label stands for its expression on Oracle)",
	"setop/limit/mssql":                limitOfSetop,

	"index/concurrently": "no API yet: CONCURRENTLY",
	"index/length":       "no API yet: the length of an index of MySQL",

	"relationship/is-not": "no API yet: a reference is not t, or is none (One.Is(t).Not() leaves out rows without a reference)",

	"null/null-selected-label/sqlite":   reservedWord,
	"quoting/label-of-many-words/mysql": reservedWord,

	"quoting/label-of-many-words/oracle": reservedWord,
	"label/group-by-label/oracle":        reservedWord,

	"eager/joined-inner":              noInnerJoined,
	"eager/joined-nested-inner":       noInnerJoined,
	"eager/joined-one-inner":          noInnerJoined,
	"eager/joined-many-to-many-inner": noInnerJoined,
}

const (
	redundant          = "differs on purpose: an argument of a function is in no parentheses (docs/differences.md)"
	placeNumber        = "differs on purpose: a position is written, for of a placeholder PostgreSQL cannot tell whether it is a number or a key (docs/differences.md)"
	literalPredicate   = "differs on purpose: the condition of a partial index has literals, for PostgreSQL finds no index by a placeholder once the plan is kept (docs/differences.md)"
	userFunctions      = "differs on purpose: SESSION_USER() and USER() are functions on MySQL, which takes the words for columns (docs/differences.md)"
	nestedSet          = "differs on purpose: SQLite takes no parentheses in a set operation, so it is SELECT * FROM (...) (docs/differences.md)"
	missingField       = "differs on purpose: MySQL has no such field of EXTRACT, but a function (docs/differences.md)"
	noUsers            = "differs on purpose: an error, for SQLite has no users (docs/differences.md)"
	reservedWord       = "differs on purpose: a word that the server refuses without quotes is quoted (docs/differences.md)"
	sqliteBigInteger   = "differs on purpose: BigInteger is INTEGER on SQLite, so that a primary key is the rowid (docs/differences.md)"
	storedOnly         = "differs on purpose: STORED is always said, and VIRTUAL is an error, for PostgreSQL keeps what it computes before 18 (docs/differences.md)"
	sqliteCycle        = "differs on purpose: SQLite takes a foreign key to a table that is not there yet; SQLAlchemy leaves the foreign key out (docs/differences.md)"
	noInnerJoined      = "no API yet: Joined with an inner join"
	boundBool          = "differs on purpose: a Go bool is a value and is bound like any other (docs/differences.md)"
	frameLiterals      = "differs on purpose: MySQL takes no placeholder in the frame of a window, so the number is written (docs/differences.md)"
	lengthInCharacters = "differs on purpose: length counts bytes on MySQL, so it is char_length (docs/differences.md)"
	nullsFirst         = "differs on purpose: MySQL and SQL Server have no NULLS FIRST, so it is ordered by IS NULL; SQLAlchemy writes what they refuse (docs/differences.md)"
	lockOfColumn       = "differs on purpose: FOR UPDATE OF names a column of each table on Oracle; SQLAlchemy names nothing (docs/differences.md)"
	defaultOfColumn    = "differs on purpose: a row of defaults is (id) VALUES (DEFAULT) on Oracle; SQLAlchemy writes () VALUES (), which Oracle refuses (docs/differences.md)"
	limitOfSetop       = "differs on purpose: a limit of a set operation is OFFSET … FETCH, and an error without ORDER BY; SQLAlchemy leaves the limit out (docs/differences.md)"
	fetchIsTop         = "differs on purpose: FETCH is TOP, which needs no OFFSET 0; in a subquery SQLAlchemy leaves out the ORDER BY that it asks for (docs/differences.md)"
	howWellItFits      = "differs on purpose: CONTAINS gives a number on Oracle, and is no condition (docs/differences.md)"
	bitCompared        = "differs on purpose: a BIT is no condition in a CASE of SQL Server, so it is compared with 1 (docs/differences.md)"
	orderedOperand     = "differs on purpose: SQL Server takes no ORDER BY in parentheses of a set operation, so a SELECT is put around (docs/differences.md)"
	indexesColumns     = "differs on purpose: an error, for SQL Server indexes columns only (docs/differences.md)"
	noIfNotExists      = "differs on purpose: an error, for CREATE has no IF NOT EXISTS on SQL Server (docs/differences.md)"
	noTemporary        = "differs on purpose: an error, for temporary tables are made in other ways on SQL Server and Oracle (docs/differences.md)"
	withReads          = "differs on purpose: an error, for WITH stands in front of a SELECT only on Oracle (docs/differences.md)"
	ownColumns         = "differs on purpose: every item of a row has its own columns; SQLAlchemy leaves out what an entity repeats (docs/differences.md)"
)

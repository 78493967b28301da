package golden_test

// cannotRun are the goldens that a server refuses, and why: "construct/case", "construct/case/dialect", or a beginning and *, of which some
// may run. Whatever else renders has to run.
var cannotRun = map[string]string{
	"custom_op/*":           madeUp,
	"custom_ddl/*":          madeUp,
	"clause/ext-*":          madeUp,
	"clause/prefix*":        madeUp,
	"clause/suffix*":        madeUp,
	"clause/statement-hint": madeUp,
	"clause/hint*":          "it names an index that the table does not have",
	"cte_more/prefix*":      madeUp,
	"cte_more/*suffix":      madeUp,
	"cte_more/suffix":       madeUp,
	"column/name":           partOfDDL, "column/price": partOfDDL, "column/two-words": partOfDDL, "column/key": partOfDDL,
	"exact_type/*":            "the type is one of another database",
	"operators/custom-op*":    "GLOB is an operator of SQLite",
	"quoting/*-is-not-quoted": "it shows that text is sent as it is, and is no SQL",
	"text/literal-column-*":   "it names columns that there are not",
	"lightweight/column-only": "it names columns that there are not",
	"select_into/quoted":      noSchema,
	"select_into/schema":      noSchema,

	"aggregate/package":                       noSuchFunction,
	"aggregate/quoted-function":               noSuchFunction,
	"aggregate/typed-function*":               noSuchFunction,
	"aggregate/sysdate/sqlite":                sysdate,
	"aggregate/sysdate/postgresql":            sysdate,
	"aggregate/grouping/mysql":                "MariaDB has no GROUPING, which MySQL has",
	"aggregate/rollup-order/mysql":            "MariaDB refuses ROLLUP with ORDER BY, which MySQL takes",
	"function/typed*":                         noSuchFunction,
	"function/unknown*":                       noSuchFunction,
	"function/mixed-case-name":                noSuchFunction,
	"function/no-arguments/sqlite":            "version() is one of the servers",
	"function/round/postgresql":               "PostgreSQL rounds NUMERIC to a number of digits, not DOUBLE PRECISION",
	"function/argument-comparison/postgresql": "a sum of conditions is none on PostgreSQL",
	"table_function/*":                        "PostgreSQL calls the column as the program does, if Derived says so; SQLite has json_each, and no generate_series",
	"values/*-lateral*":                       noLateral,
	"join*":                                   noLateral,

	"operators/collate*":                        "it names the collation of another database",
	"distinct/order-by-other/postgresql":        "PostgreSQL orders a DISTINCT by what is selected",
	"clause/labels-table-expression/postgresql": "it selects columns that are not grouped",
	"groupby/expression/postgresql":             otherBind,
	"json_path/group-by/postgresql":             otherBind,
	"in/subquery-with-limit/mysql":              noLimitInCondition,
	"limit/in-subquery/mysql":                   noLimitInCondition,
	"fetch/in-condition/mariadb":                noLimitInCondition,
	"regexp/full-text*":                         "MariaDB searches in columns of a FULLTEXT index; dialecttest has one",
	"regexp/not-full-text*":                     "MariaDB searches in columns of a FULLTEXT index; dialecttest has one",
	"upsert/*partial-index*":                    "the table does not have the index; that of dialecttest has one",
	"upsert/*on-quoted-constraint":              "the table does not have the constraint; that of dialecttest has one",

	"create_table/foreign-key-composite*":  noUniqueKey,
	"create_table/foreign-key-typed/mysql": "the columns of the key have two types, which MariaDB refuses",
	"create_table/type-pg-*":               "the type comes with an extension of the server",
	"naming/foreign-key-all*":              noUniqueKey,
	"naming/drop-primary-key/mysql":        "a column that counts up needs its key on MariaDB",
	"drop/*unique/mysql":                   "a foreign key needs the index",
	"copy/*":                               "copy and original have one name for an index, or the copy refers to a table that is not copied",
	"create_table/type-enum-schema/*":      noSchema,
	"enum_type/*-odd":                      noSchema,
	"drop/drop-schema/postgresql":          noSchema,
	"view/create-schema":                   noSchema,
	"table_as/schema":                      noSchema,
	"table_as/quoted":                      noSchema,
	"schemas/join-*/mysql":                 "the translation brings a table into another database than the one it refers to",
	"schemas/enum/postgresql":              noSchema,
	"index/*/mysql":                        columnsOnly,
	"naming/index-expression/mysql":        columnsOnly,
	"create_table/type-numeric/mysql":      "it is refused without digits",
	"quoting/label-empty-looking/mysql":    "it is refused",
}

const (
	partOfDDL          = "it is a part of a statement"
	sysdate            = "SYSDATE is one of MariaDB and Oracle"
	columnsOnly        = "MariaDB indexes no expressions, which MySQL does"
	madeUp             = "it is no SQL of this database, but shows where something of the program stands"
	noSuchFunction     = "there is no such function"
	noLateral          = "MariaDB has no LATERAL, which MySQL has"
	otherBind          = "to PostgreSQL two values are two expressions, though they are equal: the program has to use one expression twice"
	noLimitInCondition = "MariaDB has no LIMIT in the SELECT of an IN"
	noUniqueKey        = "the columns that it refers to are no key"
	noSchema           = "the schema is not there"
)

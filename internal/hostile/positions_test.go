package hostile

// positions are all of them.
var positions = []position{
	{name: "table", batch: 40, verdict: tableName, probe: probeTables},
	{name: "column", unnamed: true, batch: 50, verdict: trailingBlank, probe: probeColumns},
	{name: "schema", batch: 8, verdict: schemaName, probe: probeSchemas, own: true},
	{name: "index", unnamed: true, batch: 50, verdict: indexName, probe: probeIndexes},
	{name: "unique", unnamed: true, batch: 50, verdict: constraintName, probe: probeUniques},
	{name: "check", unnamed: true, batch: 50, verdict: checkName, probe: probeChecks},
	{name: "foreign key", unnamed: true, batch: 50, verdict: constraintName, probe: probeForeignKeys},
	{name: "alias", unnamed: true, batch: 50, sort: source, probe: probeAliases},
	{name: "label", batch: 50, sort: label, verdict: derivedName, probe: probeLabels},
	{name: "CTE", unnamed: true, batch: 50, verdict: cteName, probe: probeCTEs},
	{name: "subquery", unnamed: true, batch: 50, sort: source, probe: probeSubqueries},
	{name: "column of a subquery", unnamed: true, batch: 25, verdict: derivedColumn, probe: probeDerived},
	{name: "written column", unnamed: true, batch: 50, verdict: trailingBlank, probe: probeWritten},
	{name: "upsert", unnamed: true, batch: 50, verdict: trailingBlank, probe: probeUpserts},
	{name: "JSON key", batch: 50, sort: value, verdict: jsonKey, probe: probeJSONKeys},
	{name: "literal", batch: 50, sort: value, verdict: literal, probe: probeLiterals},
	{name: "comment", batch: 50, sort: value, verdict: comment, probe: probeComments, only: []kind{postgresql, mariadb}},
	{name: "sequence", batch: 50, verdict: tableName, probe: probeSequences, only: []kind{postgresql, mariadb}},
	{name: "enumeration type", batch: 50, taken: systemTypes, probe: probeEnumTypes, only: []kind{postgresql}},
	{name: "enumeration type of a schema", batch: 50, probe: probeEnumTypesIn, only: []kind{postgresql}},
}

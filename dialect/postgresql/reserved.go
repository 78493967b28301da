package postgresql

import "github.com/azoth-orm/azoth/compiler"

// reserved are the words that PostgreSQL does not take as a name without quotes.
var reserved = compiler.ReservedWords(`
all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate collation
column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
localtimestamp natural new not notnull null of off offset old on only or order outer over overlaps placing primary
references returning right select session_user similar some symmetric table tablesample then to trailing true union
unique user using variadic verbose when where window with
`)

// typeWords are the words that are part of the grammar of types, so that a type of that name needs quotes where a table does not.
var typeWords = compiler.ReservedWords(`
between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int integer
interval json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table
json_value least merge_action national nchar none normalize nullif numeric out overlay position precision real row setof
smallint substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest
xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
`)

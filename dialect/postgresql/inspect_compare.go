package postgresql

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
)

// Comparison is that of PostgreSQL, which writes expressions anew from what it has understood.
func (catalog) Comparison() dialect.Comparison {
	return dialect.Comparison{Type: canonicalType, Casts: true, Phrases: []string{
		" ! ~ ~ * ", " not ilike ", " ~ ~ * ", " ilike ", " ! ~ ~ ", " not like ", " ~ ~ ", " like ",
		" < > all array [ ", " not in ", " = any array [ ", " in ", " ] ", " ",
	}}
}

// synonyms are names of types that PostgreSQL does not use itself.
var synonyms = map[string]string{
	"character varying": "varchar", "character": "char", "char": "char(1)", "int": "integer", "int4": "integer", "int8": "bigint", "int2": "smallint",
	"decimal": "numeric", "float8": "double precision", "float4": "real", "float": "double precision", "bool": "boolean",
	"timestamp": "timestamp without time zone", "time": "time without time zone", "timestamptz": "timestamp with time zone",
	"timetz": "time with time zone", "varbit": "bit varying", "bit": "bit(1)",
}

// singleDigits is the greatest number of binary digits of a REAL.
const singleDigits = 24

// canonicalType is the name by which types are compared; name is in lower case, without needless blanks.
func canonicalType(name string) string {
	base, rest, sized := strings.Cut(name, "(")
	if base == "float" && sized {
		if n, err := strconv.Atoi(strings.TrimSuffix(rest, ")")); err == nil && n <= singleDigits {
			return "real"
		}
		return "double precision"
	}
	same := synonyms[base]
	switch {
	case same == "":
		return name
	case !sized:
		return same
	}
	same, _, _ = strings.Cut(same, "(")
	return same + "(" + rest
}

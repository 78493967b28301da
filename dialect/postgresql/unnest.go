package postgresql

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// unnestedName is the name of a type in the cast of an array of parameters, whose elements become values of columns of the type.
//
// A length or a number of digits is left out: an explicit cast to VARCHAR(3) cuts silently what an assignment to the column refuses, and
// the assignment follows anyway. So is a collation, which the column has. CHAR and BIT without a length would have the length 1, which
// their names in the catalogue have not.
//
// An array of arrays has no type of its own, and unnest takes it apart to its innermost elements. Of types that the program names itself
// nothing is known: they may be arrays or rows, which are taken apart, have a length, or another character than a comma between elements.
func unnestedName(g *compiler.Grammar, t types.Type) (string, error) {
	switch t := t.(type) {
	case types.StringType:
		return "VARCHAR", nil
	case types.TextType:
		return "TEXT", nil
	case types.CharType:
		return "BPCHAR", nil
	case types.NumericType:
		return "NUMERIC", nil
	case types.DateTimeType:
		return zoned("TIMESTAMP", t.TimeZone), nil
	case types.TimestampType:
		return zoned("TIMESTAMP", t.TimeZone), nil
	case types.TimeType:
		return zoned("TIME", t.TimeZone), nil
	case types.IntervalType:
		return "INTERVAL", nil
	case types.EnumType:
		if t.Varchar {
			return "VARCHAR", nil
		}
		return enumName(g, t)
	case types.IntegerType, types.SmallIntegerType, types.BigIntegerType, types.BooleanType, types.FloatType, types.RealType,
		types.DoubleType, types.LargeBinaryType, types.JSONType, types.UUIDType, types.DateType:
		return g.TypeName(t)
	case ExactType:
		return unnestedExact(g, t.Name), nil
	}
	return "", nil
}

// exactNames are the types of this package without a length.
var exactNames = map[string]bool{
	"INET": true, "CIDR": true, "MACADDR": true, "MACADDR8": true, "MONEY": true, "CITEXT": true, "HSTORE": true, "TSVECTOR": true,
	"TSQUERY": true, "JSONPATH": true, "XML": true, "OID": true, "REGCLASS": true, "REGCONFIG": true,
	"INT4RANGE": true, "INT8RANGE": true, "NUMRANGE": true, "DATERANGE": true, "TSRANGE": true, "TSTZRANGE": true,
	"INT4MULTIRANGE": true, "INT8MULTIRANGE": true, "NUMMULTIRANGE": true, "DATEMULTIRANGE": true, "TSMULTIRANGE": true,
	"TSTZMULTIRANGE": true, "BIT VARYING": true,
}

func unnestedExact(g *compiler.Grammar, name string) string {
	bare, _, _ := strings.Cut(name, "(")
	switch {
	case bare == "BIT":
		return "pg_catalog." + g.Quoting.Force("bit")
	case bare == "BIT VARYING", exactNames[name]:
		return bare
	}
	return ""
}

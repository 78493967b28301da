package oracle

import (
	"fmt"
	"strconv"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// typeNames names the types that Oracle calls otherwise.
func typeNames(g *compiler.Grammar) {
	compiler.OnType(g, func(types.BigIntegerType) string { return "NUMBER(19)" })
	compiler.OnType(g, func(t types.StringType) string { return g.Collated(characters("VARCHAR2", t.Length), t.Collation) })
	compiler.OnType(g, func(t types.TextType) string { return g.Collated("CLOB", t.Collation) })
	compiler.OnTypeErr(g, float)
	compiler.OnType(g, func(types.DoubleType) string { return "DOUBLE PRECISION" })
	compiler.OnType(g, func(t types.DateTimeType) string { return dateTime("DATE", t.Precision, t.TimeZone) })
	compiler.OnType(g, func(t types.TimestampType) string { return dateTime("TIMESTAMP", t.Precision, t.TimeZone) })
	compiler.OnType(g, func(t types.IntervalType) string { return interval(0, t.Precision) })
	compiler.OnType(g, func(types.LargeBinaryType) string { return "BLOB" })
	compiler.OnType(g, func(types.JSONType) string { return "JSON" })
	compiler.OnType(g, func(types.ArrayType) string { return "JSON" }) // a JSON array
	compiler.OnType(g, func(t types.EnumType) string { return characters("VARCHAR", t.Length()) })
}

// mostCharacters is the length of a VARCHAR2 that gives none: as long as every database has it.
const mostCharacters = 4000

// characters is name(n CHAR): without the word n would be a number of bytes.
func characters(name string, n int) string {
	if n == 0 {
		n = mostCharacters
	}
	return fmt.Sprintf("%s(%d CHAR)", name, n)
}

// float is FLOAT. Its digits are decimal, those of Oracle's FLOAT binary.
func float(t types.FloatType) (string, error) {
	if t.Precision == 0 {
		return "FLOAT", nil
	}
	return "", fmt.Errorf("oracle: the digits of FLOAT are binary here, not decimal (say oracle.Float(%d))", binaryDigits(t.Precision))
}

// bitsPerDigit is the number of binary digits of a decimal one, of a hundred thousand of them.
const bitsPerDigit = 332193

func binaryDigits(decimal int) int { return decimal * bitsPerDigit / 100000 }

// dateTime is the type of a time; a DATE keeps whole seconds and no zone.
func dateTime(name string, precision int, zone bool) string {
	if precision > 0 || zone {
		name = "TIMESTAMP"
	}
	if name == "TIMESTAMP" {
		name = digits(name, precision)
	}
	if zone {
		name += " WITH TIME ZONE"
	}
	return name
}

// digits is name with the number of digits of a fraction of a second, if it is said; -1 is none of them.
func digits(name string, precision int) string {
	if precision == 0 {
		return name
	}
	return name + "(" + strconv.Itoa(max(precision, 0)) + ")"
}

// interval is INTERVAL DAY(days) TO SECOND(digits).
func interval(days, precision int) string {
	return "INTERVAL " + digits("DAY", days) + " TO " + digits("SECOND", precision)
}

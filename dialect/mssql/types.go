package mssql

import (
	"strconv"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// typeNames names the types that SQL Server calls otherwise.
func typeNames(g *compiler.Grammar) {
	collated := func(name, collation string) string {
		if collation == "" {
			return name
		}
		return name + " COLLATE " + g.Quoting.Phrase(collation) // never in brackets
	}
	compiler.OnType(g, func(t types.StringType) string { return collated(sizedOrMax("VARCHAR", t.Length), t.Collation) })
	compiler.OnType(g, func(t types.TextType) string { return collated(sizedOrMax("VARCHAR", t.Length), t.Collation) })
	compiler.OnType(g, func(t types.CharType) string { return collated(compiler.Sized("CHAR", t.Length), t.Collation) })
	compiler.OnType(g, func(t types.FloatType) string { return compiler.Sized("FLOAT", t.Precision) })
	compiler.OnType(g, func(types.DoubleType) string { return "DOUBLE PRECISION" })
	compiler.OnType(g, func(types.BooleanType) string { return "BIT" })
	compiler.OnType(g, func(t types.DateTimeType) string { return dateTime("DATETIME", t.Precision, t.TimeZone) })
	compiler.OnType(g, func(t types.TimestampType) string { return dateTime("DATETIME2", t.Precision, t.TimeZone) })
	compiler.OnType(g, func(t types.TimeType) string { return digits("TIME", t.Precision) })
	compiler.OnType(g, func(t types.LargeBinaryType) string { return sizedOrMax("VARBINARY", t.Length) })
	compiler.OnType(g, func(types.JSONType) string { return "NVARCHAR(max)" })
	compiler.OnType(g, func(types.ArrayType) string { return "NVARCHAR(max)" }) // a JSON array
	compiler.OnType(g, func(types.UUIDType) string { return "UNIQUEIDENTIFIER" })
}

// sizedOrMax is name(n), or name(max) for any length.
func sizedOrMax(name string, n int) string {
	if n == 0 {
		return name + "(max)"
	}
	return compiler.Sized(name, n)
}

// dateTime is the type of a time; one whose digits of a second are said is a DATETIME2, which can have them.
func dateTime(name string, precision int, zone bool) string {
	switch {
	case zone:
		name = "DATETIMEOFFSET"
	case precision != 0:
		name = "DATETIME2"
	}
	return digits(name, precision)
}

// digits is name with the number of digits of a fraction of a second, if it is said; -1 is none of them.
func digits(name string, precision int) string {
	if precision == 0 {
		return name
	}
	return name + "(" + strconv.Itoa(max(precision, 0)) + ")"
}

package postgresql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// typeNames names the types that PostgreSQL calls otherwise.
func typeNames(g *compiler.Grammar) {
	compiler.OnType(g, func(t types.FloatType) string { return compiler.Sized("FLOAT", t.Precision) })
	compiler.OnType(g, func(types.DoubleType) string { return "DOUBLE PRECISION" })
	compiler.OnType(g, func(t types.DateTimeType) string { return zoned("TIMESTAMP", t.TimeZone) })
	compiler.OnType(g, func(t types.TimestampType) string { return zoned("TIMESTAMP", t.TimeZone) })
	compiler.OnType(g, func(t types.TimeType) string { return zoned("TIME", t.TimeZone) })
	compiler.OnType(g, func(types.IntervalType) string { return "INTERVAL" })
	compiler.OnType(g, func(types.LargeBinaryType) string { return "BYTEA" })
	compiler.OnType(g, func(types.UUIDType) string { return "UUID" })
	compiler.OnType(g, func(t types.EnumType) string { return enumName(g, t) })
	compiler.OnType(g, func(t types.ArrayType) string { return arrayName(g, t) })
}

func zoned(name string, zone bool) string {
	if zone {
		return name + " WITH TIME ZONE"
	}
	return name + " WITHOUT TIME ZONE"
}

// enumName is the name of an enumeration's type, which is created before the table; without a name, or with a CHECK, it is VARCHAR.
func enumName(g *compiler.Grammar, t types.EnumType) string {
	if t.Name == "" || t.Check {
		return compiler.Sized("VARCHAR", t.Length())
	}
	return g.Quoting.Quote(t.Name)
}

func arrayName(g *compiler.Grammar, t types.ArrayType) string {
	name, err := g.TypeName(t.Element)
	if err != nil {
		return ""
	}
	return name + "[]"
}

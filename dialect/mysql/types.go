package mysql

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// typeNames names the types that MySQL calls otherwise. An empty name is a type that it cannot keep: a VARCHAR without a length.
func typeNames(g *compiler.Grammar) {
	compiler.OnType(g, func(t types.StringType) string { return varchar(g, t) })
	compiler.OnType(g, func(t types.TextType) string { return collated(g, compiler.Sized("TEXT", t.Length), t.Collation) })
	compiler.OnType(g, func(t types.FloatType) string { return compiler.Sized("FLOAT", t.Precision) })
	compiler.OnType(g, func(types.BooleanType) string { return "BOOL" })
	compiler.OnType(g, func(t types.LargeBinaryType) string { return compiler.Sized("BLOB", t.Length) })
	compiler.OnType(g, func(types.JSONType) string { return "JSON" })
	compiler.OnType(g, func(t types.EnumType) string { return enumName(g, t) })
}

func varchar(g *compiler.Grammar, t types.StringType) string {
	if t.Length == 0 {
		return ""
	}
	return collated(g, compiler.Sized("VARCHAR", t.Length), t.Collation)
}

// collated is a type with its collation, whose name MySQL takes without quotes only.
func collated(g *compiler.Grammar, name, collation string) string {
	if collation == "" {
		return name
	}
	return name + " COLLATE " + g.Quoting.Phrase(collation)
}

func enumName(g *compiler.Grammar, t types.EnumType) string {
	if t.Check {
		return compiler.Sized("VARCHAR", t.Length())
	}
	return g.Enumeration(t)
}

// castName is the name of a type in CAST, which knows fewer than DDL; "" leaves the CAST out.
func castName(g *compiler.Grammar, t types.Type) (string, error) {
	switch t := t.(type) {
	case types.IntegerType, types.SmallIntegerType, types.BigIntegerType:
		return "SIGNED INTEGER", nil
	case types.StringType:
		return types.Char(t.Length).SQLType(), nil
	case types.TextType:
		return types.Char(t.Length).SQLType(), nil
	case types.NumericType:
		return strings.Replace(t.SQLType(), "NUMERIC", "DECIMAL", 1), nil
	case types.LargeBinaryType:
		return "BINARY", nil
	case types.TimestampType:
		return "DATETIME", nil
	case types.DateTimeType, types.DateType, types.TimeType, types.CharType, types.JSONType:
		return g.TypeName(t)
	case types.Named:
		return g.TypeName(t)
	}
	return "", nil
}

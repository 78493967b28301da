package mysql

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// typeNames names the types that MySQL calls otherwise.
func typeNames(g *compiler.Grammar) {
	compiler.OnType(g, func(t types.StringType) string { return varchar(g, t) })
	compiler.OnType(g, func(t types.CharType) string { return collated(g, compiler.Sized("CHAR", t.Length), t.Collation) })
	compiler.OnType(g, func(t types.TextType) string { return collated(g, compiler.Sized("TEXT", t.Length), t.Collation) })
	compiler.OnType(g, func(t types.FloatType) string { return compiler.Sized("FLOAT", t.Precision) })
	compiler.OnTypeErr(g, numeric)
	compiler.OnType(g, func(types.BooleanType) string { return "BOOL" })
	compiler.OnType(g, func(t types.DateTimeType) string { return compiler.Sized("DATETIME", t.Digits()) })
	compiler.OnType(g, func(t types.TimestampType) string { return compiler.Sized("TIMESTAMP", t.Digits()) })
	compiler.OnType(g, func(t types.TimeType) string { return compiler.Sized("TIME", t.Digits()) })
	compiler.OnType(g, func(t types.IntervalType) string { return compiler.Sized("DATETIME", t.Digits()) })
	compiler.OnType(g, func(t types.LargeBinaryType) string { return compiler.Sized("BLOB", t.Length) })
	compiler.OnType(g, func(types.JSONType) string { return "JSON" })
	compiler.OnType(g, func(types.ArrayType) string { return "JSON" }) // a JSON array
	compiler.OnTypeErr(g, func(t types.EnumType) (string, error) { return enumName(g, t) })
	exactTypes(g)
}

// defaultLength is the length of a VARCHAR that gives none: as long as a key of utf8mb4 may be everywhere. What is longer is an error of
// the server, not cut.
const defaultLength = 255

// varchar is a VARCHAR, which must have a length here.
func varchar(g *compiler.Grammar, t types.StringType) string {
	n := t.Length
	if n == 0 {
		n = defaultLength
	}
	return collated(g, compiler.Sized("VARCHAR", n), t.Collation)
}

// numeric is NUMERIC(p, s). Without digits it would be whole numbers of ten digits to MySQL, and the rest of a number lost without a word.
func numeric(t types.NumericType) (string, error) {
	if t.Precision == 0 {
		return "", fmt.Errorf("mysql: NUMERIC without digits keeps no fraction here (give the type its digits: types.Numeric(10, 2))")
	}
	return t.SQLType(), nil
}

// collated is a type with its collation, whose name MySQL takes without quotes only.
func collated(g *compiler.Grammar, name, collation string) string {
	if collation == "" {
		return name
	}
	return name + " COLLATE " + g.Quoting.Phrase(collation)
}

func enumName(g *compiler.Grammar, t types.EnumType) (string, error) {
	if t.Varchar {
		return compiler.Sized("VARCHAR", t.Length()), nil
	}
	return valueList(g, "ENUM", t.Values())
}

// valueList is ENUM('a','b'). MySQL takes the blanks off the end of a value without a word: such a value would not be found again.
func valueList(g *compiler.Grammar, name string, values []string) (string, error) {
	for _, v := range values {
		if strings.HasSuffix(v, " ") {
			return "", fmt.Errorf("mysql: the value %q of an enumeration ends in a blank, which would be lost (leave the blank out)", v)
		}
	}
	return g.ValueList(name, values)
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
	case types.EnumType:
		if t.Varchar {
			return types.Char(t.Length()).SQLType(), nil
		}
		return "", nil // CAST knows no ENUM
	case types.NumericType:
		return strings.Replace(t.SQLType(), "NUMERIC", "DECIMAL", 1), nil
	case types.LargeBinaryType:
		return "BINARY", nil
	case types.TimestampType:
		return compiler.Sized("DATETIME", t.Digits()), nil
	case types.DateTimeType, types.DateType, types.TimeType, types.CharType, types.JSONType:
		return g.TypeName(t)
	case IntType:
		return castInt(t), nil
	case NumberType:
		return castNumber(t), nil
	case StringType:
		return types.Char(t.Length).SQLType(), nil
	case BinaryType:
		return "BINARY", nil
	case types.Named:
		return g.TypeName(t)
	}
	return "", nil
}

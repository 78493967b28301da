package postgresql

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// native are the types that PostgreSQL has itself.
var native = types.Native{UUID: true, JSON: true, Decimal: true, Bool: true, Interval: true, Array: true}

// typeNames names the types that PostgreSQL calls otherwise.
func typeNames(g *compiler.Grammar) {
	compiler.OnType(g, func(t types.TextType) string { return g.Collated("TEXT", t.Collation) }) // it has no length
	compiler.OnType(g, func(t types.FloatType) string { return compiler.Sized("FLOAT", t.Precision) })
	compiler.OnType(g, func(types.DoubleType) string { return "DOUBLE PRECISION" })
	compiler.OnType(g, func(t types.DateTimeType) string { return zoned(digits("TIMESTAMP", t.Precision), t.TimeZone) })
	compiler.OnType(g, func(t types.TimestampType) string { return zoned(digits("TIMESTAMP", t.Precision), t.TimeZone) })
	compiler.OnType(g, func(t types.TimeType) string { return zoned(digits("TIME", t.Precision), t.TimeZone) })
	compiler.OnTypeErr(g, interval)
	compiler.OnType(g, func(types.LargeBinaryType) string { return "BYTEA" })
	compiler.OnType(g, func(types.UUIDType) string { return "UUID" })
	compiler.OnTypeErr(g, func(t types.EnumType) (string, error) { return enumName(g, t) })
	compiler.OnTypeIn(g, arrayName)
}

// digits is name with the number of digits of a fraction of a second, if there is a limit: PostgreSQL keeps six.
func digits(name string, precision int) string {
	switch {
	case precision == 0:
		return name
	case precision < 0:
		precision = 0
	}
	return fmt.Sprintf("%s(%d)", name, precision)
}

func zoned(name string, zone bool) string {
	if zone {
		return name + " WITH TIME ZONE"
	}
	return name + " WITHOUT TIME ZONE"
}

// intervalFields are what an interval can be restricted to.
var intervalFields = []string{
	"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "YEAR TO MONTH", "DAY TO HOUR", "DAY TO MINUTE", "DAY TO SECOND",
	"HOUR TO MINUTE", "HOUR TO SECOND", "MINUTE TO SECOND",
}

func interval(t types.IntervalType) (string, error) {
	if t.Fields == "" {
		return strings.Replace(digits("INTERVAL", t.Precision), "(", " (", 1), nil
	}
	if !slices.Contains(intervalFields, t.Fields) {
		return "", fmt.Errorf("postgresql: %q is nothing that an interval can be restricted to (use one of %s)", t.Fields, strings.Join(intervalFields, ", "))
	}
	return digits("INTERVAL "+t.Fields, t.Precision), nil
}

// enumName is the name of an enumeration's type, which is created before the table; or VARCHAR.
func enumName(g *compiler.Grammar, t types.EnumType) (string, error) {
	switch {
	case t.Varchar:
		return compiler.Sized("VARCHAR", t.Length()), nil
	case t.Name == "":
		return "", &compiler.NameError{Dialect: g.Name, Reason: fmt.Sprintf(
			"the enumeration %s needs a name, for it is a type of its own (say types.Enum(…).Named(\"name\"), or AsVarchar)", t.SQLType())}
	case t.Schema != "":
		return g.Quoting.Quote(t.Schema) + "." + typeName(g, t.Name), errors.Join(g.CheckName(t.Schema), g.CheckName(t.Name))
	case isCatalogType(t.Name):
		return "", &compiler.NameError{Dialect: g.Name, Name: t.Name, Reason: fmt.Sprintf(
			"it has a type of that name itself, which is found first (give the enumeration another name, or its schema: Named(%q))", "public."+t.Name)}
	}
	return typeName(g, t.Name), g.CheckName(t.Name)
}

// typeName is the name of a type, quoted if it must be.
func typeName(g *compiler.Grammar, name string) string {
	if typeWords[name] {
		return g.Quoting.Force(name)
	}
	return g.Quoting.Quote(name)
}

// arrayName is the name of the elements and [], in front of their collation.
func arrayName(g *compiler.Grammar, t types.ArrayType) (string, error) {
	if _, nested := t.Element.(types.ArrayType); nested {
		return "", types.ErrDimensions
	}
	name, err := g.TypeName(t.Element)
	if err != nil || name == "" {
		return "", err
	}
	before, collation, collated := strings.Cut(name, " COLLATE ")
	if collated {
		return before + "[] COLLATE " + collation, nil
	}
	return name + "[]", nil
}

package compiler

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth/types"
)

// standardTypes names the types whose name in DDL is not their generic name. What a database names in another way is in the types.go
// of its dialect.
func standardTypes(g *Grammar) {
	OnType(g, func(t types.StringType) string { return g.Collated(Sized("VARCHAR", t.Length), t.Collation) })
	OnType(g, func(t types.TextType) string { return g.Collated(Sized("TEXT", t.Length), t.Collation) })
	OnType(g, func(t types.CharType) string { return g.Collated(Sized("CHAR", t.Length), t.Collation) })
	OnType(g, func(types.FloatType) string { return "FLOAT" })
	OnType(g, func(types.DateTimeType) string { return "DATETIME" })
	OnType(g, func(types.TimestampType) string { return "TIMESTAMP" })
	OnType(g, func(types.TimeType) string { return "TIME" })
	OnType(g, func(types.IntervalType) string { return "DATETIME" })
	OnType(g, func(types.LargeBinaryType) string { return "BLOB" })
	OnType(g, func(types.UUIDType) string { return "CHAR(32)" })
	OnType(g, func(t types.EnumType) string { return Sized("VARCHAR", t.Length()) })
	OnType(g, func(types.ArrayType) string { return "" })
}

// Sized is name(n), or name alone if n is 0.
func Sized(name string, n int) string {
	if n == 0 {
		return name
	}
	return fmt.Sprintf("%s(%d)", name, n)
}

// Collated is a type's name with COLLATE "name", if there is a collation.
func (g *Grammar) Collated(name, collation string) string {
	if collation == "" {
		return name
	}
	return name + " COLLATE " + g.Quoting.Quote(collation)
}

// ValueList is name('a','b'), of the values of an enumeration or a set.
func (g *Grammar) ValueList(name string, values []string) (string, error) {
	list := make([]string, 0, len(values))
	for _, v := range values {
		s, err := g.Literals.Literal(types.TextValue(v), nil)
		if err != nil {
			return "", err
		}
		list = append(list, s)
	}
	return name + "(" + strings.Join(list, ",") + ")", nil
}

package sqlite

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// reflectType is the type that a column was declared with. It is one of package types if that is written in the same way again; any
// other word that SQLite was given stays that word, for it makes the column's affinity.
//
// SQLAlchemy: SQLiteDialect._resolve_type_affinity.
func reflectType(declared, collation string) types.Type {
	if declared == "" && collation == "" {
		return types.NullType{}
	}
	name, args := splitType(declared)
	if t := known(name, args, collation); t != nil {
		if again, err := grammar.TypeName(t); err == nil && sameType(again, withCollation(declared, collation)) {
			return t
		}
	}
	return types.Raw(withCollation(quotedType(declared), collation))
}

// quotedType is a type as DDL takes it: any words will do, and what is no word stands in quotes.
func quotedType(declared string) string {
	for _, t := range grammar.Text.Tokens(declared) {
		switch {
		case t.Kind == compiler.WordToken, t.Is("("), t.Is(")"), t.Is(","), t.Is("+"), t.Is("-"), t.Is("."):
		default:
			return grammar.Quoting.Force(declared)
		}
	}
	return declared
}

func withCollation(declared, collation string) string {
	return grammar.Collated(declared, collation)
}

// sameType compares the text of types, whose case and blanks do not matter.
func sameType(a, b string) bool {
	return strings.EqualFold(strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", ""))
}

// splitType cuts VARCHAR(50) into its name and its numbers; args is nil if there are none, or if they are no numbers.
func splitType(declared string) (name string, args []int) {
	open := strings.IndexByte(declared, '(')
	if open < 0 || !strings.HasSuffix(declared, ")") {
		return strings.ToUpper(declared), nil
	}
	for _, s := range strings.Split(declared[open+1:len(declared)-1], ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return strings.ToUpper(declared), nil
		}
		args = append(args, n)
	}
	return strings.ToUpper(strings.TrimSpace(declared[:open])), args
}

// known is the type of package types of that name; nil if there is none.
func known(name string, args []int, collation string) types.Type {
	length := 0
	if len(args) > 0 {
		length = args[0]
	}
	if len(args) == 2 && name == "NUMERIC" {
		return types.Numeric(args[0], args[1])
	}
	switch name {
	case "VARCHAR":
		return types.StringType{Length: length, Collation: collation}
	case "TEXT":
		return types.TextType{Length: length, Collation: collation}
	case "CHAR":
		return types.Char(length)
	case "BLOB":
		return types.LargeBinary()
	}
	return plain[name]
}

// plain are the types without arguments.
var plain = map[string]types.Type{
	"INTEGER":   types.Integer(),
	"SMALLINT":  types.SmallInteger(),
	"NUMERIC":   types.NumericType{},
	"FLOAT":     types.Float(),
	"DOUBLE":    types.Double(),
	"BOOLEAN":   types.Boolean(),
	"DATETIME":  types.DateTime(),
	"TIMESTAMP": types.Timestamp(),
	"DATE":      types.DateType{},
	"TIME":      types.Time(),
	"JSON":      types.JSON(),
}

package types

import (
	"fmt"
	"strings"
)

// EnumType is an enumeration. Its values are part of it, in order, as one string, so that the type stays comparable: make it with
// [Enum]. SQLAlchemy: Enum.
type EnumType struct {
	// Name is the name of the type in a database that names enumerations (PostgreSQL), Schema the schema that it lives in; "" is the
	// database's default.
	Name, Schema string
	// Varchar keeps the values as VARCHAR also in a database that has enumerations. SQLAlchemy: Enum(native_enum=False).
	Varchar bool
	// Check adds CHECK (column IN (...)) to the table, called Name, where the values are kept as VARCHAR.
	// SQLAlchemy: Enum(create_constraint=True).
	Check bool
	// External says that somebody else makes the type: CreateAll and DropAll leave it alone. SQLAlchemy: Enum(create_type=False).
	External bool

	length int // that the program asks for
	values string
}

// Every value of the string begins with enumMark and 0; one that is part of a value is followed by 1.
const enumMark = "\x1f"

// Enum is an enumeration of the given values, in this order. It panics if there is no value, or one twice.
// SQLAlchemy: Enum.
func Enum[V ~string](vs ...V) EnumType {
	names := make([]string, len(vs))
	for i, v := range vs {
		names[i] = string(v)
	}
	return enumOf(names)
}

func enumOf(names []string) EnumType {
	if len(names) == 0 {
		panic("types: Enum without values (give every value that the column may have)")
	}
	seen := map[string]bool{}
	var b strings.Builder
	for _, n := range names {
		if seen[n] {
			panic(fmt.Sprintf("types: Enum: %q is given twice", n))
		}
		seen[n] = true
		b.WriteString(enumMark + "0" + strings.ReplaceAll(n, enumMark, enumMark+"1"))
	}
	return EnumType{values: b.String()}
}

// Named is t with the name that PostgreSQL needs: "name" or "schema.name". SQLAlchemy: Enum(name=...).
func (t EnumType) Named(name string) EnumType {
	t.Schema, t.Name = "", name
	if s, n, ok := strings.Cut(name, "."); ok {
		t.Schema, t.Name = s, n
	}
	return t
}

// Checked is t as a VARCHAR with a CHECK, also in a database that has enumerations. SQLAlchemy: native_enum=False, create_constraint=True.
func (t EnumType) Checked() EnumType {
	t.Varchar, t.Check = true, true
	return t
}

// AsVarchar is t as a VARCHAR, also in a database that has enumerations. The database then takes any text; values that a program writes by
// this type are looked at on their way. SQLAlchemy: Enum(native_enum=False).
func (t EnumType) AsVarchar() EnumType {
	t.Varchar = true
	return t
}

// WithLength is t with a VARCHAR of n characters, for values that are to come. It panics if a value is longer. An enumeration of the
// database has no length. SQLAlchemy: Enum(length=...).
func (t EnumType) WithLength(n int) EnumType {
	t.length = 0
	if longest := t.Length(); n < longest {
		panic(fmt.Sprintf("types: Enum: a length of %d is too small (the longest value has %d characters)", n, longest))
	}
	t.length = n
	return t
}

// Values are the values, in order.
func (t EnumType) Values() []string {
	if t.values == "" {
		return nil
	}
	out := strings.Split(t.values, enumMark+"0")[1:]
	for i, v := range out {
		out[i] = strings.ReplaceAll(v, enumMark+"1", enumMark)
	}
	return out
}

// Length is the number of characters of VARCHAR(n): that of the longest value, if [EnumType.WithLength] did not ask for more.
func (t EnumType) Length() int {
	n := t.length
	for _, v := range t.Values() {
		n = max(n, len([]rune(v)))
	}
	return n
}

// Has tells whether v is one of the values.
func (t EnumType) Has(v string) bool {
	for rest := t.values; rest != ""; {
		var value string
		value, rest = cutValue(rest)
		if value == v || strings.Contains(value, enumMark) && strings.ReplaceAll(value, enumMark+"1", enumMark) == v {
			return true
		}
	}
	return false
}

// cutValue is the first of some values, and those behind it.
func cutValue(values string) (first, rest string) {
	values = values[len(enumMark+"0"):]
	if i := strings.Index(values, enumMark+"0"); i >= 0 {
		return values[:i], values[i:]
	}
	return values, ""
}

// SQLType is ENUM('a', 'b'), with the name behind it.
func (t EnumType) SQLType() string {
	quoted := make([]string, 0, 4)
	for _, v := range t.Values() {
		quoted = append(quoted, "'"+strings.ReplaceAll(v, "'", "''")+"'")
	}
	text := "ENUM(" + strings.Join(quoted, ", ") + ")"
	if t.Name != "" {
		text += " " + strings.TrimPrefix(t.Schema+"."+t.Name, ".")
	}
	if t.Varchar || t.length > 0 {
		text += fmt.Sprintf(" VARCHAR(%d)", t.Length())
	}
	if t.Check {
		text += " CHECK"
	}
	return text
}

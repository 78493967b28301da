package types

import (
	"fmt"
	"strings"
)

// EnumType is an enumeration. Its values are part of it, in order, joined by a character that no value has, so that the type stays
// comparable: make it with [Enum]. SQLAlchemy: Enum.
type EnumType struct {
	// Name is the name of the type in a database that names enumerations (PostgreSQL).
	Name string
	// Check keeps the values as VARCHAR with a CHECK constraint, also in a database that has enumerations.
	// SQLAlchemy: native_enum=False, create_constraint=True.
	Check bool

	values string
}

const enumSeparator = "\x1f"

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
	for _, n := range names {
		if seen[n] || strings.Contains(n, enumSeparator) {
			panic(fmt.Sprintf("types: Enum: %q is given twice, or has a character that an enumeration cannot have", n))
		}
		seen[n] = true
	}
	return EnumType{values: strings.Join(names, enumSeparator)}
}

// Named is t with the name that PostgreSQL needs. SQLAlchemy: Enum(name=...).
func (t EnumType) Named(name string) EnumType {
	t.Name = name
	return t
}

// Values are the values, in order.
func (t EnumType) Values() []string {
	if t.values == "" {
		return nil
	}
	return strings.Split(t.values, enumSeparator)
}

// Length is the length of the longest value, for VARCHAR(n).
func (t EnumType) Length() int {
	n := 0
	for _, v := range t.Values() {
		n = max(n, len([]rune(v)))
	}
	return n
}

// Has tells whether v is one of the values.
func (t EnumType) Has(v string) bool {
	for _, x := range t.Values() {
		if x == v {
			return true
		}
	}
	return false
}

// SQLType is ENUM('a', 'b').
func (t EnumType) SQLType() string {
	quoted := make([]string, 0, 4)
	for _, v := range t.Values() {
		quoted = append(quoted, "'"+strings.ReplaceAll(v, "'", "''")+"'")
	}
	return "ENUM(" + strings.Join(quoted, ", ") + ")"
}

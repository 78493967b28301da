package mysql

import "github.com/azoth-orm/azoth/types"

// The types of package types that are most like those of this package: see types.AsGeneric.

// Generic is SMALLINT, INTEGER or BIGINT. SQLAlchemy: TypeEngine.as_generic.
func (t IntType) Generic() types.Type { return types.GenericInteger(t.IntegerBits(), t.Unsigned) }

// Generic is NUMERIC, FLOAT or DOUBLE. SQLAlchemy: TypeEngine.as_generic.
func (t NumberType) Generic() types.Type {
	switch t.Name {
	case "DECIMAL":
		return types.Numeric(t.Precision, t.Scale)
	case "FLOAT":
		return types.Float()
	}
	return types.Double()
}

// Generic is VARCHAR or TEXT. SQLAlchemy: TypeEngine.as_generic.
func (t StringType) Generic() types.Type {
	if t.Name == "CHAR" || t.Name == "VARCHAR" {
		return types.String(max(t.Length, 1))
	}
	return types.Text()
}

// Generic is BLOB. SQLAlchemy: TypeEngine.as_generic.
func (t BinaryType) Generic() types.Type { return types.LargeBinaryType{Length: t.Length} }

// Generic is an integer of so many bits.
func (t BitType) Generic() types.Type { return types.GenericInteger(t.Length, true) }

// Generic is SMALLINT.
func (YearType) Generic() types.Type { return types.SmallInteger() }

// Generic is a VARCHAR that holds all values at once. SQLAlchemy: TypeEngine.as_generic.
func (t SetType) Generic() types.Type {
	length := len(t.Values()) - 1
	for _, v := range t.Values() {
		length += len([]rune(v))
	}
	return types.String(length)
}

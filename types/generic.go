package types

import "fmt"

// Specific is a type of one database that knows the type of this package that is most like it.
//
// SQLAlchemy: TypeEngine.as_generic of the types of a dialect.
type Specific interface {
	Type
	// Generic is a type of this package that holds the same values in any database; nil if there is none.
	Generic() Type
}

// GenericError says that a type has none in other databases.
type GenericError struct{ Type Type }

// Error names the type.
func (e *GenericError) Error() string {
	return fmt.Sprintf("types: no generic type is like %s (leave the column out, or say a type for it)", nameOf(e.Type))
}

func nameOf(t Type) string {
	if t == nil {
		return "nil"
	}
	return t.SQLType()
}

// AsGeneric is the type to say for t in any database: of a column that was reflected, so that its table can be created somewhere else. It
// keeps lengths and digits, and leaves out what has its meaning in one database only: collations, character sets, UNSIGNED, the fields of an
// interval. An integer without a sign becomes the next larger one, and one of 64 bits BIGINT, which does not hold its upper half. CHAR is
// VARCHAR, TIMESTAMP is DATETIME, REAL is FLOAT. A [RawType] is known by its name. A type of the program keeps what the program does, and
// an application's own type takes part as a [Specific]. The name of an enumeration stays; PostgreSQL needs one, see [EnumType.Named].
//
// The error is a [*GenericError].
//
// SQLAlchemy: TypeEngine.as_generic.
func AsGeneric(t Type) (Type, error) {
	if g := generic(t); g != nil {
		return g, nil
	}
	return nil, &GenericError{t}
}

// generic is the generic type; nil if there is none.
func generic(t Type) Type {
	switch t := t.(type) {
	case IntegerType, SmallIntegerType, BigIntegerType, DoubleType, BooleanType, DateType, UUIDType, EnumType, LargeBinaryType, FloatType:
		return t
	case Specific:
		return t.Generic()
	case RawType:
		return genericNamed(t.Name)
	case VariantType:
		return genericVariant(t)
	case Wrapper:
		return genericWithin(t.Implementation(), t.Rewrap)
	case ArrayType:
		return genericWithin(t.Element, func(of Type) Type { return ArrayType{of} })
	case NumericType:
		return portableDigits(t.Precision, t.Scale)
	case RealType:
		return FloatType{}
	case JSONType:
		return JSONType{}
	}
	if g := genericText(t); g != nil {
		return g
	}
	return genericTime(t)
}

func genericText(t Type) Type {
	switch t := t.(type) {
	case StringType:
		return StringType{Length: t.Length}
	case CharType:
		return StringType{Length: max(t.Length, 1)}
	case TextType:
		return TextType{Length: t.Length}
	}
	return nil
}

func genericTime(t Type) Type {
	switch t := t.(type) {
	case DateTimeType, TimeType:
		return t
	case TimestampType:
		return DateTimeType(t)
	case IntervalType:
		return IntervalType{Precision: t.Precision}
	}
	return nil
}

// genericVariant is t itself if it is a generic type but for some databases; otherwise that of the type that it is elsewhere.
func genericVariant(t VariantType) Type {
	base := variantBase(t)
	g := generic(base)
	if g == base {
		return t
	}
	return g
}

// genericWithin is what around makes of the generic type; nil if there is none.
func genericWithin(t Type, around func(Type) Type) Type {
	if g := generic(t); g != nil {
		return around(g)
	}
	return nil
}

// portableDigits is NUMERIC with a scale of 0 to the precision: PostgreSQL has others.
func portableDigits(precision, scale int) Type {
	switch {
	case scale < 0:
		return Numeric(precision-scale, 0)
	case precision > 0 && scale > precision:
		return Numeric(scale, scale)
	}
	return Numeric(precision, scale)
}

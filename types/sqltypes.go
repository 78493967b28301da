package types

import "fmt"

// The SQL types. They are plain values: types.StringType{Length: 50} and types.String(50) are the same type and ==. Where the name of
// SQL is that of a Go value of this package, there is no function: types.Text(), types.DateType{}, types.Time(),
// types.UUIDType{}.

// IntegerType is INTEGER. SQLAlchemy: Integer.
type IntegerType struct{}

// Integer is INTEGER, of 32 bits where a database makes a difference. SQLAlchemy: Integer.
func Integer() IntegerType { return IntegerType{} }

// SQLType is INTEGER.
func (IntegerType) SQLType() string { return "INTEGER" }

// SmallIntegerType is SMALLINT. SQLAlchemy: SmallInteger.
type SmallIntegerType struct{}

// SmallInteger is SMALLINT, of 16 bits. SQLAlchemy: SmallInteger.
func SmallInteger() SmallIntegerType { return SmallIntegerType{} }

// SQLType is SMALLINT.
func (SmallIntegerType) SQLType() string { return "SMALLINT" }

// BigIntegerType is BIGINT. SQLAlchemy: BigInteger.
type BigIntegerType struct{}

// BigInteger is BIGINT, of 64 bits; INTEGER on SQLite, so that a primary key is the rowid. SQLAlchemy: BigInteger.
func BigInteger() BigIntegerType { return BigIntegerType{} }

// SQLType is BIGINT.
func (BigIntegerType) SQLType() string { return "BIGINT" }

// StringType is VARCHAR. SQLAlchemy: String.
type StringType struct {
	// Length is the greatest number of characters; 0 is no limit, which MySQL does not have.
	Length int
	// Collation is the collation of the column, if it is not the database's.
	Collation string
}

// String is VARCHAR(length); 0 is VARCHAR without a limit. SQLAlchemy: String.
func String(length int) StringType { return StringType{Length: length} }

// SQLType is VARCHAR(n).
func (t StringType) SQLType() string {
	return collated(withLength("VARCHAR", t.Length), t.Collation)
}

// CharType is CHAR. SQLAlchemy: CHAR.
type CharType struct {
	// Length is the number of characters; PostgreSQL fills shorter strings with blanks, MySQL takes blanks off their end.
	Length int
	// Collation is the collation of the column, if it is not the database's.
	Collation string
}

// Char is CHAR(length). SQLAlchemy: CHAR.
func Char(length int) CharType { return CharType{Length: length} }

// SQLType is CHAR(n).
func (t CharType) SQLType() string { return collated(withLength("CHAR", t.Length), t.Collation) }

// TextType is TEXT: a string of any length. SQLAlchemy: Text.
type TextType struct {
	// Length is a limit, for databases that have TEXT(n).
	Length int
	// Collation is the collation of the column, if it is not the database's.
	Collation string
}

// Text is TEXT. SQLAlchemy: Text.
func Text() TextType { return TextType{} }

// SQLType is TEXT.
func (t TextType) SQLType() string { return collated(withLength("TEXT", t.Length), t.Collation) }

// NumericType is NUMERIC(p, s): an exact number. SQLAlchemy: Numeric.
type NumericType struct {
	// Precision is the number of digits, Scale how many of them are behind the point; a precision of 0 is NUMERIC alone.
	Precision, Scale int
}

// Numeric is NUMERIC(precision, scale), an exact number: a [Decimal]. PostgreSQL and MySQL round what has more digits behind the point, and
// refuse what has more in front; SQLite keeps 15 digits, and what has more is an error. SQLAlchemy: Numeric.
func Numeric(precision, scale int) NumericType { return NumericType{precision, scale} }

// SQLType is NUMERIC(p, s).
func (t NumericType) SQLType() string {
	if t.Precision == 0 {
		return "NUMERIC"
	}
	return fmt.Sprintf("NUMERIC(%d, %d)", t.Precision, t.Scale)
}

// FloatType is FLOAT. SQLAlchemy: Float.
type FloatType struct {
	// Precision is the number of binary digits, for databases that have FLOAT(n); 0 is FLOAT alone.
	Precision int
}

// Float is FLOAT: binary floating point of at least 32 bits. SQLAlchemy: Float.
func Float() FloatType { return FloatType{} }

// SQLType is FLOAT(n).
func (t FloatType) SQLType() string { return withLength("FLOAT", t.Precision) }

// RealType is REAL. SQLAlchemy: REAL.
type RealType struct{}

// Real is REAL: binary floating point of 32 bits on PostgreSQL, of 64 on MySQL and SQLite. SQLAlchemy: REAL.
func Real() RealType { return RealType{} }

// SQLType is REAL.
func (RealType) SQLType() string { return "REAL" }

// DoubleType is DOUBLE. SQLAlchemy: Double.
type DoubleType struct{}

// Double is DOUBLE PRECISION: binary floating point of 64 bits. SQLAlchemy: Double.
func Double() DoubleType { return DoubleType{} }

// SQLType is DOUBLE.
func (DoubleType) SQLType() string { return "DOUBLE" }

// BooleanType is BOOLEAN. SQLAlchemy: Boolean.
type BooleanType struct {
	// Check adds CHECK (column IN (0, 1)) to the table, in a database that keeps any number in such a column: SQLite, MySQL.
	// SQLAlchemy: Boolean(create_constraint=True).
	Check bool
	// Name is the name of that constraint; without it the naming convention of the catalogue says one, or the database.
	// SQLAlchemy: Boolean(name=...).
	Name string
}

// Boolean is BOOLEAN, or BOOL, or BIT: a bool, which is 0 or 1 in a database without truth values. SQLAlchemy: Boolean.
func Boolean() BooleanType { return BooleanType{} }

// Checked is t with a CHECK of that name, in a database that keeps any number in such a column; the name may be "".
// SQLAlchemy: Boolean(create_constraint=True, name=...).
func (t BooleanType) Checked(name string) BooleanType {
	t.Check, t.Name = true, name
	return t
}

// SQLType is BOOLEAN.
func (BooleanType) SQLType() string { return "BOOLEAN" }

// LargeBinaryType is BLOB or BYTEA. SQLAlchemy: LargeBinary.
type LargeBinaryType struct{ Length int }

// LargeBinary is BLOB, or BYTEA: a []byte. SQLAlchemy: LargeBinary.
func LargeBinary() LargeBinaryType { return LargeBinaryType{} }

// SQLType is BLOB.
func (t LargeBinaryType) SQLType() string { return withLength("BLOB", t.Length) }

// JSONType is JSON: any Go value that encoding/json takes. SQLAlchemy: JSON.
type JSONType struct {
	// Binary asks for JSONB where the database has it.
	Binary bool
}

// JSON is JSON. SQLAlchemy: JSON.
func JSON() JSONType { return JSONType{} }

// SQLType is JSON.
func (t JSONType) SQLType() string {
	if t.Binary {
		return "JSONB"
	}
	return "JSON"
}

// UUIDType is UUID; CHAR(32) in a database without it: a [UUID], or any [16]byte. SQLAlchemy: Uuid.
type UUIDType struct{}

// SQLType is UUID.
func (UUIDType) SQLType() string { return "UUID" }

// ArrayType is an array of another type, of one dimension: a Go slice. A database without arrays keeps a JSON array.
// SQLAlchemy: ARRAY.
type ArrayType struct{ Element Type }

// Array is an array of a type. SQLAlchemy: ARRAY.
func Array(of Type) ArrayType { return ArrayType{of} }

// SQLType is the type of the elements and [].
func (t ArrayType) SQLType() string {
	if t.Element == nil {
		return "ARRAY"
	}
	return t.Element.SQLType() + "[]"
}

// NullType is the type of which nothing is known. SQLAlchemy: NullType.
type NullType struct{}

// SQLType is NULL.
func (NullType) SQLType() string { return "NULL" }

func withLength(name string, n int) string {
	if n == 0 {
		return name
	}
	return fmt.Sprintf("%s(%d)", name, n)
}

func collated(name, collation string) string {
	if collation == "" {
		return name
	}
	return name + " COLLATE " + collation
}

// Integral is an integer type that only some databases have. SQLAlchemy: a subclass of Integer.
type Integral interface {
	Type
	// IntegerBits is the number of bits of a number.
	IntegerBits() int
}

// IsInteger tells whether t is one of the integer types: a primary key of such a type counts by itself.
func IsInteger(t Type) bool {
	switch t := t.(type) {
	case IntegerType, SmallIntegerType, BigIntegerType, Integral:
		return true
	case Wrapper, VariantType:
		return IsInteger(Storage(t))
	}
	return false
}

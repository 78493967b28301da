package mysql

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// The types that only MySQL and MariaDB have. They have no name in another database; a mapping that shall work in several says a type of
// package types.

// IntType is an integer type with what MySQL adds: sizes of its own, UNSIGNED, ZEROFILL.
//
// SQLAlchemy: mysql.TINYINT, mysql.INTEGER ….
type IntType struct {
	// Name is TINYINT, SMALLINT, MEDIUMINT, INTEGER or BIGINT.
	Name string
	// Width is the number of digits that ZEROFILL fills; 0 is none.
	Width int
	// Unsigned says that there are no negative numbers. A number above that of int64 is text on its way to Go.
	Unsigned bool
	// Zerofill says that the number is shown with zeros in front.
	Zerofill bool
}

// TinyInt is TINYINT, of 8 bits. SQLAlchemy: mysql.TINYINT.
func TinyInt() IntType { return IntType{Name: "TINYINT"} }

// SmallInt is SMALLINT, of 16 bits. SQLAlchemy: mysql.SMALLINT.
func SmallInt() IntType { return IntType{Name: "SMALLINT"} }

// MediumInt is MEDIUMINT, of 24 bits. SQLAlchemy: mysql.MEDIUMINT.
func MediumInt() IntType { return IntType{Name: "MEDIUMINT"} }

// Int is INTEGER, of 32 bits. SQLAlchemy: mysql.INTEGER.
func Int() IntType { return IntType{Name: "INTEGER"} }

// BigInt is BIGINT, of 64 bits. SQLAlchemy: mysql.BIGINT.
func BigInt() IntType { return IntType{Name: "BIGINT"} }

// AsUnsigned is t without negative numbers. SQLAlchemy: unsigned=True.
func (t IntType) AsUnsigned() IntType {
	t.Unsigned = true
	return t
}

// SQLType is the type as it stands in DDL.
func (t IntType) SQLType() string {
	return attributes(compiler.Sized(t.Name, t.Width), t.Unsigned, t.Zerofill)
}

// IntegerBits is the number of bits of a number.
func (t IntType) IntegerBits() int {
	switch t.Name {
	case "TINYINT":
		return 8
	case "SMALLINT":
		return 16
	case "MEDIUMINT":
		return 24
	case "BIGINT":
		return 64
	}
	return 32
}

// NumberType is a number with a fraction, with what MySQL adds: UNSIGNED, ZEROFILL, the digits of a binary number.
//
// SQLAlchemy: mysql.DECIMAL, mysql.DOUBLE ….
type NumberType struct {
	// Name is DECIMAL, FLOAT or DOUBLE.
	Name string
	// Precision is the number of digits, Scale how many of them are behind the point; a precision of 0 is the name alone.
	Precision, Scale int
	// Unsigned says that there are no negative numbers, Zerofill that it is shown with zeros in front.
	Unsigned, Zerofill bool
}

// Decimal is DECIMAL(precision, scale), an exact number. SQLAlchemy: mysql.DECIMAL.
func Decimal(precision, scale int) NumberType {
	return NumberType{Name: "DECIMAL", Precision: precision, Scale: scale}
}

// Float is FLOAT(precision, scale), of 32 bits, rounded to so many digits. SQLAlchemy: mysql.FLOAT.
func Float(precision, scale int) NumberType {
	return NumberType{Name: "FLOAT", Precision: precision, Scale: scale}
}

// Double is DOUBLE(precision, scale), of 64 bits, rounded to so many digits. SQLAlchemy: mysql.DOUBLE.
func Double(precision, scale int) NumberType {
	return NumberType{Name: "DOUBLE", Precision: precision, Scale: scale}
}

// AsUnsigned is t without negative numbers. SQLAlchemy: unsigned=True.
func (t NumberType) AsUnsigned() NumberType {
	t.Unsigned = true
	return t
}

// SQLType is the type as it stands in DDL.
func (t NumberType) SQLType() string {
	name := t.Name
	if t.Precision > 0 {
		name = fmt.Sprintf("%s(%d, %d)", t.Name, t.Precision, t.Scale)
	}
	return attributes(name, t.Unsigned, t.Zerofill)
}

func attributes(name string, unsigned, zerofill bool) string {
	if unsigned {
		name += " UNSIGNED"
	}
	if zerofill {
		name += " ZEROFILL"
	}
	return name
}

// StringType is a string with what MySQL adds: the sizes of TEXT, a character set.
//
// SQLAlchemy: mysql.VARCHAR, mysql.LONGTEXT ….
type StringType struct {
	// Name is CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT or LONGTEXT.
	Name string
	// Length is the greatest number of characters, of CHAR and VARCHAR.
	Length int
	// Charset and Collation are those of the column, if they are not the table's.
	Charset, Collation string
}

// Varchar is VARCHAR(length). SQLAlchemy: mysql.VARCHAR.
func Varchar(length int) StringType { return StringType{Name: "VARCHAR", Length: length} }

// TinyText is TINYTEXT, of 255 bytes. SQLAlchemy: mysql.TINYTEXT.
func TinyText() StringType { return StringType{Name: "TINYTEXT"} }

// MediumText is MEDIUMTEXT, of 16 MB. SQLAlchemy: mysql.MEDIUMTEXT.
func MediumText() StringType { return StringType{Name: "MEDIUMTEXT"} }

// LongText is LONGTEXT, of 4 GB. SQLAlchemy: mysql.LONGTEXT.
func LongText() StringType { return StringType{Name: "LONGTEXT"} }

// SQLType is the type as it stands in DDL.
func (t StringType) SQLType() string {
	parts := []string{compiler.Sized(t.Name, t.Length)}
	if t.Charset != "" {
		parts = append(parts, "CHARACTER SET", t.Charset)
	}
	if t.Collation != "" {
		parts = append(parts, "COLLATE", t.Collation)
	}
	return strings.Join(parts, " ")
}

// BinaryType is a byte string of a size of MySQL's: BINARY(n), VARBINARY(n), TINYBLOB, BLOB, MEDIUMBLOB or LONGBLOB.
//
// SQLAlchemy: mysql.LONGBLOB, VARBINARY ….
type BinaryType struct {
	Name string
	// Length is the number of bytes, of BINARY and VARBINARY.
	Length int
}

// Binary is BINARY(length): shorter values are filled with zeros. SQLAlchemy: BINARY.
func Binary(length int) BinaryType { return BinaryType{"BINARY", length} }

// Varbinary is VARBINARY(length). SQLAlchemy: VARBINARY.
func Varbinary(length int) BinaryType { return BinaryType{"VARBINARY", length} }

// TinyBlob is TINYBLOB, of 255 bytes. SQLAlchemy: mysql.TINYBLOB.
func TinyBlob() BinaryType { return BinaryType{Name: "TINYBLOB"} }

// MediumBlob is MEDIUMBLOB, of 16 MB. SQLAlchemy: mysql.MEDIUMBLOB.
func MediumBlob() BinaryType { return BinaryType{Name: "MEDIUMBLOB"} }

// LongBlob is LONGBLOB, of 4 GB. SQLAlchemy: mysql.LONGBLOB.
func LongBlob() BinaryType { return BinaryType{Name: "LONGBLOB"} }

// SQLType is the type as it stands in DDL.
func (t BinaryType) SQLType() string { return compiler.Sized(t.Name, t.Length) }

// BitType is BIT(n): an integer in Go. SQLAlchemy: mysql.BIT.
type BitType struct{ Length int }

// Bit is BIT(length), of 1 to 64 bits. SQLAlchemy: mysql.BIT.
func Bit(length int) BitType { return BitType{length} }

// SQLType is BIT(n).
func (t BitType) SQLType() string { return compiler.Sized("BIT", t.Length) }

// YearType is YEAR: an integer in Go, 0 or 1901 to 2155. SQLAlchemy: mysql.YEAR.
type YearType struct{}

// Year is YEAR. SQLAlchemy: mysql.YEAR.
func Year() YearType { return YearType{} }

// SQLType is YEAR.
func (YearType) SQLType() string { return "YEAR" }

// SetType is SET('a','b'): any of its values, as one string with commas between them. SQLAlchemy: mysql.SET.
type SetType struct{ of types.EnumType }

// Set is a SET of the given values. It panics if there is no value, or one twice. SQLAlchemy: mysql.SET.
func Set[V ~string](vs ...V) SetType { return SetType{types.Enum(vs...)} }

// Values are the values, in order.
func (t SetType) Values() []string { return t.of.Values() }

// SQLType is SET('a', 'b').
func (t SetType) SQLType() string { return "SET" + strings.TrimPrefix(t.of.SQLType(), "ENUM") }

// exactTypes names the types of this file in g.
func exactTypes(g *compiler.Grammar) {
	compiler.OnTypeErr(g, intName)
	compiler.OnTypeErr(g, numberName)
	compiler.OnTypeErr(g, func(t StringType) (string, error) { return stringName(g, t) })
	compiler.OnTypeErr(g, binaryName)
	compiler.OnType(g, BitType.SQLType)
	compiler.OnType(g, YearType.SQLType)
	compiler.OnTypeErr(g, func(t SetType) (string, error) { return valueList(g, "SET", t.Values()) })
}

// checkName wants a name of the list: it is written into DDL as it is.
func checkName(name, list string) error {
	for _, n := range strings.Fields(list) {
		if n == name {
			return nil
		}
	}
	return fmt.Errorf("mysql: a type of this kind is one of %s, not %q (use the functions of package mysql)", strings.Join(strings.Fields(list), ", "), name)
}

func intName(t IntType) (string, error) {
	return t.SQLType(), checkName(t.Name, "TINYINT SMALLINT MEDIUMINT INTEGER BIGINT")
}

func numberName(t NumberType) (string, error) {
	if t.Name == "DECIMAL" && t.Precision == 0 {
		return numeric(types.NumericType{})
	}
	return t.SQLType(), checkName(t.Name, "DECIMAL FLOAT DOUBLE")
}

func stringName(g *compiler.Grammar, t StringType) (string, error) {
	name := compiler.Sized(t.Name, t.Length)
	if t.Charset != "" {
		name += " CHARACTER SET " + g.Quoting.Phrase(t.Charset)
	}
	return collated(g, name, t.Collation), checkName(t.Name, "CHAR VARCHAR TINYTEXT TEXT MEDIUMTEXT LONGTEXT")
}

func binaryName(t BinaryType) (string, error) {
	return t.SQLType(), checkName(t.Name, "BINARY VARBINARY TINYBLOB BLOB MEDIUMBLOB LONGBLOB")
}

func castInt(t IntType) string {
	if t.Unsigned {
		return "UNSIGNED INTEGER"
	}
	return "SIGNED INTEGER"
}

func castNumber(t NumberType) string {
	if t.Name == "DECIMAL" {
		return NumberType{Name: "DECIMAL", Precision: t.Precision, Scale: t.Scale}.SQLType()
	}
	return "DOUBLE"
}

package oracle

import (
	"fmt"
	"strconv"

	"github.com/azoth-orm/azoth/compiler"
)

// ExactType is a type by its name in Oracle. It has no name in another database; a mapping that shall work in several says a type of
// package types.
//
// SQLAlchemy: the types of the oracle dialect.
type ExactType struct {
	// Name is the type as it stands in DDL.
	Name string
}

// SQLType is the name.
func (t ExactType) SQLType() string { return t.Name }

// DDL is the name on Oracle; "" elsewhere, which is an error.
func (t ExactType) DDL(dialect string) string {
	if dialect == Dialect.Name {
		return t.Name
	}
	return ""
}

// Number is NUMBER(precision, scale), an exact number: without a scale if that is 0, and of any digits if both are. SQLAlchemy: oracle.NUMBER.
func Number(precision, scale int) ExactType {
	if scale == 0 {
		return ExactType{compiler.Sized("NUMBER", precision)}
	}
	return ExactType{fmt.Sprintf("NUMBER(%d, %d)", precision, scale)}
}

// Float is FLOAT(digits), whose digits are binary. SQLAlchemy: oracle.FLOAT.
func Float(binaryPrecision int) ExactType { return ExactType{compiler.Sized("FLOAT", binaryPrecision)} }

// BinaryFloat is BINARY_FLOAT, of 32 bits. SQLAlchemy: oracle.BINARY_FLOAT.
func BinaryFloat() ExactType { return ExactType{"BINARY_FLOAT"} }

// BinaryDouble is BINARY_DOUBLE, of 64 bits. SQLAlchemy: oracle.BINARY_DOUBLE.
func BinaryDouble() ExactType { return ExactType{"BINARY_DOUBLE"} }

// NVarchar2 is NVARCHAR2(length), of the national character set. SQLAlchemy: oracle.NVARCHAR2.
func NVarchar2(length int) ExactType { return ExactType{compiler.Sized("NVARCHAR2", length)} }

// Clob is CLOB, a text of any length. SQLAlchemy: oracle.CLOB.
func Clob() ExactType { return ExactType{"CLOB"} }

// NClob is NCLOB, a text of any length in the national character set. SQLAlchemy: oracle.NCLOB.
func NClob() ExactType { return ExactType{"NCLOB"} }

// Long is LONG, which CLOB has replaced. SQLAlchemy: oracle.LONG.
func Long() ExactType { return ExactType{"LONG"} }

// Raw is RAW(length): bytes. SQLAlchemy: oracle.RAW.
func Raw(length int) ExactType { return ExactType{compiler.Sized("RAW", length)} }

// RowID is ROWID, the address of a row. SQLAlchemy: oracle.ROWID.
func RowID() ExactType { return ExactType{"ROWID"} }

// TimestampLocal is TIMESTAMP WITH LOCAL TIME ZONE: a time that is read in the zone of the session.
// SQLAlchemy: oracle.TIMESTAMP(local_timezone=True).
func TimestampLocal() ExactType { return ExactType{"TIMESTAMP WITH LOCAL TIME ZONE"} }

// Interval is INTERVAL DAY(days) TO SECOND(digits): as many digits of the number of days and of a fraction of a second; 0 is the database's
// choice. SQLAlchemy: oracle.INTERVAL.
func Interval(days, seconds int) ExactType { return ExactType{interval(days, seconds)} }

// Vector is VECTOR(dimensions,format,*): format is INT8, BINARY, FLOAT32 or FLOAT64. What is 0 or "" is open. SQLAlchemy: oracle.VECTOR.
func Vector(dimensions int, format string) ExactType {
	n := "*"
	if dimensions > 0 {
		n = strconv.Itoa(dimensions)
	}
	if format == "" {
		format = "*"
	}
	return ExactType{"VECTOR(" + n + "," + format + ",*)"}
}

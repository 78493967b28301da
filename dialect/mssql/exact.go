package mssql

import "github.com/azoth-orm/azoth/compiler"

// ExactType is a type by its name in SQL Server. It has no name in another database; a mapping that shall work in several says a type of
// package types.
//
// SQLAlchemy: the types of the mssql dialect.
type ExactType struct {
	// Name is the type as it stands in DDL.
	Name string
}

// SQLType is the name.
func (t ExactType) SQLType() string { return t.Name }

// DDL is the name on SQL Server; "" elsewhere, which is an error.
func (t ExactType) DDL(dialect string) string {
	if dialect == Dialect.Name {
		return t.Name
	}
	return ""
}

// NVarchar is NVARCHAR(length), a string of any characters; 0 is NVARCHAR(max). SQLAlchemy: mssql.NVARCHAR.
func NVarchar(length int) ExactType { return ExactType{sizedOrMax("NVARCHAR", length)} }

// NChar is NCHAR(length), filled up with blanks. SQLAlchemy: mssql.NCHAR.
func NChar(length int) ExactType { return ExactType{compiler.Sized("NCHAR", length)} }

// Varbinary is VARBINARY(length); 0 is VARBINARY(max). SQLAlchemy: mssql.VARBINARY.
func Varbinary(length int) ExactType { return ExactType{sizedOrMax("VARBINARY", length)} }

// TinyInt is TINYINT: 0 to 255. SQLAlchemy: mssql.TINYINT.
func TinyInt() ExactType { return ExactType{"TINYINT"} }

// Bit is BIT: a truth value. SQLAlchemy: mssql.BIT.
func Bit() ExactType { return ExactType{"BIT"} }

// DateTime2 is DATETIME2(digits): a time with so many digits of a second; 0 is DATETIME2, which has seven, and -1 none.
// SQLAlchemy: mssql.DATETIME2.
func DateTime2(precision int) ExactType { return ExactType{digits("DATETIME2", precision)} }

// DateTimeOffset is DATETIMEOFFSET(digits): a time with its zone; 0 is DATETIMEOFFSET, which has seven digits of a second, and -1 none.
// SQLAlchemy: mssql.DATETIMEOFFSET.
func DateTimeOffset(precision int) ExactType { return ExactType{digits("DATETIMEOFFSET", precision)} }

// SmallDateTime is SMALLDATETIME: a time of whole minutes. SQLAlchemy: mssql.SMALLDATETIME.
func SmallDateTime() ExactType { return ExactType{"SMALLDATETIME"} }

// Money is MONEY. SQLAlchemy: mssql.MONEY.
func Money() ExactType { return ExactType{"MONEY"} }

// SmallMoney is SMALLMONEY. SQLAlchemy: mssql.SMALLMONEY.
func SmallMoney() ExactType { return ExactType{"SMALLMONEY"} }

// UniqueIdentifier is UNIQUEIDENTIFIER, the type of a UUID. SQLAlchemy: mssql.UNIQUEIDENTIFIER.
func UniqueIdentifier() ExactType { return ExactType{"UNIQUEIDENTIFIER"} }

// XML is XML. SQLAlchemy: mssql.XML.
func XML() ExactType { return ExactType{"XML"} }

// SQLVariant is SQL_VARIANT: a value of nearly any type. SQLAlchemy: mssql.SQL_VARIANT.
func SQLVariant() ExactType { return ExactType{"SQL_VARIANT"} }

// RowVersion is ROWVERSION: eight bytes that the server changes with every write of the row. SQLAlchemy: mssql.ROWVERSION.
func RowVersion() ExactType { return ExactType{"ROWVERSION"} }

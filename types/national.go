package types

// Types that databases call by other names: they are variants, see [Variant]. A Go value is a string, or a []byte of the binary ones.

// Unicode is a text of any characters: NVARCHAR(length) on SQL Server, and VARCHAR where every text is one.
//
// SQLAlchemy: Unicode.
func Unicode(length int) VariantType {
	name := "NVARCHAR(max)"
	if length > 0 {
		name = withLength("NVARCHAR", length)
	}
	return Variant(String(length), Raw(name), "mssql")
}

// UnicodeText is a long text of any characters: NVARCHAR(max) on SQL Server, and TEXT where every text is one.
//
// SQLAlchemy: UnicodeText.
func UnicodeText() VariantType {
	return Variant(Text(), Raw("NVARCHAR(max)"), "mssql")
}

// NVarChar is NVARCHAR(length): NATIONAL VARCHAR on MySQL, NVARCHAR2 on Oracle. SQLAlchemy: NVARCHAR.
func NVarChar(length int) VariantType {
	return national("NVARCHAR", "NATIONAL VARCHAR", "NVARCHAR2", length)
}

// NChar is NCHAR(length): NATIONAL CHAR on MySQL. SQLAlchemy: NCHAR.
func NChar(length int) VariantType { return national("NCHAR", "NATIONAL CHAR", "NCHAR", length) }

func national(name, mysql, oracle string, length int) VariantType {
	return Variant(Variant(Raw(withLength(name, length)), Raw(withLength(mysql, length)), "mysql"), Raw(withLength(oracle, length)), "oracle")
}

// VarBinary is VARBINARY(length). SQLAlchemy: VARBINARY.
func VarBinary(length int) RawType { return Raw(withLength("VARBINARY", length)) }

// Binary is BINARY(length). SQLAlchemy: BINARY.
func Binary(length int) RawType { return Raw(withLength("BINARY", length)) }

// Blob is BLOB. SQLAlchemy: BLOB.
func Blob() RawType { return Raw("BLOB") }

// Clob is CLOB. SQLAlchemy: CLOB.
func Clob() RawType { return Raw("CLOB") }

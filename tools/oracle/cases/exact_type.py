"""Types by their exact names, and those that databases call by other names, in CREATE TABLE."""
from sqlalchemy import (
    BigInteger, BINARY, BLOB, CLOB, Column, Integer, MetaData, NCHAR, Numeric, NVARCHAR, String, Table, Text, Unicode, UnicodeText, VARBINARY,
)
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.schema import CreateTable

from registry import construct, DIALECTS

case = construct("exact_type")


def typed(name, type_, only=DIALECTS):
    case(name, CreateTable(Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("x", type_))), only)


typed("unicode", Unicode(50))
typed("unicode-any", Unicode(), only="mssql")
typed("unicode-text", UnicodeText())
typed("nvarchar", NVARCHAR(5))
typed("nchar", NCHAR(5))
typed("varbinary", VARBINARY(5))
typed("binary", BINARY(5))
typed("blob", BLOB)
typed("clob", CLOB)
typed("variant", Numeric(20, 0).with_variant(Integer(), "sqlite", "mssql"))
typed("variant-chain", String(5).with_variant(Text(), "postgresql").with_variant(mysql.LONGTEXT(), "mysql"))
typed("variant-array", postgresql.ARRAY(Integer().with_variant(BigInteger(), "postgresql")), only="postgresql")

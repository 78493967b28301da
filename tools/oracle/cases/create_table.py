import enum

from sqlalchemy import (
    BigInteger, Boolean, CHAR, CheckConstraint, Column, Computed, Date, DateTime, Double, Enum, Float, ForeignKey,
    ForeignKeyConstraint, func, Identity, Integer, Interval, JSON, LargeBinary, MetaData, Numeric, PrimaryKeyConstraint, REAL, Sequence,
    SmallInteger, String, Table, Text, text, Time, Unicode, UniqueConstraint, Uuid,
)
from sqlalchemy import case as sql_case
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql
from sqlalchemy.schema import CreateTable

import tables
from registry import construct, DIALECTS

case = construct("create_table")


class Color(enum.Enum):
    red = 1
    green = 2


def table(*items, name="t", **kw):
    return CreateTable(Table(name, MetaData(), *items, **kw))


def typed(name, type_, only=DIALECTS):
    """A table of one key and one column of the type."""
    case(f"type-{name}", table(Column("id", Integer, primary_key=True), Column("x", type_)), only)


def case_(condition):
    """An expression with values that become literals."""
    return sql_case((condition, "it's"), else_="no")


def child(*items, **kw):
    """A table t beside a table parent(id, other)."""
    metadata = MetaData()
    Table("parent", metadata, Column("id", Integer, primary_key=True), Column("other", Integer))
    return CreateTable(Table("t", metadata, Column("id", Integer, primary_key=True), *items, **kw))


for t in ("users", "addresses", "orders", "order_lines", "shipments", "nodes", "posts", "keywords", "post_keywords"):
    case("table-" + t.replace("_", "-"), CreateTable(tables.metadata.tables[t]))
case("table-odd-names", CreateTable(tables.odd))

typed("integer", Integer)
typed("small-integer", SmallInteger)
typed("big-integer", BigInteger)
typed("string-length", String(50))
typed("string", String, only="sqlite postgresql mssql oracle")
typed("text", Text)
typed("unicode", Unicode(50))
typed("char", CHAR(3))
typed("numeric", Numeric)
typed("numeric-precision", Numeric(10, 2))
typed("float", Float)
typed("float-precision", Float(24), only="sqlite postgresql mysql mssql")
typed("double", Double)
typed("boolean", Boolean)
typed("datetime", DateTime)
typed("datetime-timezone", DateTime(timezone=True))
typed("date", Date)
typed("time", Time)
typed("interval", Interval)
typed("blob", LargeBinary)
typed("json", JSON)
typed("uuid", Uuid)
typed("uuid-text", Uuid(native_uuid=False))
typed("enum", Enum("red", "green", name="color"))
typed("enum-class", Enum(Color, name="color"))
typed("enum-check", Enum("red", "green", name="color", native_enum=False, create_constraint=True))
typed("boolean-check", Boolean(create_constraint=True, name="x_is_bool"))
typed("jsonb", postgresql.JSONB, only="postgresql")
typed("array", postgresql.ARRAY(Integer), only="postgresql")
typed("timestamp-precision", postgresql.TIMESTAMP(precision=3), only="postgresql")
typed("bytea", postgresql.BYTEA, only="postgresql")
typed("mysql-tinyint-unsigned", mysql.TINYINT(unsigned=True), only="mysql")
typed("mysql-datetime-fraction", mysql.DATETIME(fsp=6), only="mysql")
typed("mysql-longtext", mysql.LONGTEXT, only="mysql")
typed("collation", String(10, collation="NOCASE"), only="sqlite")
typed("char-collation", CHAR(10, collation="C"), only="postgresql")
typed("real", REAL)
typed("array-of-text", postgresql.ARRAY(String(10)), only="postgresql")
typed("array-of-collated-text", postgresql.ARRAY(String(10, collation="C")), only="postgresql")
typed("array-of-uuid", postgresql.ARRAY(Uuid), only="postgresql")
typed("array-of-enum", postgresql.ARRAY(Enum("red", "green", name="color")), only="postgresql")
typed("enum-schema", Enum("red", "green", name="color", schema="app"), only="postgresql")
typed("enum-odd-name", Enum("red", "green", name="My Color"), only="postgresql")
typed("enum-odd-values", Enum("it's", "", 'say "hi"', "a,b", name="color"), only="sqlite mysql mssql oracle")
typed("time-precision", postgresql.TIME(precision=2), only="postgresql")
typed("time-whole-seconds", postgresql.TIMESTAMP(precision=0), only="postgresql")
typed("time-timezone", Time(timezone=True), only="postgresql")
typed("interval-precision", postgresql.INTERVAL(precision=3), only="postgresql")
typed("interval-fields", postgresql.INTERVAL(fields="DAY TO SECOND"), only="postgresql")

for name in ("INET", "CIDR", "MACADDR", "MACADDR8", "TSVECTOR", "TSQUERY", "MONEY", "OID", "REGCLASS", "REGCONFIG", "CITEXT", "HSTORE", "JSONPATH",
             "INT4RANGE", "INT8RANGE", "NUMRANGE", "DATERANGE", "TSRANGE", "TSTZRANGE", "INT4MULTIRANGE", "INT8MULTIRANGE", "NUMMULTIRANGE",
             "DATEMULTIRANGE", "TSMULTIRANGE", "TSTZMULTIRANGE"):
    typed("pg-" + name.lower(), getattr(postgresql, name)(), only="postgresql")
typed("pg-bit", postgresql.BIT(3), only="postgresql")
typed("pg-bit-varying", postgresql.BIT(5, varying=True), only="postgresql")
typed("pg-bit-varying-any", postgresql.BIT(varying=True), only="postgresql")

typed("mysql-mediumint", mysql.MEDIUMINT(), only="mysql")
typed("mysql-smallint-unsigned", mysql.SMALLINT(unsigned=True), only="mysql")
typed("mysql-int-zerofill", mysql.INTEGER(5, unsigned=True, zerofill=True), only="mysql")
typed("mysql-bigint-unsigned", mysql.BIGINT(unsigned=True), only="mysql")
typed("mysql-decimal-unsigned", mysql.DECIMAL(10, 2, unsigned=True), only="mysql")
typed("mysql-double", mysql.DOUBLE(10, 3), only="mysql")
typed("mysql-float", mysql.FLOAT(7, 2), only="mysql")
typed("mysql-year", mysql.YEAR(), only="mysql")
typed("mysql-set", mysql.SET("a", "it's"), only="mysql")
typed("mysql-bit", mysql.BIT(8), only="mysql")
typed("mysql-varchar-charset", mysql.VARCHAR(20, charset="latin1", collation="latin1_bin"), only="mysql")
typed("mysql-binary", mysql.BINARY(16), only="mysql")
typed("mysql-varbinary", mysql.VARBINARY(20), only="mysql")
typed("mysql-timestamp-fraction", mysql.TIMESTAMP(fsp=6), only="mysql")
typed("mysql-time-fraction", mysql.TIME(fsp=3), only="mysql")
for name in ("TINYTEXT", "MEDIUMTEXT", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB"):
    typed("mysql-" + name.lower(), getattr(mysql, name)(), only="mysql")

typed("mssql-nvarchar", mssql.NVARCHAR(50), only="mssql")
typed("mssql-nvarchar-max", mssql.NVARCHAR(), only="mssql")
typed("mssql-nchar", mssql.NCHAR(3), only="mssql")
typed("mssql-varbinary", mssql.VARBINARY(20), only="mssql")
typed("mssql-datetime2", mssql.DATETIME2(), only="mssql")
typed("mssql-datetime2-precision", mssql.DATETIME2(3), only="mssql")
typed("mssql-datetimeoffset", mssql.DATETIMEOFFSET(3), only="mssql")
typed("mssql-time", mssql.TIME(3), only="mssql")
for name in ("TINYINT", "SMALLDATETIME", "MONEY", "SMALLMONEY", "UNIQUEIDENTIFIER", "XML", "SQL_VARIANT", "ROWVERSION", "BIT"):
    typed("mssql-" + name.lower().replace("_", "-"), getattr(mssql, name)(), only="mssql")

typed("oracle-number", oracle.NUMBER(), only="oracle")
typed("oracle-number-precision", oracle.NUMBER(10), only="oracle")
typed("oracle-number-scale", oracle.NUMBER(10, 2), only="oracle")
typed("oracle-nvarchar2", oracle.NVARCHAR2(50), only="oracle")
typed("oracle-raw", oracle.RAW(16), only="oracle")
typed("oracle-float", oracle.FLOAT(binary_precision=53), only="oracle")
typed("oracle-interval", oracle.INTERVAL(day_precision=2, second_precision=3), only="oracle")
typed("oracle-timestamp", oracle.TIMESTAMP(), only="oracle")
typed("oracle-timestamp-timezone", oracle.TIMESTAMP(timezone=True), only="oracle")
typed("oracle-timestamp-local", oracle.TIMESTAMP(local_timezone=True), only="oracle")
typed("oracle-vector", oracle.VECTOR(dim=3, storage_format=oracle.VectorStorageFormat.FLOAT32), only="oracle")
for name in ("BINARY_FLOAT", "BINARY_DOUBLE", "CLOB", "NCLOB", "LONG", "ROWID"):
    typed("oracle-" + name.lower().replace("_", "-"), getattr(oracle, name)(), only="oracle")

case("no-key", table(Column("a", Integer), Column("b", Integer)))
case("key-only", table(Column("id", Integer, primary_key=True)))
case("key-string", table(Column("code", String(10), primary_key=True), Column("x", Integer)))
case("key-big-integer", table(Column("id", BigInteger, primary_key=True), Column("x", Integer)))
case("key-small-integer", table(Column("id", SmallInteger, primary_key=True)))
case("key-uuid", table(Column("id", Uuid, primary_key=True)))
case("key-not-autoincrement", table(Column("id", Integer, primary_key=True, autoincrement=False)))
case("key-not-first", table(Column("x", Integer), Column("id", Integer, primary_key=True)))
case("key-composite", table(Column("a", Integer, primary_key=True), Column("b", Integer, primary_key=True)))
case("key-composite-of-types", table(Column("a", Integer, primary_key=True, autoincrement=False), Column("b", String(5), primary_key=True)))
case("key-composite-constraint-order", table(Column("a", Integer, nullable=False), Column("b", Integer, nullable=False), PrimaryKeyConstraint("b", "a")))
case("key-named", table(Column("id", Integer), PrimaryKeyConstraint("id", name="pk_t")))
case("not-null", table(Column("a", Integer, nullable=False), Column("b", String(5), nullable=False), Column("c", Integer)))
case("sqlite-autoincrement", table(Column("id", Integer, primary_key=True), sqlite_autoincrement=True), only="sqlite")
case("sqlite-without-rowid", table(Column("id", Integer, primary_key=True), sqlite_with_rowid=False), only="sqlite")
case("sqlite-strict", table(Column("id", Integer, primary_key=True), sqlite_strict=True), only="sqlite")
case("identity", table(Column("id", Integer, Identity(always=True), primary_key=True)))
case("identity-by-default", table(Column("id", BigInteger, Identity(), primary_key=True)))
case("identity-options", table(Column("id", Integer, Identity(start=5, increment=-2, minvalue=-100, maxvalue=10, cache=3, cycle=True), primary_key=True)), only="postgresql mssql oracle")
case("identity-no-key", table(Column("id", Integer, primary_key=True), Column("n", Integer, Identity(start=100))), only="postgresql mssql oracle")
case("computed", table(Column("a", Integer), Column("b", Integer, Computed("a * 2"))), only="sqlite postgresql mysql mariadb mssql oracle")
case("computed-stored", table(Column("a", Integer), Column("b", Integer, Computed("a * 2", persisted=True))), only="sqlite postgresql mysql mariadb mssql oracle")
case("computed-virtual", table(Column("a", Integer), Column("b", Integer, Computed("a * 2", persisted=False))))
case("computed-not-null", table(Column("a", Integer), Column("b", Integer, Computed("a * 2", persisted=True), nullable=False)))
case("computed-expression", table(a := Column("a", Integer), Column("b", String(20), Computed(case_(a > 5), persisted=True))))
case("sequence-default", table(Column("id", BigInteger, s := Sequence("ids"), server_default=s.next_value(), primary_key=True), Column("x", Integer)), only="postgresql mariadb mssql oracle")
case("sequence-default-schema", table(Column("id", BigInteger, server_default=Sequence("Ids", schema="app").next_value(), primary_key=True)), only="postgresql mariadb mssql oracle")
case("key-serial-small", table(Column("id", SmallInteger, primary_key=True), Column("x", Integer)), only="postgresql mysql mssql oracle")
case("mysql-comment-and-default", table(Column("a", Integer, nullable=False, server_default="5", comment="it's")), only="mysql")
case("temporary", table(Column("a", Integer), prefixes=["TEMPORARY"]))
case("schema", table(Column("a", Integer), schema="app"))
case("comment", table(Column("a", Integer, comment="how many"), comment="a table"), only="mysql")
case("mysql-engine", table(Column("a", Integer), mysql_engine="InnoDB", mysql_charset="utf8mb4"), only="mysql")
case("oracle-compress", table(Column("a", Integer), oracle_compress=True), only="oracle")
case("if-not-exists", CreateTable(Table("t", MetaData(), Column("a", Integer)), if_not_exists=True))

case("default-string", table(Column("a", String(10), server_default="x")))
case("default-string-with-quote", table(Column("a", String(10), server_default="it's")))
case("default-number", table(Column("a", Integer, server_default="5")))
case("default-text", table(Column("a", Integer, server_default=text("5"))))
case("default-not-null", table(Column("a", Integer, server_default=text("0"), nullable=False)))
case("default-function", table(Column("a", DateTime, server_default=func.now())))
case("default-current-timestamp", table(Column("a", DateTime, server_default=func.current_timestamp())))
case("default-boolean", table(Column("a", Boolean, server_default=text("true"), nullable=False)), only="postgresql mysql")
case("default-python-only", table(Column("a", Integer, default=5)))

case("unique-column", table(Column("id", Integer, primary_key=True), Column("a", String(10), unique=True)))
case("unique-two-columns", table(Column("id", Integer, primary_key=True), Column("a", String(10), unique=True), Column("b", Integer, unique=True)))
case("unique-constraint", table(Column("a", Integer), Column("b", Integer), UniqueConstraint("a", "b")))
case("unique-named", table(Column("a", Integer), Column("b", Integer), UniqueConstraint("a", "b", name="uq_ab")))
case("unique-deferrable-immediate", table(Column("a", Integer), UniqueConstraint("a", deferrable=True, initially="IMMEDIATE")), only="postgresql oracle")
case("unique-nulls-not-distinct", table(Column("a", Integer), UniqueConstraint("a", postgresql_nulls_not_distinct=True, name="uq")), only="postgresql mssql")
case("unique-deferrable", table(Column("a", Integer), UniqueConstraint("a", deferrable=True, initially="DEFERRED")), only="postgresql oracle")
case("check", table(Column("a", Integer), CheckConstraint("a > 5")))
case("check-named", table(Column("a", Integer), CheckConstraint("a > 5", name="ck_a")))
case("check-expression", table(a := Column("a", Integer), CheckConstraint(a > 5, name="ck_a")))
case("check-expression-string", table(b := Column("b", String(5)), CheckConstraint(b.in_(["x", "it's"]))))
case("check-column", table(Column("a", Integer, CheckConstraint("a > 5"))))
case("check-two", table(Column("a", Integer), CheckConstraint("a > 5"), CheckConstraint("a < 10", name="top")))

case("foreign-key", child(Column("p", ForeignKey("parent.id"))))
case("foreign-key-not-null", child(Column("p", ForeignKey("parent.id"), nullable=False)))
case("foreign-key-named", child(Column("p", ForeignKey("parent.id", name="fk_p"))))
case("foreign-key-on-delete", child(Column("p", ForeignKey("parent.id", ondelete="CASCADE"))))
case("foreign-key-on-delete-set-null", child(Column("p", ForeignKey("parent.id", ondelete="SET NULL"))))
case("foreign-key-on-update", child(Column("p", ForeignKey("parent.id", onupdate="CASCADE"))))
case("foreign-key-on-delete-and-update", child(Column("p", ForeignKey("parent.id", ondelete="RESTRICT", onupdate="NO ACTION"))))
case("foreign-key-deferrable", child(Column("p", ForeignKey("parent.id", deferrable=True, initially="DEFERRED"))), only="sqlite postgresql oracle")
case("foreign-key-deferrable-immediate", child(Column("p", ForeignKey("parent.id", deferrable=True, initially="IMMEDIATE"))), only="sqlite postgresql oracle")
case("foreign-key-match", child(Column("p", ForeignKey("parent.id", match="FULL", ondelete="CASCADE", deferrable=True, initially="DEFERRED"))), only="sqlite postgresql")
case("foreign-key-two", child(Column("p", ForeignKey("parent.id")), Column("q", ForeignKey("parent.id"))))
case("foreign-key-typed", child(Column("p", BigInteger, ForeignKey("parent.id"))))
case("foreign-key-composite", child(Column("p", Integer), Column("q", Integer), ForeignKeyConstraint(["p", "q"], ["parent.id", "parent.other"])))
case("foreign-key-composite-named", child(Column("p", Integer), Column("q", Integer), ForeignKeyConstraint(["p", "q"], ["parent.id", "parent.other"], name="fk_pq", ondelete="CASCADE")))
case("foreign-key-self", child(Column("p", ForeignKey("t.id"))))
case("foreign-key-and-key", child(Column("p", ForeignKey("parent.id"), primary_key=True)))
case("constraint-order", child(Column("a", String(5), unique=True), Column("p", ForeignKey("parent.id")), CheckConstraint("p > 0"), UniqueConstraint("a", "p", name="uq")))
case("constraint-names", child(Column("p", Integer), ForeignKeyConstraint(["p"], ["parent.id"], name="fk"), CheckConstraint("p > 0", name="ck"), UniqueConstraint("p", name="uq")))


@case("naming-convention")
def _():
    metadata = MetaData(naming_convention={
        "pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    })
    Table("parent", metadata, Column("id", Integer, primary_key=True))
    return CreateTable(Table(
        "t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer, unique=True),
        Column("p", ForeignKey("parent.id")), CheckConstraint("a > 0", name="positive")))

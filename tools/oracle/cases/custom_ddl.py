"""SQL of the program with the names of a table in it, and constraints and indexes that only some databases get."""

from sqlalchemy import CheckConstraint, Column, DDL, ForeignKeyConstraint, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy.schema import CreateTable

from registry import construct

case = construct("custom_ddl")


def table(name="t", schema=None):
    return Table(name, MetaData(), Column("id", Integer, primary_key=True), schema=schema)


def of(name, text, target, context=None):
    statement = DDL(text, context=context)
    statement.target = target
    case(name, statement)


of("table", "ALTER TABLE %(table)s ENABLE", table())
of("fullname", "ALTER TABLE %(fullname)s ENABLE", table(schema="app"))
of("schema", "GRANT USAGE ON SCHEMA %(schema)s", table(schema="app"))
of("no-schema", "SET x = '%(schema)s'", table())
of("quoted", "ALTER TABLE %(fullname)s OWNED BY %(table)s", table("My Table", "select"))
of("percent", "SET x = '100%%' ON %(table)s", table())
of("context", "ALTER TABLE %(table)s SET %(what)s", table(), {"what": "STRICT"})
of("twice", "%(table)s %(table)s %(fullname)s", table(schema="app"))
case("plain", DDL("VACUUM"))
case("plain-context", DDL("SET %(a)s = %(b)s", context={"a": "x", "b": "1"}))


def conditional(*dialects):
    metadata = MetaData()
    Table("parent", metadata, Column("id", Integer, primary_key=True))
    t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer))
    for constraint in (CheckConstraint("a > 0", name="ck"), UniqueConstraint("a", name="uq"), ForeignKeyConstraint(["a"], ["parent.id"], name="fk")):
        t.append_constraint(constraint.ddl_if(dialect=dialects))
    Index("ix_a", t.c.a).ddl_if(dialect=dialects)
    Index("ix_id", t.c.id)
    return t


case("if-postgresql", CreateTable(conditional("postgresql")))
case("if-two", CreateTable(conditional("postgresql", "sqlite")))
case("if-mysql", CreateTable(conditional("mysql")))

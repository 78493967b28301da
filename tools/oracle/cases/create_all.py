"""The statements of CreateAll and DropAll on an empty database without checks: their order, indexes, and cycles.

SQLAlchemy keeps the indexes of a table and the constraints of a cycle in sets, so each such run is sorted by name here.
"""
from itertools import groupby

from sqlalchemy import Column, Enum, ForeignKey, Index, Integer, MetaData, select, Sequence, String, Table
from sqlalchemy.engine.mock import MockConnection
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateView, DropConstraint

import tables
from registry import construct, DIALECTS, EVERY
from render import MAKERS

case = construct("create_all")


def record(run):
    """{dialect: the statements that run(engine) executes}."""
    found = {}
    for name in EVERY:
        statements = []
        run(MockConnection(MAKERS[name](), lambda statement, *_, **__: statements.append(statement)))
        found[name] = in_order(statements)
    return found


def in_order(statements):
    """The statements with every run of indexes or of altered constraints sorted by name."""
    ordered = []
    for kind, members in groupby(statements, type):
        unordered = kind in (CreateIndex, AddConstraint, DropConstraint)
        ordered += sorted(members, key=lambda s: s.element.name) if unordered else members
    return ordered


def both(name, metadata, only=DIALECTS):
    case(name, record(lambda e: metadata.create_all(e, checkfirst=False)), only)
    case(f"{name}-drop", record(lambda e: metadata.drop_all(e, checkfirst=False)), only)


def parent_and_child():
    """Declared child first: the parent is created first all the same."""
    metadata = MetaData()
    Table("child", metadata, Column("id", Integer, primary_key=True), Column("p", ForeignKey("parent.id")))
    Table("parent", metadata, Column("id", Integer, primary_key=True))
    return metadata


def independent():
    """Tables that do not depend on each other come in the order of declaration, and go in the reverse."""
    metadata = MetaData()
    for name in ("b", "c", "a"):
        Table(name, metadata, Column("id", Integer, primary_key=True))
    return metadata


def chain():
    metadata = MetaData()
    Table("a", metadata, Column("id", Integer, primary_key=True), Column("b", ForeignKey("b.id")))
    Table("b", metadata, Column("id", Integer, primary_key=True), Column("c", ForeignKey("c.id")))
    Table("c", metadata, Column("id", Integer, primary_key=True))
    return metadata


def self_reference():
    metadata = MetaData()
    Table("t", metadata, Column("id", Integer, primary_key=True), Column("p", ForeignKey("t.id")))
    return metadata


def cycle():
    """A named constraint that closes a cycle is added by ALTER where the database can."""
    metadata = MetaData()
    Table("a", metadata, Column("id", Integer, primary_key=True), Column("b", ForeignKey("b.id", name="fk_a_b")))
    Table("b", metadata, Column("id", Integer, primary_key=True), Column("a", ForeignKey("a.id", name="fk_b_a")))
    return metadata


def use_alter():
    metadata = MetaData()
    Table("a", metadata, Column("id", Integer, primary_key=True), Column("b", ForeignKey("b.id", name="fk_a_b", use_alter=True)))
    Table("b", metadata, Column("id", Integer, primary_key=True), Column("a", ForeignKey("a.id", name="fk_b_a")))
    return metadata


def indexes():
    metadata = MetaData()
    t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer, index=True), Column("b", String(5), index=True))
    Index("ix_unique_ab", t.c.a, t.c.b, unique=True)
    Table("u", metadata, Column("id", ForeignKey("t.id"), primary_key=True), Column("x", Integer, index=True))
    return metadata


def enums():
    """An enumeration that two tables share, one of a single table, and one that is an array."""
    metadata = MetaData()
    color = Enum("red", "green", name="color", metadata=metadata)
    Table("a", metadata, Column("id", Integer, primary_key=True), Column("c", color), Column("d", color), Column("s", Enum("s", "l", name="size")))
    Table("b", metadata, Column("id", Integer, primary_key=True), Column("c", color))
    return metadata


def comments():
    metadata = MetaData()
    Table("t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer, comment="it's a", index=True), Column("b", Integer, comment="b"),
          comment="a table")
    return metadata


def sequences():
    """One of the catalogue, and one that only a column knows."""
    metadata = MetaData()
    Sequence("free", start=5, metadata=metadata)
    own = Sequence("own", metadata=metadata)
    Table("t", metadata, Column("id", Integer, primary_key=True), Column("n", Integer, server_default=own.next_value()))
    return metadata


def views():
    metadata = MetaData()
    t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer))
    CreateView(select(t.c.id).where(t.c.a > 5), "v", metadata=metadata)
    CreateView(select(t.c.a).where(t.c.id > 5), "w", metadata=metadata)
    return metadata


both("enums", enums())
both("comments", comments())
both("sequences", sequences(), only="postgresql mariadb mssql oracle")
both("views", views())
both("parent-and-child", parent_and_child())
both("independent", independent())
both("chain", chain())
both("self-reference", self_reference())
both("cycle", cycle())
both("use-alter", use_alter())
both("indexes", indexes())
both("all-tables", tables.metadata, only="sqlite mssql oracle")

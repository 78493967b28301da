"""DDL of tables that were copied into another catalogue."""
from sqlalchemy import CheckConstraint, Column, Computed, ForeignKey, func, Identity, Index, Integer, MetaData, select, String, Table, UniqueConstraint
from sqlalchemy.schema import CreateIndex, CreateTable, SetTableComment

from registry import construct

case = construct("copy")


def original(schema=None):
    metadata = MetaData()
    key = f"{schema}.parent.id" if schema else "parent.id"
    own = f"{schema}.t.id" if schema else "t.id"
    Table("parent", metadata, Column("id", Integer, primary_key=True), schema=schema)
    t = Table(
        "t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer, nullable=False, server_default="5"), Column("b", String(5), index=True),
        Column("p", ForeignKey(key, ondelete="CASCADE", name="fk_p")), Column("up", ForeignKey(own, name="fk_up")),
        UniqueConstraint("a", "b", name="uq"), schema=schema)
    t.append_constraint(CheckConstraint(t.c.a > 5, name="ck"))
    return t


def copied(t, target=None, parent=True, **kw):
    """The copy of t in a catalogue that has a copy of its parent, in the same schema if parent is true."""
    target = MetaData() if target is None else target
    other = next(x for x in t.metadata.tables.values() if x.name == "parent")
    other.to_metadata(target, **({"schema": kw["schema"]} if parent and "schema" in kw else {}))
    copy = t.to_metadata(target, **kw)
    order = {c.name: c._creation_order for c in t.constraints}
    for c in copy.constraints:  # SQLAlchemy copies them from a set, in any order
        c._creation_order = order[c.name]
    return copy


case("same", CreateTable(copied(original())))
case("renamed", CreateTable(copied(original(), name="u")))
case("schema", CreateTable(copied(original(), schema="app")))
case("schema-to-schema", CreateTable(copied(original("app"), schema="other")))
case("schema-kept", CreateTable(copied(original("app"))))
case("into-schema", CreateTable(copied(original(), MetaData(schema="app"))))
case("referred", CreateTable(copied(original("app"), schema="other", parent=False, referred_schema_fn=lambda table, to, constraint, referred: "app" if constraint.name == "fk_p" else to)))
case("index", CreateIndex(next(iter(copied(original(), name="u").indexes))))
case("index-schema", CreateIndex(next(iter(copied(original(), schema="app").indexes))))
case("comment", SetTableComment(Table("t", MetaData(), Column("a", Integer), comment="it's").to_metadata(MetaData(), name="u")), only="postgresql mssql oracle")
case("temporary", CreateTable(Table("t", MetaData(), Column("a", Integer), prefixes=["TEMPORARY"]).to_metadata(MetaData())))
case("identity", CreateTable(Table("t", MetaData(), Column("id", Integer, Identity(start=5), primary_key=True)).to_metadata(MetaData())), only="postgresql mssql oracle")
case("computed", CreateTable(Table("t", MetaData(), Column("a", Integer), Column("b", Integer, Computed("a * 2", persisted=True))).to_metadata(MetaData())))


def indexed(build):
    t = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("b", String(5)))
    build(t.c)
    return CreateIndex(next(iter(t.to_metadata(MetaData(), name="u").indexes)))


case("index-expression", indexed(lambda c: Index("ix", func.lower(c.b))), only="sqlite postgresql mysql oracle")  # SQL Server indexes columns only
case("index-desc", indexed(lambda c: Index("ix", c.b.desc(), unique=True)))
case("index-where", indexed(lambda c: Index("ix", c.b, postgresql_where=c.id > 5, mssql_where=c.id > 5)), only="postgresql mssql")
u = original().to_metadata(MetaData(), name="u")
case("select", select(u.c.a, u.c.b).where(u.c.id == 5))

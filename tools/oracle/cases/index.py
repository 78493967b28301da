from sqlalchemy import Boolean, Column, desc, func, Index, Integer, MetaData, String, Table, text
from sqlalchemy.schema import CreateIndex, DropIndex

from registry import construct, DIALECTS

case = construct("index")


def table(name="t", **kw):
    return Table(name, MetaData(), Column("id", Integer, primary_key=True), Column("a", Integer), Column("b", String(20)),
                 Column("on", Boolean), Column("Mixed", Integer), **kw)


def create(name, build, only=DIALECTS, **kw):
    t = table()
    case(name, CreateIndex(build(t.c), **kw), only)


filtered = "sqlite postgresql mssql"


def where(condition):
    """The condition of a partial index, for the databases that have them."""
    return {f"{d}_where": condition for d in filtered.split()}


def include(names):
    return {f"{d}_include": names for d in ("postgresql", "mssql")}


create("one", lambda c: Index("ix_a", c.a))
create("unique", lambda c: Index("ix_a", c.a, unique=True))
create("two", lambda c: Index("ix_ab", c.a, c.b))
create("unique-two", lambda c: Index("ix_ab", c.a, c.b, unique=True))
create("desc", lambda c: Index("ix_a", c.a.desc()))
create("desc-function", lambda c: Index("ix_a", c.b, desc(c.a)))
create("nulls-last", lambda c: Index("ix_a", c.a.desc().nulls_last()), only="postgresql")
create("function", lambda c: Index("ix_lower", func.lower(c.b)))
create("expression", lambda c: Index("ix_sum", c.a + 1))
create("text", lambda c: Index("ix_text", text("a DESC"), _table=c.a.table))
create("quoted-columns", lambda c: Index("ix_quoted", c.on, c.Mixed))
create("quoted-name", lambda c: Index("My Index", c.a))
create("reserved-name", lambda c: Index("index", c.a))
create("partial", lambda c: Index("ix_a", c.a, **where(c.a > 5)), only=filtered)
create("partial-string", lambda c: Index("ix_a", c.a, **where(c.b == "it's")), only=filtered)
create("partial-boolean", lambda c: Index("ix_a", c.a, unique=True, **where(c.on)), only=filtered)
create("partial-null", lambda c: Index("ix_a", c.a, **where(c.b.is_(None))), only=filtered)
create("if-not-exists", lambda c: Index("ix_a", c.a), if_not_exists=True, only="sqlite postgresql oracle")
create("using", lambda c: Index("ix_a", c.a, postgresql_using="hash", mysql_using="hash"), only="postgresql mysql")
create("include", lambda c: Index("ix_a", c.a, postgresql_include=["b"], mssql_include=["b"]), only="postgresql mssql")
create("include-two", lambda c: Index("ix_a", c.a, unique=True, **include(["b", "Mixed"]), **where(c.a > 5)), only="postgresql mssql")
create("nulls-not-distinct", lambda c: Index("ix_a", c.a, unique=True, postgresql_nulls_not_distinct=True), only="postgresql mssql")
create("include-and-nulls", lambda c: Index("ix_a", c.a, unique=True, **include(["b"]), postgresql_nulls_not_distinct=True), only="postgresql mssql")
create("concurrently", lambda c: Index("ix_a", c.a, postgresql_concurrently=True), only="postgresql")
create("mssql-clustered", lambda c: Index("ix_a", c.a, mssql_clustered=True), only="mssql")
create("mssql-nonclustered", lambda c: Index("ix_a", c.a, unique=True, mssql_clustered=False), only="mssql")
create("mssql-columnstore", lambda c: Index("ix_ab", c.a, c.b, mssql_columnstore=True), only="mssql")
create("mssql-clustered-columnstore", lambda c: Index("ix_a", mssql_clustered=True, mssql_columnstore=True, _table=c.a.table), only="mssql")
create("oracle-bitmap", lambda c: Index("ix_a", c.a, oracle_bitmap=True), only="oracle")
create("length", lambda c: Index("ix_b", c.b, mysql_length=10), only="mysql")


def drop(name, build, only=DIALECTS, **kw):
    t = table()
    case(name, DropIndex(build(t.c), **kw), only)


drop("drop", lambda c: Index("ix_a", c.a))
drop("drop-if-exists", lambda c: Index("ix_a", c.a), if_exists=True, only="sqlite postgresql mssql oracle")
drop("drop-quoted", lambda c: Index("My Index", c.a))


@case("of-column")
def _():
    t = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("a", Integer, index=True))
    return CreateIndex(next(iter(t.indexes)))


@case("of-column-unique")
def _():
    t = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("a", Integer, index=True, unique=True))
    return CreateIndex(next(iter(t.indexes)))


@case("of-schema-table")
def _():
    t = table(schema="app")
    return CreateIndex(Index("ix_a", t.c.a))


@case("of-quoted-table")
def _():
    t = table("order")
    return CreateIndex(Index("ix_order", t.c.a))


@case("long-name")
def _():
    """A generated name longer than the dialect's identifiers is cut and gets a hash."""
    name = "a_column_whose_name_is_longer_than_any_database_would_ever_need_it_to_be"[:60]
    t = Table("t_with_a_name", MetaData(), Column("id", Integer, primary_key=True), Column(name, Integer, index=True))
    return CreateIndex(next(iter(t.indexes)))

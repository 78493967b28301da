"""Names that a naming convention makes: every token, for every kind of constraint and for indexes, and those that it leaves alone."""

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, ForeignKeyConstraint, func, Index, Integer, MetaData, String, Table, UniqueConstraint
from sqlalchemy.schema import conv, CreateIndex, CreateTable, DropConstraint, PrimaryKeyConstraint

from registry import construct

case = construct("naming")


def build(convention, *items, schema=None, referred="parent"):
    """A table t with columns of all sorts beside a table that it may reference."""
    metadata = MetaData(naming_convention=convention)
    Table(referred, metadata, Column("id", Integer, primary_key=True), Column("other", Integer), schema=schema)
    return Table(
        "t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer), Column("b", String(5)), Column("c", Integer, key="see"), *items, schema=schema)


def table(name, convention, *items, **kw):
    case(name, CreateTable(build(convention, *items, **kw)))


def index(name, convention, make, **kw):
    case(name, CreateIndex(make(build({"pk": "pk_%(table_name)s", **convention}, **kw).c)))


table("primary-key", {"pk": "pk_%(table_name)s"})
table("primary-key-columns", {"pk": "pk_%(table_name)s_%(column_0_name)s"})
table("primary-key-label", {"pk": "pk_%(column_0_label)s"})
table("percent", {"pk": "pk%%_%(table_name)s"})
table("unique", {"uq": "uq_%(table_name)s_%(column_0_name)s"}, UniqueConstraint("a", "b"))
table("unique-all-names", {"uq": "uq_%(table_name)s_%(column_0_N_name)s"}, UniqueConstraint("a", "b", "see"))
table("unique-all-names-together", {"uq": "uq_%(table_name)s_%(column_0N_name)s"}, UniqueConstraint("a", "b", "see"))
table("unique-second", {"uq": "uq_%(column_1_name)s_%(column_0_name)s"}, UniqueConstraint("a", "b"))
table("unique-second-of-one", {"uq": "uq_%(column_1_name)s_%(column_0_name)s"}, UniqueConstraint("a"))
table("unique-key", {"uq": "uq_%(column_0_key)s_%(column_0_name)s"}, UniqueConstraint("see"))
table("unique-all-keys", {"uq": "uq_%(column_0_N_key)s"}, UniqueConstraint("see", "a"))
table("unique-label", {"uq": "uq_%(column_0_label)s"}, UniqueConstraint("a", "b"))
table("unique-all-labels", {"uq": "uq_%(column_0_N_label)s"}, UniqueConstraint("a", "b"))
table("unique-given", {"uq": "uq_%(table_name)s_%(column_0_name)s"}, UniqueConstraint("a", name="mine"))
table("unique-given-expanded", {"uq": "uq_%(table_name)s_%(constraint_name)s"}, UniqueConstraint("a", name="mine"))
table("unique-verbatim", {"uq": "uq_%(table_name)s_%(constraint_name)s"}, UniqueConstraint("a", name=conv("mine")))
table("unique-in-schema", {"uq": "uq_%(table_name)s_%(column_0_label)s"}, UniqueConstraint("a"), schema="app")
table("unique-quoted", {"uq": "Unique %(table_name)s"}, UniqueConstraint("a"))
table("unique-long", {"uq": "uq_%(table_name)s_%(column_0_name)s_" + "x" * 60}, UniqueConstraint("a"))
table("check", {"ck": "ck_%(table_name)s_%(constraint_name)s"}, CheckConstraint("a > 0", name="positive"))
table("check-verbatim", {"ck": "ck_%(table_name)s_%(constraint_name)s"}, CheckConstraint("a > 0", name=conv("positive")))
table("check-table", {"ck": "ck_%(table_name)s"}, CheckConstraint("a > 0"))
table("enum", {"ck": "ck_%(table_name)s_%(constraint_name)s"}, Column("e", Enum("x", "y", name="kind", native_enum=False, create_constraint=True)))
table("enum-column", {"ck": "ck_%(table_name)s_%(column_0_name)s"}, Column("e", Enum("x", "y", native_enum=False, create_constraint=True)))
table("foreign-key", {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}, ForeignKeyConstraint(["a"], ["parent.id"]))
table("foreign-key-column", {"fk": "fk_%(referred_table_name)s_%(referred_column_0_name)s"}, ForeignKeyConstraint(["a"], ["parent.id"]))
table("foreign-key-all", {"fk": "fk_%(column_0_N_name)s_%(referred_column_0_N_name)s"}, ForeignKeyConstraint(["a", "see"], ["parent.id", "parent.other"]))
table("foreign-key-all-together", {"fk": "fk_%(column_0N_name)s_%(referred_column_0N_name)s"}, ForeignKeyConstraint(["a", "see"], ["parent.id", "parent.other"]))
table("foreign-key-given", {"fk": "fk_%(table_name)s"}, ForeignKeyConstraint(["a"], ["parent.id"], name="mine"))
table("foreign-key-in-schema", {"fk": "fk_%(table_name)s_%(referred_table_name)s"}, ForeignKeyConstraint(["a"], ["app.parent.id"]), schema="app")
table("foreign-key-odd-table", {"fk": "fk_%(referred_table_name)s"}, ForeignKeyConstraint(["a"], ["My Parent.id"]), referred="My Parent")
table("own-token", {"uq": "uq_%(shout)s", "shout": lambda constraint, table: table.name.upper() + "!"}, UniqueConstraint("a"))
index("index", {"ix": "ix_%(table_name)s_%(column_0_name)s"}, lambda c: Index(None, c.a))
index("index-all", {"ix": "i_%(column_0_N_name)s"}, lambda c: Index(None, c.a, c.b, unique=True))
index("index-label", {"ix": "idx_%(column_0_label)s"}, lambda c: Index(None, c.a), schema="app")
index("index-given", {"ix": "ix_%(table_name)s_%(column_0_name)s"}, lambda c: Index("mine", c.a))
index("index-given-expanded", {"ix": "ix_%(table_name)s_%(constraint_name)s"}, lambda c: Index("mine", c.a))
index("index-expression", {"ix": "ix_%(column_0_name)s"}, lambda c: Index(None, func.lower(c.b)))


@case("drop-unique", only="postgresql mysql mssql oracle")
def _():
    t = build({"uq": "uq_%(table_name)s_%(column_0_name)s"})
    u = UniqueConstraint("a")
    t.append_constraint(u)
    return DropConstraint(u)


@case("drop-primary-key", only="postgresql mysql mssql oracle")
def _():
    return DropConstraint(build({"pk": "pk_%(table_name)s"}).primary_key)

"""Statements and DDL whose schemas are replaced, and tables of a catalogue that has a schema of its own."""
from sqlalchemy import BLANK_SCHEMA, Column, delete, Enum, ForeignKey, insert, Integer, MetaData, select, Sequence, String, Table, update
from sqlalchemy.schema import CreateIndex, CreateSequence, CreateTable, DropIndex, DropTable, SetTableComment
from sqlalchemy.dialects.postgresql import CreateEnumType

from registry import construct
from render import Translated

case = construct("schemas")


def tables(schema=None, other="app"):
    metadata = MetaData()
    plain = Table("plain", metadata, Column("id", Integer, primary_key=True), Column("name", String(10), index=True), schema=schema)
    key = f"{schema}.plain.id" if schema else "plain.id"
    owned = Table("owned", metadata, Column("id", Integer, primary_key=True), Column("p", ForeignKey(key)), schema=other)
    return plain, owned


plain, owned = tables()
both = select(plain.c.name, owned.c.id).join_from(plain, owned)
for name, schemas in {
    "none": {None: "one"}, "named": {"app": "two"}, "each": {None: "one", "app": "two"}, "swapped": {None: "app", "app": "other"},
    "other": {"nothing": "three"}, "quoted": {None: "My Tenant", "app": 'say "hi"'}, "reserved": {None: "select"},
}.items():
    case(f"select-{name}", Translated(select(plain.c.id, plain.c.name).where(plain.c.name == "x"), schemas))
    case(f"join-{name}", Translated(both, schemas))
one, two = {None: "one"}, {None: "one", "app": "two"}
alias = owned.alias("o")
case("alias", Translated(select(alias.c.id).where(alias.c.p == 5), two))
case("subquery", Translated(select(select(owned.c.id).where(owned.c.p == 5).subquery("s").c.id), two))
case("exists", Translated(select(plain.c.id).where(select(owned.c.id).where(owned.c.p == plain.c.id).exists()), two))
case("insert", Translated(insert(owned).values(id=1, p=5), two))
case("update", Translated(update(owned).values(p=5).where(owned.c.id == 1), two))
case("delete", Translated(delete(plain).where(plain.c.id == 1), two))
case("create-table", Translated(CreateTable(owned), two))
case("create-table-same", Translated(CreateTable(owned), {None: "one", "app": "one"}))
case("drop-table", Translated(DropTable(owned), two))
case("create-index", Translated(CreateIndex(next(iter(plain.indexes))), two))
case("drop-index", Translated(DropIndex(next(iter(plain.indexes))), two))
case("create-sequence", Translated(CreateSequence(Sequence("ids", schema="app")), two), only="postgresql mariadb mssql oracle")
case("create-enum", Translated(CreateEnumType(Enum("x", "y", name="kind", schema="app")), two), only="postgresql")
case("enum", Translated(CreateTable(Table("t", MetaData(), Column("e", Enum("x", "y", name="kind", schema="app")))), two), only="postgresql")
case("comment", Translated(SetTableComment(Table("t", MetaData(), Column("a", Integer), comment="x", schema="app")), two), only="postgresql mssql oracle")

within = MetaData(schema="app")
a = Table("a", within, Column("id", Integer, primary_key=True), Column("x", Integer, index=True))
b = Table("b", within, Column("id", Integer, primary_key=True), Column("a", ForeignKey("app.a.id")), schema="other")
blank = Table("c", within, Column("id", Integer, primary_key=True), Column("a", ForeignKey("app.a.id")), schema=BLANK_SCHEMA)
case("default-create", CreateTable(a))
case("default-other", CreateTable(b))
case("default-blank", CreateTable(blank))
case("default-index", CreateIndex(next(iter(a.indexes))))
case("default-select", select(a.c.x, blank.c.id).join_from(a, blank))
case("default-sequence", CreateSequence(Sequence("ids", metadata=within)), only="postgresql mariadb mssql oracle")

from sqlalchemy import bindparam, Column, func, insert, Integer, literal, literal_column, MetaData, select, String, Table, update

from registry import construct

case = construct("default")

t = Table(
    "t",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(20)),
    Column("code", String(20), default=lambda: "c", onupdate=lambda: "u"),
    Column("slug", String(20), default=lambda c: "s"),
    Column("size", Integer, default=func.abs(-40), onupdate=func.abs(-41)),
    Column("state", String(20), default="new", onupdate="old"),
)
other = Table("other", MetaData(), Column("name", String(20)), Column("n", Integer))

case("insert", insert(t).values(id=1, name="a"))
case("insert-function-given", insert(t).values(id=1, name="a", code="x"))
case("insert-all-given", insert(t).values(id=1, name="a", code="x", slug="y", size=1, state="z"))
case("insert-expression-given", insert(t).values(id=1, code=func.lower("X")))
case("insert-many", insert(t).values([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]))
case("insert-many-three", insert(t).values([{"id": 1, "size": 4}, {"id": 2, "size": 5}, {"id": 3, "size": 6}]))
case("insert-from-select", insert(t).from_select(["id", "name"], select(other.c.n, other.c.name)))
case("insert-from-select-given", insert(t).from_select(["code", "slug", "size"], select(other.c.name, other.c.name, other.c.n)))
case("insert-from-select-without", insert(t).from_select(["id", "name"], select(other.c.n, other.c.name), include_defaults=False))
case("update", update(t).values(name="a").where(t.c.id == 1))
case("update-function-given", update(t).values(name="a", code="x").where(t.c.id == 1))
case("update-expression-given", update(t).values(size=t.c.size + 1).where(t.c.id == 1))
case("update-all-given", update(t).values(code="x", size=1, state="z").where(t.c.id == 1))

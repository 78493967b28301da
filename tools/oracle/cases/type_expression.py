"""Types whose values SQL changes: bind_expression and column_expression."""
from sqlalchemy import (
    cast, Column, delete, exists, func, Integer, insert, literal, MetaData, select, String, Table, TypeDecorator, union, union_all, update,
)

from registry import construct

case = construct("type_expression")


class Folded(TypeDecorator):
    impl = String(50)
    cache_ok = True

    def bind_expression(self, bindvalue):
        return func.lower(bindvalue)

    def column_expression(self, column):
        return func.upper(column)


class Twice(TypeDecorator):
    impl = String(50)
    cache_ok = True

    def bind_expression(self, bindvalue):
        return func.trim(func.lower(bindvalue))

    def column_expression(self, column):
        return func.trim(func.upper(column))


class Bound(TypeDecorator):
    impl = String(50)
    cache_ok = True

    def bind_expression(self, bindvalue):
        return func.coalesce(bindvalue, "none")


metadata = MetaData()
t = Table("notes", metadata, Column("id", Integer, primary_key=True), Column("name", Folded), Column("plain", String(50)))
t2 = Table("pairs", metadata, Column("id", Integer, primary_key=True), Column("a", Twice), Column("b", Bound))
c, d = t.c, t2.c


def three(name, statement, only="sqlite postgresql mysql"):
    case(name, statement, only=only)


three("columns", select(c.id, c.name))
three("label", select(c.name.label("n")))
three("twice", select(c.name, c.name.label("again")))
three("where", select(c.id).where(c.name == "Ed"))
three("where-ne-and-plain", select(c.id).where(c.name != "Ed", c.plain == "Ed"))
three("between", select(c.id).where(c.name.between("a", "b")))
three("in", select(c.id).where(c.name.in_(["a", "b", "c"])))
three("not-in", select(c.id).where(c.name.not_in(["a"])))
three("columns-compared", select(c.id).where(c.name == c.plain))
three("order-by", select(c.name).order_by(c.name))
three("group-by", select(c.name, func.count()).group_by(c.name))
three("function", select(func.max(c.name)))
three("cast", select(cast(c.name, String(5))))
three("cast-to", select(cast(literal("X", String(5)), Folded).label("x")))
three("typed-literal", select(literal("X", Folded).label("x")))
three("subquery", (lambda s: select(s.c.name))(select(c.id, c.name).subquery("s")))
three("cte", (lambda s: select(s.c.name))(select(c.id, c.name).cte("s")))
three("alias", (lambda a: select(a.c.name).where(a.c.name == "Ed"))(t.alias("a")))
three("join", select(c.name, d.a).join_from(t, t2, c.id == d.id))
three("scalar-subquery", select(c.id, select(d.a).where(d.id == c.id).scalar_subquery().label("a")))
three("exists", select(c.id).where(exists().where(d.a == "X")))
three("union", union(select(c.name).where(c.id == 1), select(c.name).where(c.name == "Ed")))
three("union-subquery", (lambda s: select(s.c.name))(union_all(select(c.name), select(c.name)).subquery("s")))
three("insert", insert(t).values(id=1, name="Ed", plain="Ed"))
three("insert-many", insert(t).values([{"id": 1, "name": "Ed"}, {"id": 2, "name": "Jo"}]))
three("insert-null", insert(t2).values(id=1, a=None, b=None))
three("insert-select", insert(t).from_select(["id", "name"], select(d.id, d.a)))
three("update", update(t).values(name="Ed").where(c.name == "Jo"))
three("update-column", update(t).values(name=c.plain))
three("delete", delete(t).where(c.name == "Ed"))
case("insert-returning", insert(t).values(id=1, name="Ed").returning(c.id, c.name), only="sqlite postgresql mssql oracle")
case("update-returning", update(t).values(name="Ed").returning(c.name), only="sqlite postgresql mssql oracle")
case("delete-returning", delete(t).returning(c.name), only="sqlite postgresql mssql")
three("nested-functions", select(d.a).where(d.a == "Ed"))
three("value-of-the-type", select(d.id).where(d.b == "Ed"))
case("exact", select(c.name).where(c.name == "Ed"), only="mssql oracle")

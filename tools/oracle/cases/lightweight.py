from sqlalchemy import Integer, String, column, delete, func, insert, select, table, update

from registry import construct

case = construct("lightweight")
a = table("a", column("id", Integer), column("name", String))
b = table("b", column("id", Integer), column("owner_id", Integer), schema="app")

case("select", select(a.c.id, a.c.name).where(a.c.name == "x").order_by(a.c.id))
case("all", select(a))
case("schema", select(b.c.owner_id))
case("join", select(a.c.name).join_from(a, b, a.c.id == b.c.owner_id).where(b.c.id > 3))
case("alias", select(a.alias("x").c.name))
case("group", select(a.c.name, func.count(a.c.id).label("n")).group_by(a.c.name))
case("insert", insert(a).values(id=1, name="x"))
case("insert-select", insert(a).from_select(["id"], select(b.c.owner_id)))
case("update", update(a).values(name="y").where(a.c.id == 1))
case("delete", delete(a).where(a.c.name == "x"))
case("column-only", select(column("q", Integer)).where(column("q", Integer) == 5))

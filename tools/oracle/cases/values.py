from sqlalchemy import cast, column, Date, exists, func, Integer, literal, Numeric, select, String, tuple_, union_all, update, values

from registry import construct
from tables import User, addresses, orders, users

case = construct("values")
u, a, o = users.c, addresses.c, orders.c
PG = "postgresql mssql oracle"  # SQLite and MySQL have no column names behind an alias; see the Go side


def pairs(name="v"):
    return values(column("id", Integer), column("name", String), name=name).data([(1, "ed"), (2, "wendy")])


v = pairs()
case("all", select(v), only=PG)
case("one-column", select(v.c.name), only=PG)
case("one-row", select(values(column("id", Integer), column("name", String), name="v").data([(1, "ed")])), only=PG)
case("where", select(v.c.id).where(v.c.name == "ed"), only=PG)
case("order-limit", select(v.c.id).order_by(v.c.name).limit(1), only=PG)
case("join", select(u.id, v.c.name).join(v, u.id == v.c.id), only=PG)
case("outer-join", select(v.c.id, u.id).select_from(v).outerjoin(users, u.id == v.c.id), only=PG)
case("entity-join", select(User).join(v, User.id == v.c.id).order_by(User.id), only=PG)
case("in", select(u.id).where(u.id.in_(select(v.c.id))), only=PG)
case("exists", select(u.id).where(select(v.c.id).where(v.c.id == u.id).exists()), only=PG)
case("aggregate", select(func.count(v.c.id), func.max(v.c.name)), only=PG)
case("in-subquery", select(select(v.c.id).subquery("s").c.id), only=PG)
case("in-cte", select(select(v.c.id, v.c.name).cte("c").c.name), only=PG)
case("in-union", union_all(select(u.id), select(v.c.id)), only=PG)
case("quoted-name", select(pairs("my values").c.id), only=PG)
case("three-rows", select(values(column("value", Integer), name="n").data([(1,), (2,), (3,)])), only=PG)
case("nulls", select(values(column("id", Integer), column("name", String), name="v").data([(1, None), (None, "x")])), only=PG)
case("update-from", update(users).where(u.id == v.c.id).values(name=v.c.name), only=PG)
case("scalar", select(u.id).where(u.age.in_(values(column("value", Integer)).data([(1,), (2,)]).scalar_values())), only="sqlite postgresql")
case("scalar-selected", select(values(column("value", Integer)).data([(7,)]).scalar_values().label("n")), only="sqlite postgresql")

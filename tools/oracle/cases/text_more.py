import datetime

from sqlalchemy import bindparam, column, DateTime, exists, func, insert, Integer, literal_column, select, String, text, union_all
from sqlalchemy.orm import aliased

from registry import construct
from tables import Order, User, addresses, nodes, orders, users

case = construct("text_more")
u, o, n = users.c, orders.c, nodes.c
t = text("SELECT id, name FROM users WHERE id > :low").bindparams(low=3).columns(u.id, u.name)

# text with columns as a subquery and as a CTE
case("subquery", select((s := t.subquery("t")).c.name).where(s.c.id > 5))
case("subquery-anonymous", select(t.subquery().c.id))
case("subquery-joined", select(o.id, (s := t.subquery("t")).c.name).join(s, s.c.id == o.user_id))
case("subquery-outer-joined", select(u.id, (s := t.subquery("t")).c.name).outerjoin(s, s.c.id == u.id))
case("subquery-in", select(o.id).where(o.user_id.in_(select(t.subquery("t").c.id))))
case("subquery-count", select(func.count()).select_from(t.subquery("t")))
case("subquery-alias", select(t.subquery("t").alias("w").c.id))
case("subquery-named-columns", select(text("SELECT id, name FROM users").columns(column("id", Integer), column("name", String)).subquery("t")))
case("subquery-entity", select(aliased(User, text("SELECT * FROM users WHERE age > :age").bindparams(age=7).columns(*users.c).subquery("t"))))
case("cte", select((c := t.cte("t")).c.name).where(c.c.id > 5))
case("cte-joined", select(o.id, (c := t.cte("t")).c.name).join(c, c.c.id == o.user_id))
case("cte-twice", select((c := t.cte("t")).c.id, (d := c.alias("d")).c.id).where(c.c.id < d.c.id))
case("cte-beside-another", select((c := t.cte("t")).c.id, (d := select(o.user_id).where(o.id > 4).cte("d")).c.user_id).where(c.c.id == d.c.user_id))
case("cte-in-insert", insert(nodes).from_select(["id", "name"], select((c := t.cte("t")).c.id, c.c.name), include_defaults=False), only="sqlite postgresql mssql oracle")

# lists and typed values
many = text("SELECT id FROM users WHERE id IN :ids AND name != :name")
case("list", many.bindparams(bindparam("ids", [3, 1, 2], expanding=True), name="ed"))
case("list-one", many.bindparams(bindparam("ids", [3], expanding=True), name="ed"))
case("list-strings", text("SELECT id FROM users WHERE name IN :names").bindparams(bindparam("names", ["a", "b"], expanding=True)))
case("list-empty-strings", text("SELECT id FROM users WHERE name IN :names").bindparams(bindparam("names", [], expanding=True, type_=String())))
case("list-not-in-empty", text("SELECT id FROM users WHERE id NOT IN :ids").bindparams(bindparam("ids", [], expanding=True, type_=Integer())))
case("list-in-condition", select(u.id).where(text("users.id IN :ids").bindparams(bindparam("ids", [1, 2], expanding=True)), u.age > 7))
case("typed-bind", text("SELECT id FROM orders WHERE created_at > :at").bindparams(bindparam("at", datetime.datetime(2024, 1, 2), type_=DateTime())))
case("replaced", text("SELECT :x").bindparams(x=1).bindparams(x=2))

# fragments
case("where-order-limit", select(u.id).where(text("age > :age").bindparams(age=7)).order_by(text("age DESC"), u.id).limit(2))
case("from-alias", select(literal_column("x.id")).select_from(text("users AS x")).where(text("x.age > :age").bindparams(age=7)))
case("from-and-join-condition", select(u.id).join(addresses, text("users.id = addresses.user_id")))
case("having", select(u.age).group_by(u.age).having(text("count(*) > :n").bindparams(n=1)))
case("selected-bind", select(text("age + :n").bindparams(n=1)).select_from(users))
case("literal-column-function", select(func.max(literal_column("age"))).select_from(users))

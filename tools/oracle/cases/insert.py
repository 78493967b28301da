"""INSERT. The statements are inline(), so that they return what they say and no more; without it SQLAlchemy appends
RETURNING of the key on PostgreSQL, which the last cases show.
"""
import datetime
import decimal

import sqlalchemy
from sqlalchemy import Column, Integer, MetaData, String, Table, bindparam, false, true, func, literal, literal_column, null, select

from registry import DIALECTS, construct
from tables import User, addresses, nodes, odd, order_lines, orders, users

case = construct("insert")
u = users.c
returns = "sqlite postgresql mssql oracle"


def insert(table):
    return sqlalchemy.insert(table).inline()


case("values", insert(users).values(name="ed", fullname="Ed Jones"))
case("one-value", insert(users).values(name="ed"))
case("entity", insert(User).values(name="ed", fullname="Ed Jones"))
case("table-order-of-columns", insert(users).values(nickname="eddie", name="ed", id=5))
case("null-value", insert(users).values(name="ed", nickname=None))
case("null-expression", insert(users).values(name="ed", nickname=null()))
case("boolean-value", insert(users).values(name="ed", active=True))
case("decimal-and-time", insert(orders).values(price=decimal.Decimal("10.50"), created_at=datetime.datetime(2024, 1, 2, 3, 4, 5)))
case("composite-key", insert(order_lines).values(order_id=1, line_no=2, product="tea", quantity=3))
case("function-value", insert(users).values(name=func.lower("ED")))
case("expression-value", insert(users).values(name="ed", age=literal(1) + 2))
case("literal-column-value", insert(users).values(name=literal_column("'ed'")))
case("scalar-subquery-value", insert(addresses).values(email_address="x", user_id=select(u.id).where(u.name == "ed").scalar_subquery()))
case("no-values", insert(nodes).values())
case("quoted", insert(odd).values({"select": "a", "mixedCase": "b", "two words": "c", 'say "hi"': "d", "1st": 1, "a-b": 2}))
case("many", insert(users).values([{"name": "ed", "age": 1}, {"name": "wendy", "age": 2}, {"name": "jack", "age": 3}]))
case("many-one", insert(users).values([{"name": "ed"}]))
case("many-with-null", insert(users).values([{"name": "ed", "nickname": "e"}, {"name": "wendy", "nickname": None}]))
case("many-with-expression", insert(users).values([{"name": "ed", "age": 1}, {"name": "wendy", "age": func.abs(-2)}]))
case("named-parameters", insert(nodes).values(name=bindparam("n", "root"), parent_id=bindparam("p", None)))
case("from-select", insert(nodes).from_select(["id", "name"], select(u.id, u.name).where(u.age > 7)))
case("from-select-columns", insert(nodes).from_select([nodes.c.name], select(u.name)))
case("from-select-union", insert(nodes).from_select(["name"], select(u.name).union(select(u.nickname))))
case("returning-key", insert(users).values(name="ed").returning(u.id), only=returns)
case("returning-two", insert(users).values(name="ed").returning(u.id, u.name), only=returns)
case("returning-all", insert(users).values(name="ed").returning(users), only=returns)
case("returning-entity", insert(User).values(name="ed").returning(User), only=returns)
case("returning-expression", insert(users).values(name="ed").returning(u.age + 1), only=returns)
case("returning-label", insert(users).values(name="ed").returning(u.id.label("key")), only=returns)
case("returning-function", insert(users).values(name="ed").returning(func.lower(u.name)), only=returns)
case("many-returning", insert(users).values([{"name": "ed"}, {"name": "wendy"}]).returning(u.id), only=returns)
case("from-select-returning", insert(nodes).from_select(["name"], select(u.name)).returning(nodes.c.id), only=returns)
case("prefix", insert(users).prefix_with("OR IGNORE").values(name="ed"), only="sqlite")
case("prefix-mysql", insert(users).prefix_with("IGNORE").values(name="ed"), only="mysql")
case("generated-key", sqlalchemy.insert(users).values(name="ed"))
case("generated-key-given", sqlalchemy.insert(users).values(id=5, name="ed"))
case("generated-key-default-values", sqlalchemy.insert(nodes).values())
stamped = Table("stamped", MetaData(), Column("id", Integer, primary_key=True), Column("name", String), Column("state", String, default="new"))
two = "sqlite postgresql mssql oracle"


def three(name, statement, only=DIALECTS):
    case(name, statement, only=only)


three("from-select-defaults", insert(stamped).from_select(["name"], select(u.name)))
three("from-select-defaults-where", insert(stamped).from_select(["name"], select(u.name).where(u.age > 7)))
three("from-select-default-given", insert(stamped).from_select(["name", "state"], select(u.name, u.nickname)))
three("from-select-without-defaults", insert(stamped).from_select(["name"], select(u.name), include_defaults=False))
three("from-select-union-all", insert(nodes).from_select(["name"], select(u.name).union_all(select(u.nickname), select(u.fullname))))
three("from-select-order", insert(nodes).from_select(["name"], select(u.name).order_by(u.id).limit(3)))
three("from-select-expression", insert(nodes).from_select(["id", "name"], select(u.id + 1, u.name + "x")))
three("from-select-group", insert(nodes).from_select(["id", "name"], select(func.max(u.id), u.name).group_by(u.name)))
three("defaults", insert(stamped).values(name="a"))
three("many-returning-two", insert(users).values([{"name": "ed"}, {"name": "wendy"}]).returning(u.id, u.name), only=two)
three("many-with-boolean-constant", insert(users).values([{"name": "ed", "active": true()}, {"name": "wendy", "active": false()}]))
three("json-value", insert(stamped).values(name="a", state=func.upper("b")))

from sqlalchemy import ARRAY, Integer, String, all_, any_, literal, select

from registry import construct
from tables import orders, users

case = construct("any")
u = users.c
quantities = select(orders.c.quantity).scalar_subquery()
servers = ("postgresql", "mysql", "mssql", "oracle")


def only(name, statement, dialects):
    case(name, {d: statement for d in dialects})


only("any-query", select(u.id).where(u.age == any_(quantities)), servers)
only("all-query", select(u.id).where(u.age > all_(quantities)), servers)
only("not-any-query", select(u.id).where(~(u.age == any_(quantities))), servers)
only("any-of", select(u.id).where(u.id == any_(literal([1, 2], ARRAY(Integer)))), ("postgresql",))
only("all-of", select(u.id).where(u.name != all_(literal(["a", "b"], ARRAY(String)))), ("postgresql",))
only("any-query-and", select(u.id).where(u.age == any_(quantities), u.id > 1), servers)

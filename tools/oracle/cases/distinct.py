from sqlalchemy import distinct, func, select

from registry import construct
from tables import User, addresses, users

case = construct("distinct")
u = users.c
case("one", select(u.name).distinct())
case("two-columns", select(u.name, u.age).distinct())
case("entity", select(User).distinct())
case("where-order", select(u.name).where(u.age > 7).distinct().order_by(u.name))
case("limit", select(u.name).distinct().limit(2))
case("join", select(u.name).distinct().join(addresses))
case("order-by-selected", select(u.name).distinct().order_by(u.name.desc()))
case("order-by-other", select(u.name).distinct().order_by(u.id))
case("expression", select(distinct(u.name)))
case("on", select(u.name, u.age).distinct(u.name).order_by(u.name), only="postgresql")
case("on-two", select(u.name).distinct(u.name, u.age), only="postgresql")
case("count", select(func.count(u.name.distinct())))
case("subquery", select(select(u.name).distinct().subquery("s").c.name))

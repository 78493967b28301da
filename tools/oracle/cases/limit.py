from sqlalchemy import select

from registry import construct
from tables import User, addresses, users

case = construct("limit")
u = users.c
q = select(u.name)

case("limit", q.limit(2))
case("offset", q.offset(1))
case("limit-offset", q.limit(2).offset(1))
case("limit-zero", q.limit(0))
case("offset-zero", q.limit(2).offset(0))
case("order-limit", q.order_by(u.id).limit(2))
case("order-offset", q.order_by(u.id).offset(1))
case("order-limit-offset", q.order_by(u.id).limit(2).offset(1))
case("where-limit", q.where(u.name == "ed").limit(1))
case("where-order-limit-offset", q.where(u.name == "ed").order_by(u.id).limit(5).offset(10))
case("entity", select(User).order_by(User.id).limit(2).offset(1))
case("replaced", q.limit(2).limit(3))
case("removed", q.limit(2).limit(None))
case("slice", q.order_by(u.id).slice(1, 3))
case("fetch", q.order_by(u.id).fetch(5), only="postgresql mssql oracle")
case("fetch-with-ties", q.order_by(u.id).fetch(5, with_ties=True), only="postgresql mssql oracle")
case("in-subquery", q.where(u.id.in_(select(addresses.c.user_id).limit(3))).limit(2))
case("of-subquery", select(q.limit(5).subquery().c.name).limit(2))

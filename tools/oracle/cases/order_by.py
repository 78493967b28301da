from sqlalchemy import case as case_, desc, func, select

from registry import construct
from tables import User, addresses, users

case = construct("order_by")
u = users.c
q = select(u.name)

case("column", q.order_by(u.id))
case("entity", select(User).order_by(User.id))
case("asc", q.order_by(u.id.asc()))
case("desc", q.order_by(u.id.desc()))
case("desc-function", q.order_by(desc(u.id)))
case("two", q.order_by(u.name, u.id.desc()))
case("two-calls", q.order_by(u.name).order_by(u.id))
case("none-resets", q.order_by(u.name).order_by(None))
case("nulls-first", q.order_by(u.nickname.nulls_first()))
case("nulls-last", q.order_by(u.nickname.nulls_last()))
case("desc-nulls-last", q.order_by(u.nickname.desc().nulls_last()))
case("desc-nulls-first", q.order_by(u.nickname.desc().nulls_first()))
case("asc-nulls-last", q.order_by(u.nickname.asc().nulls_last()))
case("function", q.order_by(func.lower(u.name)))
case("function-desc", q.order_by(func.lower(u.name).desc()))
case("expression", q.order_by(u.age + u.id))
case("expression-desc", q.order_by((u.age + u.id).desc()))
case("expression-with-bind", q.order_by(u.age + 1))
case("case", q.order_by(case_((u.age > 7, 1), else_=0)))
case("boolean-expression", q.order_by(u.age > 7))
case("other-table", q.where(u.id == addresses.c.user_id).order_by(addresses.c.email_address))
case("aggregate", select(u.name, func.count(u.id)).group_by(u.name).order_by(func.count(u.id).desc()))
case("scalar-subquery", q.order_by(select(func.count(addresses.c.id)).where(addresses.c.user_id == u.id).scalar_subquery()))
case("where-first", q.where(u.age == 7).order_by(u.id))

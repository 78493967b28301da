from sqlalchemy import and_, exists, func, literal, or_, select

from registry import construct
from tables import Address, User, addresses, orders, users

case = construct("exists")
u, a = users.c, addresses.c
q = select(u.name)
has = exists().where(a.user_id == u.id)

case("where", q.where(has))
case("entity", select(User.name).where(exists().where(Address.user_id == User.id)))
case("not", q.where(~has))
case("not-not", q.where(~~has))
case("select-exists", q.where(select(a.id).where(a.user_id == u.id).exists()))
case("exists-of-select", q.where(exists(select(a.id).where(a.user_id == u.id))))
case("of-column", q.where(exists(a.id).where(a.user_id == u.id)))
case("with-bind", q.where(exists().where(a.user_id == u.id).where(a.email_address == "x")))
case("with-like", q.where(exists().where(and_(a.user_id == u.id, a.email_address.like("%x%")))))
case("and", q.where(has, u.age > 7))
case("or", q.where(or_(has, u.age > 7)))
case("two", q.where(has, exists().where(orders.c.user_id == u.id)))
case("one-and-not-other", q.where(has, ~exists().where(orders.c.user_id == u.id)))
case("nested", q.where(exists().where(orders.c.user_id == u.id).where(exists().where(a.user_id == orders.c.user_id))))
case("uncorrelated", q.where(select(a.id).where(a.email_address == "x").exists()))
case("selected", select(select(a.id).exists()))
case("selected-label", select(u.name, has.label("has_address")))
case("select-literal", q.where(select(literal(1)).select_from(addresses).where(a.user_id == u.id).exists()))
case("having", select(u.name).group_by(u.name, u.id).having(has))
case("with-join", q.where(exists().where(and_(a.user_id == u.id, orders.c.user_id == u.id))))
case("count", select(func.count()).select_from(users).where(has))


@case("alias")
def _():
    x = users.alias("x")
    return q.where(exists().where(and_(x.c.name == u.name, x.c.id != u.id)))

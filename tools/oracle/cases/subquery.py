from sqlalchemy import func, literal, select

from registry import construct
from tables import Address, User, addresses, orders, users

case = construct("subquery")
u, a = users.c, addresses.c
case("named", select(select(u.id, u.name).subquery("s")))
case("anonymous", select(select(u.id, u.name).subquery()))
case("one-column", select(select(u.id, u.name).subquery("s").c.name))
case("of-entity", select(select(User).subquery("s")))
case("with-where-and-limit", select(select(u.name).where(u.age > 7).order_by(u.id).limit(3).subquery("s")))
case("labelled-column", select(select(u.name.label("who")).subquery("s").c.who))
case("nested", select(select(select(u.id).subquery("inner_s")).subquery("outer_s")))
case("nested-anonymous", select(select(select(u.id).subquery()).subquery()))
case("count-rows", select(func.count()).select_from(select(u.id).where(u.age > 7).subquery()))
case("count-distinct-rows", select(func.count()).select_from(select(u.name).distinct().subquery()))
case("same-name-of-two-tables", select(select(u.id, a.id).where(u.id == a.user_id).subquery("s")))
case("function-unlabelled", select(select(func.count(u.id)).subquery("s")))
case("reserved-name", select(select(u.id).subquery("select")))
case("scalar", select(select(func.count(a.id)).scalar_subquery()))
case("scalar-labelled", select(u.name, select(func.count(a.id)).scalar_subquery().label("n")))
case("scalar-correlated", select(u.name, select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery()))
case("scalar-correlated-labelled", select(u.name, select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery().label("n")))
case("two-scalars", select(select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery(), select(func.count(orders.c.id)).where(orders.c.user_id == u.id).scalar_subquery()).select_from(users))
case("scalar-compared", select(u.name).where(u.age == select(func.max(users.alias("m").c.age)).scalar_subquery()))
case("scalar-compared-correlated", select(u.name).where(select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery() > 1))
case("scalar-in-expression", select(u.age - select(func.avg(users.alias("m").c.age)).scalar_subquery()))
case("scalar-in-function", select(func.coalesce(select(func.max(a.id)).where(a.user_id == u.id).scalar_subquery(), 0)).select_from(users))
case("literal", select(select(literal(1).label("one")).subquery("s").c.one))


@case("joined")
def _():
    s = select(a.user_id, func.count("*").label("address_count")).group_by(a.user_id).subquery()
    return select(User, s.c.address_count).outerjoin(s, User.id == s.c.user_id).order_by(User.id)


@case("two")
def _():
    s, t = select(u.id).where(u.age > 1).subquery("s"), select(u.id).where(u.age < 9).subquery("t")
    return select(s.c.id, t.c.id).where(s.c.id == t.c.id)


@case("two-anonymous")
def _():
    s, t = select(u.id).where(u.age > 1).subquery(), select(u.id).where(u.age < 9).subquery()
    return select(s.c.id, t.c.id).where(s.c.id == t.c.id)


@case("where-on-column")
def _():
    s = select(u.id, (u.age + 1).label("next_age")).subquery("s")
    return select(s.c.id).where(s.c.next_age > 18).order_by(s.c.next_age)


@case("binds-inside-and-outside")
def _():
    s = select(u.id, u.name).where(u.age > 7).subquery("s")
    return select(s.c.id, literal("x")).where(s.c.name == "ed")


@case("correlate-explicit")
def _():
    x = users.alias("x")
    return select(u.name).where(u.age == select(func.max(x.c.age)).where(x.c.name == u.name).correlate(users).scalar_subquery())


@case("correlate-of-alias")
def _():
    x = users.alias("x")
    return select(x.c.name).where(select(func.count(a.id)).where(a.user_id == x.c.id).scalar_subquery() > 1)


@case("entity-and-scalar")
def _():
    return select(User, select(func.count(Address.id)).where(Address.user_id == User.id).scalar_subquery().label("n"))

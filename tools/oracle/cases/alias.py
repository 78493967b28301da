from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from registry import construct
from tables import Address, User, addresses, users

case = construct("alias")
case("table", select(users.alias("u").c.name))
case("table-all-columns", select(users.alias("u")))
case("table-anonymous", select(users.alias().c.name))
case("entity", select(aliased(User, name="user_alias")))
case("entity-anonymous", select(aliased(User)))
case("reserved-word", select(users.alias("order").c.name))
case("mixed-case", select(users.alias("TheUsers").c.name))
case("with-space", select(users.alias("the users").c.name))


@case("entity-and-column")
def _():
    x = aliased(User, name="user_alias")
    return select(x, x.name)


@case("two-of-one-table")
def _():
    x, y = users.alias("x"), users.alias("y")
    return select(x.c.name, y.c.name).where(x.c.id < y.c.id)


@case("two-anonymous")
def _():
    x, y = users.alias(), users.alias()
    return select(x.c.name, y.c.name).where(x.c.id < y.c.id)


@case("two-anonymous-entities")
def _():
    x, y = aliased(User), aliased(User)
    return select(x.name, y.name).where(x.id < y.id)


@case("anonymous-of-two-tables")
def _():
    x, y = aliased(User), aliased(Address)
    return select(x.name, y.email_address).where(x.id == y.user_id)


@case("table-and-its-alias")
def _():
    x = users.alias("x")
    return select(users.c.name, x.c.name).where(users.c.id < x.c.id)


@case("join")
def _():
    x = addresses.alias("x")
    return select(users.c.name).join(x, x.c.user_id == users.c.id).where(x.c.email_address == "e")


@case("two-joins")
def _():
    x, y = aliased(Address), aliased(Address)
    return (select(User.name, x.email_address, y.email_address).join(x, x.user_id == User.id).join(y, y.user_id == User.id)
            .where(x.email_address == "a").where(y.email_address == "b"))


@case("join-inferred")
def _():
    x = aliased(Address, name="x")
    return select(User.name).join(x)


@case("where-order-group")
def _():
    x = users.alias("x")
    return select(x.c.name, func.count(x.c.id)).where(x.c.age > 7).group_by(x.c.name).order_by(x.c.name)


@case("of-subquery")
def _():
    x = aliased(Address, select(addresses).where(addresses.c.email_address != "e").subquery(), name="x")
    return select(x)


@case("entity-of-subquery-anonymous")
def _():
    x = aliased(Address, select(addresses).where(addresses.c.email_address != "e").subquery())
    return select(User.name, x).join(x, x.user_id == User.id)

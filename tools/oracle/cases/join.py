from sqlalchemy import and_, func, join, or_, select, true
from sqlalchemy.orm import aliased

from registry import construct
from tables import Address, Node, Order, OrderLine, User, addresses, nodes, order_lines, orders, shipments, users

case = construct("join")
u, a, o = users.c, addresses.c, orders.c
q = select(u.name)

case("inferred", q.join(addresses))
case("inferred-from-many", select(a.email_address).join(users))
case("inferred-both-selected", select(u.name, a.email_address).select_from(users).join(addresses))
case("inferred-entity", select(User).join(Address))
case("inferred-entities-selected", select(User, Address).join(Address))
case("inferred-composite", select(order_lines.c.product).join(shipments))
case("explicit", q.join(addresses, u.id == a.user_id))
case("explicit-swapped", q.join(addresses, a.user_id == u.id))
case("explicit-with-bind", q.join(addresses, and_(u.id == a.user_id, a.email_address == "x")))
case("explicit-or", q.join(addresses, or_(u.id == a.user_id, u.id == a.id)))
case("on-true", q.join(addresses, true()))
case("outer", q.outerjoin(addresses))
case("outer-explicit", q.outerjoin(addresses, u.id == a.user_id))
case("outer-is-null", select(User.name).outerjoin(Address).where(Address.id.is_(None)))
case("outer-with-condition", q.outerjoin(addresses, and_(u.id == a.user_id, a.email_address.like("%x%"))))
case("full", q.join(addresses, u.id == a.user_id, full=True), only="sqlite postgresql mssql oracle")
case("two", q.join(addresses, u.id == a.user_id).join(orders, u.id == o.user_id))
case("two-inferred", q.join_from(users, addresses).join_from(users, orders))
case("chain", q.join(orders, o.user_id == u.id).join(order_lines, order_lines.c.order_id == o.id))
case("chain-inferred", select(u.name, order_lines.c.product).select_from(users).join(orders).join(order_lines))
case("inner-then-outer", q.join(addresses, u.id == a.user_id).outerjoin(orders, u.id == o.user_id))
case("outer-then-inner", q.outerjoin(addresses, u.id == a.user_id).join(orders, u.id == o.user_id))
case("three", select(User.name).join(Order, Order.user_id == User.id).join(OrderLine, OrderLine.order_id == Order.id).join(Address, Address.user_id == User.id))
case("where-order-limit", q.join(addresses).where(a.email_address == "x").order_by(u.id).limit(1))
case("group-by", select(u.name, func.count(a.id)).join(addresses, a.user_id == u.id).group_by(u.name))
case("join-object", select(u.name).select_from(join(users, addresses, u.id == a.user_id)))
case("join-object-outer", select(u.name).select_from(join(users, addresses, u.id == a.user_id, isouter=True)))
case("nested-right", select(u.name).select_from(join(users, join(orders, order_lines, o.id == order_lines.c.order_id), u.id == o.user_id)))
case("nested-right-outer", select(u.name).select_from(users.outerjoin(orders.join(order_lines, o.id == order_lines.c.order_id), u.id == o.user_id)))
case("cross-list-and-join", select(u.name, nodes.c.name).select_from(nodes).join(addresses, a.user_id == nodes.c.id).where(u.id == a.user_id))


@case("self")
def _():
    parent = nodes.alias("parent")
    return select(nodes.c.name, parent.c.name).join(parent, nodes.c.parent_id == parent.c.id)


@case("self-inferred")
def _():
    parent = aliased(Node, name="parent")
    return select(Node.name, parent.name).join(parent, Node.parent_id == parent.id)


@case("self-outer")
def _():
    parent = nodes.alias("parent")
    return select(nodes.c.name).outerjoin(parent, nodes.c.parent_id == parent.c.id).where(parent.c.id.is_(None))


@case("self-twice")
def _():
    p, g = nodes.alias("p"), nodes.alias("g")
    return select(nodes.c.name).join(p, nodes.c.parent_id == p.c.id).join(g, p.c.parent_id == g.c.id)


@case("subquery")
def _():
    s = select(a.user_id, func.count(a.id).label("n")).group_by(a.user_id).subquery("s")
    return select(u.name, s.c.n).join(s, u.id == s.c.user_id)


@case("outer-subquery-anonymous")
def _():
    s = select(a.user_id, func.count(a.id).label("n")).group_by(a.user_id).subquery()
    return select(u.name, s.c.n).outerjoin(s, u.id == s.c.user_id)


@case("inferred-subquery")
def _():
    s = select(addresses).where(a.email_address != "x").subquery("s")
    return select(u.name, s.c.email_address).join(s)


@case("lateral", only="postgresql mysql oracle")
def _():
    s = select(a.email_address).where(a.user_id == u.id).limit(1).lateral("s")
    return select(u.name, s.c.email_address).join(s, true())

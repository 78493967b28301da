from sqlalchemy import func, join, lateral, outerjoin, select, true
from sqlalchemy.orm import aliased

from registry import construct
from tables import Address, User, addresses, keywords, nodes, order_lines, orders, post_keywords, posts, shipments, users

case = construct("join_more")
u, a, o, l, p, n = users.c, addresses.c, orders.c, order_lines.c, posts.c, nodes.c

# joins that are FROM elements
case("object", select(u.id).select_from(join(users, addresses)))
case("object-outer", select(u.id).select_from(outerjoin(users, addresses)))
case("object-full", select(u.id).select_from(join(users, addresses, full=True)), only="sqlite postgresql")
case("object-on", select(u.id).select_from(join(users, orders, u.id == o.user_id)))
case("object-chain", select(u.id).select_from(join(users, orders).join(order_lines)))
case("object-chain-outer", select(u.id).select_from(users.join(orders).outerjoin(order_lines, l.order_id == o.id)))
case("nested-right", select(u.id).select_from(users.outerjoin(orders.join(order_lines))))
case("nested-right-on", select(u.id).select_from(users.outerjoin(orders.join(order_lines), u.id == o.user_id)))
case("nested-right-joined", select(u.id).outerjoin(orders.join(order_lines), u.id == o.user_id))
case("nested-right-inferred", select(u.id).join(orders.join(order_lines)))
case("nested-both", select(u.id).select_from(users.join(addresses).outerjoin(orders.join(order_lines), u.id == o.user_id)))
case("nested-deep", select(u.id).select_from(users.outerjoin(orders.outerjoin(order_lines.join(shipments)), u.id == o.user_id)))
case("nested-columns", select(u.id, l.product).select_from(users.outerjoin(orders.join(order_lines), u.id == o.user_id)).where(l.quantity > 3))
case("nested-many-to-many", select(p.id).select_from(posts.outerjoin(post_keywords.join(keywords))))
case("object-then-join", select(u.id).select_from(users.join(addresses)).join(orders, o.user_id == u.id))
case("object-then-join-inferred", select(u.id).select_from(users.join(orders)).join(order_lines))
case("object-entity", select(User).select_from(join(users, addresses)).order_by(User.id))
case("object-of-condition", select(u.id).select_from(join(users, addresses, (u.id == a.user_id) & (a.id > 3))))
case("object-in-exists", select(u.id).where(select(o.id).select_from(join(orders, order_lines)).where(o.user_id == u.id).exists()))
case("object-in-subquery", select(select(u.id).select_from(join(users, orders)).subquery("s").c.id))
case("object-group", select(u.name, func.count(o.id)).select_from(outerjoin(users, orders)).group_by(u.name))


@case("object-aliases")
def _():
    x, y = nodes.alias("x"), nodes.alias("y")
    return select(x.c.id, y.c.id).select_from(x.join(y, x.c.id == y.c.parent_id))


@case("nested-right-aliases")
def _():
    x, y = orders.alias("x"), order_lines.alias("y")
    return select(u.id, y.c.product).select_from(users.outerjoin(x.join(y, x.c.id == y.c.order_id), u.id == x.c.user_id))


@case("object-of-subquery")
def _():
    s = select(o.user_id, func.count(o.id).label("n")).group_by(o.user_id).subquery("s")
    return select(u.name, s.c.n).select_from(users.outerjoin(s, u.id == s.c.user_id))


@case("object-of-cte")
def _():
    c = select(o.user_id).where(o.total > 3).cte("c")
    return select(u.name).select_from(users.join(c, u.id == c.c.user_id))


# LATERAL
PG, MY = "postgresql", "postgresql mysql oracle"


@case("lateral", only=MY)
def _():
    s = select(o.id, o.total).where(o.user_id == u.id).order_by(o.total.desc()).limit(1).lateral("s")
    return select(u.name, s.c.total).join(s, true())


@case("lateral-outer", only=MY)
def _():
    s = select(o.id, o.total).where(o.user_id == u.id).lateral("s")
    return select(u.name, s.c.total).outerjoin(s, true())


@case("lateral-comma", only=MY)
def _():
    s = select(o.total).where(o.user_id == u.id).lateral("s")
    return select(u.name, s.c.total).select_from(users, s)


@case("lateral-anonymous", only=MY)
def _():
    s = select(o.total).where(o.user_id == u.id).lateral()
    return select(u.name, s.c.total).join(s, true())


@case("lateral-on", only=MY)
def _():
    s = select(o.total).where(o.user_id == u.id).lateral("s")
    return select(u.name).join(s, s.c.total > 10)


@case("lateral-two", only=MY)
def _():
    s = select(o.id, o.total).where(o.user_id == u.id).limit(1).lateral("s")
    t = select(l.product).where(l.order_id == s.c.id).limit(2).lateral("t")
    return select(u.name, t.c.product).select_from(users).join(s, true()).join(t, true())


@case("lateral-aggregate", only=MY)
def _():
    s = select(func.count(o.id).label("n")).where(o.user_id == u.id).lateral("s")
    return select(u.name, s.c.n).join(s, true()).where(s.c.n > 2)


@case("lateral-entity", only=MY)
def _():
    s = select(o.total).where(o.user_id == User.id).lateral("s")
    return select(User, s.c.total).join(s, true()).order_by(User.id)


@case("lateral-alias", only=MY)
def _():
    x = users.alias("x")
    s = select(o.total).where(o.user_id == x.c.id).lateral("s")
    return select(x.c.name, s.c.total).join(s, true())


@case("lateral-in-subquery", only=MY)
def _():
    s = select(o.total).where(o.user_id == u.id).lateral("s")
    return select(select(u.id, s.c.total).join(s, true()).subquery("q").c.total)


@case("lateral-of-union", only="postgresql oracle")
def _():
    s = select(o.id).where(o.user_id == u.id).union_all(select(p.id).where(p.user_id == u.id)).lateral("s")
    return select(u.name, s.c.id).join(s, true())

from sqlalchemy import except_, func, insert, intersect, literal, select, union, union_all, values

from registry import construct
from tables import User, addresses, nodes, orders, users

case = construct("setop_more")
u, a, o, n = users.c, addresses.c, orders.c, nodes.c
one, two, three = (select(u.id).where(u.age == i) for i in (1, 2, 3))
four = select(o.id)
SERVERS = "postgresql mysql mariadb"

# parentheses
case("nested-left", union(union(one, two), three))
case("nested-right", union(one, union(two, three)))
case("nested-both", union_all(union(one, two), union(three, four)))
case("nested-deep", union(one, union_all(two, union(three, four))))
case("except-of-union", except_(union(one, two), three))
case("except-nested", except_(one, except_(two, three)))
case("intersect-of-union", intersect(union(one, two), union(two, three)))
case("limited-first", union(one.order_by(u.id).limit(1), two))
case("limited-last", union(one, two.order_by(u.id).limit(1)))
case("ordered-member", union_all(one.order_by(u.name), two))
case("offset-member", union_all(one.offset(2), two))
case("nested-limited", union(union(one, two).order_by("id").limit(2), three))
case("nested-ordered-outside", union(union(one, two), three).order_by("id").limit(2))
case("method-chain", union_all(one.union(two), three))
case("method-chain-except", intersect(except_(one.union(two), three), four))

# clauses of the whole
case("order-label", union(select(u.id.label("x")), select(o.id)).order_by("x"))
case("order-two", union(select(u.id, u.name), select(a.id, a.email_address)).order_by(u.name.desc(), u.id))
case("limit-offset", union_all(one, two).order_by(u.id).limit(5).offset(2))
case("offset", union_all(one, two).order_by(u.id).offset(2))
case("order-nulls", union(select(u.age), select(o.quantity)).order_by(u.age.nulls_last()), only="sqlite postgresql mssql oracle")

# inside of other statements
case("in", select(o.id).where(o.user_id.in_(union(one, two))))
case("in-nested", select(o.id).where(o.user_id.in_(union(one, union_all(two, three)))))
case("subquery-limit", select(union(one, two).order_by(u.id).limit(3).subquery("s").c.id))
case("subquery-nested", select(union(one, union_all(two, three)).subquery("s").c.id))
case("subquery-joined", select(o.id, (s := union(one, two).subquery("s")).c.id).join(s, o.user_id == s.c.id))
case("cte-nested", select(union(one, union_all(two, three)).cte("c").c.id))
case("scalar-limit", select(union(one, two).limit(1).scalar_subquery().label("x")))
case("correlated", select(u.name).where(union(select(a.id).where(a.user_id == u.id), select(o.id).where(o.user_id == u.id)).exists()))
case("insert", insert(nodes).from_select(["id", "name"], union(select(u.id, u.name), select(a.id, a.email_address)), include_defaults=False))
case("of-subqueries", union(select(one.subquery("p").c.id), select(two.subquery("q").c.id)))
case("of-literals", union_all(select(literal(1).label("n")), select(literal(2)), select(literal(3))).order_by("n"))
case("of-functions", union_all(select(func.count(u.id)), select(func.count(o.id))))
case("of-groups", union(select(u.age, func.count(u.id)).group_by(u.age).having(func.count(u.id) > 1), select(o.quantity, func.sum(o.id)).group_by(o.quantity)))
case("distinct-members", union_all(select(u.name).distinct(), select(a.email_address).distinct()))
case("entity-nested", union(select(User).where(u.id == 1), select(User).where(u.id == 2)))


@case("of-ctes")
def _():
    c, d = one.cte("c"), two.cte("d")
    return union(select(c.c.id), select(d.c.id))


@case("cte-shared")
def _():
    c = select(u.id, u.age).cte("c")
    return union_all(select(c.c.id).where(c.c.age > 1), select(c.c.id).where(c.c.age < 2))


@case("union-of-subquery-of-union")
def _():
    s = union(one, two).subquery("s")
    return union_all(select(s.c.id), three)

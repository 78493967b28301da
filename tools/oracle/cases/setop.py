from sqlalchemy import except_, except_all, func, intersect, intersect_all, literal, select, union, union_all

from registry import construct
from tables import User, addresses, orders, users

case = construct("setop")
u, a, o = users.c, addresses.c, orders.c
one, two, three = select(u.id).where(u.age == 1), select(u.id).where(u.age == 2), select(u.id).where(u.age == 3)
case("union", union(one, two))
case("union-all", union_all(one, two))
case("intersect", intersect(one, two))
case("except", except_(one, two))
case("intersect-all", intersect_all(one, two), only="postgresql mysql oracle")
case("except-all", except_all(one, two), only="postgresql mysql oracle")
case("method-union", one.union(two))
case("method-union-all", one.union_all(two))
case("method-intersect", one.intersect(two))
case("method-except", one.except_(two))
case("three", union(one, two, three))
case("two-columns", union(select(u.id, u.name), select(a.id, a.email_address)))
case("order", union(one, two).order_by(u.id))
case("order-desc", union_all(one, two).order_by(u.id.desc()))
case("order-by-name", union(one, two).order_by("id"))
case("limit", union(one, two).limit(3))
case("order-limit-offset", union(one, two).order_by("id").limit(3).offset(2))
case("two-literals", union_all(select(literal(1)), select(literal(2))))
case("labelled", union_all(select(u.id.label("n")), select(a.id.label("n"))).order_by("n"))
case("subquery", select(union(one, two).subquery("s")))
case("subquery-anonymous", select(union(one, two).subquery()))

case("count", select(func.count()).select_from(union(one, two).subquery()))
case("in", select(u.name).where(u.id.in_(union(select(a.user_id), select(o.user_id)))))
case("exists", select(u.name).where(union(select(a.user_id), select(o.user_id)).exists()))
case("scalar", select(union(select(func.count(a.id)), select(func.count(o.id))).scalar_subquery()))
case("nested-left", union(union(one, two), three), only="postgresql mysql mssql oracle")
case("nested-right", union(one, union(two, three)), only="postgresql mysql mssql oracle")
case("mixed", except_(union(one, two), three), only="postgresql mysql mssql oracle")
case("mixed-right", union_all(one, intersect(two, three)), only="postgresql mysql mssql oracle")
case("limited-members", union_all(one.limit(1), two.limit(1)), only="postgresql mysql mssql oracle")
case("ordered-limited-members", union_all(one.order_by(u.id).limit(1), two.order_by(u.id).limit(1)).order_by("id"), only="postgresql mysql mssql oracle")
case("limited-members-of-subqueries", union_all(select(one.limit(1).subquery()), select(two.limit(1).subquery())))
case("entity", select(User).from_statement(select(User).where(User.age == 1).union(select(User).where(User.age == 2))))
case("group-members", union(select(u.name).group_by(u.name), select(a.email_address)))


@case("subquery-where")
def _():
    s = union_all(one, two).subquery("s")
    return select(s.c.id).where(s.c.id > 7).order_by(s.c.id)

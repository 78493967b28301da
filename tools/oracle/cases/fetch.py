from sqlalchemy import func, select, union, union_all

from registry import construct
from tables import User, addresses, orders, users

case = construct("fetch")
u, a, o = users.c, addresses.c, orders.c
q = select(u.name)
SERVERS = "postgresql mariadb mssql oracle"

case("plain", q.fetch(2), only=SERVERS)
case("order", q.order_by(u.id).fetch(2), only=SERVERS)
case("offset", q.order_by(u.id).offset(1).fetch(2), only=SERVERS)
case("with-ties", q.order_by(u.age).fetch(2, with_ties=True), only=SERVERS)
case("with-ties-offset", q.order_by(u.age).offset(3).fetch(2, with_ties=True), only=SERVERS)
case("where", q.where(u.name == "ed").order_by(u.id).fetch(5).offset(10), only=SERVERS)
case("entity", select(User).order_by(User.id).fetch(2), only=SERVERS)
case("zero", q.fetch(0), only=SERVERS)
case("group", select(u.age, func.count(u.id)).group_by(u.age).having(func.count(u.id) > 1).order_by(u.age).fetch(3), only=SERVERS)
case("distinct", q.distinct().order_by(u.name).fetch(3), only=SERVERS)
case("replaced", q.fetch(2).fetch(3), only=SERVERS)
case("in-subquery", select(select(u.id).order_by(u.id).fetch(2).subquery("s").c.id), only=SERVERS)
case("in-condition", select(o.id).where(o.user_id.in_(select(u.id).order_by(u.id).fetch(2))), only=SERVERS)
case("in-cte", select(select(u.id).order_by(u.id).fetch(2, with_ties=True).cte("c").c.id), only=SERVERS)
case("scalar", select(o.id, select(u.name).where(u.id == o.user_id).fetch(1).scalar_subquery()), only=SERVERS)
case("exists", q.where(select(o.id).where(o.user_id == u.id).fetch(1).exists()), only=SERVERS)
case("union", union(select(u.id), select(a.id)).order_by("id").fetch(2), only=SERVERS)
case("union-offset", union_all(select(u.id), select(a.id)).order_by("id").offset(1).fetch(2, with_ties=True), only=SERVERS)
case("union-member", union_all(select(u.id).order_by(u.id).fetch(1), select(a.id)), only=SERVERS)
case("for-update", q.order_by(u.id).fetch(1).with_for_update(), only="postgresql mssql oracle")
case("join", select(u.name, a.email_address).join(addresses).order_by(u.id).fetch(2), only=SERVERS)
# what a database without FETCH gets: LIMIT does the same
case("as-limit", {"sqlite": q.order_by(u.id).limit(2), "mysql": q.order_by(u.id).limit(2)}, only="sqlite mysql")
case("as-limit-offset", {"sqlite": q.limit(2).offset(1), "mysql": q.limit(2).offset(1)}, only="sqlite mysql")
case("union-as-limit", union(select(u.id), select(a.id)).limit(2), only="sqlite mysql oracle")

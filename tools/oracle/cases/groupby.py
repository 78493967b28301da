from sqlalchemy import and_, func, select

from registry import construct
from tables import Address, User, addresses, orders, users

case = construct("groupby")
u, a, o = users.c, addresses.c, orders.c
n = func.count(u.id)
case("one", select(u.name, n).group_by(u.name))
case("two", select(u.name, u.age, n).group_by(u.name, u.age))
case("two-calls", select(u.name, u.age, n).group_by(u.name).group_by(u.age))
case("order", select(func.count(User.name), User.name).group_by(User.name).order_by(User.name))
case("having", select(u.name).group_by(u.name).having(n > 1))
case("having-two-calls", select(u.name).group_by(u.name).having(n > 1).having(func.max(u.age) < 9))
case("having-and", select(u.name).group_by(u.name).having(and_(n > 1, func.max(u.age) < 9)))
case("having-or", select(u.name).group_by(u.name).having((n > 1) | (func.max(u.age) < 9)))
case("having-order-limit", select(u.name, n).group_by(u.name).having(n > 1).order_by(n).limit(3))
case("where-having", select(u.name, n).where(u.age > 7).group_by(u.name).having(n > 1))
case("having-without-group", select(n).having(n > 1))
case("function", select(func.lower(u.name), n).group_by(func.lower(u.name)))
case("expression", select(u.age % 10, n).group_by(u.age % 10))
case("join", select(u.name, func.count(a.id)).join(addresses).group_by(u.name))
case("outer-join", select(User, func.count(Address.id)).outerjoin(Address).group_by(User.id))
case("join-having", select(u.name, func.sum(o.total)).join(orders).group_by(u.id, u.name).having(func.sum(o.total) > 10.5))
case("having-avg-compared", select(o.user_id).group_by(o.user_id).having(func.avg(o.total) > func.min(o.total)))
case("rollup", select(u.name, n).group_by(func.rollup(u.name)), only="postgresql mssql oracle")

from sqlalchemy import and_, delete, exists, false, func, or_, select, true
from sqlalchemy.dialects import mysql

from registry import DIALECTS, construct
from tables import User, addresses, odd, order_lines, users

case = construct("delete")
u, a = users.c, addresses.c
q = delete(users)
returns = "sqlite postgresql mssql oracle"
case("all", q)
case("where", q.where(u.id == 5))
case("entity", delete(User).where(User.id == 5))
case("where-two", q.where(u.id == 5, u.name == "ed"))
case("where-two-calls", q.where(u.id == 5).where(u.name == "ed"))
case("where-or", q.where(or_(u.id == 5, u.name == "ed")))
case("where-in", q.where(u.id.in_([1, 2])))
case("where-in-empty", q.where(u.id.in_([])))
case("where-in-subquery", q.where(u.id.in_(select(a.user_id))))
case("where-not-exists", q.where(~exists().where(a.user_id == u.id)))
case("where-scalar-subquery", q.where(u.age < select(func.avg(users.alias("m").c.age)).scalar_subquery()))
case("where-is-null", q.where(u.nickname.is_(None)))
case("where-other-table", q.where(u.id == a.user_id), only="postgresql mysql mssql")
case("composite-key", delete(order_lines).where(and_(order_lines.c.order_id == 1, order_lines.c.line_no == 2)))
case("quoted", delete(odd).where(odd.c["two words"] == "x"))
case("returning", q.where(u.id == 5).returning(u.id), only=returns)
case("returning-all", q.where(u.id == 5).returning(users), only=returns)
case("returning-entity", delete(User).where(User.id == 5).returning(User), only=returns)
two = "sqlite postgresql"


def three(name, statement, only=DIALECTS):
    case(name, statement, only=only)


three("limit", q.ext(mysql.limit(5)), only="mysql")
three("limit-where", q.where(u.age > 7).ext(mysql.limit(5)), only="mysql")
three("using-two-tables", q.where(u.id == a.user_id, a.id == order_lines.c.order_id), only="postgresql mysql mssql")
three("using-alias", q.where(u.id == users.alias("boss").c.age), only="postgresql mysql mssql")
three("using-subquery", q.where(u.id == select(a.user_id).subquery("s").c.user_id), only="postgresql mysql mssql")
three("using-returning", q.where(u.id == a.user_id).returning(u.id), only="postgresql mssql")
three("using-and-condition", q.where(u.id == a.user_id, or_(a.email_address == "x", u.age > 7)), only="postgresql mysql mssql")
three("correlated", q.where(select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery() > 2))
three("true", q.where(true()))
three("false", q.where(false()))

from sqlalchemy import and_, func, null, select

from registry import construct
from tables import User, addresses, users

case = construct("null")
u = users.c
q = select(u.id)

case("is-null", q.where(u.nickname.is_(None)))
case("is-not-null", q.where(u.nickname.is_not(None)))
case("not-is-null", q.where(~u.nickname.is_(None)))
case("not-is-not-null", q.where(~u.nickname.is_not(None)))
case("eq-none", q.where(u.nickname == None))  # noqa: E711
case("ne-none", q.where(u.nickname != None))  # noqa: E711
case("entity", select(User).where(User.nickname.is_(None)))
case("and", q.where(and_(u.nickname.is_(None), u.fullname.is_not(None))))
case("or", q.where(u.nickname.is_(None) | (u.nickname == "x")))
case("function-is-null", q.where(func.lower(u.nickname).is_(None)))
case("expression-is-null", q.where((u.age + 1).is_(None)))
case("selected", select(u.nickname.is_(None)))
case("selected-label", select(u.nickname.is_(None).label("unnamed")))
case("null-selected-label", select(null().label("nothing"), u.id))
case("outer-join-is-null", q.outerjoin(addresses).where(addresses.c.id.is_(None)))

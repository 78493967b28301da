from sqlalchemy import and_, not_, or_, select

from registry import construct
from tables import User, users

case = construct("boolean")
u = users.c
q = select(u.id)

case("column", q.where(u.active))
case("not-column", q.where(~u.active))
case("not-not-column", q.where(not_(not_(u.active))))
case("entity", select(User.id).where(User.active))
case("and", q.where(and_(u.active, u.age > 7)))
case("and-last", q.where(and_(u.age > 7, u.active)))
case("or", q.where(or_(u.active, u.age > 7)))
case("and-not", q.where(and_(u.age > 7, ~u.active)))
case("not-or", q.where(not_(or_(u.active, u.age > 7))))
case("is-true", q.where(u.active.is_(True)))
case("is-false", q.where(u.active.is_(False)))
case("is-not-true", q.where(u.active.is_not(True)))
case("eq-true", q.where(u.active == True))  # noqa: E712
case("eq-false", q.where(u.active == False))  # noqa: E712
case("ne-true", q.where(u.active != True))  # noqa: E712
case("selected", select(u.active))
case("not-selected", select(~u.active))
case("not-selected-label", select((~u.active).label("inactive")))

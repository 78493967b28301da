"""true and false, and what AND, OR and NOT make of them."""
from sqlalchemy import and_, case as when, false, func, not_, null, or_, select, true

from registry import DIALECTS, construct
from tables import addresses, users

register = construct("truth")


def case(name, statement, only=DIALECTS):
    register(name, statement, only=only)


u = users.c
q = select(u.id)
seven = u.age == 7
case("true", q.where(true()))
case("false", q.where(false()))
case("not-true", q.where(not_(true())))
case("not-false", q.where(not_(false())))
case("true-and", q.where(and_(true(), seven)))
case("false-and", q.where(and_(false(), seven)))
case("and-false-last", q.where(and_(seven, u.id == 1, false())))
case("true-or", q.where(or_(true(), seven)))
case("false-or", q.where(or_(false(), seven)))
case("false-or-two", q.where(or_(false(), seven, u.id == 1)))
case("true-and-two", q.where(and_(true(), seven, u.id == 1)))
case("true-and-true", q.where(and_(true(), true())))
case("false-or-false", q.where(or_(false(), false())))
case("true-and-false", q.where(and_(true(), false())))
case("true-or-false", q.where(or_(true(), false())))
case("or-in-and", q.where(and_(seven, or_(false(), u.id == 1))))
case("and-in-or", q.where(or_(seven, and_(true(), u.id == 1, u.id == 2))))
case("two-wheres", q.where(true()).where(seven))
case("two-wheres-false", q.where(seven).where(false()))
case("or-start", q.where(or_(false(), *[u.id == i for i in (1, 2, 3)])))
case("not-of-folded", q.where(not_(and_(true(), seven))))
case("having", select(u.name).group_by(u.name).having(true()))
case("join", select(u.id).join(addresses, true()))
case("selected", select(true().label("a")))
case("selected-false", select(false().label("a")))
case("case-condition", select(when((true(), 1), else_=0).label("v")))
case("is-true", q.where(u.active.is_(true())))
case("is-false", q.where(u.active.is_(false())))
case("is-not-true", q.where(u.active.is_not(true())))
case("is-not-false", q.where(u.active.is_not(false())))
case("comparison-is-true", q.where(seven.is_(true())))
case("eq-constant", q.where(u.active == true()))
case("ne-constant", q.where(u.active != false()))
case("null", select(null().label("n")))
case("coalesce-with-constant", q.where(func.coalesce(u.active, false())))

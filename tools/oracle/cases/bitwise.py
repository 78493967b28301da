from sqlalchemy import select

from registry import DIALECTS, construct
from tables import users

register = construct("bitwise")


def case(name, statement, only=DIALECTS):
    register(name, statement, only=only)


u = users.c
a, i = u.age, u.id
q = select(i)


def value(name, expression):
    case(name, select(expression.label("v")))


value("and", a.bitwise_and(7))
value("or", a.bitwise_or(7))
value("xor", a.bitwise_xor(7))
value("not", a.bitwise_not())
value("shift-left", a.bitwise_lshift(2))
value("shift-right", a.bitwise_rshift(2))
value("and-columns", a.bitwise_and(i))
value("or-columns", a.bitwise_or(i))
value("shift-columns", a.bitwise_lshift(i))
value("and-of-or", a.bitwise_or(1).bitwise_and(6))
value("or-of-and", a.bitwise_and(6).bitwise_or(1))
value("or-right-nested", a.bitwise_or(i.bitwise_and(3)))
value("shift-of-shift", a.bitwise_lshift(1).bitwise_rshift(1))
value("not-of-and", a.bitwise_and(7).bitwise_not())
value("not-of-not", a.bitwise_not().bitwise_not())
value("and-of-not", a.bitwise_and(i.bitwise_not()))
value("plus-and", (a + 1).bitwise_and(7))
value("and-plus", a.bitwise_and(7) + 1)
value("product-of-and", a.bitwise_and(7) * 2)
value("and-of-product", (a * 2).bitwise_and(7))
value("shift-of-sum", (a + i).bitwise_lshift(1))
value("negative-of-and", -a.bitwise_and(7))
case("compared", q.where(a.bitwise_and(4) != 0))
case("compared-columns", q.where(a.bitwise_and(i) == i))
case("negated-comparison", q.where(~(a.bitwise_and(4) == 4)))
case("between", q.where(a.bitwise_and(15).between(1, 3)))
case("in", q.where(a.bitwise_or(1).in_([1, 3])))
case("order-by", q.order_by(a.bitwise_and(1), a.bitwise_not().desc()))

"""Operators that SQLAlchemy does not know: how they bind, what they give, how they are negated."""
from sqlalchemy import Integer, String, select

from registry import DIALECTS, construct
from tables import users

register = construct("custom_op")


def case(name, statement, only=DIALECTS):
    register(name, statement, only=only)


u = users.c
a, i, n = u.age, u.id, u.name
q = select(i)


def value(name, expression):
    case(name, select(expression.label("v")))


value("value", a.op("<<<")(2))
value("columns", a.op("<<<")(i))
value("loose-in-sum", a.op("<<<")(2) + 1)
value("loose-of-sum", (a + 1).op("<<<")(2))
value("loose-right-sum", a.op("<<<")(i + 1))
value("strong-in-sum", a.op("<<<", precedence=9)(2) + 1)
value("strong-in-product", a.op("<<<", precedence=9)(2) * 3)
value("strong-of-sum", (a + 1).op("<<<", precedence=9)(2))
value("strong-of-product", (a * 2).op("<<<", precedence=9)(3))
value("middle-of-product", (a * 2).op("<<<", precedence=7)(3))
value("middle-in-product", a.op("<<<", precedence=7)(3) * 2)
value("chain", a.op("<<<")(1).op("<<<")(2))
value("chain-strong", a.op("<<<", precedence=9)(1).op("<<<", precedence=9)(2))
value("chain-rising", a.op("<<<", precedence=9)(1).op(">>>", precedence=6)(2))
value("chain-falling", a.op("<<<", precedence=6)(1).op(">>>", precedence=9)(2))
value("typed", a.op("<<<", return_type=Integer())(2))
value("typed-text", a.op("~~~", return_type=String())(n) + "x")
case("compared", q.where(a.op("<<<")(2) == 8))
case("compared-strong", q.where(a.op("<<<", precedence=9)(2) == 8))
case("boolean", q.where(n.bool_op("~~~")("e")))
case("boolean-and", q.where(n.bool_op("~~~")("e"), a == 7))
case("boolean-or", q.where(n.bool_op("~~~")("e") | (a == 7)))
case("boolean-not", q.where(~n.bool_op("~~~")("e")))
case("boolean-strong", q.where(n.bool_op("~~~", precedence=5)("e"), a == 7))
case("boolean-strong-or", q.where(n.bool_op("~~~", precedence=5)("e") | (a == 7)))
case("boolean-strong-not", q.where(~n.bool_op("~~~", precedence=5)("e")))
case("boolean-columns", q.where(n.bool_op("~~~")(u.nickname)))
case("boolean-of-concat", q.where((n + u.nickname).bool_op("~~~")("e")))
case("comparison", q.where(n.op("~~~", is_comparison=True)("e")))
case("in", q.where(a.op("<<<", precedence=9)(1).in_([2, 4])))
case("order-by", q.order_by(a.op("<<<")(1)))
case("negative", select((-a.op("<<<")(1)).label("v")))

from sqlalchemy import and_, case as when, func, literal, literal_column, null, select

from registry import DIALECTS, construct
from tables import addresses, users

case = construct("case")
u = users.c
size = when((u.age < 13, "child"), (u.age < 20, "teenager"), else_="adult")
case("one", select(when((u.age > 18, "adult"))))
case("else", select(when((u.age > 18, "adult"), else_="child")))
case("two", select(size))
case("labelled", select(u.name, size.label("size")))
case("simple", select(when({"ed": "E", "wendy": "W"}, value=u.name, else_="?")))
case("simple-no-else", select(when({1: "one"}, value=u.id)))
case("and-condition", select(when((and_(u.age > 1, u.name == "ed"), 1), else_=0)))
case("column-results", select(when((u.nickname.is_not(None), u.nickname), else_=u.name)))
case("expression-results", select(when((u.age > 18, u.age - 18), else_=u.age * 2)))
case("null-result", select(when((u.age > 18, null()), else_=u.age)))
case("where", select(u.id).where(size == "adult"))
case("order-by", select(u.id).order_by(when((u.name == "ed", 0), else_=1), u.name))
case("group-by", select(func.count(u.id)).group_by(when((u.age > 18, literal_column("'adult'")), else_=literal_column("'child'"))))
case("sum", select(func.sum(when((u.active, 1), else_=0))))
case("count", select(func.count(when((u.age > 18, u.id)))))
case("nested", select(when((u.age > 18, when((u.active, "a"), else_="b")), else_="c")))
case("arithmetic", select(when((u.age > 18, 1), else_=0) + literal(1)))
case("in-condition", select(when((u.name.in_(["ed", "wendy"]), 1), else_=0)))
case("subquery-condition", select(u.id, when((select(addresses.c.id).where(addresses.c.user_id == u.id).exists(), 1), else_=0)))
case("boolean-column", select(when((u.active, "yes"), else_="no")))


def three(name, statement, only=DIALECTS):
    case(name, statement, only=only)


three("simple-null", select(when({1: "one", 2: None}, value=u.id, else_="many").label("v")))
three("simple-of-expression", select(when({0: "even", 1: "odd"}, value=u.id % 2).label("v")))
three("simple-where", select(u.id).where(when({"ed": 1, "wendy": 2}, value=u.name, else_=0) > 0))
three("not-compared", select(u.id).where(~(size == "adult")))
three("in-sum", select((when((u.active, 1), else_=0) + u.age).label("v")))

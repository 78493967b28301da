from sqlalchemy import bindparam, func, Integer, literal, not_, select, String

from registry import construct
from tables import users

case = construct("param")
u = users.c
q = select(u.id)


def listed(name, values, type_=None):
    return bindparam(name, values, expanding=True, type_=type_)


case("named", q.where(u.id == bindparam("key", 5)))
case("default", q.where(u.age > bindparam("low", 18)))
case("default-given", q.where(u.age > bindparam("low", 18)).params(low=21))
case("twice", q.where((low := bindparam("low", 3)) < u.id, u.age > low))
case("in", q.where(u.id.in_(listed("ids", [1, 2, 3]))))
case("in-one", q.where(u.id.in_(listed("ids", [1]))))
case("in-empty", q.where(u.id.in_(listed("ids", []))))
case("in-texts", q.where(u.name.in_(listed("names", ["ed", "o'brien"]))))
case("not-in", q.where(u.id.not_in(listed("ids", [1, 2]))))
case("not-in-empty", q.where(u.id.not_in(listed("ids", []))))
case("in-negated", q.where(not_(u.id.in_(listed("ids", [1, 2])))))
case("in-and-value", q.where(u.name == "ed", u.id.in_(listed("ids", [1, 2])), u.age == 7))
case("in-of-expression", q.where((u.age + 1).in_(listed("ages", [7, 8]))))
case("literal", q.where(u.id == bindparam("key", 5, Integer(), literal_execute=True)))
case("literal-text", q.where(u.name == bindparam("name", "o'brien", String(), literal_execute=True)))
case("literal-beside-value", q.where(u.name == "ed", u.id > bindparam("key", 5, Integer(), literal_execute=True), u.age == 7))
case("literal-negative", select((u.age - bindparam("n", -1, Integer(), literal_execute=True)).label("v")))
case("computed", q.where(u.age == bindparam("age", callable_=lambda: 42)))
case("computed-call", q.where(u.name == func.lower(bindparam("name", callable_=lambda: "ED", type_=String()))))
case("unique", q.where(u.id > bindparam("n", 1, unique=True), u.age > bindparam("n", 2, unique=True)))
case("typed-literal", select(literal(5, Integer()).label("v")))

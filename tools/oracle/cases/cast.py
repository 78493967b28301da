from sqlalchemy import (
    BigInteger, Boolean, cast, Date, DateTime, Double, Float, func, Integer, JSON, LargeBinary, literal, Numeric, select,
    SmallInteger, String, Text, Time, try_cast, type_coerce, Uuid,
)

from registry import DIALECTS, construct
from tables import orders, users

case = construct("cast")
u, o = users.c, orders.c
for name, type_ in {
    "integer": Integer, "big-integer": BigInteger, "small-integer": SmallInteger, "string-length": String(10), "text": Text,
    "numeric": Numeric, "numeric-precision": Numeric(10, 2), "float": Float, "double": Double, "boolean": Boolean,
    "date": Date, "datetime": DateTime, "time": Time, "json": JSON, "uuid": Uuid, "blob": LargeBinary,
}.items():
    case(name, select(cast(u.name, type_)))
case("string", select(cast(u.age, String)))
case("labelled", select(cast(u.age, String(5)).label("age_text")))
case("of-expression", select(cast(u.age + 1, String(5))))
case("of-bind", select(cast(5, Numeric(10, 2))))
case("of-null", select(cast(None, Integer)))
case("where", select(u.id).where(cast(u.name, Integer) == 5))
case("concat", select(cast(u.age, String(5)) + "x"))
case("order-by", select(u.id).order_by(cast(u.name, Integer).desc()))
case("in-function", select(func.sum(cast(u.name, Integer))))
case("two-unlabelled", select(cast(u.name, Integer), cast(u.fullname, Integer)))
case("arithmetic", select(cast(o.total, Integer) * 2))
case("method", select(u.age.cast(String(5))))
case("coerce", select(type_coerce(u.age, String) + "x"))
case("literal", select(cast(literal("7"), Integer)))
case("try", select(try_cast(u.name, Integer)), only="mssql")
case("try-of-bind", select(try_cast("7", Numeric(10, 2))), only="mssql")
case("try-where", select(u.id).where(try_cast(u.name, Integer) > 5), only="mssql")


def three(name, statement, only=DIALECTS):
    case(name, statement, only=only)


three("coerce-where", select(u.id).where(type_coerce(u.age, String) == "7"))
three("coerce-bind", select(type_coerce("7", Integer).label("v")))
three("of-case-free-sum", select((cast(u.name, Integer) + 1).label("v")))
three("of-cast", select(cast(cast(u.name, Integer), String(5)).label("v")))
three("of-comparison", select(cast(u.age > 7, Integer).label("v")))

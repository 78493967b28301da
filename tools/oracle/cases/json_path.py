"""Places in a JSON document, read as something."""
from sqlalchemy import JSON, Column, Integer, MetaData, Table, select
from sqlalchemy.dialects.postgresql import JSONB

from registry import DIALECTS, construct

register = construct("json_path")


def case(name, statement, only=DIALECTS):
    register(name, statement, only=only)


docs = Table("docs", MetaData(), Column("id", Integer, primary_key=True), Column("doc", JSON))
binary = Table("binary_docs", MetaData(), Column("id", Integer, primary_key=True), Column("doc", JSONB))
d = docs.c.doc
q = select(docs.c.id)
every = ("sqlite", "postgresql", "mysql")


def value(name, expression):
    case(name, select(expression.label("v")))


value("key", d["a"])
value("index", d[0])
value("path", d[("a", 1, "b")])
value("key-as-string", d["a"].as_string())
value("key-as-integer", d["a"].as_integer())
value("key-as-float", d["a"].as_float())
value("key-as-boolean", d["a"].as_boolean())
value("key-as-numeric", d["a"].as_numeric(10, 2))
value("key-as-json", d["a"].as_json())
value("index-as-string", d[1].as_string())
value("path-as-string", d[("a", 1, "b")].as_string())
value("path-as-integer", d[("a", 1, "b")].as_integer())
value("path-as-numeric", d[("a", "b")].as_numeric(12, 4))
case("compared", q.where(d["a"].as_string() == "x"))
case("compared-integer", q.where(d["a"].as_integer() > 5))
case("compared-float", q.where(d["a"].as_float() <= 1.5))
case("compared-path", q.where(d[("a", "b")].as_string() != "x"))
case("in", q.where(d["a"].as_string().in_(["x", "y"])))
case("like", q.where(d["a"].as_string().like("x%")))
case("not-like", q.where(~d["a"].as_string().like("x%")))
case("between", q.where(d["a"].as_integer().between(1, 5)))
case("sum", select((d["a"].as_integer() + 1).label("v")))
case("product-of-sum", select(((d["a"].as_integer() + 1) * 2).label("v")))
case("concat", select((d["a"].as_string() + "x").label("v")))
case("order-by", q.order_by(d["a"].as_string().desc()))
case("group-by", select(d["a"].as_string().label("v")).group_by(d["a"].as_string()))
case("is-null", q.where(d["a"].as_string().is_(None)))
case("two-places", q.where(d["a"].as_string() == d["b"].as_string()))
case("quoted-key", select(d["a b"].as_string().label("v")), only="sqlite mysql mssql oracle")
b = binary.c.doc
p = select(binary.c.id)


def binary_case(name, statement):
    case(name, statement, only="postgresql")


binary_case("has-key", p.where(b.has_key("a")))
binary_case("contains", p.where(b.contains({"a": 1})))
binary_case("contained-by", p.where(b.contained_by({"a": 1})))
binary_case("not-contains", p.where(~b.contains({"a": 1})))
binary_case("not-has-key", p.where(~b.has_key("a")))
binary_case("place-contains", p.where(b["a"].contains({"b": 1})))
binary_case("contains-and", p.where(b.contains({"a": 1}), b.has_key("b")))

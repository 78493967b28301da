"""Arrays of PostgreSQL."""
from sqlalchemy import ARRAY, Column, Integer, MetaData, String, Table, all_, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY as PGARRAY

from registry import construct

construct_case = construct("array")
boxes = Table("boxes", MetaData(), Column("id", Integer, primary_key=True), Column("tags", PGARRAY(String)), Column("sizes", PGARRAY(Integer)))
b = boxes.c
q = select(b.id)


def case(name, statement):
    construct_case(name, statement, only="postgresql")


case("column", select(b.tags))
case("index", select(b.sizes[1].label("v")))
case("index-compared", q.where(b.sizes[1] == 5))
case("index-of-text", q.where(b.tags[2] == "go"))
case("index-expression", q.where(b.sizes[b.id] > 5))
case("index-in-sum", select((b.sizes[1] + 1).label("v")))
case("index-order", q.order_by(b.sizes[1].desc()))
case("slice", select(b.sizes[1:3].label("v")))
case("slice-compared", q.where(b.sizes[1:2] == [4, 5]))
case("slice-contains", q.where(b.sizes[1:2].contains([4])))
case("any", q.where(literal("go") == any_(b.tags)))
case("any-value", q.where(literal(5) < any_(b.sizes)))
case("all", q.where(literal(5) < all_(b.sizes)))
case("not-any", q.where(~(literal("go") == any_(b.tags))))
case("not-all", q.where(~(literal("go") == all_(b.tags))))
case("any-of-index", q.where(b.sizes[1] == any_(b.sizes)))
case("any-of-function", q.where(b.id == any_(func.array_remove(b.sizes, 3, type_=ARRAY(Integer)))))
case("any-and", q.where(literal("go") == any_(b.tags), b.id > 3))
case("contains", q.where(b.tags.contains(["go"])))
case("contains-two", q.where(b.sizes.contains([1, 2])))
case("contained-by", q.where(b.sizes.contained_by([1, 2, 3])))
case("overlap", q.where(b.tags.overlap(["go", "sql"])))
case("not-contains", q.where(~b.tags.contains(["go"])))
case("not-overlap", q.where(~b.tags.overlap(["go"])))
case("contains-and", q.where(b.tags.contains(["go"]), b.id > 3))
case("overlap-or", q.where(b.tags.overlap(["go"]) | b.tags.overlap(["sql"])))
case("eq", q.where(b.sizes == [1, 2]))
case("ne", q.where(b.sizes != [1, 2]))
case("is-null", q.where(b.tags.is_(None)))

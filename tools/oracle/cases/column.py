from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Numeric, String, Table, UniqueConstraint, text
from sqlalchemy.schema import CreateColumn, DropConstraintComment, SetConstraintComment

from registry import construct

case = construct("column")

table = Table(
    "t", MetaData(), Column("id", Integer, primary_key=True), Column("name", String(20), nullable=False, server_default="it's"),
    Column("price", Numeric(10, 2)), Column("two words", Integer, server_default=text("5")),
    UniqueConstraint("name", name="uq_name", comment="it's one of a kind"), CheckConstraint("price > 0", name="Ck", comment="dear"),
    schema="app",
)
unique = next(c for c in table.constraints if c.name == "uq_name")
check = next(c for c in table.constraints if c.name == "Ck")

for name in ("name", "price", "two words"):
    case(name.replace(" ", "-"), CreateColumn(table.c[name]))
case("key", CreateColumn(table.c.id))
case("constraint-comment", SetConstraintComment(unique), only="postgresql")
case("constraint-comment-quoted", SetConstraintComment(check), only="postgresql")
case("constraint-comment-drop", DropConstraintComment(unique), only="postgresql")

from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.schema import DropColumnComment, DropTableComment, SetColumnComment, SetTableComment

from registry import construct

case = construct("comment")


def table(name="t", **kw):
    return Table(name, MetaData(), Column("id", Integer, primary_key=True, comment="it's the key"), Column("Mixed", String(5), comment="a \"name\""),
                 comment="all of it", **kw)


t, app = table(), table("My Table", schema="app")
servers = "postgresql mysql mssql oracle"
case("table", SetTableComment(t), only=servers)
case("table-schema", SetTableComment(app), only=servers)
case("table-drop", DropTableComment(t), only=servers)
case("column", SetColumnComment(t.c.id), only=servers)
case("column-mixed", SetColumnComment(t.c.Mixed), only=servers)
case("column-schema", SetColumnComment(app.c.Mixed), only=servers)
case("column-drop", DropColumnComment(t.c.id), only="postgresql mssql oracle")

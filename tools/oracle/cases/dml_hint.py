from sqlalchemy import Column, delete, insert, Integer, MetaData, Table, update

from registry import construct

case = construct("dml_hint")
some = "mssql mysql sqlite"

t = Table("t", MetaData(), Column("id", Integer, primary_key=True, autoincrement=False), Column("x", Integer))
lock = "WITH (PAGLOCK)"

case("insert", insert(t).values(id=1, x=2).with_hint(lock, dialect_name="mssql"), only=some)
case("update", update(t).values(x=2).where(t.c.id == 1).with_hint(lock, dialect_name="mssql"), only=some)
case("delete", delete(t).where(t.c.id == 1).with_hint(lock, dialect_name="mssql"), only=some)
case("delete-everywhere", delete(t).where(t.c.id == 1).with_hint("XX"), only="mssql")
case("update-prefix", update(t).values(x=2).where(t.c.id == 1).prefix_with("LOW_PRIORITY", dialect="mysql"), only="mysql sqlite")
case("delete-prefix", delete(t).where(t.c.id == 1).prefix_with("QUICK", dialect="mysql"), only="mysql sqlite")

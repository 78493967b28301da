from sqlalchemy import Column, Identity, insert, Integer, MetaData, Sequence, String, Table
from sqlalchemy.schema import CreateSequence, CreateTable

from registry import construct

case = construct("sequence_more")
both = "postgresql mariadb mssql oracle"

case("no-bounds", CreateSequence(Sequence("ids", nominvalue=True, nomaxvalue=True)), only=both)
case("no-cycle", CreateSequence(Sequence("ids", cycle=False, cache=10)), only=both)
case("order", CreateSequence(Sequence("ids", oracle_order=True)), only="oracle")
case("no-order", CreateSequence(Sequence("ids", oracle_order=False)), only="oracle")
case("identity-no-bounds", CreateTable(Table("t", MetaData(), Column("id", Integer, Identity(nominvalue=True, nomaxvalue=True, cycle=False), primary_key=True))), only="postgresql oracle")


def numbered(**kw):
    return Table("t", MetaData(), Column("id", Integer, Sequence("ids", **kw), primary_key=True), Column("x", Integer))


always, optional = numbered(), numbered(optional=True)
case("table", CreateTable(always), only="sqlite postgresql mysql mariadb mssql oracle")
case("table-optional", CreateTable(optional), only="sqlite postgresql mysql mariadb mssql")
case("insert", insert(always).values(x=5).inline(), only="sqlite mysql")
case("insert-optional", insert(optional).values(x=5).inline(), only="sqlite mysql postgresql mssql")
case("insert-many", insert(always).values([{"x": 5}, {"x": 6}]), only="sqlite mysql postgresql")
case("insert-given", insert(always).values(id=7, x=5).inline(), only="sqlite mysql postgresql mariadb")

named = Table("named", MetaData(), Column("id", Integer, primary_key=True), Column("n", Integer, Sequence("ids")), Column("s", String))
case("insert-not-key", insert(named).values(s="a").inline(), only="sqlite mysql postgresql mariadb")

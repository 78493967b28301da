from sqlalchemy import BigInteger, Column, insert, Integer, MetaData, select, Sequence, SmallInteger, Table
from sqlalchemy.schema import CreateSequence, DropSequence

from registry import construct

case = construct("sequence")
both = "postgresql mariadb mssql oracle"
ids = Sequence("ids")
odd = Sequence("My Ids", schema="app")

case("create", CreateSequence(ids), only=both)
case("create-schema", CreateSequence(odd), only=both)
case("create-if-not-exists", CreateSequence(ids, if_not_exists=True), only=both)
case("create-options", CreateSequence(Sequence("ids", start=5, increment=-2, minvalue=-100, maxvalue=10, cache=3, cycle=True)), only=both)
case("create-start", CreateSequence(Sequence("ids", start=1000)), only=both)
case("create-typed", CreateSequence(Sequence("ids", data_type=SmallInteger)), only="postgresql mssql oracle")
case("create-typed-and-counting", CreateSequence(Sequence("ids", increment=10, data_type=BigInteger)), only="postgresql mssql oracle")
case("drop", DropSequence(ids), only=both)
case("drop-schema", DropSequence(odd), only=both)
case("drop-if-exists", DropSequence(ids, if_exists=True), only=both)
case("select", select(ids.next_value().label("n")), only=both)
case("select-odd", select(odd.next_value().label("n")), only=both)
case("select-quote", select(Sequence("it's").next_value().label("n")), only=both)

t = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("x", Integer))
case("insert", insert(t).values(id=ids.next_value(), x=5).inline(), only=both)
case("insert-default", insert(Table("t", MetaData(), Column("id", Integer, ids, primary_key=True), Column("x", Integer))).values(x=5).inline(), only=both)

from functools import partial

from sqlalchemy import func, select, union
from sqlalchemy.schema import CreateTableAs

import tables
from registry import construct

case = partial(construct("table_as"), only="sqlite postgresql mysql oracle")
u = tables.users
names = select(u.c.id, u.c.name)

case("create", CreateTableAs(names, "t"))
case("where", CreateTableAs(names.where(u.c.age > 5), "t"))
case("string", CreateTableAs(names.where(u.c.name == "it's"), "t"))
case("in", CreateTableAs(names.where(u.c.name.in_(["ed", "wendy"])), "t"))
case("schema", CreateTableAs(names, "t", schema="app"))
case("quoted", CreateTableAs(names, "My Table", schema="select"))
case("temporary", CreateTableAs(names, "t", temporary=True))
case("if-not-exists", CreateTableAs(names, "t", if_not_exists=True))
case("temporary-if-not-exists", CreateTableAs(names, "t", temporary=True, if_not_exists=True))
case("expression", CreateTableAs(select((u.c.age + 1).label("older"), func.lower(u.c.name).label("l")), "t"))
case("group", CreateTableAs(select(u.c.name, func.count(u.c.id).label("n")).group_by(u.c.name), "t"))
case("union", CreateTableAs(union(select(u.c.id).where(u.c.age > 5), select(tables.orders.c.user_id)), "t"))
t = CreateTableAs(names, "t").table
case("select", select(t.c.name).where(t.c.id == 5))

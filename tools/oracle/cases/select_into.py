from functools import partial

from sqlalchemy import exists, func, select, union

import tables
from registry import construct

case = partial(construct("select_into"), only="sqlite postgresql mysql mssql")
u, o = tables.users, tables.orders
names = select(u.c.id, u.c.name)

case("plain", names.into("t"))
case("where", names.where(u.c.age > 5).into("t"))
case("string", names.where(u.c.name == "it's").into("t"))
case("schema", names.into("t", schema="app"))
case("quoted", names.into("My Table", schema="select"))
case("expression", select((u.c.age + 1).label("older"), func.lower(u.c.name).label("l")).into("t"))
case("group", select(u.c.name, func.count(u.c.id).label("n")).group_by(u.c.name).into("t"))
case("join", select(u.c.id, o.c.total).join_from(u, o, u.c.id == o.c.user_id).into("t"))
case("exists", names.where(exists().where(o.c.user_id == u.c.id)).into("t"))
case("union", union(select(u.c.id).where(u.c.age > 5), select(o.c.user_id)).into("t"))

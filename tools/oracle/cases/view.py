import decimal

from sqlalchemy import and_, Column, func, Integer, literal, MetaData, select, String, Table, union
from sqlalchemy.schema import CreateView, DropView

import tables
from registry import construct

case = construct("view")
u = tables.users
names = select(u.c.id, u.c.name)


def create(query, name="v", **kw):
    return CreateView(query, name, metadata=MetaData(), **kw)


case("create", create(names))
case("create-where", create(names.where(u.c.age > 5)))
case("create-string", create(names.where(u.c.name == "it's")))
case("create-in", create(names.where(u.c.name.in_(["ed", "wendy"]))))
case("create-limit", create(names.order_by(u.c.id).limit(5)), only="postgresql mysql mssql oracle")
case("create-expression", create(select((u.c.age + 1).label("older"), func.lower(u.c.name).label("l"))))
case("create-literal", create(select(u.c.id, literal("x").label("tag"), literal(decimal.Decimal("1.50")).label("price"))))
case("create-group", create(select(u.c.name, func.count(u.c.id).label("n")).group_by(u.c.name).having(func.count(u.c.id) > 1)))
case("create-join", create(select(u.c.name, tables.addresses.c.email_address).join_from(u, tables.addresses).where(and_(u.c.age > 5, u.c.name != "x"))))
case("create-union", create(union(select(u.c.id).where(u.c.age > 5), select(tables.orders.c.user_id))))
case("create-subquery", create(select(names.where(u.c.age > 5).subquery("s").c.name)))
case("create-schema", create(names, "v", schema="app"), only="postgresql mysql mssql oracle")
case("create-odd-name", create(names, "My View"))
case("create-or-replace", create(names, or_replace=True), only="postgresql mysql mssql oracle")
case("create-temporary", create(names, temporary=True), only="sqlite postgresql")
case("create-materialized", create(names.where(u.c.age > 5), materialized=True), only="postgresql oracle")
case("drop", DropView(create(names).table))
case("drop-if-exists", DropView(create(names).table, if_exists=True))
case("drop-materialized", DropView(create(names, materialized=True).table, materialized=True), only="postgresql oracle")

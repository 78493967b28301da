"""Enumerations in the forms that a database may keep them in: CREATE TABLE and CAST."""
from sqlalchemy import cast, Column, Enum, Integer, MetaData, select, Table
from sqlalchemy.schema import CreateTable

import tables
from registry import construct

case = construct("enum_form")


def form(name, **kw):
    type_ = Enum("red", "green", name="color", **kw)
    case(name, CreateTable(Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("x", type_))))
    return type_


form("check-where-text", create_constraint=True)
form("length", length=20)
text = form("text", native_enum=False)
form("text-length", native_enum=False, length=20)
form("text-check-length", native_enum=False, length=20, create_constraint=True)
case("cast-text", select(cast(tables.users.c.name, text)), only="sqlite postgresql mysql mssql")

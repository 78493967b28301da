from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.schema import AddConstraint, CreateSchema, DropConstraint, DropSchema, DropTable

import tables
from registry import construct

case = construct("drop")


def parts(constraint):
    metadata = MetaData()
    Table("parent", metadata, Column("id", Integer, primary_key=True))
    t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("a", Integer))
    t.append_constraint(constraint)
    return constraint


servers = "postgresql mysql mssql oracle"
case("table", DropTable(tables.users))
case("table-if-exists", DropTable(tables.users, if_exists=True))
case("table-quoted", DropTable(tables.odd))
case("table-schema", DropTable(Table("t", MetaData(), Column("a", Integer), schema="app")))
case("foreign-key", DropConstraint(parts(ForeignKeyConstraint(["a"], ["parent.id"], name="fk_a"))), only=servers)
case("unique", DropConstraint(parts(UniqueConstraint("a", name="uq_a"))), only=servers)
case("check", DropConstraint(parts(CheckConstraint("a > 0", name="ck_a"))), only="postgresql mysql mariadb mssql oracle")
case("unique-cascade", DropConstraint(parts(UniqueConstraint("a", name="uq_a")), cascade=True), only="postgresql")
case("add-foreign-key", AddConstraint(parts(ForeignKeyConstraint(["a"], ["parent.id"], name="fk_a", ondelete="CASCADE"))), only=servers)
case("add-unique", AddConstraint(parts(UniqueConstraint("a", name="uq_a"))), only=servers)
case("add-check", AddConstraint(parts(CheckConstraint("a > 0", name="ck_a"))), only=servers)
case("create-schema", CreateSchema("app"), only=servers)
case("drop-schema", DropSchema("app"), only=servers)

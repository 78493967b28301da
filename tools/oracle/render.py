"""Compiles a statement for a dialect into the text of a golden section."""
import datetime
import decimal
import enum
import json
import re
import uuid

from sqlalchemy import exc
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.mysql.mariadb import MariaDBDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.sql.ddl import BaseDDLElement


def _mariadb():
    """MariaDB as it is once it is connected to a server that has sequences."""
    dialect = MariaDBDialect(paramstyle="qmark")
    dialect.supports_sequences = True
    return dialect


# PostgreSQL is the base dialect, not one of a driver: drivers add casts to the binds ($1::INTEGER) that their protocol needs.
MAKERS = {
    "sqlite": lambda: sqlite.dialect(paramstyle="qmark"),
    "postgresql": lambda: PGDialect(paramstyle="numeric_dollar"),
    "mysql": lambda: MySQLDialect(paramstyle="qmark"),
    "mariadb": _mariadb,
}

# What stands in SQL before a $n that is a parameter: strings and quoted names hold no parameters.
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$(\d+)")


class Absent(Exception):
    """The dialect has no such construct."""


def render(statement, dialect):
    """SQL and the line of its binds."""
    try:
        compiled = _compile(statement, MAKERS[dialect]())
        sql = str(compiled)
    except (exc.CompileError, NotImplementedError) as error:
        raise Absent(str(error)) from error
    sql = sql.strip("\n")
    if isinstance(statement, BaseDDLElement):
        return f"{sql}\n=> []\n"
    names = compiled.positiontup or []
    params = compiled.construct_params(escape_names=False)
    values = [params[name] for name in names]
    if dialect == "postgresql":
        sql, values = _number_by_place(sql, values)
    binds = json.dumps([_plain(v) for v in values], ensure_ascii=False)
    return f"{sql}\n=> {binds}\n"


def _compile(statement, dialect):
    if isinstance(statement, BaseDDLElement):
        return statement.compile(dialect=dialect)
    return statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})


def _number_by_place(sql, values):
    """Numbers the $n in the order of their first place in the text.

    SQLAlchemy numbers the members of an IN list after everything else and some binds in the order in which it met them;
    the text is the same up to that numbering.
    """
    order = []

    def renumber(match):
        if match.group(1) is None:
            return match.group(0)
        old = int(match.group(1))
        if old not in order:
            order.append(old)
        return f"${order.index(old) + 1}"

    sql = _TOKEN.sub(renumber, sql)
    if len(order) != len(values):
        raise AssertionError(f"{len(order)} places for {len(values)} binds: {sql}")
    return sql, [values[old - 1] for old in order]


def _plain(value):
    """A bind as JSON: times as ISO 8601, decimals and UUIDs as strings, bytes as 0x and hex digits."""
    if value is None or isinstance(value, (bool, int, float, str)) and not isinstance(value, enum.Enum):
        return value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, (list, dict)):
        return value
    raise TypeError(f"no plain form for a bind of {type(value)}")

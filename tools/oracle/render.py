"""Compiles a statement for a dialect into the text of a golden section."""
import datetime
import decimal
import enum
import json
import re
import uuid

from sqlalchemy import exc, JSON
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.mssql.base import MSDialect, MSSQLCompiler
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.mysql.mariadb import MariaDBDialect
from sqlalchemy.dialects.oracle.base import OracleCompiler, OracleDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.sql.ddl import BaseDDLElement
from sqlalchemy.sql.selectable import _OffsetLimitParam


def _mariadb():
    """MariaDB as it is once it is connected to a server that has sequences."""
    dialect = MariaDBDialect(paramstyle="qmark")
    dialect.supports_sequences = True
    return dialect


class _BoundLimits:
    """Leaves the numbers of TOP, OFFSET and FETCH in their placeholders.

    SQLAlchemy writes these numbers into the text of each execution; the texts here are compiled once for all numbers.
    """

    def visit_bindparam(self, bindparam, literal_execute=False, **kw):
        if isinstance(bindparam, _OffsetLimitParam):
            literal_execute = False
            if bindparam.literal_execute:
                bindparam = bindparam._clone(maintain_key=True)
                bindparam.literal_execute = False
        return super().visit_bindparam(bindparam, literal_execute=literal_execute, **kw)


class _MSCompiler(_BoundLimits, MSSQLCompiler):
    pass


class _OracleCompiler(_BoundLimits, OracleCompiler):
    pass


def _mssql():
    """SQL Server as it is once it is connected to a server of 2012 or later."""
    dialect = MSDialect(paramstyle="numeric_dollar")
    dialect.statement_compiler = _MSCompiler
    dialect.server_version_info = (15, 0)
    dialect._setup_version_attributes()
    dialect.default_schema_name = dialect.schema_name
    return dialect


def _oracle():
    dialect = OracleDialect(paramstyle="qmark")
    dialect.statement_compiler = _OracleCompiler
    return dialect


# PostgreSQL is the base dialect, not one of a driver: drivers add casts to the binds ($1::INTEGER) that their protocol needs.
MAKERS = {
    "sqlite": lambda: sqlite.dialect(paramstyle="qmark"),
    "postgresql": lambda: PGDialect(paramstyle="numeric_dollar"),
    "mysql": lambda: MySQLDialect(paramstyle="qmark"),
    "mariadb": _mariadb,
    "mssql": _mssql,
    "oracle": _oracle,
}

# A $n or ? that is a parameter, behind what holds none: strings and quoted names, which only SQL Server has in brackets.
_QUOTED = r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\""
_NUMBERED = {
    "postgresql": (re.compile(_QUOTED + r"|\$(\d+)"), "$"),
    "mssql": (re.compile(_QUOTED + r"|\[(?:[^\]]|\]\])*\]|\$(\d+)"), "@p"),
}
_MARK = re.compile(_QUOTED + r"|(\?)")


class Translated:
    """A statement with other schemas in the place of those that its tables name."""

    def __init__(self, statement, schemas):
        self.statement, self.schemas = statement, schemas


class Absent(Exception):
    """The dialect has no such construct."""


def render(statement, dialect):
    """SQL and the line of its binds."""
    try:
        schemas = None
        if isinstance(statement, Translated):
            statement, schemas = statement.statement, statement.schemas
        compiled = _compile(statement, MAKERS[dialect](), schemas)
        sql = str(compiled)
    except (exc.CompileError, NotImplementedError) as error:
        raise Absent(str(error)) from error
    sql = sql.strip("\n")
    if isinstance(statement, BaseDDLElement):
        return f"{sql}\n=> []\n"
    names = compiled.positiontup or []
    params = compiled.construct_params(escape_names=False)
    values = [_path(compiled, name, params[name]) for name in names]
    if dialect in _NUMBERED:
        sql, values = _number_by_place(sql, values, *_NUMBERED[dialect])
    if dialect == "oracle":
        sql = _number_marks(sql, values)
    binds = json.dumps([_plain(v) for v in values], ensure_ascii=False)
    return f"{sql}\n=> {binds}\n"


def _path(compiled, name, value):
    """The value of a bind; a place in a document is the path that the database gets."""
    type_ = compiled.binds[name].type if name in compiled.binds else None
    if not isinstance(type_, JSON.JSONElementType):
        return value
    return type_.dialect_impl(compiled.dialect).bind_processor(compiled.dialect)(value)


def _compile(statement, dialect, schemas):
    found = {"schema_translate_map": schemas, "render_schema_translate": True} if schemas else {}
    if isinstance(statement, BaseDDLElement):
        return statement.compile(dialect=dialect, **found)
    return statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}, **found)


def _number_by_place(sql, values, token, mark):
    """Numbers the $n in the order of their first place in the text, and writes them as the database's drivers do.

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
        return f"{mark}{order.index(old) + 1}"

    sql = token.sub(renumber, sql)
    if len(order) != len(values):
        raise AssertionError(f"{len(order)} places for {len(values)} binds: {sql}")
    return sql, [values[old - 1] for old in order]


def _number_marks(sql, values):
    """Writes :1, :2 for ?: every place has its own value to Oracle's drivers, also of a bind that stands twice."""
    count = 0

    def number(match):
        nonlocal count
        if match.group(1) is None:
            return match.group(0)
        count += 1
        return f":{count}"

    sql = _MARK.sub(number, sql)
    if count != len(values):
        raise AssertionError(f"{count} places for {len(values)} binds: {sql}")
    return sql


def _plain(value):
    """A bind as JSON: times as ISO 8601, decimals and UUIDs as strings, bytes as 0x and hex digits."""
    if value is None or isinstance(value, (bool, int, float, str)) and not isinstance(value, enum.Enum):
        return value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):  # what a duration of Go is: nanoseconds
        return value // datetime.timedelta(microseconds=1) * 1000
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, dict):
        return json.dumps(value, separators=(",", ":"))
    if isinstance(value, list):
        return value
    raise TypeError(f"no plain form for a bind of {type(value)}")

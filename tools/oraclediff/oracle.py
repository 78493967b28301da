"""Builds statements with SQLAlchemy from descriptions.

Reads a statement (describe.go) as JSON from each line, and answers with a line: by dialect the SQL as compiled, the SQL with
literals, or an error. The first line of the answer names the version. Runs with SQLAlchemy 1.4.46 and 2.x; with 1.4 there is no text
to compare, only the SQL with literals.
"""
import datetime
import decimal
import json
import pathlib
import re
import sys
import warnings

import sqlalchemy
from sqlalchemy import (
    Boolean, Column, Date, Integer, MetaData, Numeric, String, Table, and_, case, cast, delete, except_, exc, extract, func, insert,
    intersect, literal, not_, or_, select, union, union_all, update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.mysql.mariadb import MariaDBDialect
from sqlalchemy.dialects.postgresql.base import PGDialect

warnings.simplefilter("ignore")
LEGACY = sqlalchemy.__version__.startswith("1.")
if not LEGACY:
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "oracle"))
    from render import Absent, render

NAMED = {"sqlite": sqlite.dialect, "postgresql": PGDialect, "mariadb": MariaDBDialect}
# A place for a value, or for a list: SQLAlchemy forgets to write the places of a list inside of RETURNING and of IS [NOT] DISTINCT FROM.
_PLACE = re.compile(r"__\[POSTCOMPILE_(\w+)\]|'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|(?<!:):(\w+)")
TYPES = {"int": Integer, "text": lambda: String(60), "bool": Boolean, "num": lambda: Numeric(10, 2), "date": Date}
SETS = {"union": union, "union_all": union_all, "intersect": intersect, "except": except_}
# Methods, for Python asks the right side first where its class is derived from that of the left.
INFIX = {
    "eq": lambda a, b: a.__eq__(b), "ne": lambda a, b: a.__ne__(b), "lt": lambda a, b: a.__lt__(b), "le": lambda a, b: a.__le__(b),
    "gt": lambda a, b: a.__gt__(b), "ge": lambda a, b: a.__ge__(b), "add": lambda a, b: a.__add__(b), "sub": lambda a, b: a.__sub__(b),
    "mul": lambda a, b: a.__mul__(b), "div": lambda a, b: a.__truediv__(b),
    "mod": lambda a, b: a.__mod__(b), "concat": lambda a, b: a.concat(b), "distinct": lambda a, b: a.is_distinct_from(b),
    "notdistinct": lambda a, b: a.is_not_distinct_from(b), "like": lambda a, b: a.like(b), "notlike": lambda a, b: a.not_like(b),
    "ilike": lambda a, b: a.ilike(b), "contains": lambda a, b: a.contains(b, autoescape=True),
    "startswith": lambda a, b: a.startswith(b, autoescape=True), "endswith": lambda a, b: a.endswith(b, autoescape=True),
}


class Builder:
    """Makes SQLAlchemy's statement of a description."""

    def __init__(self, tables, dialect):
        self.tables, self.dialect, self.froms = tables, dialect, {}

    def statement(self, s):
        if s["kind"] in ("select", "compound"):
            return self.rows(s)
        return self.write(s)

    def rows(self, s):
        if s["kind"] == "select":
            return self.query(s)
        parts = [self.rows(p) for p in s["parts"]]
        q = SETS[s["setop"]](*parts)
        first = parts[0]
        while not hasattr(first, "_raw_columns"):  # a set operation, or a SELECT in parentheses
            first = first.selects[0] if hasattr(first, "selects") else first.element
        return self.ordered(s, q, list(first._raw_columns))

    def query(self, s):
        for c in s.get("ctes", []):
            self.froms[c["key"]] = self.rows(c["query"]).cte(c["name"])
        for f in s["from"]:
            self.froms[f["key"]] = self.source(f)
        items = self.items(s["items"])
        q = select(*items).select_from(self.froms[s["from"][0]["key"]])
        for f in s["from"][1:]:
            q = q.join(self.froms[f["key"]], self.x(f["on"]), isouter=f["join"] == "left")
        if "where" in s:
            q = q.where(self.x(s["where"]))
        if "group" in s:
            q = q.group_by(*[self.x(x) for x in s["group"]])
        if "having" in s:
            q = q.having(self.x(s["having"]))
        if s.get("distinct"):
            q = q.distinct()
        return self.ordered(s, q, items)

    def items(self, xs):
        return [self.x(x).label(f"c{i}") for i, x in enumerate(xs)]

    def ordered(self, s, q, items):
        q = q.order_by(*self.orders(s["order"], items)) if "order" in s else q
        q = q.limit(s["limit"]) if "limit" in s else q
        return q.offset(s["offset"]) if "offset" in s else q

    def orders(self, orders, items=()):
        out = []
        for o in orders:
            x = items[int(o["x"]["name"][1:])] if o["x"]["op"] == "label" else self.x(o["x"])
            y = getattr(x, o["dir"])() if o.get("dir") else x
            nulls = o.get("nulls")
            if nulls and self.dialect == "mariadb":  # which has no such words: as docs/differences.md says
                x = getattr(x, "element", x)
                out.append(x.is_(None).desc() if nulls == "first" else x.is_(None))
            elif nulls:
                y = y.nulls_first() if nulls == "first" else y.nulls_last()
            out.append(y)
        return out

    def source(self, f):
        kind, name = f["kind"], f.get("name")
        if kind == "table":
            return self.tables[f["table"]]
        if kind == "alias":
            return self.tables[f["table"]].alias(name)
        if kind == "subquery":
            return self.rows(f["query"]).subquery(name)
        if kind == "ctealias":
            return self.froms[f["table"]].alias(name)
        return self.froms[f["table"]]

    def write(self, s):
        table = self.froms[s["from"][0]["key"]] = self.source(s["from"][0])
        columns = s.get("columns", [])
        if s["kind"] == "insert":
            q = insert(table).inline()
            if "query" in s:
                q = q.from_select(columns, self.query(s["query"]))
            else:
                q = q.values([{c: self.x(v) for c, v in zip(columns, row)} for row in s["rows"]])
                if len(s["rows"]) == 1:
                    q = insert(table).inline().values({c: self.x(v) for c, v in zip(columns, s["rows"][0])})
        elif s["kind"] == "update":
            q = update(table).values({c: self.x(row[0]) for c, row in zip(columns, s["rows"])}).where(self.x(s["where"]))
        else:
            q = delete(table).where(self.x(s["where"]))
        if "items" in s and not (s["kind"] == "update" and self.dialect == "mariadb"):
            q = q.returning(*self.items(s["items"]))
        return q

    def x(self, n):
        op, args = n["op"], n.get("args", [])
        if op in INFIX:
            return INFIX[op](self.x(args[0]), self.x(args[1]))
        return getattr(self, op + "_")(n, args)

    def col_(self, n, _):
        return self.froms[n["from"]].c[n["name"]]

    def lit_(self, n, _):
        v = value(n)
        if n.get("bare"):
            return v
        x = literal(v, {"text": String, "num": Numeric}.get(n["type"], TYPES[n["type"]])())
        return cast(x, Date) if n["type"] == "date" and self.dialect == "postgresql" else x

    def idiv_(self, _, args):
        a, b = self.x(args[0]), self.x(args[1])
        if self.dialect == "mariadb":  # docs/differences.md: towards zero
            return a.op("DIV", precedence=8)(b)
        return a / b if LEGACY else a // b

    def and_(self, _, args):
        return and_(*[self.x(a) for a in args])

    def or_(self, _, args):
        return or_(*[self.x(a) for a in args])

    def not_(self, _, args):
        return not_(self.x(args[0]))

    def neg_(self, _, args):
        return -self.x(args[0])

    def isnull_(self, _, args):
        return self.x(args[0]).is_(None)

    def notnull_(self, _, args):
        return self.x(args[0]).is_not(None)

    def in_(self, _, args):
        return self.x(args[0]).in_([value(a) for a in args[1:]])

    def notin_(self, _, args):
        return self.x(args[0]).not_in([value(a) for a in args[1:]])

    def between_(self, _, args):
        return self.x(args[0]).between(self.x(args[1]), self.x(args[2]))

    def notbetween_(self, _, args):
        return not_(self.between_(_, args))

    def insub_(self, n, args):
        return self.x(args[0]).in_(self.rows(n["sub"]))

    def notinsub_(self, n, args):
        return self.x(args[0]).not_in(self.rows(n["sub"]))

    def exists_(self, n, _):
        return self.rows(n["sub"]).exists()

    def scalar_(self, n, _):
        return self.rows(n["sub"]).scalar_subquery()

    def cast_(self, n, args):
        return cast(self.x(args[0]), TYPES[n["type"]]())

    def case_(self, n, args):
        xs = [self.x(a) for a in args]
        whens = list(zip(xs[::2], xs[1::2]))
        return case(*whens, else_=self.x(n["else"])) if "else" in n else case(*whens)

    def extract_(self, n, args):
        return extract(n["name"], self.x(args[0]))

    def countstar_(self, *_):
        return func.count()

    def countdistinct_(self, _, args):
        return func.count(self.x(args[0]).distinct())

    def fn_(self, n, args):
        name, xs = n["name"], [self.x(a) for a in args]
        if name == "length" and self.dialect == "mariadb":  # docs/differences.md: characters, not bytes
            name = "char_length"
        if name in ("coalesce", "sum", "min", "max", "count", "row_number", "rank", "dense_rank"):
            return getattr(func, name)(*xs)
        kinds = {"int": Integer, "text": String, "num": Numeric, "date": Date, "bool": Boolean}
        return getattr(func, name)(*xs, type_=kinds[n["type"]]())

    def over_(self, n, args):
        ends = {"unbounded": None, "current": 0}
        frame = tuple(ends[e] if e in ends else int(e) for e in n["frame"]) if "frame" in n else None
        kw = {"rows": frame} if frame else {}
        if "part" in n:
            kw["partition_by"] = [self.x(x) for x in n["part"]]
        return self.x(args[0]).over(order_by=self.orders(n["order"]), **kw)


def value(n):
    """A literal as a Python value."""
    v, kind = n.get("value", ""), n["type"]
    if kind == "int":
        return int(v)
    if kind == "num":
        return decimal.Decimal(v)
    if kind == "bool":
        return v == "true"
    return datetime.date.fromisoformat(v) if kind == "date" else v


def inlined(q, dialect):
    """The SQL with literals. SQLAlchemy's literal_binds leaves placeholders in RETURNING, in <=> and elsewhere."""
    compiled = q.compile(dialect=NAMED[dialect](paramstyle="named"), compile_kwargs={"render_postcompile": True})
    params = compiled.construct_params()

    def put(match):
        forgotten, name = match.groups()
        if forgotten:
            return ", ".join(written(v, dialect) for v in params[forgotten]) or "SELECT 1 FROM (SELECT 1) AS empty WHERE 1 != 1"
        return written(params[name], dialect) if name else match.group(0)

    return _PLACE.sub(put, str(compiled))


def written(v, dialect):
    """A value as a literal that has its type."""
    if v is None:
        return "NULL"
    if isinstance(v, bool):
        return str(v).lower() if dialect == "postgresql" else str(int(v))
    if isinstance(v, (int, decimal.Decimal)):
        return f"({v})" if v < 0 else str(v)  # two dashes begin a comment
    if isinstance(v, datetime.date):
        return f"CAST('{v}' AS DATE)" if dialect == "postgresql" else f"'{v}'"
    quoted = "'" + v.replace("'", "''") + "'"
    return f"CAST({quoted} AS VARCHAR)" if dialect == "postgresql" else quoted


def answer(tables, s, dialect):
    out = {}
    try:
        q = Builder(tables, dialect).statement(s)
        if not LEGACY:
            try:
                text = render(q, dialect)
                out["text"] = text[:text.rindex("\n=> ")]
            except Absent as absent:
                out["text_error"] = str(absent)
            except (TypeError, AssertionError):
                pass  # a forgotten list
            if "POSTCOMPILE" in out.get("text", ""):
                del out["text"]
        out["literal"] = inlined(q, dialect)
    except (exc.CompileError, exc.ArgumentError, exc.InvalidRequestError, NotImplementedError) as error:
        out["error"] = f"{type(error).__name__}: {error}"
    except Exception as error:
        out["broken"] = f"{type(error).__name__}: {error}"
    return out


def main():
    print(json.dumps({"version": sqlalchemy.__version__}), flush=True)
    metadata = MetaData()
    specs = json.loads(sys.stdin.readline())
    tables = {
        t["name"]: Table(t["name"], metadata, *[Column(n, TYPES[k](), primary_key=n == "id", autoincrement=False) for n, k in t["columns"]])
        for t in specs
    }
    for line in sys.stdin:
        s = json.loads(line)
        print(json.dumps({d: answer(tables, s, d) for d in NAMED}), flush=True)


main()

"""The registry of cases: every construct has its file in cases/, every case a name in it.

A case is a statement, a list of statements (they are printed one after the other), or a dict {dialect: statement or list}
for what only some databases have. Statements are values, so most cases are one call:

    case = construct("where")
    case("eq", select(users.c.id).where(users.c.name == "ed"))

and those that need more lines are functions:

    @case("join-on-alias")
    def _():
        ...
        return statement
"""
import re

DIALECTS = ("sqlite", "postgresql", "mysql", "mssql", "oracle")
EVERY = DIALECTS[:3] + ("mariadb",) + DIALECTS[3:]  # mariadb only for the cases that name it: elsewhere it is mysql
CONSTRUCTS = {}  # construct -> {case name -> (value or function, dialects)}

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_ABSENT = object()


def construct(name, dialects=DIALECTS):
    """The registrar of one construct, whose golden file is testdata/golden/<name>.txtar."""
    cases = CONSTRUCTS.setdefault(name, {})

    def case(case_name, statement=_ABSENT, only=dialects):
        if not _NAME.match(case_name):
            raise ValueError(f"{name}: bad case name {case_name!r}")
        if case_name in cases:
            raise ValueError(f"{name}: case {case_name!r} twice")
        if isinstance(only, str):
            only = tuple(only.split())
        if statement is not _ABSENT:
            cases[case_name] = (statement, only)
            return None

        def register(function):
            cases[case_name] = (function(), only)
            return function

        return register

    return case


def statements(value, dialect):
    """The statements of a case for one dialect; None if the case has none for it."""
    if isinstance(value, dict):
        value = value.get(dialect)
    if value is None:
        return None
    return list(value) if isinstance(value, (list, tuple)) else [value]

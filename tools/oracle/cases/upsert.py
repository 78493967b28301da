"""INSERT that meets an existing row: ON CONFLICT of SQLite and PostgreSQL, ON DUPLICATE KEY UPDATE of MySQL.

A case is one intention; MySQL has no conflict target, so its form names none. What MySQL cannot say is absent there.
"""
from sqlalchemy import case as when, func, select
from sqlalchemy.dialects import mysql, postgresql, sqlite

from registry import construct
from tables import User, keywords, order_lines, users

case = construct("upsert")
u, k, n = users.c, keywords.c, order_lines.c


def mysql_insert(table):
    return mysql.insert(table).inline()


def postgresql_insert(table):
    return postgresql.insert(table).inline()


def sqlite_insert(table):
    return sqlite.insert(table).inline()


CONFLICT = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


def both(name, build, mysql=None):
    """The case for the two databases with ON CONFLICT, and for MySQL if its statement is given."""
    case(name, {d: build(insert) for d, insert in CONFLICT.items()} | ({"mysql": mysql} if mysql is not None else {}))


def key(insert):
    return insert(keywords).values(id=1, keyword="tea")


my = key(mysql_insert)
both("nothing", lambda i: key(i).on_conflict_do_nothing())
both("nothing-on-key", lambda i: key(i).on_conflict_do_nothing(index_elements=["id"]))
both("nothing-on-column", lambda i: key(i).on_conflict_do_nothing(index_elements=[k.keyword]))
both("nothing-on-two", lambda i: i(order_lines).values(order_id=1, line_no=2).on_conflict_do_nothing(index_elements=["order_id", "line_no"]))
both("nothing-many", lambda i: i(keywords).values([{"keyword": "a"}, {"keyword": "b"}]).on_conflict_do_nothing())
both("update-value", lambda i: key(i).on_conflict_do_update(index_elements=["id"], set_={"keyword": "coffee"}),
     my.on_duplicate_key_update(keyword="coffee"))
both("update-excluded", lambda i: (s := key(i)).on_conflict_do_update(index_elements=["id"], set_={"keyword": s.excluded.keyword}),
     my.on_duplicate_key_update(keyword=my.inserted.keyword))
both("update-expression", lambda i: i(order_lines).values(order_id=1, line_no=2, quantity=3).on_conflict_do_update(
    index_elements=[n.order_id, n.line_no], set_={"quantity": n.quantity + 1}),
    mysql_insert(order_lines).values(order_id=1, line_no=2, quantity=3).on_duplicate_key_update(quantity=n.quantity + 1))
both("update-sum-with-excluded", lambda i: (s := i(order_lines).values(order_id=1, line_no=2, quantity=3)).on_conflict_do_update(
    index_elements=[n.order_id, n.line_no], set_={"quantity": n.quantity + s.excluded.quantity}),
    (s := mysql_insert(order_lines).values(order_id=1, line_no=2, quantity=3)).on_duplicate_key_update(quantity=n.quantity + s.inserted.quantity))
both("update-two", lambda i: (s := i(users).values(id=1, name="ed", age=7)).on_conflict_do_update(
    index_elements=[u.id], set_={"name": s.excluded.name, "age": s.excluded.age}),
    (s := mysql_insert(users).values(id=1, name="ed", age=7)).on_duplicate_key_update(name=s.inserted.name, age=s.inserted.age))
both("update-function", lambda i: (s := key(i)).on_conflict_do_update(index_elements=["id"], set_={"keyword": func.lower(s.excluded.keyword)}),
     my.on_duplicate_key_update(keyword=func.lower(my.inserted.keyword)))
both("update-null", lambda i: i(users).values(id=1, name="ed").on_conflict_do_update(index_elements=["id"], set_={"nickname": None}),
     mysql_insert(users).values(id=1, name="ed").on_duplicate_key_update(nickname=None))
both("update-where", lambda i: (s := i(users).values(id=1, name="ed")).on_conflict_do_update(
    index_elements=["id"], set_={"name": s.excluded.name}, where=u.age > 7))
both("update-where-excluded", lambda i: (s := i(users).values(id=1, name="ed", age=7)).on_conflict_do_update(
    index_elements=["id"], set_={"age": s.excluded.age}, where=u.age < s.excluded.age))
both("update-partial-index", lambda i: i(users).values(id=1, name="ed").on_conflict_do_update(
    index_elements=["name"], index_where=u.active, set_={"nickname": "x"}))
both("update-many", lambda i: (s := i(keywords).values([{"id": 1, "keyword": "a"}, {"id": 2, "keyword": "b"}])).on_conflict_do_update(
    index_elements=["id"], set_={"keyword": s.excluded.keyword}),
    (s := mysql_insert(keywords).values([{"id": 1, "keyword": "a"}, {"id": 2, "keyword": "b"}])).on_duplicate_key_update(keyword=s.inserted.keyword))
both("update-returning", lambda i: (s := key(i)).on_conflict_do_update(
    index_elements=["id"], set_={"keyword": s.excluded.keyword}).returning(k.id))
both("nothing-returning", lambda i: key(i).on_conflict_do_nothing().returning(k.id))
both("entity", lambda i: (s := i(User).values(id=1, name="ed")).on_conflict_do_update(
    index_elements=[User.id], set_={"name": s.excluded.name}),
    (s := mysql_insert(User).values(id=1, name="ed")).on_duplicate_key_update(name=s.inserted.name))
case("nothing-on-constraint", {"postgresql": key(postgresql_insert).on_conflict_do_nothing(constraint="keywords_keyword_key")})
case("update-on-constraint", {"postgresql": key(postgresql_insert).on_conflict_do_update(constraint="keywords_pkey", set_={"keyword": "x"})})
both("update-partial-index-value", lambda i: i(users).values(id=1, name="ed").on_conflict_do_update(
    index_elements=["name"], index_where=u.age > 7, set_={"nickname": "x"}))
both("update-partial-index-text", lambda i: i(users).values(id=1, name="ed").on_conflict_do_update(
    index_elements=["name"], index_where=u.nickname == "it's", set_={"nickname": "x"}))
both("nothing-partial-index", lambda i: i(users).values(id=1, name="ed").on_conflict_do_nothing(index_elements=["name"], index_where=u.active))
both("update-partial-index-where", lambda i: (s := i(users).values(id=1, name="ed")).on_conflict_do_update(
    index_elements=["name"], index_where=u.active, set_={"name": s.excluded.name}, where=u.age > 7))
both("update-where-two", lambda i: (s := i(users).values(id=1, name="ed")).on_conflict_do_update(
    index_elements=["id"], set_={"name": s.excluded.name}, where=(u.age > 7) & (u.name != s.excluded.name)))
both("update-case", lambda i: (s := key(i)).on_conflict_do_update(index_elements=["id"], set_={"keyword": when((k.id > 5, s.excluded.keyword), else_=k.keyword)}),
     my.on_duplicate_key_update(keyword=when((k.id > 5, my.inserted.keyword), else_=k.keyword)))
both("update-coalesce", lambda i: (s := i(users).values(id=1, nickname="x")).on_conflict_do_update(
    index_elements=["id"], set_={"nickname": func.coalesce(s.excluded.nickname, u.nickname)}),
    (s := mysql_insert(users).values(id=1, nickname="x")).on_duplicate_key_update(nickname=func.coalesce(s.inserted.nickname, u.nickname)))
both("update-subquery", lambda i: key(i).on_conflict_do_update(index_elements=["id"], set_={"keyword": select(func.max(u.name)).scalar_subquery()}),
     my.on_duplicate_key_update(keyword=select(func.max(u.name)).scalar_subquery()))
both("update-concat-excluded", lambda i: (s := key(i)).on_conflict_do_update(index_elements=["id"], set_={"keyword": k.keyword + s.excluded.keyword}),
     my.on_duplicate_key_update(keyword=k.keyword + my.inserted.keyword))
both("update-returning-two", lambda i: (s := key(i)).on_conflict_do_update(
    index_elements=["id"], set_={"keyword": s.excluded.keyword}).returning(k.id, k.keyword))
both("from-select", lambda i: (s := i(keywords).from_select(["id", "keyword"], select(u.id, u.name).where(u.age > 7))).on_conflict_do_update(
    index_elements=["id"], set_={"keyword": s.excluded.keyword}),
    (s := mysql_insert(keywords).from_select(["id", "keyword"], select(u.id, u.name).where(u.age > 7))).on_duplicate_key_update(keyword=s.inserted.keyword))
case("update-on-constraint-where", {"postgresql": key(postgresql_insert).on_conflict_do_update(constraint="keywords_pkey", set_={"keyword": "x"}, where=k.id > 3)})
case("update-on-quoted-constraint", {"postgresql": key(postgresql_insert).on_conflict_do_nothing(constraint="Keywords Key")})
case("update-in-order", {"mysql": (s := mysql_insert(users).values(id=1, name="ed", age=7)).on_duplicate_key_update([("nickname", u.name), ("name", s.inserted.name)])})

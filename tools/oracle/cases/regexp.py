"""Regular expressions and full text, which databases write in their own ways."""
from sqlalchemy import literal, select

from registry import DIALECTS, construct
from tables import users

register = construct("regexp")


def case(name, statement, only=DIALECTS):
    register(name, statement, only=only)


u = users.c
q = select(u.id)
servers = "postgresql mysql mariadb mssql oracle"
case("match", q.where(u.name.regexp_match("^e")), only="sqlite postgresql mysql mariadb oracle")
case("not-match", q.where(~u.name.regexp_match("^e")), only="sqlite postgresql mysql mariadb oracle")
case("match-column", q.where(u.name.regexp_match(u.nickname)))
case("match-ignoring-case", q.where(u.name.regexp_match("^E", flags="i")), only=servers)
case("not-match-ignoring-case", q.where(~u.name.regexp_match("^E", flags="i")), only=servers)
case("match-flags", q.where(u.name.regexp_match("^E", flags="im")), only=servers)
case("not-match-flags", q.where(~u.name.regexp_match("^E", flags="im")), only=servers)
case("match-of-concat", q.where((u.name + u.nickname).regexp_match("x")))
case("match-and", q.where(u.name.regexp_match("a"), u.name.regexp_match("b")))
case("match-or", q.where(u.name.regexp_match("a") | u.name.regexp_match("b")))
case("replace", select(u.name.regexp_replace("e+", "E").label("v")), only=servers)
case("replace-ignoring-case", select(u.name.regexp_replace("e+", "E", flags="i").label("v")), only=servers)
case("replace-flags", select(u.name.regexp_replace("e+", "E", flags="ig").label("v")), only="postgresql")
case("replace-column", select(u.name.regexp_replace("e", u.nickname).label("v")), only=servers)
case("replace-compared", q.where(u.name.regexp_replace("e", "E") == "Ed"), only=servers)
case("replace-concat", select((u.name.regexp_replace("e", "E") + "x").label("v")), only=servers)
case("replace-twice", select(u.name.regexp_replace("a", "b").regexp_replace("c", "d").label("v")), only=servers)
case("full-text", q.where(u.name.match("ed")), only=servers)
case("not-full-text", q.where(~u.name.match("ed")), only=servers)
case("full-text-configuration", q.where(u.name.match("ed", postgresql_regconfig="english")), only="postgresql")
case("full-text-and", q.where(u.name.match("ed"), u.age > 7), only=servers)
case("full-text-or", q.where(u.name.match("ed") | u.fullname.match("jones")), only=servers)

from sqlalchemy import bindparam, func, Integer, literal_column, select, String, text
from sqlalchemy.orm import aliased

from registry import construct
from tables import User, users

case = construct("text")
u = users.c
case("plain", text("SELECT 1"))
case("bind", text("SELECT name FROM users WHERE id = :id").bindparams(id=5))
case("two-binds", text("SELECT name FROM users WHERE id < :value AND name = :name").bindparams(value=224, name="fred"))
case("binds-out-of-order", text("SELECT :b, :a").bindparams(a=1, b=2))
case("bind-null", text("SELECT :x").bindparams(x=None))
case("bind-twice", text("SELECT :x, :x").bindparams(x=5))
case("escaped-colon", text(r"SELECT '\:x', :x").bindparams(x=5))
case("colon-in-string", text("SELECT name FROM users WHERE name = 'a\\:b' AND id = :id").bindparams(id=5))
case("double-colon", text("SELECT id::text FROM users WHERE id = :id").bindparams(id=5), only="postgresql")
case("bind-before-double-colon", text("SELECT :id ::text").bindparams(id=5), only="postgresql")
case("expanding-in", text("SELECT name FROM users WHERE id IN :ids").bindparams(bindparam("ids", [1, 2, 3], expanding=True)))
case("expanding-in-empty", text("SELECT name FROM users WHERE id IN :ids").bindparams(bindparam("ids", [], expanding=True, type_=Integer())))
case("percent", text("SELECT name FROM users WHERE name LIKE '%ed%'"))
case("where", select(User).where(text("id<:value and name=:name")).params(value=224, name="fred").order_by(User.id))
case("where-and-expression", select(u.id).where(text("name = 'ed'"), u.age > 7))
case("where-or-inside", select(u.id).where(text("name = 'ed' or name = 'wendy'"), u.age > 7))
case("order-by", select(u.id).order_by(text("name DESC")))
case("group-by", select(u.name, func.count(u.id)).group_by(text("1")))
case("selected", select(text("count(*)")).select_from(users))
case("from", select(text("name")).select_from(text("users")))
case("from-statement", select(User).from_statement(text("SELECT * FROM users where name=:name").bindparams(name="ed")))
case("columns", text("SELECT id, name FROM users").columns(id=Integer, name=String))
case("columns-subquery", select(text("SELECT id, name FROM users WHERE id > :low").bindparams(low=3).columns(id=Integer, name=String).subquery("t")))
case("literal-column", select(literal_column("1")))
case("literal-column-labelled", select(literal_column("'x'").label("x"), u.id))
case("literal-column-compared", select(u.id).where(literal_column("length(name)") > 3))
case("literal-column-arithmetic", select(literal_column("a + b") * 2).select_from(users))
case("literal-column-in-function", select(func.count(literal_column("*"))).select_from(users))

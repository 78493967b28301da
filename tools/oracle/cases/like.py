from sqlalchemy import func, select

from registry import DIALECTS, construct
from tables import User, users

case = construct("like")
u = users.c
q = select(u.id)

case("like", q.where(u.name.like("%ed%")))
case("not-like", q.where(u.name.not_like("%ed%")))
case("not-of-like", q.where(~u.name.like("%ed%")))
case("like-escape", q.where(u.name.like("%e/%d%", escape="/")))
case("not-like-escape", q.where(u.name.not_like("%e/%d%", escape="/")))
case("like-escape-backslash", q.where(u.name.like("a\\%", escape="\\")))
case("like-column", q.where(u.name.like(u.nickname)))
case("ilike", q.where(u.name.ilike("%ED%")))
case("not-ilike", q.where(u.name.not_ilike("%ED%")))
case("not-of-ilike", q.where(~u.name.ilike("%ED%")))
case("ilike-escape", q.where(u.name.ilike("%E/%D%", escape="/")))
case("ilike-column", q.where(u.name.ilike(u.nickname)))
case("ilike-and", q.where(u.name.ilike("%ED%"), u.age == 7))
case("entity", select(User).where(User.name.like("%ed")))
case("contains", q.where(u.name.contains("ed", autoescape=True)))
case("contains-escapes", q.where(u.name.contains("50%_/x", autoescape=True)))
case("not-contains", q.where(~u.name.contains("ed", autoescape=True)))
case("starts-with", q.where(u.name.startswith("e", autoescape=True)))
case("starts-with-escapes", q.where(u.name.startswith("a%b", autoescape=True)))
case("not-starts-with", q.where(~u.name.startswith("e", autoescape=True)))
case("ends-with", q.where(u.name.endswith("d", autoescape=True)))
case("ends-with-escapes", q.where(u.name.endswith("_d", autoescape=True)))
case("not-ends-with", q.where(~u.name.endswith("d", autoescape=True)))
case("contains-plain", q.where(u.name.contains("ed")))
case("contains-column", q.where(u.name.contains(u.nickname)))
case("starts-with-column", q.where(u.name.startswith(u.nickname)))
case("ends-with-column", q.where(u.name.endswith(u.nickname)))
case("icontains", q.where(u.name.icontains("ed", autoescape=True)))
case("istarts-with", q.where(u.name.istartswith("ed", autoescape=True)))
case("iends-with", q.where(u.name.iendswith("ed", autoescape=True)))
case("function-like", q.where(func.lower(u.name).like("ed%")))
case("concat-like", q.where((u.name + u.fullname).like("%ed%")))
case("two", q.where(u.name.like("%a%") | u.name.like("%b%")))
case("selected", select(u.name.like("%ed%")))


def three(name, statement, only=DIALECTS):
    case(name, statement, only=only)


three("icontains-escapes", q.where(u.name.icontains("50%_/x", autoescape=True)))
three("not-icontains", q.where(~u.name.icontains("ed", autoescape=True)))
three("not-istarts-with", q.where(~u.name.istartswith("ed", autoescape=True)))
three("not-iends-with", q.where(~u.name.iendswith("ed", autoescape=True)))
three("icontains-and", q.where(u.name.icontains("ed", autoescape=True), u.age == 7))
three("icontains-or", q.where(u.name.icontains("ed", autoescape=True) | u.name.istartswith("w", autoescape=True)))
three("icontains-of-concat", q.where((u.name + u.fullname).icontains("ed", autoescape=True)))
three("icontains-column", q.where(u.name.icontains(u.nickname)))
three("istarts-with-column", q.where(u.name.istartswith(u.nickname)))
three("iends-with-column", q.where(u.name.iendswith(u.nickname)))
three("contains-and", q.where(u.name.contains("ed", autoescape=True), u.age == 7))
three("contains-or", q.where(u.name.contains("ed", autoescape=True) | u.name.startswith("w", autoescape=True)))
three("contains-of-concat", q.where((u.name + u.fullname).contains("ed", autoescape=True)))
three("not-like-column", q.where(u.name.not_like(u.nickname)))

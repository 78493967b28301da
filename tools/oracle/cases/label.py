from sqlalchemy import func, label, select
from sqlalchemy.orm import aliased

from registry import construct
from tables import User, addresses, users

case = construct("label")

case("column", select(users.c.name.label("name_label")))
case("attribute", select(User.name.label("name_label")))
case("same-name-as-column", select(users.c.name.label("name")))
case("two", select(users.c.name.label("a"), users.c.fullname.label("b")))
case("same-label-twice", select(users.c.name.label("a"), users.c.fullname.label("a")))
case("hides-other-column", select(users.c.id, addresses.c.id.label("address_id")).where(users.c.id == addresses.c.user_id))
case("function", select(func.count(users.c.id).label("n")))
case("function-unlabelled", select(func.count(users.c.id)))
case("functions-unlabelled-alike", select(func.count(users.c.id), func.count(users.c.name)))
case("functions-unlabelled-different", select(func.min(users.c.age), func.max(users.c.age)))
case("expression", select((users.c.age + 1).label("next_age")))
case("comparison", select((users.c.age > 18).label("adult")))
case("boolean-connective", select(((users.c.age > 18) & (users.c.name == "ed")).label("adult_ed")))
case("reserved-word", select(users.c.name.label("select")))
case("mixed-case", select(users.c.name.label("NameLabel")))
case("with-space", select(users.c.name.label("the name")))
case("with-quote", select(users.c.name.label('the "name"')))
case("of-alias-column", select(aliased(User, name="u").name.label("who")))


@case("order-by-label")
def _():
    n = func.count(users.c.id).label("n")
    return select(users.c.name, n).group_by(users.c.name).order_by(n)


@case("order-by-label-desc")
def _():
    n = func.count(users.c.id).label("n")
    return select(users.c.name, n).group_by(users.c.name).order_by(n.desc())


@case("order-by-label-name")
def _():
    return select(users.c.name, func.count(users.c.id).label("n")).group_by(users.c.name).order_by("n")


@case("order-by-label-in-expression")
def _():
    n = label("n", users.c.age + 1)
    return select(n).order_by(n + 1)


@case("group-by-label")
def _():
    initial = func.lower(users.c.name).label("initial")
    return select(initial, func.count(users.c.id)).group_by(initial)


@case("where-label")
def _():
    n = label("n", users.c.age + 1)
    return select(n).where(n > 18)

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.orm import aliased

from registry import construct
from tables import User, addresses, nodes, orders, users

case = construct("cte")
u, o, n = users.c, orders.c, nodes.c


@case("simple")
def _():
    c = select(u.id, u.name).where(u.age > 7).cte("grown")
    return select(c.c.name)


@case("all-columns")
def _():
    return select(select(u.id, u.name).cte("c"))


@case("anonymous")
def _():
    return select(select(u.id, u.name).cte())


@case("join")
def _():
    c = select(o.user_id, func.sum(o.total).label("total")).group_by(o.user_id).cte("totals")
    return select(u.name, c.c.total).join(c, u.id == c.c.user_id)


@case("outer-join-entity")
def _():
    c = select(o.user_id, func.sum(o.total).label("total")).group_by(o.user_id).cte("totals")
    return select(User, c.c.total).outerjoin(c, User.id == c.c.user_id).order_by(User.id)


@case("binds-inside-and-outside")
def _():
    c = select(u.id, u.name).where(u.age > 7).cte("c")
    return select(c.c.id).where(c.c.name == "ed").limit(3)


@case("two")
def _():
    c = select(u.id).where(u.age > 7).cte("c")
    d = select(o.user_id).where(o.total > 10).cte("d")
    return select(c.c.id).join(d, c.c.id == d.c.user_id)


@case("one-names-another")
def _():
    c = select(u.id, u.age).where(u.age > 7).cte("c")
    d = select(c.c.id).where(c.c.age < 9).cte("d")
    return select(d.c.id)


@case("used-twice")
def _():
    c = select(u.id, u.age).cte("c")
    x = c.alias("x")
    return select(c.c.id, x.c.id).where(c.c.age < x.c.age)


@case("in-subquery")
def _():
    c = select(u.id).where(u.age > 7).cte("c")
    return select(o.id).where(o.user_id.in_(select(c.c.id)))


@case("in-scalar-subquery")
def _():
    c = select(func.max(o.total).label("m")).cte("c")
    return select(o.id).where(o.total == select(c.c.m).scalar_subquery())


@case("in-exists")
def _():
    c = select(o.user_id).where(o.total > 10).cte("c")
    return select(u.name).where(select(c.c.user_id).where(c.c.user_id == u.id).exists())


@case("quoted-name")
def _():
    return select(select(u.id).cte("My Users").c.id)


@case("recursive")
def _():
    tree = select(n.id, n.parent_id, n.name).where(n.parent_id.is_(None)).cte("tree", recursive=True)
    return select(tree.union_all(select(n.id, n.parent_id, n.name).join(tree, n.parent_id == tree.c.id)))


@case("recursive-alias")
def _():
    tree = select(n.id, n.name).where(n.id == 1).cte("tree", recursive=True)
    child = nodes.alias("child")
    tree = tree.union_all(select(child.c.id, child.c.name).where(child.c.parent_id == tree.c.id))
    return select(tree.c.name)


@case("recursive-level")
def _():
    tree = select(n.id, literal(0).label("level")).where(n.parent_id.is_(None)).cte("tree", recursive=True)
    tree = tree.union_all(select(n.id, tree.c.level + 1).join(tree, n.parent_id == tree.c.id).where(tree.c.level < 5))
    return select(tree.c.id, tree.c.level).order_by(tree.c.level)


@case("recursive-counter")
def _():
    c = select(literal(1).label("x")).cte("counter", recursive=True)
    c = c.union_all(select(c.c.x + 1).where(c.c.x < 10))
    return select(c.c.x)


@case("recursive-union")
def _():
    c = select(n.id).where(n.id == 1).cte("c", recursive=True)
    return select(c.union(select(n.id).join(c, n.parent_id == c.c.id)))


@case("recursive-joined")
def _():
    tree = select(n.id).where(n.parent_id.is_(None)).cte("tree", recursive=True)
    tree = tree.union_all(select(n.id).join(tree, n.parent_id == tree.c.id))
    return select(nodes).join(tree, tree.c.id == n.id)


@case("of-union")
def _():
    c = select(u.id).where(u.age > 7).union(select(o.user_id)).cte("c")
    return select(c.c.id)


@case("same-name-columns")
def _():
    c = select(u.id, addresses.c.id).where(u.id == addresses.c.user_id).cte("c")
    return select(c)


@case("entity-alias")
def _():
    c = select(User).where(User.age > 7).cte("c")
    return select(aliased(User, c))


@case("nested-in-subquery")
def _():
    c = select(u.id).where(u.age > 7).cte("c")
    s = select(c.c.id).subquery("s")
    return select(s.c.id)


@case("materialized", only="postgresql")
def _():
    return select(select(u.id).cte("c").prefix_with("MATERIALIZED").c.id)


@case("delete-in", only="sqlite postgresql mssql oracle")
def _():
    c = select(u.id).where(u.age > 7).cte("c")
    return delete(orders).where(o.user_id.in_(select(c.c.id)))


@case("update-in", only="sqlite postgresql mssql oracle")
def _():
    c = select(u.id).where(u.age > 7).cte("c")
    return update(orders).where(o.user_id.in_(select(c.c.id))).values(quantity=0)


@case("insert-from", only="sqlite postgresql mssql oracle")
def _():
    c = select(u.id, u.name).where(u.age > 7).cte("c")
    return insert(nodes).from_select(["id", "name"], select(c.c.id, c.c.name), include_defaults=False)


@case("delete-returning", only="postgresql")
def _():
    c = delete(orders).where(o.total > 10).returning(o.id).cte("gone")
    return select(c.c.id)

from sqlalchemy import delete, func, insert, Integer, literal, select, String, text, union, union_all, update, values, column

from registry import construct
from tables import User, addresses, nodes, orders, users

case = construct("cte_more")
u, a, o, n = users.c, addresses.c, orders.c, nodes.c
PG, LITE = "postgresql", "sqlite postgresql"
# Elsewhere MATERIALIZED is left out, and what writes is no CTE, which is an error. SQL Server has WITH in front of the statement only, Oracle
# in front of a SELECT only.
NESTED, FRONT = "sqlite postgresql mysql oracle", "sqlite postgresql mssql"
old = select(u.id, u.name).where(u.age > 7)

# words and texts
case("materialized", select(old.cte("c").prefix_with("MATERIALIZED").c.id), only=LITE)
case("not-materialized", select(old.cte("c").prefix_with("NOT MATERIALIZED").c.id), only=LITE)
case("materialized-two", select(old.cte("c").prefix_with("MATERIALIZED").c.id).where(
    u.id.in_(select(select(o.user_id).cte("d").prefix_with("NOT MATERIALIZED").c.user_id))), only=LITE)
case("prefix", select(old.cte("c").prefix_with("PRE").c.id))
case("prefix-of-dialect", select(old.cte("c").prefix_with("PRE", dialect="mysql").c.id))
case("suffix", select(old.cte("c").suffix_with("SEARCH DEPTH FIRST BY id SET place").c.id), only="postgresql oracle")
case("materialized-suffix", select(old.cte("c").prefix_with("MATERIALIZED").suffix_with("SUF").c.id), only=PG)


@case("materialized-recursive", only=LITE)
def _():
    tree = select(n.id).where(n.id == 1).cte("tree", recursive=True).prefix_with("MATERIALIZED")
    return select(tree.union_all(select(n.id).join(tree, n.parent_id == tree.c.id)))


@case("recursive-suffix", only=PG)
def _():
    tree = select(n.id).where(n.id == 1).cte("tree", recursive=True).suffix_with("CYCLE id SET looped USING path")
    return select(tree.union_all(select(n.id).join(tree, n.parent_id == tree.c.id)))


# nesting
@case("nesting", only=NESTED)
def _():
    inner = select(u.id).where(u.age > 7).cte("c", nesting=True)
    outer = select(inner.c.id).cte("d")
    return select(outer.c.id)


@case("nesting-same-name", only=NESTED)
def _():
    inner = select(u.id.label("x")).cte("c", nesting=True)
    outer = select(inner.c.x).where(inner.c.x > 3).cte("c")
    return select(outer.c.x)


@case("nesting-two-of-one-name", only=NESTED)
def _():
    one = select(u.id.label("x")).where(u.id > 1).cte("c", nesting=True)
    two = select(o.id.label("x")).where(o.id > 2).cte("c", nesting=True)
    d, e = select(one.c.x).cte("d"), select(two.c.x).cte("e")
    return select(d.c.x, e.c.x).where(d.c.x == e.c.x)


@case("nesting-at-top")
def _():
    return select(select(u.id).cte("c", nesting=True).c.id)


@case("nesting-in-subquery", only=NESTED)
def _():
    inner = select(u.id).where(u.age > 7).cte("c", nesting=True)
    return select(select(inner.c.id).subquery("s").c.id)


@case("nesting-in-scalar", only=NESTED)
def _():
    inner = select(func.max(u.id).label("m")).cte("c", nesting=True)
    return select(o.id).where(o.user_id == select(inner.c.m).scalar_subquery())


@case("nesting-in-in", only=NESTED)
def _():
    inner = select(u.id).where(u.age > 7).cte("c", nesting=True)
    return select(o.id).where(o.user_id.in_(select(inner.c.id)), o.id > 3)


@case("nesting-beside-other", only=NESTED)
def _():
    plain = select(o.user_id).where(o.id > 2).cte("p")
    inner = select(u.id).where(u.age > 7).cte("c", nesting=True)
    outer = select(inner.c.id).where(inner.c.id.in_(select(plain.c.user_id))).cte("d")
    return select(outer.c.id, plain.c.user_id).where(outer.c.id == plain.c.user_id)


@case("nesting-in-union", only=NESTED)
def _():
    inner = select(u.id).where(u.age > 7).cte("c", nesting=True)
    s = union(select(inner.c.id), select(o.id)).subquery("s")
    return select(s.c.id)


@case("nesting-deep", only=NESTED)
def _():
    a1 = select(u.id).where(u.id > 1).cte("a", nesting=True)
    b1 = select(a1.c.id).where(a1.c.id > 2).cte("b", nesting=True)
    c1 = select(b1.c.id).where(b1.c.id > 3).cte("c")
    return select(c1.c.id).where(c1.c.id > 4)


@case("nesting-recursive", only=NESTED)
def _():
    tree = select(n.id).where(n.id == 1).cte("tree", recursive=True, nesting=True)
    tree = tree.union_all(select(n.id).join(tree, n.parent_id == tree.c.id))
    return select(select(tree.c.id).cte("d").c.id)


@case("insert-from-nesting", only="sqlite postgresql oracle")
def _():
    inner = select(u.id, u.name).where(u.age > 7).cte("c", nesting=True)
    return insert(nodes).from_select(["id", "name"], select(inner.c.id, inner.c.name), include_defaults=False)


# CTEs that the statement does not name
case("add", select(u.id).add_cte(select(o.id).cte("c")))
case("add-two", select(u.id).where(u.id > 3).add_cte(select(o.id).where(o.id > 1).cte("c"), select(a.id).where(a.id > 2).cte("d")))
case("add-and-name", select(old.cte("c").c.id).add_cte(select(o.id).cte("d")))
case("add-to-union", union(select(u.id), select(o.id)).add_cte(select(a.id).cte("c")))
case("add-in-subquery", select(select(u.id).add_cte(select(o.id).cte("c")).subquery("s").c.id))
case("add-here", select(select(u.id).add_cte(select(o.id).cte("c"), nest_here=True).subquery("s").c.id), only=NESTED)
case("add-to-update", update(users).where(u.id == 1).values(name="x").add_cte(select(o.id).cte("c")), only=FRONT)
case("add-to-delete", delete(users).where(u.id == 1).add_cte(select(o.id).cte("c")), only=FRONT)
case("add-to-insert", insert(nodes).values(id=1, name="x").add_cte(select(o.id).cte("c")), only=FRONT)

# CTEs that write
gone = delete(orders).where(o.total > 10)
case("delete", select(gone.returning(o.id).cte("gone").c.id), only=PG)
case("delete-two-columns", select(gone.returning(o.id, o.user_id).cte("gone")), only=PG)
case("insert", select(insert(nodes).values(id=1, name="x").returning(n.id, n.name).cte("made").c.name), only=PG)
case("update", select(update(users).where(u.id == 3).values(name="x").returning(u.id).cte("changed").c.id), only=PG)
case("update-from", select(update(users).where(u.id == o.user_id, o.id > 3).values(name="x").returning(u.id).cte("changed").c.id), only=PG)
case("insert-from-select", select(insert(nodes).from_select(["id", "name"], old, include_defaults=False).returning(n.id).cte("made").c.id), only=PG)
case("delete-add", select(u.id).add_cte(gone.cte("gone")), only=PG)
case("insert-add-to-update", update(users).where(u.id == 1).values(name="x").add_cte(insert(nodes).values(id=1, name="x").cte("made")), only=PG)
case("write-labelled", select(gone.returning(o.id.label("which")).cte("gone").c.which), only=PG)
case("write-expression", select(func.sum(gone.returning((o.price * o.quantity).label("sum")).cte("gone").c.sum)), only=PG)


@case("insert-from-delete", only=PG)
def _():
    c = gone.returning(o.id, o.user_id).cte("gone")
    return insert(nodes).from_select(["id", "parent_id"], select(c.c.id, c.c.user_id), include_defaults=False)


@case("delete-joined", only=PG)
def _():
    c = gone.returning(o.id, o.user_id).cte("gone")
    return select(u.name, c.c.id).join(c, u.id == c.c.user_id).where(u.age > 3)


@case("chain-of-writes", only=PG)
def _():
    c = gone.returning(o.user_id).cte("gone")
    d = update(users).where(u.id.in_(select(c.c.user_id))).values(name="x").returning(u.id).cte("changed")
    return select(d.c.id)


@case("delete-with-cte-inside", only=PG)
def _():
    c = select(u.id).where(u.age > 7).cte("c")
    d = delete(orders).where(o.user_id.in_(select(c.c.id))).returning(o.id).cte("gone")
    return select(d.c.id)


@case("delete-returning-all", only=PG)
def _():
    c = delete(nodes).where(n.id > 10).returning(nodes).cte("gone")
    return select(c.c.id, c.c.name)

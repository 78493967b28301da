from sqlalchemy import and_, bindparam, delete, false, func, insert, Integer, not_, or_, select, String, true, union, update
from sqlalchemy import LABEL_STYLE_DISAMBIGUATE_ONLY as DEDUPE, LABEL_STYLE_NONE as NONE
from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL as TABLENAME
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, SyntaxExtension, visitors

from registry import construct
from tables import Node, User, addresses, nodes, orders, users

case = construct("clause")
u, a, o, n = users.c, addresses.c, orders.c, nodes.c
q = select(u.id).where(u.name == "ed")

# prefixes and suffixes
case("prefix", q.prefix_with("HIGH_PRIORITY"))
case("prefix-two", q.prefix_with("/*+ a */", "SQL_NO_CACHE"))
case("prefix-of-dialect", q.prefix_with("SQL_CALC_FOUND_ROWS", dialect="mysql"), only="sqlite postgresql mysql mariadb mssql oracle")
case("prefix-of-each", q.prefix_with("A", dialect="mysql").prefix_with("B", dialect="postgresql").prefix_with("C", dialect="sqlite"))
case("prefix-distinct", q.distinct().prefix_with("HIGH_PRIORITY"))
case("prefix-in-subquery", select(q.prefix_with("HIGH_PRIORITY").subquery("s").c.id))
case("prefix-in-union", union(q.prefix_with("HIGH_PRIORITY"), select(a.id)))
case("suffix", q.suffix_with("/* end */"))
case("suffix-of-dialect", q.suffix_with("CROSS", dialect="oracle").suffix_with("SETTINGS", dialect="postgresql"))
case("suffix-order-limit", q.order_by(u.id).limit(3).suffix_with("/* end */"))
case("suffix-for-update", q.with_for_update().suffix_with("/* end */"))
case("prefix-suffix", q.prefix_with("P").suffix_with("S"))
case("insert-prefix", insert(nodes).values(id=1, name="x").prefix_with("OR IGNORE", dialect="sqlite").prefix_with("IGNORE", dialect="mysql"))
case("insert-prefix-from-select", insert(nodes).from_select(["id", "name"], select(u.id, u.name), include_defaults=False).prefix_with("OR REPLACE"), only="sqlite")
case("update-prefix", update(users).where(u.id == 1).values(name="x").prefix_with("OR IGNORE", dialect="sqlite").prefix_with("LOW_PRIORITY", dialect="mysql"))
case("delete-prefix", delete(users).where(u.id == 1).prefix_with("QUICK", dialect="mysql"))

# hints
case("hint", q.with_hint(users, "USE INDEX (ix_users)", "mysql"))
case("hint-name", q.with_hint(users, "USE INDEX (ix_%(name)s)", "mysql"))
case("hint-only", q.with_hint(users, "ONLY", "postgresql"))
case("hint-of-each", q.with_hint(users, "FORCE INDEX (i)", "mysql").with_hint(users, "ONLY", "postgresql"))
case("hint-join", select(u.id).join(addresses).with_hint(addresses, "USE INDEX (i)", "mysql").with_hint(users, "ONLY", "postgresql"))
case("hint-other-dialect", q.with_hint(users, "WITH (NOLOCK)", "mssql"))
case("statement-hint", q.with_statement_hint("OPTION (RECOMPILE)"))
case("statement-hint-of-dialect", q.with_statement_hint("OPTION (x)", "mssql").with_statement_hint("/* pg */", "postgresql"))
case("statement-hint-limit", q.order_by(u.id).limit(1).with_statement_hint("/* h */"))
case("hint-and-prefix", q.with_hint(users, "USE INDEX (i)", "mysql").prefix_with("HIGH_PRIORITY", dialect="mysql"))


@case("hint-alias")
def _():
    x = users.alias("x")
    return select(x.c.id).with_hint(x, "USE INDEX (i)", "mysql").with_hint(x, "ONLY", "postgresql")


# label styles
def labels(s, style=TABLENAME):
    return s.set_label_style(style)


case("labels-table", labels(select(u.id, u.name)))
case("labels-table-two", labels(select(u.id, a.id).join(addresses)))
case("labels-table-where-order", labels(select(u.id, u.name).where(u.id > 3).order_by(u.name)))
case("labels-table-expression", labels(select(u.id, u.age + 1, func.count(u.id))))
case("labels-table-labelled", labels(select(u.id.label("x"), u.name)))
case("labels-table-subquery", select(labels(select(u.id, u.name)).subquery("s").c.users_id))
case("labels-table-subquery-all", select(labels(select(u.id, a.id).join(addresses)).subquery("s")))
case("labels-table-cte", select(labels(select(u.id, a.id).join(addresses)).cte("c").c.addresses_id))
case("labels-table-repeated", labels(select(u.id, u.id)))
case("labels-table-entity", labels(select(Node)))
case("labels-table-union", union(labels(select(u.id)), labels(select(a.id))))
case("labels-none", labels(select(u.id, u.name), NONE))
case("labels-none-two", labels(select(u.id, a.id).join(addresses), NONE))
case("labels-none-function", labels(select(u.id, func.lower(u.name)), NONE))
case("labels-none-labelled", labels(select(u.id.label("x"), a.id).join(addresses), NONE))
case("labels-dedupe", labels(select(u.id, a.id).join(addresses), DEDUPE))


@case("labels-table-alias")
def _():
    x = users.alias("x")
    return labels(select(x.c.id, u.id).join(users, u.id == x.c.id))


@case("labels-table-anonymous-alias")
def _():
    x = users.alias()
    return labels(select(x.c.id, x.c.name))


# parameters of the statement
low = bindparam("low", type_=Integer)
case("param", select(u.id).where(u.age > low).params(low=3))
case("param-twice", select(u.id).where(u.age > low, u.id > low).params(low=3))
case("param-two", select(u.id).where(u.age > low, u.name == bindparam("name", type_=String)).params(low=3, name="ed"))
case("param-again", select(u.id).where(u.age > low).params(low=3).params(low=4))
case("param-in-subquery", select(o.id).where(o.user_id.in_(select(u.id).where(u.age > low))).params(low=3))
case("param-in-cte", select(select(u.id).where(u.age > low).cte("c").c.id).params(low=3))
case("param-selected", select(u.id, low.label("low")).params(low=3))
case("param-in-function", select(func.coalesce(u.age, low)).params(low=3))
case("param-in-union", union(select(u.id).where(u.age > low), select(a.id).where(a.id > low)).params(low=3))
case("param-in-case-of-join", select(u.id).join(addresses, and_(a.user_id == u.id, a.id > low)).params(low=3))

# DISTINCT ON, which is an error elsewhere: SQLAlchemy leaves the ON out
case("distinct-on", select(u.id, u.name).distinct(u.name).order_by(u.name), only="postgresql")
case("distinct-on-two", select(u.id).distinct(u.name, u.age), only="postgresql")
case("distinct-on-expression", select(u.id).distinct(func.lower(u.name)), only="postgresql")
case("distinct-on-in-subquery", select(select(u.id).distinct(u.name).subquery("s").c.id), only="postgresql")

# constants
case("true", select(u.id).where(true(), u.name == "ed", true()))
case("true-or", select(u.id).where(or_(u.name == "ed", true())))
case("false-or", select(u.id).where(or_(false(), u.name == "ed", false())))
case("false-and", select(u.id).where(u.name == "ed", false(), u.id > 3))
case("not-true", select(u.id).where(not_(true())))
case("not-false-and", select(u.id).where(and_(not_(false()), u.id > 3)))
case("false-having", select(u.name).group_by(u.name).having(false()))


# clauses of the program
class Qualify(SyntaxExtension, ClauseElement):
    _traverse_internals = [("condition", visitors.InternalTraversal.dp_clauseelement)]

    def __init__(self, condition, point):
        self.condition, self.point = condition, point

    def apply_to_select(self, s):
        s.apply_syntax_extension_point(lambda existing: [*existing, self], self.point)


@compiles(Qualify)
def _qualify(element, compiler, **kw):
    return f"QUALIFY {compiler.process(element.condition, **kw)}"


for point in ("post_select", "pre_columns", "post_criteria", "post_body"):
    ext = Qualify(u.age > 3, point)
    name = point.replace("_", "-")
    case(f"ext-{name}", q.ext(ext))
    case(f"ext-{name}-everything", select(u.age).distinct().where(u.id > 7).group_by(u.age).having(func.count(u.id) > 1).order_by(u.age).limit(5).ext(ext))
    case(f"ext-{name}-in-subquery", select(q.ext(ext).subquery("s").c.id))

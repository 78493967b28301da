from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import aliased, with_parent

from registry import construct
from tables import Address, Keyword, Node, Order, OrderLine, Post, Shipment, User

case = construct("relationship")
jack, tea = User(id=5, name="jack"), Keyword(id=3, keyword="tea")
address, post, line, node = Address(id=2, user_id=5), Post(id=9, user_id=5), OrderLine(order_id=1, line_no=2), Node(id=4, parent_id=1)

case("any", select(User.name).where(User.addresses.any()))
case("any-criterion", select(User.name).where(User.addresses.any(Address.email_address.like("%x%"))))
case("any-two-criteria", select(User.name).where(User.addresses.any(and_(Address.email_address == "x", Address.id > 1))))
case("not-any", select(User.name).where(~User.addresses.any()))
case("not-any-criterion", select(User.name).where(not_(User.addresses.any(Address.email_address == "x"))))
case("any-and", select(User.name).where(User.addresses.any(), User.age > 7))
case("any-or", select(User.name).where(or_(User.addresses.any(), User.orders.any())))
case("any-nested", select(User.name).where(User.orders.any(Order.lines.any(OrderLine.product == "tea"))))
case("any-of-alias", select((a := aliased(User, name="a")).name).where(a.addresses.any()))
case("any-self", select(Node.name).where(Node.children.any(Node.name == "leaf")))
case("any-many-to-many", select(Post.headline).where(Post.keywords.any(Keyword.keyword == "tea")))
case("any-many-to-many-plain", select(Post.headline).where(Post.keywords.any()))
case("not-any-many-to-many", select(Post.headline).where(~Post.keywords.any(Keyword.keyword == "tea")))
case("has", select(Address.email_address).where(Address.user.has()))
case("has-criterion", select(Address.email_address).where(Address.user.has(User.name == "jack")))
case("not-has", select(Address.email_address).where(~Address.user.has(User.name == "jack")))
case("has-self", select(Node.name).where(Node.parent.has(Node.name == "root")))
case("has-nested", select(OrderLine.product).where(OrderLine.order.has(Order.user.has(User.name == "jack"))))
case("has-composite", select(Shipment.id).where(Shipment.line.has(OrderLine.product == "tea")))
case("any-composite", select(OrderLine.product).where(OrderLine.shipments.any()))
case("has-any", select(Address.email_address).where(Address.user.has(User.orders.any())))
case("is", select(Address.email_address).where(Address.user == jack))
case("is-not", select(Address.email_address).where(Address.user != jack))
case("not-is", select(Address.email_address).where(~(Address.user == jack)))
case("is-null", select(Address.email_address).where(Address.user == None))  # noqa: E711
case("is-not-null", select(Address.email_address).where(Address.user != None))  # noqa: E711
case("is-self", select(Node.name).where(Node.parent == node))
case("is-composite", select(Shipment.id).where(Shipment.line == line))
case("is-alias", select((b := aliased(Address, name="b")).email_address).where(b.user == jack))
case("is-and", select(Address.email_address).where(Address.user == jack, Address.id > 1))
case("contains", select(User.name).where(User.addresses.contains(address)))
case("not-contains", select(User.name).where(~User.addresses.contains(address)))
case("contains-many-to-many", select(Post.headline).where(Post.keywords.contains(tea)))
case("not-contains-many-to-many", select(Post.headline).where(~Post.keywords.contains(tea)))
case("contains-self", select(Node.name).where(Node.children.contains(node)))
case("with-parent", select(Address.email_address).where(with_parent(jack, User.addresses)))
case("with-parent-many-to-many", select(Keyword.keyword).where(with_parent(post, Post.keywords)))
case("with-parent-many-to-one", select(User.name).where(with_parent(address, Address.user)))
case("with-parent-composite", select(Shipment.id).where(with_parent(line, OrderLine.shipments)))
case("with-parent-self", select(Node.name).where(with_parent(node, Node.children)))
case("join", select(User.name).join(User.addresses))
case("join-entities", select(User, Address).join(User.addresses))
case("join-many-to-one", select(Address.email_address).join(Address.user))
case("join-many-to-one-where", select(Address).join(Address.user).where(User.name == "jack"))
case("join-many-to-many", select(Post.headline).join(Post.keywords).where(Keyword.keyword == "tea"))
case("join-many-to-many-back", select(Keyword.keyword).join(Keyword.posts))
case("join-composite", select(OrderLine.product).join(OrderLine.shipments))
case("join-chain", select(User.name).join(User.orders).join(Order.lines))
case("join-two", select(User.name).join(User.addresses).join(User.orders))
case("join-four", select(User.name).join(User.posts).join(Post.keywords).where(Keyword.keyword == "tea").order_by(User.id))
case("join-extra-criterion", select(User.name).join(User.addresses.and_(Address.email_address != "x")))
case("join-target-and-relationship", select(User.name).join(Address, User.addresses))
case("outer-join", select(User.name).outerjoin(User.addresses))
case("outer-join-is-null", select(User.name).outerjoin(User.addresses).where(Address.id.is_(None)).order_by(User.id))
case("outer-join-many-to-many", select(Post.headline).outerjoin(Post.keywords))
case("outer-join-chain", select(User.name).outerjoin(User.orders).outerjoin(Order.lines))
case("outer-join-group", select(User, func.count(Address.id)).outerjoin(User.addresses).group_by(User.id))
case("join-where-in", select(User.name).join(User.addresses).where(Address.email_address.in_(["a", "b"])))


@case("join-of-type-alias")
def _():
    x = aliased(Address)
    return select(User.name, x.email_address).join(User.addresses.of_type(x)).where(x.email_address == "a")


@case("join-of-type-two-aliases")
def _():
    x, y = aliased(Address), aliased(Address)
    return (select(User.name, x.email_address, y.email_address)
            .join(User.addresses.of_type(x)).join(User.addresses.of_type(y))
            .where(x.email_address == "a").where(y.email_address == "b"))


@case("join-alias-and-relationship")
def _():
    x = aliased(Address, name="x")
    return select(User.name).join(x, User.addresses)


@case("join-from-alias")
def _():
    x = aliased(User, name="x")
    return select(x.name, Address.email_address).join(x.addresses)


@case("join-from-alias-to-alias")
def _():
    x, y = aliased(User, name="x"), aliased(Address, name="y")
    return select(x.name, y.email_address).join(x.addresses.of_type(y))


@case("join-self")
def _():
    parent = aliased(Node, name="p")
    return select(Node.name, parent.name).join(Node.parent.of_type(parent))


@case("join-self-children")
def _():
    child = aliased(Node, name="c")
    return select(Node.name, child.name).outerjoin(Node.children.of_type(child)).where(child.name == "leaf")


@case("join-self-two-levels")
def _():
    p, g = aliased(Node), aliased(Node)
    return select(Node.name).join(Node.parent.of_type(p)).join(p.parent.of_type(g)).where(g.name == "root")


@case("join-many-to-many-alias")
def _():
    k = aliased(Keyword, name="k")
    return select(Post.headline).join(Post.keywords.of_type(k)).where(k.keyword == "tea")


@case("join-many-to-many-twice")
def _():
    k1, k2 = aliased(Keyword), aliased(Keyword)
    return (select(Post.headline).join(Post.keywords.of_type(k1)).join(Post.keywords.of_type(k2))
            .where(k1.keyword == "tea").where(k2.keyword == "milk"))


@case("join-subquery-entity")
def _():
    x = aliased(Address, select(Address).where(Address.email_address != "x").subquery())
    return select(User, x).join(x, User.addresses)


@case("any-of-type-alias")
def _():
    x = aliased(Address, name="x")
    return select(User.name).where(User.addresses.of_type(x).any(x.email_address == "a"))

"""Statements of the loader strategies that change the statement itself: joined and contains.

selectinload and the like send statements of their own when rows arrive; scripts of recorded statements cover them.
"""
from sqlalchemy import select
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload, lazyload, load_only

from registry import construct
from tables import Address, Keyword, Node, Order, OrderLine, Post, Shipment, User

case = construct("eager")
many = joinedload(User.addresses)
case("joined-many", select(User).options(many))
case("joined-where", select(User).options(many).where(User.name == "jack"))
case("joined-order", select(User).options(many).order_by(User.name))
case("joined-limit", select(User).options(many).order_by(User.name).limit(2))
case("joined-limit-offset", select(User).options(many).order_by(User.name.desc()).limit(2).offset(1))
case("joined-limit-where", select(User).options(many).where(User.age > 7).order_by(User.id).limit(2))
case("joined-limit-unordered", select(User).options(many).limit(2))
case("joined-offset", select(User).options(many).order_by(User.id).offset(1))
case("joined-distinct", select(User).options(many).distinct())
case("joined-unordered-relation", select(User).options(joinedload(User.orders)))
case("joined-ordered-desc", select(User).options(joinedload(User.posts)))
case("joined-inner", select(User).options(joinedload(User.addresses, innerjoin=True)))
case("joined-two", select(User).options(many, joinedload(User.orders)))
case("joined-two-limit", select(User).options(many, joinedload(User.orders)).order_by(User.id).limit(3))
case("joined-one", select(Address).options(joinedload(Address.user)))
case("joined-one-inner", select(Address).options(joinedload(Address.user, innerjoin=True)))
case("joined-one-limit", select(Address).options(joinedload(Address.user)).order_by(Address.id).limit(2))
case("joined-one-where", select(Address).options(joinedload(Address.user)).where(Address.email_address == "x"))
case("joined-nested", select(User).options(joinedload(User.orders).joinedload(Order.lines)))
case("joined-nested-one", select(OrderLine).options(joinedload(OrderLine.order).joinedload(Order.user)))
case("joined-nested-inner", select(OrderLine).options(joinedload(OrderLine.order, innerjoin=True).joinedload(Order.user, innerjoin=True)))
case("joined-nested-limit", select(User).options(joinedload(User.orders).joinedload(Order.lines)).order_by(User.id).limit(2))
case("joined-many-then-one", select(Post).options(joinedload(Post.keywords), joinedload(Post.author)))
case("joined-many-to-many", select(Post).options(joinedload(Post.keywords)))
case("joined-many-to-many-limit", select(Post).options(joinedload(Post.keywords)).order_by(Post.id).limit(2))
case("joined-many-to-many-inner", select(Post).options(joinedload(Post.keywords, innerjoin=True)))
case("joined-many-to-many-back", select(Keyword).options(joinedload(Keyword.posts)))
case("joined-composite", select(Shipment).options(joinedload(Shipment.line)))
case("joined-self", select(Node).options(joinedload(Node.children)))
case("joined-self-two", select(Node).options(joinedload(Node.children).joinedload(Node.children)))
case("joined-self-parent", select(Node).options(joinedload(Node.parent)))
case("joined-with-join", select(User).join(User.addresses).where(Address.email_address == "x").options(many))
case("joined-two-entities", select(User, Order).join(User.orders).options(many))
case("joined-and-criteria", select(User).options(joinedload(User.addresses.and_(Address.email_address != "x"))))
case("contains-many", select(User).join(User.addresses).options(contains_eager(User.addresses)))
case("contains-many-order", select(User).outerjoin(User.addresses).options(contains_eager(User.addresses)).order_by(User.id, Address.id))
case("contains-one", select(Address).join(Address.user).where(User.name == "jack").options(contains_eager(Address.user)).order_by(Address.id))
case("contains-nested", select(User).join(User.orders).join(Order.lines).options(contains_eager(User.orders).contains_eager(Order.lines)))
case("contains-then-joined", select(User).join(User.orders).options(contains_eager(User.orders).joinedload(Order.lines)))
case("contains-many-to-many", select(Post).join(Post.keywords).options(contains_eager(Post.keywords)))
case("load-only", select(User).options(load_only(User.name)))
case("load-only-two", select(User).options(load_only(User.name, User.age)))
case("load-only-nested", select(User).options(joinedload(User.addresses).load_only(Address.email_address)))
case("defer", select(Post).options(defer(Post.body)))
case("defer-two", select(User).options(defer(User.fullname), defer(User.nickname)))
case("lazy", select(User).options(lazyload(User.addresses)))


@case("contains-alias")
def _():
    x = aliased(Address, name="x")
    return select(User).join(User.addresses.of_type(x)).options(contains_eager(User.addresses.of_type(x)))


@case("joined-of-alias")
def _():
    x = aliased(User, name="x")
    return select(x).options(joinedload(x.addresses))

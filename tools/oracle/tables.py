"""The tables and classes of the cases. Classes map the tables, so Core and ORM cases share them."""
from sqlalchemy import (
    Boolean, Column, DateTime, Float, ForeignKey, ForeignKeyConstraint, Integer, MetaData, Numeric, String, Table, Text,
)
from sqlalchemy.orm import DeclarativeBase, relationship

metadata = MetaData()


def _table(name, *columns, **kw):
    return Table(name, metadata, *columns, **kw)


users = _table(
    "users",
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("fullname", String),
    Column("nickname", String),
    Column("age", Integer),
    Column("active", Boolean, nullable=False),
)
addresses = _table(
    "addresses",
    Column("id", Integer, primary_key=True),
    Column("email_address", String, nullable=False),
    Column("user_id", ForeignKey("users.id")),
)
orders = _table(
    "orders",
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("users.id")),
    Column("total", Float, nullable=False),
    Column("price", Numeric(10, 2), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("created_at", DateTime, nullable=False),
)
order_lines = _table(
    "order_lines",
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("line_no", Integer, primary_key=True, autoincrement=False),
    Column("product", String, nullable=False),
    Column("quantity", Integer, nullable=False),
)
shipments = _table(  # a foreign key of two columns
    "shipments",
    Column("id", Integer, primary_key=True),
    Column("order_id", Integer),
    Column("line_no", Integer),
    ForeignKeyConstraint(["order_id", "line_no"], ["order_lines.order_id", "order_lines.line_no"]),
)
nodes = _table(
    "nodes",
    Column("id", Integer, primary_key=True),
    Column("parent_id", ForeignKey("nodes.id")),
    Column("name", String, nullable=False),
)
posts = _table(
    "posts",
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("users.id")),
    Column("headline", String(255), nullable=False),
    Column("body", Text),
)
keywords = _table(
    "keywords",
    Column("id", Integer, primary_key=True),
    Column("keyword", String(50), nullable=False, unique=True),
)
post_keywords = _table(
    "post_keywords",
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("keyword_id", ForeignKey("keywords.id"), primary_key=True),
)
# Names that need quotes: reserved words, capitals, spaces, quotes, signs, a leading digit.
odd = _table(
    "order",
    Column("id", Integer, primary_key=True),
    Column("select", String),
    Column("mixedCase", String),
    Column("two words", String),
    Column('say "hi"', String),
    Column("1st", Integer),
    Column("a-b", Integer),
    Column("per%cent", Integer),
)


class Base(DeclarativeBase):
    metadata = metadata


class User(Base):
    __table__ = users
    addresses = relationship("Address", back_populates="user", order_by="Address.id")
    orders = relationship("Order", back_populates="user")
    posts = relationship("Post", back_populates="author", order_by="Post.id.desc()")


class Address(Base):
    __table__ = addresses
    user = relationship("User", back_populates="addresses")


class Order(Base):
    __table__ = orders
    user = relationship("User", back_populates="orders")
    lines = relationship("OrderLine", back_populates="order")


class OrderLine(Base):
    __table__ = order_lines
    order = relationship("Order", back_populates="lines")
    shipments = relationship("Shipment", back_populates="line")


class Shipment(Base):
    __table__ = shipments
    line = relationship("OrderLine", back_populates="shipments")


class Node(Base):
    __table__ = nodes
    children = relationship("Node", back_populates="parent")
    parent = relationship("Node", back_populates="children", remote_side=[nodes.c.id])


class Post(Base):
    __table__ = posts
    author = relationship("User", back_populates="posts")
    keywords = relationship("Keyword", secondary=post_keywords, back_populates="posts", order_by="Keyword.id")


class Keyword(Base):
    __table__ = keywords
    posts = relationship("Post", secondary=post_keywords, back_populates="keywords")

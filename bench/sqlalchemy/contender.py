"""SQLAlchemy as a contender: reads one JSON command a line, answers with what it saw and how long that took.

Its own clock runs in here, so that talking to the parent is not measured. Used as its documentation says for speed: 2.0 style, the
compiled cache on, add_all with the unit of work's own batches (psycopg2 sends them by execute_values, or, in SQLAlchemy 2, they are
insertmanyvalues), and psycopg2's execute_batch for UPDATE.
"""

import gc
import importlib.util
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, declarative_base, joinedload, relationship, selectinload

Base = declarative_base()


class Customer(Base):
    __tablename__ = "customer"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(100), nullable=False)
    description = sa.Column(sa.String(200), nullable=False)


class Author(Base):
    __tablename__ = "author"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(100), nullable=False)
    books = relationship("Book", cascade="all, delete-orphan")


class Book(Base):
    __tablename__ = "book"
    id = sa.Column(sa.Integer, primary_key=True)
    author_id = sa.Column(sa.Integer, sa.ForeignKey("author.id"), nullable=False)
    title = sa.Column(sa.String(100), nullable=False)


class Tally:
    def __init__(self):
        self.rows = self.ids = self.bytes = 0

    def customers(self, all_):
        for c in all_:
            self.rows += 1
            self.ids += c.id
            self.bytes += len(c.name) + len(c.description)

    def authors(self, all_):
        for a in all_:
            self.rows += 1 + len(a.books)
            self.ids += a.id
            self.bytes += len(a.name)
            for b in a.books:
                self.ids += b.id
                self.bytes += len(b.title)


def open_engine(kind, url):
    if not kind.startswith("sqlite"):
        batch = {"executemany_mode": "values_plus_batch"} if kind == "postgresql" else {}
        return sa.create_engine(url, pool_size=16, **batch)
    pool = {"poolclass": sa.pool.QueuePool} if kind == "sqlite-file" else {}  # 1.4 would open the file anew for every session
    engine = sa.create_engine(url, **pool)

    @event.listens_for(engine, "connect")
    def pragmas(conn, _):
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute("PRAGMA secure_delete=OFF")  # Debian builds SQLite with it on
        if kind == "sqlite-file":
            conn.execute("PRAGMA journal_mode=WAL")
            conn.execute("PRAGMA synchronous=NORMAL")

    return engine


class Contender:
    def __init__(self, kind, url):
        self.engine = open_engine(kind, url)

    def exec(self, t, c):
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql(c["sql"].replace("%", "%%") if self.engine.dialect.paramstyle != "qmark" else c["sql"])

    def query(self, t, c):
        with self.engine.connect() as conn:
            t.rows, t.ids, t.bytes = map(int, conn.exec_driver_sql(c["sql"]).one())

    def load(self, t, c):
        with Session(self.engine) as s:
            t.customers(s.execute(sa.select(Customer)).scalars().all())

    def columns(self, t, c):
        with Session(self.engine) as s:
            t.customers(s.execute(sa.select(Customer.id, Customer.name, Customer.description)).all())

    def get(self, t, c):
        ids = c["ids"]
        for at in range(0, len(ids), 100):
            with Session(self.engine) as s:
                for i in ids[at:at + 100]:
                    t.customers([s.get(Customer, i)])

    def selectin(self, t, c):
        with Session(self.engine) as s:
            t.authors(s.execute(sa.select(Author).options(selectinload(Author.books))).scalars().all())

    def joined(self, t, c):
        with Session(self.engine) as s:
            t.authors(s.execute(sa.select(Author).options(joinedload(Author.books))).unique().scalars().all())

    def iter(self, t, c):
        with Session(self.engine) as s:
            t.customers(s.execute(sa.select(Customer).execution_options(yield_per=1000)).scalars())

    def insert(self, t, c):
        with Session(self.engine, expire_on_commit=False) as s:
            all_ = [Customer(name=n, description=d) for n, d in c["rows"]]
            s.add_all(all_)
            s.commit()
            t.customers(all_)

    def graph(self, t, c):
        with Session(self.engine, expire_on_commit=False) as s:
            all_ = [Author(name=n, books=[Book(title=b) for b in bs]) for n, bs in zip(c["parents"], c["children"])]
            s.add_all(all_)
            s.commit()
            t.authors(all_)

    def update(self, t, c):
        with Session(self.engine, expire_on_commit=False) as s:
            all_ = s.execute(sa.select(Customer)).scalars().all()
            for x in all_:
                x.name += c["suffix"]
            s.commit()
            t.customers(all_)

    def single(self, t, c):
        for n, d in c["rows"]:
            with Session(self.engine, expire_on_commit=False) as s:
                x = Customer(name=n, description=d)
                s.add(x)
                s.commit()
                t.customers([x])

    def concurrent(self, t, c):
        """Transactions in threads, each in a session of its own."""
        tallies = [Tally() for _ in range(c["threads"])]

        def work(thread):
            for n in range(thread, len(c["ids"]), c["threads"]):
                self.mixed(tallies[thread], c["ids"][n], *c["rows"][n])

        with ThreadPoolExecutor(c["threads"]) as pool:
            list(pool.map(work, range(c["threads"])))
        for x in tallies:
            t.rows, t.ids, t.bytes = t.rows + x.rows, t.ids + x.ids, t.bytes + x.bytes

    def mixed(self, t, first, name, description):
        with Session(self.engine, expire_on_commit=False) as s:
            t.customers([s.get(Customer, first)])
            t.customers(s.execute(sa.select(Customer).where(Customer.id.between(first, first + 9))).scalars().all())
            s.add(Customer(name=name, description=description))
            s.commit()

    def compile(self, t, c):
        """Builds and compiles a statement so often, by the cache that execute uses or without it."""
        build = {"small": small, "large": large}[c["size"]]
        cache = {} if c.get("cached") else None
        for _ in range(c["times"]):
            if cache is None:
                build().compile(dialect=self.engine.dialect).string
            else:
                build()._compile_w_cache(self.engine.dialect, compiled_cache=cache, column_keys=[])


def small():
    return sa.select(Customer).where(Customer.id == 7)


def large():
    return (
        sa.select(Author.id, Author.name, sa.func.count(Book.id).label("books"))
        .join(Book, Book.author_id == Author.id)
        .where(sa.or_(Author.name.like("a%"), Author.name == "b"), Author.id.between(1, 1000))
        .where(Book.title != "c", Book.id > 5)
        .group_by(Author.id, Author.name)
        .having(sa.func.count(Book.id) > 2)
        .order_by(Author.name.desc(), Author.id)
        .limit(10)
        .offset(20)
    )


def speedups():
    """Tells whether SQLAlchemy has its compiled parts, by the means of versions 2 and 1.4."""
    try:
        has = sa.util.has_compiled_ext()
    except AttributeError:
        has = importlib.util.find_spec("sqlalchemy.cresultproxy") is not None
    return "with its C extensions" if has else "without its C extensions"


def generator(c):
    """The texts travel once: the parent names how many."""
    if "customers" in c:
        c["rows"] = [("customer name %d" % i, "customer description %d" % i) for i in range(1, c["customers"] + 1)]
    if "authors" in c:
        n = c["authors"]
        c["parents"] = ["author name %d" % i for i in range(1, n + 1)]
        c["children"] = [["book title %d" % (j * n + i + 1) for j in range(c["books"])] for i in range(n)]
    return c


def main():
    if sys.argv[1:] == ["version"]:
        import psycopg2
        import pymysql

        versions = sa.__version__, speedups(), sys.version.split()[0], psycopg2.__version__.split()[0], pymysql.__version__
        print("SQLAlchemy %s (%s) on Python %s, psycopg2 %s, PyMySQL %s" % versions)
        return
    contender = Contender(sys.argv[1], sys.argv[2])
    for line in sys.stdin:
        c, t = generator(json.loads(line)), Tally()
        gc.collect()
        start = time.perf_counter()
        error = ""
        try:
            getattr(contender, c["do"])(t, c)
        except Exception as e:
            error = "%s: %s" % (type(e).__name__, e)
        seconds = time.perf_counter() - start
        print(json.dumps({"rows": t.rows, "ids": t.ids, "bytes": t.bytes, "seconds": seconds, "error": error}), flush=True)


main()

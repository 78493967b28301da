from sqlalchemy import func, select, union

from registry import construct
from tables import User, addresses, orders, users

case = construct("lock_more")
u, a, o = users.c, addresses.c, orders.c
q = select(u.id).where(u.name == "ed")
joined = select(u.id).join(addresses)

case("nowait-of", joined.with_for_update(nowait=True, of=users))
case("skip-locked-of", joined.with_for_update(skip_locked=True, of=addresses))
case("read-nowait", q.with_for_update(read=True, nowait=True))
case("read-skip-locked", q.with_for_update(read=True, skip_locked=True))
case("read-of", joined.with_for_update(read=True, of=users))
case("key-share-nowait", q.with_for_update(key_share=True, nowait=True))
case("key-share-skip-locked-of", joined.with_for_update(key_share=True, skip_locked=True, of=addresses))
case("read-key-share-of", joined.with_for_update(read=True, key_share=True, of=users))
case("of-entity", select(User).join(addresses).with_for_update(of=User))
case("replaced", q.with_for_update(nowait=True).with_for_update(skip_locked=True))
case("limit-offset", q.order_by(u.id).limit(3).offset(2).with_for_update())
case("group", select(u.name, func.count(u.id)).group_by(u.name).with_for_update(), only="mysql")
case("in-subquery", select(q.with_for_update().subquery("s").c.id))
case("in-subquery-limit", select(u.name).where(u.id.in_(select(q.limit(2).with_for_update(skip_locked=True).subquery("s").c.id))))
case("in-cte", select(q.with_for_update().cte("c").c.id))
case("in-condition", select(o.id).where(o.user_id.in_(q.with_for_update(read=True))))
case("with-cte", select((c := select(a.user_id).cte("c")).c.user_id, u.id).join(users, u.id == c.c.user_id).with_for_update(of=users))
case("outer-join-of", select(u.id).outerjoin(addresses).with_for_update(of=users))


@case("of-alias")
def _():
    x = users.alias("x")
    return select(x.c.id).join(addresses, a.user_id == x.c.id).with_for_update(of=x)


@case("of-anonymous-alias")
def _():
    x = users.alias()
    return select(x.c.id).join(addresses, a.user_id == x.c.id).with_for_update(of=x)

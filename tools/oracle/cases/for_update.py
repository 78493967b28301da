from sqlalchemy import select

from registry import construct
from tables import User, addresses, users

case = construct("for_update")
u = users.c
q = select(u.id).where(u.name == "ed")
case("plain", q.with_for_update())
case("entity", select(User).where(User.id == 5).with_for_update())
case("nowait", q.with_for_update(nowait=True))
case("skip-locked", q.with_for_update(skip_locked=True))
case("read", q.with_for_update(read=True))
case("key-share", q.with_for_update(key_share=True))
case("read-key-share", q.with_for_update(read=True, key_share=True))
case("of", select(u.id).join(addresses).with_for_update(of=users))
case("of-two", select(u.id).join(addresses).with_for_update(of=[users, addresses]))
case("order-limit", q.order_by(u.id).limit(1).with_for_update(skip_locked=True))

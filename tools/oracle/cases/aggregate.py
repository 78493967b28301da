import datetime

from sqlalchemy import (
    FrameClause, FrameClauseType, Integer, Sequence, String, case as when, cast, desc, distinct, func, literal, select, tuple_,
)

from registry import construct
from tables import User, addresses, orders, users

case = construct("aggregate")
u, o = users.c, orders.c
PG, LITE = "postgresql", "sqlite postgresql"
# SQL Server and Oracle have no array_agg, no FILTER and no ORDER BY in sum; WITHIN GROUP asks for OVER on SQL Server, whose frames have
# neither GROUPS nor EXCLUDE nor a RANGE that counts: errors, see dialect/mssql and dialect/oracle.
ORDERED, SETS, ROLLUP = "postgresql oracle", "postgresql mssql oracle", "postgresql mysql mssql oracle"
ROWS, FRAMES = "sqlite postgresql mssql oracle", "sqlite postgresql oracle"

# known functions
for name in ("current_user", "session_user", "user", "current_time", "localtime"):
    case(name.replace("_", "-"), select(getattr(func, name)()))
case("localtimestamp", select(func.localtimestamp()))
case("sysdate", select(func.sysdate()))
case("char-length", select(func.char_length(u.name)))
case("concat", select(func.concat(u.name, "x", u.name)))
case("pow", select(func.pow(u.id, 2)))
case("next-value", select(func.next_value(Sequence("counter"))), only=SETS)
case("package", select(func.app.tools.total(u.id)))
case("quoted-function", select(func.app.quoted_name if False else getattr(func, "my func")(u.id)))
case("typed-function", select(func.discount(u.age, 3, type_=Integer) + 1))
case("typed-function-in-where", select(u.id).where(func.discount(u.age, 3, type_=Integer) > 5))

# arrays and strings
case("array-agg", select(func.array_agg(u.name)), only=PG)
case("array-agg-group", select(u.age, func.array_agg(u.id)).group_by(u.age), only=PG)
case("array-agg-order", select(func.array_agg(u.name).aggregate_order_by(u.id)), only=PG)
case("array-agg-order-two", select(func.array_agg(u.name).aggregate_order_by(u.age.desc(), u.id)), only=PG)
case("array-agg-order-filter", select(func.array_agg(u.name).aggregate_order_by(u.id).filter(u.age > 3)), only=PG)
case("array-agg-order-nulls", select(func.array_agg(u.name).aggregate_order_by(u.age.desc().nulls_last())), only=PG)
case("array-agg-over", select(func.array_agg(u.name).over(partition_by=u.age)), only=PG)
case("array-agg-subquery", select(select(func.array_agg(u.id).label("ids")).subquery("s").c.ids), only=PG)
case("strings", select(func.aggregate_strings(u.name, ",")))
case("strings-group", select(u.age, func.aggregate_strings(u.name, ", ")).group_by(u.age))
case("strings-order", select(func.aggregate_strings(u.name, ",").aggregate_order_by(u.id)))
case("strings-order-desc", select(func.aggregate_strings(u.name, ",").aggregate_order_by(u.age.desc(), u.id)))
case("strings-order-expression", select(func.aggregate_strings(u.name, ";").aggregate_order_by(func.lower(u.name))))
case("strings-order-bind", select(func.aggregate_strings(u.name, ";").aggregate_order_by(u.age + 1)))
case("strings-order-filter", select(func.aggregate_strings(u.name, ",").aggregate_order_by(u.id).filter(u.age > 3)), only=LITE)
case("strings-labelled-having", select(u.age, func.aggregate_strings(u.name, ",").label("names")).group_by(u.age).having(func.count(u.id) > 1))
case("strings-quote", select(func.aggregate_strings(u.name, "'")))
case("group-concat-order", select(func.group_concat(u.name).aggregate_order_by(u.id)), only="sqlite mysql")
case("sum-order", select(func.sum(o.total).aggregate_order_by(o.id)), only=LITE)
case("any-order", select(func.json_agg(u.name).aggregate_order_by(u.id)), only=PG)

# WITHIN GROUP
case("mode", select(func.mode().within_group(u.age)), only=PG)
case("mode-labelled", select(func.mode().within_group(u.name).label("most")), only=PG)
case("percentile-disc", select(func.percentile_disc(0.5).within_group(u.age)), only=ORDERED)
case("percentile-cont", select(func.percentile_cont(0.25).within_group(o.total)), only=ORDERED)
case("within-desc", select(func.percentile_disc(0.9).within_group(u.age.desc())), only=ORDERED)
case("within-group-by", select(o.user_id, func.percentile_cont(0.5).within_group(o.total)).group_by(o.user_id), only=ORDERED)
case("within-two", select(func.rank(3, 4).within_group(u.age, u.id)), only=ORDERED)
case("within-filter", select(func.percentile_cont(0.5).within_group(o.total).filter(o.quantity > 3)), only=PG)
case("within-having", select(o.user_id).group_by(o.user_id).having(func.percentile_cont(0.5).within_group(o.total) > 7), only=ORDERED)
case("within-order-by", select(o.user_id).group_by(o.user_id).order_by(func.mode().within_group(o.quantity)), only=PG)
case("within-subquery", select(select(func.mode().within_group(u.age).label("m")).subquery("s").c.m), only=PG)
case("hypothetical", select(func.dense_rank(5).within_group(u.age)), only=ORDERED)

# grouping sets
total = func.sum(o.total)
case("rollup", select(o.user_id, total).group_by(func.rollup(o.user_id)), only=ROLLUP)
case("rollup-two", select(o.user_id, o.quantity, total).group_by(func.rollup(o.user_id, o.quantity)), only=ROLLUP)
case("cube", select(o.user_id, o.quantity, total).group_by(func.cube(o.user_id, o.quantity)), only=SETS)
case("grouping-sets", select(o.user_id, o.quantity, total).group_by(func.grouping_sets(o.user_id, o.quantity)), only=SETS)
case("grouping-sets-tuples", select(o.user_id, o.quantity, total).group_by(func.grouping_sets(tuple_(o.user_id, o.quantity), o.user_id)), only=SETS)
case("grouping-sets-all", select(o.user_id, total).group_by(func.grouping_sets(o.user_id, tuple_())), only=SETS)
case("grouping-sets-of-cube", select(o.user_id, o.quantity, total).group_by(func.grouping_sets(func.cube(o.user_id, o.quantity), tuple_())), only=SETS)
case("rollup-and-column", select(o.user_id, o.quantity, total).group_by(o.user_id, func.rollup(o.quantity)), only=SETS)
case("grouping", select(o.user_id, func.grouping(o.user_id), total).group_by(func.rollup(o.user_id)), only=ROLLUP)
case("rollup-having", select(o.user_id, total).group_by(func.rollup(o.user_id)).having(total > 3), only=ROLLUP)
case("rollup-expression", select(func.lower(u.name), func.count(u.id)).group_by(func.rollup(func.lower(u.name))), only=ROLLUP)
case("rollup-order", select(o.user_id, total).group_by(func.rollup(o.user_id)).order_by(o.user_id), only=ROLLUP)

# frames
f = func.sum(o.total)
case("frame-rows", select(f.over(order_by=o.id, rows=(-2, 1))), only=ROWS)
case("frame-rows-current", select(f.over(order_by=o.id, rows=(0, 0))))
case("frame-rows-one-side", select(f.over(order_by=o.id, rows=(-2, None))), only=ROWS)
case("frame-rows-two-preceding", select(f.over(order_by=o.id, rows=(-3, -1))), only=ROWS)
case("frame-rows-two-following", select(f.over(order_by=o.id, rows=(1, 3))), only=ROWS)
case("frame-range", select(f.over(order_by=o.quantity, range_=(-5, 5))), only=FRAMES)
case("frame-range-unbounded", select(f.over(order_by=o.quantity, range_=(None, None))))
case("frame-groups", select(f.over(order_by=o.quantity, groups=(-1, 1))), only=FRAMES)
case("frame-groups-unbounded", select(f.over(order_by=o.quantity, groups=(None, 0))), only=FRAMES)
case("frame-partition", select(f.over(partition_by=o.user_id, order_by=o.id, rows=(-1, 1))), only=ROWS)
for what in ("CURRENT ROW", "GROUP", "TIES", "NO OTHERS"):
    case("frame-exclude-" + what.lower().replace(" ", "-"), select(f.over(order_by=o.id, rows=(None, 0), exclude=what)), only=FRAMES)
case("frame-exclude-groups", select(f.over(order_by=o.quantity, groups=(-1, 1), exclude="TIES")), only=FRAMES)
case("frame-exclude-range", select(f.over(order_by=o.quantity, range_=(None, None), exclude="CURRENT ROW")), only=FRAMES)
day = datetime.timedelta(days=1)
case("frame-interval", select(f.over(order_by=o.created_at, range_=FrameClause(day, None, FrameClauseType.PRECEDING, FrameClauseType.CURRENT))), only=PG)
case("frame-interval-both", select(f.over(order_by=o.created_at, range_=FrameClause(day, day, FrameClauseType.PRECEDING, FrameClauseType.FOLLOWING))), only=PG)
case("frame-float", select(f.over(order_by=o.total, range_=FrameClause(1.5, 2.5, FrameClauseType.PRECEDING, FrameClauseType.FOLLOWING))), only=FRAMES)
case("frame-float-exclude", select(f.over(order_by=o.total, range_=FrameClause(1.5, None, FrameClauseType.PRECEDING, FrameClauseType.UNBOUNDED), exclude="GROUP")), only=FRAMES)

from sqlalchemy import func, over, select

from registry import construct
from tables import orders, users

case = construct("window")
u, o = users.c, orders.c
case("empty", select(func.row_number().over()).select_from(users))
case("row-number", select(func.row_number().over(order_by=u.id)))
case("row-number-labelled", select(u.name, func.row_number().over(order_by=u.id).label("rn")))
case("order-desc", select(func.row_number().over(order_by=u.id.desc())))
case("order-two", select(func.row_number().over(order_by=[u.name, u.id.desc()])))
case("order-nulls-last", select(func.row_number().over(order_by=u.nickname.nulls_last())))
case("rank", select(func.rank().over(order_by=o.total)))
case("dense-rank", select(func.dense_rank().over(order_by=o.total)))
case("percent-rank", select(func.percent_rank().over(order_by=o.total)))
case("ntile", select(func.ntile(4).over(order_by=o.total)))
case("partition", select(func.count(o.id).over(partition_by=o.user_id)))
case("partition-two", select(func.count(o.id).over(partition_by=[o.user_id, o.quantity])))
case("partition-order", select(func.row_number().over(partition_by=o.user_id, order_by=o.created_at)))
case("sum", select(o.id, func.sum(o.total).over(partition_by=o.user_id)))
case("running-sum", select(func.sum(o.total).over(partition_by=o.user_id, order_by=o.id)))
case("lag", select(func.lag(o.total).over(order_by=o.id)))
case("lead-offset-default", select(func.lead(o.total, 2, 0).over(order_by=o.id)))
case("first-value", select(func.first_value(o.total).over(order_by=o.id)))
case("rows-between", select(func.sum(o.total).over(order_by=o.id, rows=(-2, 0))))
case("rows-unbounded", select(func.sum(o.total).over(order_by=o.id, rows=(None, 0))))
case("rows-following", select(func.sum(o.total).over(order_by=o.id, rows=(1, None))))
case("rows-whole", select(func.sum(o.total).over(order_by=o.id, rows=(None, None))))
case("range-between", select(func.sum(o.total).over(order_by=o.id, range_=(None, 0))))
case("groups-between", select(func.sum(o.total).over(order_by=o.id, groups=(-1, 1))), only="sqlite postgresql oracle")
case("filter", select(func.count(o.id).filter(o.total > 10).over(partition_by=o.user_id)), only="sqlite postgresql")
case("over-function", select(over(func.sum(o.total), order_by=o.id)))
case("expression-in-partition", select(func.count(u.id).over(partition_by=u.age % 10)))
case("arithmetic", select(o.total / func.sum(o.total).over()))
case("two", select(func.row_number().over(order_by=o.id), func.sum(o.total).over(order_by=o.id)))
case("aggregate-of-group", select(o.user_id, func.rank().over(order_by=func.sum(o.total).desc())).group_by(o.user_id))
case("order-by-window", select(o.id).order_by(func.row_number().over(order_by=o.total)))


@case("subquery-top-one")
def _():
    rn = func.row_number().over(partition_by=o.user_id, order_by=o.total.desc()).label("rn")
    s = select(o.id, o.user_id, rn).subquery("s")
    return select(s.c.id).where(s.c.rn == 1)

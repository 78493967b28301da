from sqlalchemy import Integer, column, func, lateral, literal, select, String, tablesample, text, true

from registry import construct
from tables import User, addresses, orders, users

case = construct("table_function")
u, o = users.c, orders.c
PG, LITE = "postgresql", "sqlite postgresql mssql oracle"
series = func.generate_series(1, 5)

case("columns", select(func.json_each('["a"]').table_valued("key", "value")), only=LITE)
case("columns-named", select(func.json_each('["a"]').table_valued("key", "value", name="j")), only=LITE)
case("where", select((j := func.json_each('["a"]').table_valued("key", "value", name="j")).c.value).where(j.c.key > 3), only=LITE)
case("one-column", select(func.json_each('["a"]').table_valued("value", name="j").c.value), only=LITE)
case("series", select(series.table_valued("value", name="s").c.value), only=LITE)
case("series-of-column", select(u.id, (s := func.generate_series(1, u.age).table_valued("value", name="s")).c.value).select_from(users).join(s, true()), only=LITE)
case("order-limit", select((s := series.table_valued("value", name="s")).c.value).order_by(s.c.value.desc()).limit(2), only=LITE)
case("aggregate", select(func.sum(series.table_valued(column("value", Integer), name="s").c.value)), only=LITE)
case("in-subquery", select(select(series.table_valued("value", name="s").c.value).subquery("q").c.value), only=LITE)
case("in-condition", select(u.id).where(u.id.in_(select(series.table_valued(column("value", Integer), name="s").c.value))), only=LITE)
case("join", select(u.name, (s := series.table_valued(column("value", Integer), name="s")).c.value).join(s, u.id == s.c.value), only=LITE)
case("outer-join", select((s := series.table_valued(column("value", Integer), name="s")).c.value, u.name).select_from(s).outerjoin(users, u.id == s.c.value), only=LITE)
case("derived", select(series.table_valued("value", name="s").render_derived(name="s").c.value), only=PG)
case("derived-anonymous", select(func.unnest(func.string_to_array("a,b", ",")).table_valued("value").render_derived()), only=PG)
case("derived-types", select(func.json_to_recordset('[{"a":1}]').table_valued(column("a", Integer), column("b", String), name="r").render_derived(name="r", with_types=True)), only=PG)
case("ordinality", select(series.table_valued("value", with_ordinality="n", name="s").render_derived(name="s")), only=PG)
case("ordinality-where", select((s := series.table_valued("value", with_ordinality="n", name="s").render_derived(name="s")).c.value).where(s.c.n > 2), only=PG)
case("ordinality-anonymous", select(series.table_valued("value", with_ordinality="n").render_derived()), only=PG)
case("quoted-column", select(func.json_each('["a"]').table_valued("my key", name="j").c["my key"]), only=LITE)
case("lateral", select(u.id, (s := func.generate_series(1, u.age).table_valued("value", name="s").lateral("s")).c.value).join(s, true()), only=PG)
case("lateral-derived", select(u.id, (s := func.generate_series(1, u.age).table_valued("value", name="s").render_derived().lateral("t")).c.value).join(s, true()), only=PG)
case("schema", select(func.app.rows(3).table_valued("id", name="r").c.id), only=LITE)
case("two", select((s := series.table_valued(column("value", Integer), name="s")).c.value, (t := func.generate_series(2, 3).table_valued(column("value", Integer), name="t")).c.value).where(s.c.value == t.c.value), only=LITE)
case("column-valued", select(series.column_valued("x")), only=PG)
case("column-valued-where", select(x := series.column_valued("x")).where(x > 2).order_by(x), only=PG)
case("column-valued-function", select(func.sum(series.column_valued("x"))), only=PG)
case("column-valued-labelled", select(series.column_valued("x").label("n")), only=PG)
case("column-valued-text", select(func.unnest(func.string_to_array("a,b", ",")).column_valued("x")), only=PG)
case("scalar-column", select(func.jsonb_each('{"a":1}').scalar_table_valued("value")), only=PG)
case("scalar-column-of-row", select(u.id, func.app.pair(u.id).scalar_table_valued("first")), only=PG)
case("scalar-column-in-where", select(u.id).where(func.app.pair(u.id).scalar_table_valued("first", Integer) == 3), only=PG)
case("from-alias", select(literal(1)).select_from(series.alias("g")), only=LITE)
case("count-from-alias", select(func.count()).select_from(series.alias("g")), only=LITE)
case("from-anonymous", select(func.count()).select_from(series.table_valued("value")), only=LITE)

# TABLESAMPLE
case("sample", select(tablesample(users, 10, name="s").c.id), only=PG)
case("sample-method", select(tablesample(users, func.bernoulli(1), name="s").c.id), only=PG)
case("sample-seed", select(tablesample(users, func.bernoulli(1), name="s", seed=literal(7)).c.id), only=PG)
case("sample-anonymous", select(tablesample(users, func.bernoulli(1)).c.id), only=PG)
case("sample-where", select((s := tablesample(users, func.system(5), name="s")).c.name).where(s.c.age > 3).order_by(s.c.id), only=PG)
case("sample-join", select((s := tablesample(users, func.system(5), name="s")).c.name, o.total).join(orders, o.user_id == s.c.id), only=PG)
case("sample-count", select(func.count()).select_from(tablesample(users, func.system(5), name="s")), only=PG)

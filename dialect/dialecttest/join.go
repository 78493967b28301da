package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// joinArea is joins.
func joinArea(s *suite) *area {
	return &area{name: "join", cases: concat(inner(s.world), outer(s.world), derived(s.world))}
}

func inner(w *world) []testCase {
	p, d, o := w.people.c, w.departments.c, w.orders.c
	bosses := azoth.Alias(w.people, "boss")
	own := azoth.Columns[person](bosses)
	chiefs := azoth.Alias(w.people, "chief")
	top := azoth.Columns[person](chiefs)
	return []testCase{
		yields("inner join", "", azoth.Select2(p.Name, d.Name).Join(w.departments, azoth.Eq(p.DeptID, d.ID)).Where(d.ID.Eq(sales)).OrderBy(p.ID),
			azoth.Pair("carol", "sales"), azoth.Pair("dan", "sales")),
		yields("join along the foreign key", "", azoth.Select2(p.Name, d.City).Join(w.departments).Where(p.ID.Le(carol)).OrderBy(p.ID),
			azoth.Pair("ada", ptr("oslo")), azoth.Pair("bob", ptr("oslo")), azoth.Pair("carol", ptr("rome"))),
		yields("join against the foreign key", "", azoth.Select(p.Name).From(w.departments).Join(w.people, azoth.Eq(p.DeptID, d.ID)).
			Where(d.Name.Eq("research")).OrderBy(p.Name), "ada", "bob"),
		yields("join of three tables", "", azoth.Select3(p.Name, d.Name, o.Item).Join(w.departments).Join(w.orders, azoth.Eq(o.PersonID, p.ID)).
			Where(o.Item.Eq("pen")).OrderBy(p.ID),
			azoth.Triple("ada", "research", "pen"), azoth.Triple("bob", "research", "pen"), azoth.Triple("o'brien", "support", "pen")),
		yields("join by where", "", azoth.Select2(p.Name, o.Item).Where(azoth.Eq(o.PersonID, p.ID), o.Qty.Lt(3)).OrderBy(o.ID),
			azoth.Pair("ada", "ink"), azoth.Pair("carol", "desk"), azoth.Pair("carol", "lamp")),
		yields("join on several conditions", "", azoth.Select(o.ID).Join(w.people, azoth.Eq(o.PersonID, p.ID), p.Age.Gt(40), o.Qty.Gt(5)), 6),
		yields("join on a condition without equality", "", azoth.Select2(p.ID, d.ID).Join(w.departments, azoth.Lt(d.ID, p.ID)).Where(p.ID.Le(3)).OrderBy(p.ID, d.ID),
			azoth.Pair(bob, research), azoth.Pair(carol, research), azoth.Pair(carol, sales)),
		yields("join that finds nothing", "", azoth.Select(p.ID).Join(w.departments, azoth.Eq(d.ID, p.ID.Mul(100)))),
		yields("self join", "", azoth.Select2(p.Name, own.Name).Join(bosses, azoth.Eq(p.BossID, own.ID)).OrderBy(p.ID),
			azoth.Pair("bob", "ada"), azoth.Pair("carol", "ada"), azoth.Pair("dan", "carol"), azoth.Pair("eve", "carol"), azoth.Pair("o'brien", "ada")),
		yields("self join twice", "", azoth.Select3(p.Name, own.Name, top.Name).Join(bosses, azoth.Eq(p.BossID, own.ID)).
			Join(chiefs, azoth.Eq(own.BossID, top.ID)).OrderBy(p.ID), azoth.Triple("dan", "carol", "ada"), azoth.Triple("eve", "carol", "ada")),
		yields("cross join", "", azoth.Select(fn.Count()).From(w.people, w.departments).CrossJoin(), 24),
		{name: "tables that nothing links", run: func(t *T) {
			_, err := azoth.Select2(p.ID, d.ID).All(t.ctx, t.conn)
			as[*compiler.CartesianError](t, err)
		}},
	}
}

func outer(w *world) []testCase {
	p, d, o := w.people.c, w.departments.c, w.orders.c
	bosses := azoth.Alias(w.people, "boss")
	boss := azoth.Columns[person](bosses)
	names := azoth.Select2(p.Name, d.Name.Nullable())
	return []testCase{
		yields("left join", "", names.OuterJoin(w.departments, azoth.Eq(p.DeptID, d.ID)).Where(p.ID.Ge(dan)).OrderBy(p.ID),
			azoth.Pair("dan", ptr("sales")), azoth.Pair[string, *string]("eve", nil), azoth.Pair("o'brien", ptr("support"))),
		yields("left join along the foreign key", "", names.OuterJoin(w.departments).Where(p.ID.Eq(eve)), azoth.Pair[string, *string]("eve", nil)),
		yields("rows without a partner", "", azoth.Select(d.Name).OuterJoin(w.people, azoth.Eq(p.DeptID, d.ID)).Where(p.ID.IsNull()), "archive"),
		yields("condition of the join", "", azoth.Select2(d.ID, p.Name.Nullable()).OuterJoin(w.people, azoth.Eq(p.DeptID, d.ID), p.Active).OrderBy(d.ID, p.ID),
			azoth.Pair(research, ptr("ada")), azoth.Pair(research, ptr("bob")), azoth.Pair(sales, ptr("dan")), azoth.Pair(support, ptr("o'brien")),
			azoth.Pair[int64, *string](nobodyIn, nil)),
		yields("join that is never true", "", azoth.Select2(d.ID, p.ID.Nullable()).OuterJoin(w.people, azoth.Eq(d.ID, p.ID.Mul(100))).OrderBy(d.ID).Limit(2),
			azoth.Pair[int64, *int64](1, nil), azoth.Pair[int64, *int64](2, nil)),
		yields("outer self join", "", azoth.Select2(p.Name, boss.Name.Nullable()).OuterJoin(bosses, azoth.Eq(p.BossID, boss.ID)).OrderBy(p.ID).Limit(2),
			azoth.Pair[string, *string]("ada", nil), azoth.Pair("bob", ptr("ada"))),
		yields("count of the partners", "", azoth.Select2(p.Name, fn.Count(o.ID)).OuterJoin(w.orders, azoth.Eq(o.PersonID, p.ID)).
			GroupBy(p.ID, p.Name).OrderBy(p.ID).Limit(4),
			azoth.Pair("ada", int64(2)), azoth.Pair("bob", int64(1)), azoth.Pair("carol", int64(2)), azoth.Pair("dan", int64(0))),
		yields("full join", "FullJoin", azoth.Select2(p.Name.Nullable(), o.ID.Nullable()).
			FullJoin(w.orders, azoth.Eq(o.PersonID, p.ID)).Where(p.ID.IsNull().Or(o.ID.IsNull())).OrderBy(p.Name.Asc().NullsLast()),
			azoth.Pair[*string, *int64](ptr("dan"), nil), azoth.Pair[*string, *int64](ptr("eve"), nil), azoth.Pair[*string, *int64](nil, ptr(int64(7)))),
		{name: "full join where there is none", needs: "!FullJoin", run: func(t *T) {
			_, err := azoth.Select(p.ID).FullJoin(w.orders, azoth.Eq(o.PersonID, p.ID)).All(t.ctx, t.conn)
			t.refused(err)
		}},
		{name: "null into a field that cannot hold it", run: func(t *T) {
			_, err := azoth.Select(d.Name).From(w.people).OuterJoin(w.departments, azoth.Eq(p.DeptID, d.ID)).All(t.ctx, t.conn)
			if err == nil {
				t.Fatal("NULL was read as a text")
			}
			t.contains(err.Error(), "name")
		}},
	}
}

func derived(w *world) []testCase {
	p, d, o := w.people.c, w.departments.c, w.orders.c
	total := fn.Sum(azoth.Mul(o.Price, o.Qty)).NotNull().As("total")
	spent := azoth.Select2(o.PersonID, total).GroupBy(o.PersonID).Subquery("spent")
	dearest := azoth.Select2(o.Item, o.Price).Where(azoth.Eq(o.PersonID, p.ID)).OrderBy(o.Price.Desc()).Limit(1).Lateral("dearest")
	who := azoth.Select(p.ID).Where(p.Name.Eq("bob")).Subquery("who")
	onPerson := azoth.Eq(azoth.Col(spent, o.PersonID), p.ID)
	return []testCase{
		yields("join with a subquery", "", azoth.Select2(p.Name, azoth.Col(spent, total)).Join(spent, onPerson).OrderBy(p.ID).Limit(2),
			azoth.Pair("ada", dec("29.50")), azoth.Pair("bob", dec("7.50"))),
		yields("left join with a subquery", "", azoth.Select2(p.Name, azoth.Col(spent, total).Nullable()).OuterJoin(spent, onPerson).Where(p.ID.In(carol, dan)).OrderBy(p.ID),
			azoth.Pair("carol", ptr(dec("249.99"))), azoth.Pair[string, *types.Decimal]("dan", nil)),
		yields("condition on a column of a subquery", "", azoth.Select(p.Name).Join(spent, onPerson).Where(azoth.Col(spent, total).Gt(dec("100"))).OrderBy(p.ID), "carol", "o'brien"),
		yields("subquery of a subquery", "", azoth.Select(fn.Count()).From(azoth.Select(azoth.Col(spent, total)).Subquery("inner")), 5),
		yields("join of two subqueries", "", azoth.Select(azoth.Col(spent, total)).Join(who, azoth.Eq(azoth.Col(spent, o.PersonID), azoth.Col(who, p.ID))), dec("7.50")),
		yields("lateral join", "Lateral", azoth.Select2(p.Name, azoth.Col(dearest, o.Item)).Join(dearest, azoth.TextCondition("1 = 1")).OrderBy(p.ID),
			azoth.Pair("ada", "ink"), azoth.Pair("bob", "pen"), azoth.Pair("carol", "desk"), azoth.Pair("o'brien", "pen")),
		yields("left lateral join", "Lateral", azoth.Select2(p.Name, azoth.Col(dearest, o.Price).Nullable()).OuterJoin(dearest, azoth.TextCondition("1 = 1")).Where(p.ID.Ge(dan)).OrderBy(p.ID),
			azoth.Pair[string, *types.Decimal]("dan", nil), azoth.Pair[string, *types.Decimal]("eve", nil), azoth.Pair("o'brien", ptr(dec("1.25")))),
		{name: "lateral where there is none", needs: "!Lateral", run: func(t *T) {
			_, err := azoth.Select2(p.Name, azoth.Col(dearest, o.Item)).Join(dearest, azoth.TextCondition("1 = 1")).All(t.ctx, t.conn)
			t.refused(err)
		}},
		yields("same column names on both sides", "", azoth.Select3(p.ID, d.ID, o.ID).Join(w.departments).Join(w.orders, azoth.Eq(o.PersonID, p.ID)).
			Where(o.ID.Eq(4)), azoth.Triple(carol, sales, int64(4))),
	}
}

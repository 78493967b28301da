package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// sourceArea is what stands in FROM besides tables and subqueries.
func sourceArea(s *suite) *area {
	w := s.world
	return &area{name: "source", cases: concat(valueRows(w), tableFunctions(w), joinObjects(w), textSources(w))}
}

// grade is a row of VALUES.
type grade struct {
	ID    int64
	Name  string
	Extra *int
}

type gradeCols struct {
	ID    col.Int64
	Name  col.String
	Extra col.NullInt
}

func valueRows(w *world) []testCase {
	p := w.people.c
	from := azoth.Values("v", []grade{{1, "first", ptr(7)}, {3, "it's", nil}, {9, "", ptr(-1)}})
	v := azoth.Columns[gradeCols](from)
	pairs := azoth.Select2(v.ID, v.Name)
	c := pairs.CTE("c")
	numbers := azoth.Values("numbers", []int64{4, 6})
	number := azoth.Typed[int64](numbers.C("value"))
	same := azoth.Eq(p.ID, v.ID)
	return []testCase{
		yields("values", "", pairs.OrderBy(v.ID), azoth.Pair(int64(1), "first"), azoth.Pair(int64(3), "it's"), azoth.Pair(int64(9), "")),
		yields("values with null", "", azoth.Select(v.Extra).OrderBy(v.ID), ptr(7), nil, ptr(-1)),
		yields("condition on values", "", azoth.Select(v.ID).Where(v.Extra.Lt(0)), 9),
		yields("values joined", "", azoth.Select2(p.ID, v.Name).Join(from, same).OrderBy(p.ID), azoth.Pair(ada, "first"), azoth.Pair(carol, "it's")),
		yields("values first", "", azoth.Select(v.ID).From(from).OuterJoin(w.people, same).Where(p.ID.IsNull()), 9),
		yields("values in a condition", "", w.who(azoth.In(p.ID, azoth.Select(v.ID))), ada, carol),
		yields("values in a CTE", "", azoth.Select(azoth.Col(c, v.ID)).Where(azoth.Col(c, v.Name).Ne("")).OrderBy(azoth.Col(c, v.ID)), 1, 3),
		yields("values of one column", "", azoth.Select(p.ID).Join(numbers, azoth.Eq(p.ID, number)).OrderBy(p.ID), dan, obrien),
		yields("values aggregated", "", azoth.Select(fn.Sum(v.Extra)), ptr(6)),
		yields("scalar values", "", w.who(azoth.InValues(p.ID, 2, 5)), bob, eve),
		value("scalar value", "", azoth.ScalarValues(int64(7)).As("n"), 7),
	}
}

func tableFunctions(w *world) []testCase {
	p := w.people.c
	values := func() []expr.Column { return []expr.Column{azoth.Column("value", types.Text())} }
	list := func(t *T) expr.TableValued {
		doc := azoth.TypedLit([]string{"b", "a", "c"}, types.JSON())
		return azoth.TableValued(fn.Call[any](t.ElementsFunction, doc), values()...)
	}
	sample := azoth.Select(fn.Count()).From(azoth.TableSample(w.people, "s", fn.Call[int]("bernoulli", azoth.Lit(100)), azoth.Lit(7)))
	series := fn.Call[int64]("generate_series", azoth.Lit(1), azoth.Lit(4))
	x := azoth.ColumnValued(series, "x")
	numbered := azoth.TableValued(series, azoth.Column("value", types.Integer())).WithOrdinality("n").RenderDerived()
	upTo := azoth.TableValued(fn.Call[int64]("generate_series", azoth.Lit(int64(1)), p.ID), azoth.Column("value", types.Integer())).As("s").RenderDerived().Lateral()
	return []testCase{
		{name: "function in from", needs: "TableFunctions", run: func(t *T) {
			f := list(t)
			v := azoth.Typed[string](f.C("value"))
			rows(t, azoth.Select(v).OrderBy(v), "a", "b", "c")
			rows(t, azoth.Select(v).Where(f.C("value").Gt("a")).OrderBy(v.Desc()).Limit(1), "c")
			rows(t, azoth.Select(fn.Count()).From(f.As("f")), 3)
		}},
		{name: "function in from where there is none", needs: "!TableFunctions", run: func(t *T) {
			_, err := azoth.Select(fn.Count()).From(azoth.TableValued(series)).All(t.ctx, t.conn)
			t.refused(err)
		}},
		yields("function as a column", "FunctionColumns", azoth.Select(x).Where(x.Gt(2)).OrderBy(x), 3, 4),
		refuses("function as a column where there is no such thing", "!FunctionColumns", azoth.Select(x)),
		yields("ordinality", "FunctionColumns", azoth.Select(azoth.Typed[int64](numbered.C("n"))).Where(numbered.C("value").Gt(2)).OrderBy(numbered.C("n")), 3, 4),
		refuses("ordinality where there is none", "!FunctionColumns", azoth.Select(azoth.Typed[int64](numbered.C("n")))),
		yields("lateral function", "FunctionColumns", azoth.Select(p.ID).Join(upTo, azoth.True()).Where(p.ID.Le(2)).OrderBy(p.ID), ada, bob, bob),
		yields("sample of everything", "TableSample", sample, 6),
		refuses("sample where there is none", "!TableSample", sample),
	}
}

func joinObjects(w *world) []testCase {
	p, d, o := w.people.c, w.departments.c, w.orders.c
	own := azoth.Eq(p.ID, o.PersonID)
	inner := azoth.Join(w.people, w.orders, own)
	count := func(s azoth.SelectOf[int64]) azoth.SelectOf[int64] { return azoth.Reselect(s, fn.Count()) }
	departments := azoth.Select(d.ID)
	return []testCase{
		yields("join in from", "", count(azoth.Select(p.ID).From(inner)), 6),
		yields("outer join in from", "", count(azoth.Select(p.ID).From(azoth.OuterJoin(w.people, w.orders, own))), 8),
		yields("join on the right side", "", departments.OuterJoin(inner, azoth.Eq(p.DeptID, d.ID)).OrderBy(d.ID),
			research, research, research, sales, sales, support, nobodyIn),
		yields("joins in a chain", "", count(departments.From(azoth.Join(w.people, w.departments).OuterJoin(w.orders, own))), 7),
		yields("join in exists", "", departments.Where(azoth.Select(o.ID).From(inner).Where(azoth.Eq(p.DeptID, d.ID)).AsExists()).OrderBy(d.ID), research, sales, support),
	}
}

func textSources(w *world) []testCase {
	p := w.people.c
	text := azoth.Text[int64]("SELECT id, name FROM people WHERE id > :low").Bind("low", int64(4)).Columns(p.ID, p.Name)
	s, c := text.Subquery("s"), text.CTE("c")
	listed := azoth.Text[int64]("SELECT id FROM people WHERE id IN :ids ORDER BY id")
	none := azoth.Text[int64]("SELECT id FROM people WHERE id NOT IN :ids ORDER BY id")
	inText := azoth.TextCondition("lower(:name) = :want OR :older").Bind("name", p.Name.Concat("X")).Bind("want", "adax").Bind("older", p.Age.Gt(60))
	return []testCase{
		yields("text in from", "", azoth.Select2(azoth.Col(s, p.ID), azoth.Col(s, p.Name)).OrderBy(azoth.Col(s, p.ID)),
			azoth.Pair(eve, "eve"), azoth.Pair(obrien, "o'brien")),
		yields("text in from, joined", "", azoth.Select(p.ID).Join(s, azoth.Eq(azoth.Col(s, p.ID), p.ID)).Where(p.Name.Ne("eve")), obrien),
		yields("text as a CTE", "", azoth.Select(azoth.Col(c, p.ID)).Where(azoth.Col(c, p.Name).Eq("eve")), eve),
		yields("list in text", "", listed.Bind("ids", azoth.List(ada, eve)), ada, eve),
		yields("empty list in text", "", listed.Bind("ids", azoth.List[int64]())),
		yields("empty list behind not in", "", none.Bind("ids", azoth.List[int64]()), ada, bob, carol, dan, eve, obrien),
		yields("long list in text", "", listed.Bind("ids", azoth.List(1, 2, 3, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24)), ada, bob, carol),
		yields("expressions in text", "", w.who(inText), ada, obrien),
		yields("text as from", "", azoth.Select(azoth.LiteralColumn[int64]("x.id")).From(azoth.TextFrom("people x")).Where(azoth.TextCondition("x.id < :n").Bind("n", int64(2))), ada),
	}
}

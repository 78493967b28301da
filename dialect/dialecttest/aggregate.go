package dialecttest

import (
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

// aggregateArea is what aggregates can do besides counting: orders of their rows, WITHIN GROUP, sets of groups; and frames.
func aggregateArea(s *suite) *area {
	w := s.world
	return &area{name: "aggregate", cases: concat(orderedAggregates(w), orderedSets(w), setsOfGroups(w), moreFrames(w), knownFunctions(w))}
}

func orderedAggregates(w *world) []testCase {
	p := w.people.c
	some := p.ID.Le(3)
	names := fn.Strings(p.Name, "|")
	ids := fn.ArrayAgg(p.ID)
	return []testCase{
		yields("strings in order", "AggregateOrder", azoth.Select(names.OrderBy(p.ID.Desc())).Where(some), ptr("carol|bob|ada")),
		yields("strings in order of an expression", "AggregateOrder", azoth.Select(names.OrderBy(p.ID.Mul(-1))).Where(some), ptr("carol|bob|ada")),
		yields("strings in order, filtered", "AggregateOrder AggregateFilter", azoth.Select(names.OrderBy(p.Name).Filter(p.Active)).Where(some), ptr("ada|bob")),
		yields("strings with a quote between", "AggregateOrder", azoth.Select(fn.Strings(p.Name, "'").OrderBy(p.ID)).Where(some), ptr("ada'bob'carol")),
		yields("array", "ArrayAgg", azoth.Select(ids.OrderBy(p.ID.Desc())).Where(some), ptr([]int64{3, 2, 1})),
		yields("array of nothing", "ArrayAgg", azoth.Select(ids).Where(p.ID.Lt(0)), nil),
		{name: "order behind a filter", run: func(t *T) {
			_, err := azoth.Select(names.Filter(p.Active).OrderBy(p.ID)).All(t.ctx, t.conn)
			if err == nil {
				t.Fatal("there is no error")
			}
			t.contains(err.Error(), "OrderBy before Filter")
		}},
	}
}

func orderedSets(w *world) []testCase {
	p, o := w.people.c, w.orders.c
	mode := azoth.Select(fn.Mode(o.Item))
	return []testCase{
		yields("mode", "OrderedSetAggregates", mode, ptr("pen")),
		refuses("mode where there is none", "!OrderedSetAggregates", mode),
		yields("mode of nothing", "OrderedSetAggregates", mode.Where(o.ID.Lt(0)), nil),
		yields("percentile", "OrderedSetAggregates", azoth.Select(fn.PercentileDisc(0.5, o.Qty)), ptr(3)),
		yields("percentile between", "OrderedSetAggregates", azoth.Select(fn.PercentileCont(0.5, o.Qty)).Where(o.ID.Le(2)), ptr(6.0)),
		yields("percentile filtered", "OrderedSetAggregates", azoth.Select(fn.PercentileDisc(1, p.Age).Filter(p.Active)), ptr(65)),
		yields("hypothetical rank", "OrderedSetAggregates", azoth.Select(fn.Aggregate[int64]("rank", azoth.Lit(4)).WithinGroup(o.Qty)), 5),
	}
}

func setsOfGroups(w *world) []testCase {
	o := w.orders.c
	total := fn.Sum(o.Qty)
	q := azoth.Select(total).OrderBy(total)
	rollup := q.GroupBy(fn.Rollup(o.Item))
	cube := q.GroupBy(fn.Cube(o.Item))
	sets := q.GroupBy(fn.GroupingSets(fn.Set(o.Item, o.Qty), fn.Set()))
	level := azoth.Select(fn.Grouping(o.Item)).GroupBy(fn.Rollup(o.Item)).OrderBy(fn.Grouping(o.Item))
	return []testCase{
		{name: "rollup", needs: "Rollup", run: func(t *T) {
			got := all(t, azoth.Select(total).GroupBy(fn.Rollup(o.Item)))
			t.equal(len(got), 5)
			sum := 0
			for _, n := range got {
				sum += *n
			}
			t.equal(sum, 246)
		}},
		refuses("rollup where there is none", "!Rollup", rollup),
		yields("cube", "GroupingSets", cube, ptr(1), ptr(2), ptr(5), ptr(115), ptr(123)),
		refuses("cube where there is none", "!GroupingSets", cube),
		yields("sets", "GroupingSets", sets, ptr(1), ptr(2), ptr(2), ptr(3), ptr(5), ptr(10), ptr(100), ptr(123)),
		refuses("sets where there are none", "!GroupingSets", sets),
		yields("grouping", "GroupingSets", level, 0, 0, 0, 0, 1),
	}
}

func moreFrames(w *world) []testCase {
	o, p := w.orders.c, w.people.c
	byID, byQty := azoth.OrderBy(o.ID), azoth.OrderBy(o.Qty)
	total := func(win expr.Window) expr.Aggregate[int, *int] { return fn.Sum(o.Qty).Over(win) }
	ps := func(vs ...int) []*int {
		out := make([]*int, len(vs))
		for i := range vs {
			out[i] = &vs[i]
		}
		return out
	}
	around := byID.Rows(azoth.Preceding(1), azoth.Following(1))
	excluded := total(around.Exclude(expr.ExcludeCurrentRow))
	whole := byQty.Range(azoth.UnboundedPreceding(), azoth.UnboundedFollowing())
	month := azoth.OrderBy(p.Seen).Range(azoth.PrecedingBy(31*24*time.Hour), azoth.CurrentRow())
	return []testCase{
		over(w, "without the current row", "FrameExclude", excluded, ps(2, 15, 3, 7, 101, 5, 100)...),
		refuses("without the current row where that cannot be", "!FrameExclude", azoth.Select(excluded)),
		over(w, "without peers", "FrameExclude", total(whole.Exclude(expr.ExcludeGroup)), ps(113, 119, 118, 122, 119, 23, 120)...),
		over(w, "without other peers", "FrameExclude", total(whole.Exclude(expr.ExcludeTies)), ps(123, 121, 123, 123, 121, 123, 123)...),
		over(w, "without nobody", "FrameExclude", total(around.Exclude(expr.ExcludeNoOthers)), ps(12, 17, 8, 8, 103, 105, 103)...),
		yields("frame of time", "NativeIntervals", azoth.Select(fn.Count().Over(month)).Where(p.Seen.IsNotNull()).OrderBy(p.ID), 1, 1),
		refuses("groups where there are none", "!GroupsFrame", azoth.Select(total(byQty.Groups(azoth.Preceding(1), azoth.CurrentRow())))),
		refuses("filter where there is none", "!AggregateFilter", azoth.Select(fn.Count().Filter(o.Qty.Gt(4)))),
	}
}

func knownFunctions(w *world) []testCase {
	p := w.people.c
	return []testCase{
		of(w, ada, "char_length", "", fn.CharLength(p.Name), 3),
		of(w, ada, "pow", "", fn.Pow(p.ID.Add(2), 2), 9),
		value("concat", "ConcatFunction", fn.Concat(text("a"), text("b"), text("c")), "abc"),
		{name: "times", run: func(t *T) {
			got := all(t, azoth.Select(fn.LocalTimestamp()))
			if len(got) != 1 || got[0].Year() < 2024 {
				t.Errorf("got %s", show(got))
			}
			all(t, azoth.Select(fn.CurrentTime()))
		}},
		{name: "users", needs: "Users", run: func(t *T) {
			for _, f := range []expr.Text[string]{fn.CurrentUser(), fn.SessionUser(), fn.User()} {
				if got := all(t, azoth.Select(f)); len(got) != 1 || got[0] == "" {
					t.Errorf("got %s", show(got))
				}
			}
		}},
	}
}

package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

// windowArea is window functions. Every case reads one value for each order, in the order of their numbers; the quantities are
// 10, 2, 5, 1, 2, 100, 3, of the items pen, ink, pen, desk, lamp, pen, ink.
func windowArea(s *suite) *area {
	return &area{name: "window", cases: concat(ranks(s.world), neighbours(s.world), frames(s.world))}
}

// over is a case of a window function over the orders.
func over[V, R any](w *world, name, needs string, x expr.Aggregate[V, R], want ...R) testCase {
	return yields(name, needs, azoth.Select(x).From(w.orders).OrderBy(w.orders.c.ID), want...)
}

func ranks(w *world) []testCase {
	o := w.orders.c
	byQty := azoth.OrderBy(o.Qty)
	number := fn.RowNumber().Over(azoth.OrderBy(o.Qty.Desc())).As("number")
	numbered := azoth.Select2(o.ID, number).Subquery("numbered")
	return []testCase{
		over(w, "row_number", "", fn.RowNumber().Over(azoth.OrderBy(o.ID.Desc())), 7, 6, 5, 4, 3, 2, 1),
		over(w, "row_number of partitions", "", fn.RowNumber().Over(azoth.PartitionBy(o.Item).OrderBy(o.ID)), 1, 1, 2, 1, 1, 3, 2),
		over(w, "rank", "", fn.Rank().Over(byQty), 6, 2, 5, 1, 2, 7, 4),
		over(w, "dense_rank", "", fn.DenseRank().Over(byQty), 5, 2, 4, 1, 2, 6, 3),
		over(w, "ntile", "", fn.NTile(2).Over(azoth.OrderBy(o.ID)), 1, 1, 1, 1, 2, 2, 2),
		over(w, "percent_rank", "", fn.PercentRank().Over(azoth.PartitionBy(o.Item).OrderBy(o.ID)), 0, 0, 0.5, 0, 0, 1, 1),
		yields("cume_dist", "", azoth.Select(fn.CumeDist().Over(azoth.OrderBy(o.ID))).Where(o.ID.Le(4)).OrderBy(o.ID), 0.25, 0.5, 0.75, 1),
		over(w, "order of two columns", "", fn.RowNumber().Over(azoth.OrderBy(o.Qty.Desc(), o.ID.Desc())), 2, 6, 3, 7, 5, 1, 4),
		yields("label", "", azoth.Select(number).From(w.orders).OrderBy(number.Desc()).Limit(2), 7, 6),
		yields("window in order by", "", azoth.Select(o.ID).OrderBy(fn.RowNumber().Over(azoth.OrderBy(o.Qty.Desc(), o.ID))).Limit(3), 6, 1, 3),
		yields("condition on a window in a subquery", "", azoth.Select(azoth.Col(numbered, o.ID)).Where(azoth.Col(numbered, number).Le(2)).OrderBy(azoth.Col(numbered, o.ID)), 1, 6),
	}
}

func neighbours(w *world) []testCase {
	o := w.orders.c
	byID, items := azoth.OrderBy(o.ID), azoth.PartitionBy(o.Item).OrderBy(o.ID)
	n := func(v int) *int { return &v }
	return []testCase{
		over(w, "lag", "", fn.Lag(o.Qty, 1).Over(byID), nil, n(10), n(2), n(5), n(1), n(2), n(100)),
		over(w, "lag of two", "", fn.Lag(o.Qty, 2).Over(byID), nil, nil, n(10), n(2), n(5), n(1), n(2)),
		over(w, "lag of partitions", "", fn.Lag(o.Qty, 1).Over(items), nil, nil, n(10), nil, nil, n(5), n(2)),
		over(w, "lead", "", fn.Lead(o.Qty, 1).Over(byID), n(2), n(5), n(1), n(2), n(100), n(3), nil),
		over(w, "first_value", "", fn.FirstValue(o.Qty).Over(items), 10, 2, 10, 1, 2, 10, 2),
		over(w, "last_value ends at the current row", "", fn.LastValue(o.Qty).Over(items), 10, 2, 5, 1, 2, 100, 3),
		over(w, "last_value of the whole partition", "",
			fn.LastValue(o.Qty).Over(items.Rows(azoth.UnboundedPreceding(), azoth.UnboundedFollowing())), 100, 3, 100, 1, 2, 100, 3),
		over(w, "nth_value", "", fn.NthValue(o.Qty, 2).Over(items.Rows(azoth.UnboundedPreceding(), azoth.UnboundedFollowing())), n(5), n(3), n(5), nil, nil, n(5), n(3)),
	}
}

func frames(w *world) []testCase {
	o := w.orders.c
	byID, byQty := azoth.OrderBy(o.ID), azoth.OrderBy(o.Qty)
	total := func(win expr.Window) expr.Aggregate[int, *int] { return fn.Sum(o.Qty).Over(win) }
	ps := func(vs ...int) []*int {
		out := make([]*int, len(vs))
		for i := range vs {
			out[i] = &vs[i]
		}
		return out
	}
	none, start, end, here := (*int)(nil), azoth.UnboundedPreceding(), azoth.UnboundedFollowing(), azoth.CurrentRow()
	return []testCase{
		over(w, "sum of everything", "", total(expr.Window{}), ps(123, 123, 123, 123, 123, 123, 123)...),
		over(w, "sum of partitions", "", total(azoth.PartitionBy(o.Item)), ps(115, 5, 115, 1, 2, 115, 5)...),
		over(w, "running sum", "", total(byID), ps(10, 12, 17, 18, 20, 120, 123)...),
		over(w, "running sum counts peers together", "", total(byQty), ps(23, 5, 13, 1, 5, 123, 8)...),
		over(w, "running count", "", fn.Count().Over(azoth.PartitionBy(o.Item).OrderBy(o.ID)), 1, 1, 2, 1, 1, 3, 2),
		over(w, "running maximum", "", fn.Max(o.Qty).Over(byID), ps(10, 10, 10, 10, 10, 100, 100)...),
		over(w, "rows before", "", total(byID.Rows(azoth.Preceding(1), here)), ps(10, 12, 7, 6, 3, 102, 103)...),
		over(w, "rows around", "", total(byID.Rows(azoth.Preceding(1), azoth.Following(1))), ps(12, 17, 8, 8, 103, 105, 103)...),
		over(w, "rows to the end", "", total(byID.Rows(here, end)), ps(123, 113, 111, 106, 105, 103, 3)...),
		over(w, "rows that are not there", "", total(byID.Rows(azoth.Following(1), azoth.Following(2))), append(ps(7, 6, 3, 102, 103, 3), none)...),
		over(w, "rows up to the one before", "", total(byID.Rows(start, azoth.Preceding(1))), append([]*int{none}, ps(10, 12, 17, 18, 20, 120)...)...),
		over(w, "range up to the current value", "", total(byQty.Range(start, here)), ps(23, 5, 13, 1, 5, 123, 8)...),
		over(w, "range of a distance", "RangeFrameOffset", total(byQty.Range(azoth.Preceding(1), azoth.Following(1))), ps(10, 8, 5, 5, 8, 100, 7)...),
		over(w, "groups", "GroupsFrame", total(byQty.Groups(azoth.Preceding(1), here)), ps(15, 5, 8, 1, 5, 110, 7)...),
		over(w, "filter", "AggregateFilter", fn.Count().Filter(o.Qty.Gt(4)).Over(byID), 1, 1, 2, 2, 2, 3, 3),
		yields("over an aggregate", "", azoth.Select2(o.Item, fn.Rank().Over(azoth.OrderBy(fn.Sum(o.Qty).Desc()))).GroupBy(o.Item).OrderBy(o.Item),
			azoth.Pair("desk", int64(4)), azoth.Pair("ink", int64(2)), azoth.Pair("lamp", int64(3)), azoth.Pair("pen", int64(1))),
		{name: "the same window with other bounds", run: func(t *T) {
			for _, c := range []struct {
				before int
				want   []*int
			}{{1, ps(10, 12, 7, 6, 3, 102, 103)}, {2, ps(10, 12, 17, 8, 8, 103, 105)}, {0, ps(10, 2, 5, 1, 2, 100, 3)}} {
				rows(t, azoth.Select(total(byID.Rows(azoth.Preceding(c.before), here))).OrderBy(o.ID), c.want...)
			}
		}},
	}
}

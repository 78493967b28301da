package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenWindow(t *testing.T) {
	u, o := users, orders
	row, count, sum := fn.RowNumber(), fn.Count(o.ID), fn.Sum(o.Total)
	byUser, byID, byTotal := azoth.PartitionBy(o.UserID), azoth.OrderBy(o.ID), azoth.OrderBy(o.Total)
	all := expr.Window{}
	check(t, "window", cases{
		"empty":                   azoth.Select(row.Over(all)).From(users),
		"row-number":              azoth.Select(row.Over(azoth.OrderBy(u.ID))),
		"row-number-labelled":     azoth.Select2(u.Name, row.Over(azoth.OrderBy(u.ID)).As("rn")),
		"order-desc":              azoth.Select(row.Over(azoth.OrderBy(u.ID.Desc()))),
		"order-two":               azoth.Select(row.Over(azoth.OrderBy(u.Name, u.ID.Desc()))),
		"order-nulls-last":        azoth.Select(row.Over(azoth.OrderBy(expr.OrderOf(u.Nickname).NullsLast()))),
		"rank":                    azoth.Select(fn.Rank().Over(byTotal)),
		"dense-rank":              azoth.Select(fn.DenseRank().Over(byTotal)),
		"percent-rank":            azoth.Select(fn.PercentRank().Over(byTotal)),
		"ntile":                   azoth.Select(fn.NTile(4).Over(byTotal)),
		"partition":               azoth.Select(count.Over(byUser)),
		"partition-two":           azoth.Select(count.Over(azoth.PartitionBy(o.UserID, o.Quantity))),
		"partition-order":         azoth.Select(row.Over(byUser.OrderBy(o.CreatedAt))),
		"sum":                     azoth.Select2(o.ID, sum.Over(byUser)),
		"running-sum":             azoth.Select(sum.Over(byUser.OrderBy(o.ID))),
		"lag":                     azoth.Select(fn.Aggregate[float64]("lag", o.Total).Over(byID)),
		"lead-offset-default":     azoth.Select(fn.Aggregate[float64]("lead", o.Total, azoth.Lit(2), azoth.Lit(0)).Over(byID)),
		"first-value":             azoth.Select(fn.FirstValue(o.Total).Over(byID)),
		"rows-between":            azoth.Select(sum.Over(byID.Rows(azoth.Preceding(2), azoth.CurrentRow()))),
		"rows-unbounded":          azoth.Select(sum.Over(byID.Rows(azoth.UnboundedPreceding(), azoth.CurrentRow()))),
		"rows-following":          azoth.Select(sum.Over(byID.Rows(azoth.Following(1), azoth.UnboundedFollowing()))),
		"rows-whole":              azoth.Select(sum.Over(byID.Rows(azoth.UnboundedPreceding(), azoth.UnboundedFollowing()))),
		"range-between":           azoth.Select(sum.Over(byID.Range(azoth.UnboundedPreceding(), azoth.CurrentRow()))),
		"groups-between":          azoth.Select(sum.Over(byID.Groups(azoth.Preceding(1), azoth.Following(1)))),
		"filter":                  azoth.Select(count.Filter(o.Total.Gt(10)).Over(byUser)),
		"over-function":           azoth.Select(sum.Over(byID)),
		"expression-in-partition": azoth.Select(fn.Count(u.ID).Over(azoth.PartitionBy(u.Age.Mod(10)))),
		"arithmetic":              azoth.Select(azoth.Div(o.Total, sum.Over(all))),
		"two":                     azoth.Select2(row.Over(byID), sum.Over(byID)),
		"aggregate-of-group":      azoth.Select2(o.UserID, fn.Rank().Over(azoth.OrderBy(sum.Desc()))).GroupBy(o.UserID),
		"order-by-window":         azoth.Select(o.ID).OrderBy(row.Over(byTotal)),
		"subquery-top-one":        topOne(),
	})
}

func topOne() any {
	o := orders
	rn := fn.RowNumber().Over(azoth.PartitionBy(o.UserID).OrderBy(o.Total.Desc())).As("rn")
	s := azoth.Select3(o.ID, o.UserID, rn).Subquery("s")
	return azoth.Select(azoth.Col(s, o.ID)).Where(azoth.Col(s, rn).Eq(1))
}

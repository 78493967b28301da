package golden_test

import (
	"maps"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
)

func TestGoldenAggregate(t *testing.T) {
	all := knownFunctions()
	for _, cs := range []cases{collected(), withinGroup(), groupingSets(), frames()} {
		maps.Copy(all, cs)
	}
	check(t, "aggregate", all)
}

// discount is a function of the program's own database, as a function of Go.
func discount(price expr.Of[int], percent int) expr.Number[int, int] {
	return azoth.AsNumber(fn.Call[int]("discount", price, azoth.Lit(percent)))
}

func knownFunctions() cases {
	u := users
	return cases{
		"current-user":            azoth.Select(fn.CurrentUser()),
		"session-user":            azoth.Select(fn.SessionUser()),
		"user":                    azoth.Select(fn.User()),
		"current-time":            azoth.Select(fn.CurrentTime()),
		"localtime":               azoth.Select(fn.LocalTime()),
		"localtimestamp":          azoth.Select(fn.LocalTimestamp()),
		"sysdate":                 azoth.Select(fn.Sysdate()),
		"char-length":             azoth.Select(fn.CharLength(u.Name)),
		"concat":                  azoth.Select(fn.Concat(u.Name, azoth.Lit("x"), u.Name)),
		"pow":                     azoth.Select(fn.Pow(u.ID, 2)),
		"next-value":              azoth.Select(schema.NextValue(&schema.Sequence{Name: "counter"})),
		"package":                 azoth.Select(fn.Call[int]("app.tools.total", u.ID)),
		"quoted-function":         azoth.Select(fn.Call[int]("my func", u.ID)),
		"typed-function":          azoth.Select(discount(u.Age, 3).Add(1)),
		"typed-function-in-where": azoth.Select(u.ID).Where(discount(u.Age, 3).Gt(5)),
	}
}

func collected() cases {
	u, o := users, orders
	names, ids := fn.ArrayAgg(u.Name), fn.ArrayAgg(u.ID)
	comma, semicolon := fn.Strings(u.Name, ","), fn.Strings(u.Name, ";")
	grown := u.Age.Gt(3)
	labelled := ids.As("ids")
	return cases{
		"array-agg":                azoth.Select(names),
		"array-agg-group":          azoth.Select2(u.Age, ids).GroupBy(u.Age),
		"array-agg-order":          azoth.Select(names.OrderBy(u.ID)),
		"array-agg-order-two":      azoth.Select(names.OrderBy(u.Age.Desc()).OrderBy(u.ID)),
		"array-agg-order-filter":   azoth.Select(names.OrderBy(u.ID).Filter(grown)),
		"array-agg-order-nulls":    azoth.Select(names.OrderBy(u.Age.Desc().NullsLast())),
		"array-agg-over":           azoth.Select(names.Over(azoth.PartitionBy(u.Age))),
		"array-agg-subquery":       azoth.Select(azoth.Col(azoth.Select(labelled).Subquery("s"), labelled)),
		"strings":                  azoth.Select(comma),
		"strings-group":            azoth.Select2(u.Age, fn.Strings(u.Name, ", ")).GroupBy(u.Age),
		"strings-order":            azoth.Select(comma.OrderBy(u.ID)),
		"strings-order-desc":       azoth.Select(comma.OrderBy(u.Age.Desc(), u.ID)),
		"strings-order-expression": azoth.Select(semicolon.OrderBy(fn.Lower(u.Name))),
		"strings-order-bind":       azoth.Select(semicolon.OrderBy(u.Age.Add(1))),
		"strings-order-filter":     azoth.Select(comma.OrderBy(u.ID).Filter(grown)),
		"strings-labelled-having":  azoth.Select2(u.Age, comma.As("names")).GroupBy(u.Age).Having(fn.Count(u.ID).Gt(1)),
		"strings-quote":            azoth.Select(fn.Strings(u.Name, "'")),
		"group-concat-order":       azoth.Select(fn.Aggregate[string]("group_concat", u.Name).OrderBy(u.ID)),
		"sum-order":                azoth.Select(fn.Sum(o.Total).OrderBy(o.ID)),
		"any-order":                azoth.Select(fn.Aggregate[string]("json_agg", u.Name).OrderBy(u.ID)),
	}
}

func withinGroup() cases {
	u, o := users, orders
	half := fn.PercentileCont(0.5, o.Total)
	m := fn.Mode(u.Age).As("m")
	return cases{
		"mode":            azoth.Select(fn.Mode(u.Age)),
		"mode-labelled":   azoth.Select(fn.Mode(u.Name).As("most")),
		"percentile-disc": azoth.Select(fn.PercentileDisc(0.5, u.Age)),
		"percentile-cont": azoth.Select(fn.PercentileCont(0.25, o.Total)),
		"within-desc":     azoth.Select(fn.Aggregate[int]("percentile_disc", azoth.Lit(0.9)).WithinGroup(u.Age.Desc())),
		"within-group-by": azoth.Select2(o.UserID, half).GroupBy(o.UserID),
		"within-two":      azoth.Select(fn.Aggregate[int64]("rank", azoth.Lit(3), azoth.Lit(4)).WithinGroup(u.Age, u.ID)),
		"within-filter":   azoth.Select(half.Filter(o.Quantity.Gt(3))),
		"within-having":   azoth.Select(o.UserID).GroupBy(o.UserID).Having(half.Gt(7)),
		"within-order-by": azoth.Select(o.UserID).GroupBy(o.UserID).OrderBy(fn.Mode(o.Quantity)),
		"within-subquery": azoth.Select(azoth.Col(azoth.Select(m).Subquery("s"), m)),
		"hypothetical":    azoth.Select(fn.Aggregate[int64]("dense_rank", azoth.Lit(5)).WithinGroup(u.Age)),
	}
}

func groupingSets() cases {
	u, o := users, orders
	total := fn.Sum(o.Total)
	one, two := azoth.Select2(o.UserID, total), azoth.Select3(o.UserID, o.Quantity, total)
	rollup := one.GroupBy(fn.Rollup(o.UserID))
	name := fn.Lower(u.Name)
	return cases{
		"rollup":                rollup,
		"rollup-two":            two.GroupBy(fn.Rollup(o.UserID, o.Quantity)),
		"cube":                  two.GroupBy(fn.Cube(o.UserID, o.Quantity)),
		"grouping-sets":         two.GroupBy(fn.GroupingSets(o.UserID, o.Quantity)),
		"grouping-sets-tuples":  two.GroupBy(fn.GroupingSets(fn.Set(o.UserID, o.Quantity), o.UserID)),
		"grouping-sets-all":     one.GroupBy(fn.GroupingSets(o.UserID, fn.Set())),
		"grouping-sets-of-cube": two.GroupBy(fn.GroupingSets(fn.Cube(o.UserID, o.Quantity), fn.Set())),
		"rollup-and-column":     two.GroupBy(o.UserID, fn.Rollup(o.Quantity)),
		"grouping":              azoth.Select3(o.UserID, fn.Grouping(o.UserID), total).GroupBy(fn.Rollup(o.UserID)),
		"rollup-having":         rollup.Having(total.Gt(3)),
		"rollup-expression":     azoth.Select2(name, fn.Count(u.ID)).GroupBy(fn.Rollup(name)),
		"rollup-order":          rollup.OrderBy(o.UserID),
	}
}

func frames() cases {
	o, sum := orders, fn.Sum(orders.Total)
	id, quantity, total, created := azoth.OrderBy(o.ID), azoth.OrderBy(o.Quantity), azoth.OrderBy(o.Total), azoth.OrderBy(o.CreatedAt)
	over := func(w expr.Window) any { return azoth.Select(sum.Over(w)) }
	before, after, here := azoth.Preceding, azoth.Following, azoth.CurrentRow()
	first, last := azoth.UnboundedPreceding(), azoth.UnboundedFollowing()
	day := 24 * time.Hour
	running := id.Rows(first, here)
	return cases{
		"frame-rows":                over(id.Rows(before(2), after(1))),
		"frame-rows-current":        over(id.Rows(here, here)),
		"frame-rows-one-side":       over(id.Rows(before(2), last)),
		"frame-rows-two-preceding":  over(id.Rows(before(3), before(1))),
		"frame-rows-two-following":  over(id.Rows(after(1), after(3))),
		"frame-range":               over(quantity.Range(before(5), after(5))),
		"frame-range-unbounded":     over(quantity.Range(first, last)),
		"frame-groups":              over(quantity.Groups(before(1), after(1))),
		"frame-groups-unbounded":    over(quantity.Groups(first, here)),
		"frame-partition":           over(azoth.PartitionBy(o.UserID).OrderBy(o.ID).Rows(before(1), after(1))),
		"frame-exclude-current-row": over(running.Exclude(expr.ExcludeCurrentRow)),
		"frame-exclude-group":       over(running.Exclude(expr.ExcludeGroup)),
		"frame-exclude-ties":        over(running.Exclude(expr.ExcludeTies)),
		"frame-exclude-no-others":   over(running.Exclude(expr.ExcludeNoOthers)),
		"frame-exclude-groups":      over(quantity.Groups(before(1), after(1)).Exclude(expr.ExcludeTies)),
		"frame-exclude-range":       over(quantity.Range(first, last).Exclude(expr.ExcludeCurrentRow)),
		"frame-interval":            over(created.Range(azoth.PrecedingBy(day), here)),
		"frame-interval-both":       over(created.Range(azoth.PrecedingBy(day), azoth.FollowingBy(day))),
		"frame-float":               over(total.Range(azoth.PrecedingBy(1.5), azoth.FollowingBy(2.5))),
		"frame-float-exclude":       over(total.Range(azoth.PrecedingBy(1.5), last).Exclude(expr.ExcludeGroup)),
	}
}

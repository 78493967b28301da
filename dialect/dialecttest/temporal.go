package dialecttest

import (
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// stay is from one day or time to another.
type stay struct {
	ID       col.Int64
	From, To col.Date
	In, Out  col.Time
	Bell     col.TimeOfDay
	Span     col.Duration
	Days     col.Int
}

type stays struct{ table table[stay] }

// temporalArea is arithmetic of days and times, and the types of results.
func temporalArea(*suite) *area {
	m := azoth.NewMetaData()
	s := &stays{define[stay](m, "stays",
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("from", types.DateType{}, schema.NotNull()), schema.Col("to", types.DateType{}, schema.NotNull()),
		schema.Col("in", types.DateTime(), schema.NotNull()), schema.Col("out", types.DateTime(), schema.NotNull()),
		schema.Col("bell", types.Time(), schema.NotNull()), schema.Col("span", types.Interval(), schema.NotNull()),
		schema.Col("days", types.Integer(), schema.NotNull()))}
	return &area{name: "temporal", meta: m, fill: s.fill, cases: concat(s.sums(), s.numbers(), s.refusals())}
}

func (s *stays) fill(t *T) {
	x := s.table.c
	t.insert(s.table, x.ID.Set(1), x.From.Set(day(2024, 2, 28)), x.To.Set(day(2024, 3, 1)),
		x.In.Set(time.Date(2024, 2, 28, 22, 0, 0, 0, time.UTC)), x.Out.Set(time.Date(2024, 3, 1, 4, 30, 0, 0, time.UTC)),
		x.Bell.Set(types.Clock(8, 0, 0)), x.Span.Set(90*time.Minute), x.Days.Set(2))
}

func (s *stays) sums() []testCase {
	x := s.table.c
	at := func(d, h, m int) time.Time { return time.Date(2024, 2, d, h, m, 0, 0, time.UTC) }
	clock := func(h, m int) types.TimeOfDay { return types.Clock(h, m, 0) }
	hour := azoth.Lit(time.Hour)
	const needs = "NativeIntervals"
	return []testCase{
		value("day and number", needs, expr.Item[types.Date](azoth.Plus[types.Date](x.From, x.Days)), day(2024, 3, 1)),
		value("day and number of the program", needs, expr.Item[types.Date](azoth.Plus[types.Date](x.From, azoth.Lit(1))), day(2024, 2, 29)),
		value("day less a number", needs, expr.Item[types.Date](azoth.Minus[types.Date](x.To, x.Days)), day(2024, 2, 28)),
		value("days between", needs, expr.Item[int](azoth.Minus[int](x.To, x.From)), 2),
		value("days since a day of the program", needs, expr.Item[int](azoth.Minus[int](x.To, azoth.Lit(day(2024, 1, 1)))), 60),
		value("day and interval", needs, expr.Item[time.Time](azoth.Plus[time.Time](x.From, x.Span)), at(28, 1, 30)),
		value("day and time of day", needs, expr.Item[time.Time](azoth.Plus[time.Time](x.From, x.Bell)), at(28, 8, 0)),
		value("time and interval", needs, expr.Item[time.Time](azoth.Plus[time.Time](x.In, x.Span)), at(28, 23, 30)),
		value("time less an interval of the program", needs, expr.Item[time.Time](azoth.Minus[time.Time](x.In, hour)), at(28, 21, 0)),
		value("time between", needs, expr.Item[time.Duration](azoth.Minus[time.Duration](x.Out, x.In)), 30*time.Hour+30*time.Minute),
		value("time of day and interval", needs, expr.Item[types.TimeOfDay](azoth.Plus[types.TimeOfDay](x.Bell, x.Span)), clock(9, 30)),
		value("times of day between", needs, expr.Item[time.Duration](azoth.Minus[time.Duration](x.Bell, azoth.Lit(clock(7, 0)))), time.Hour),
		value("two intervals", needs, expr.Item[time.Duration](azoth.Plus[time.Duration](x.Span, hour)), 150*time.Minute),
		yields("in a condition", needs, azoth.Select(x.ID).Where(azoth.Gt(azoth.Minus[time.Duration](x.Out, x.In), hour)), 1),
		yields("compared with a value", needs, azoth.Select(x.ID).Where(azoth.Minus[int](x.To, x.From).Eq(2)), 1),
		yields("read without a Go type", needs, azoth.Select(expr.MakeDynamic(azoth.Plus[types.Date](x.From, x.Days)).As("v")), any(day(2024, 3, 1))),
	}
}

func (s *stays) numbers() []testCase {
	x := s.table.c
	quotient := azoth.TrueDiv(x.Days, azoth.AsNumber(azoth.Cast[int](azoth.Lit(4), types.Integer())))
	sub := azoth.Select(quotient.As("v")).Subquery("s")
	return []testCase{
		value("a quotient keeps its fraction", "", expr.Item[float64](quotient), 0.5),
		yields("a quotient of a subquery", "", azoth.Select(azoth.Typed[float64](sub.C("v"))), 0.5),
		value("the floor of a quotient", "", expr.Item[int](x.Days.FloorDiv(2)), 1),
	}
}

func (s *stays) refusals() []testCase {
	x := s.table.c
	refused := func(name string, v expr.Node) testCase {
		return testCase{name: name + " is refused", needs: "!NativeIntervals", run: func(t *T) {
			_, err := azoth.Select(expr.MakeDynamic(v)).All(t.ctx, t.conn)
			t.contains(as[*compiler.UnsupportedError](t, err).Error(), "arithmetic of days and times")
		}}
	}
	return []testCase{
		refused("difference of days", azoth.Minus[int](x.To, x.From)),
		refused("sum of a time and an interval", azoth.Plus[time.Time](x.In, azoth.Lit(time.Hour))),
		refused("sum of a number and a day", azoth.Plus[types.Date](x.Days, x.From)),
	}
}

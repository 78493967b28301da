package dialecttest

import (
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// functionArea is SQL functions.
func functionArea(s *suite) *area {
	return &area{name: "function", cases: concat(
		stringFunctions(s.world), numberFunctions(s.world), aggregates(s.world), timeFunctions(s.world),
	)}
}

// of is a case of an expression over one person.
func of[R any](w *world, id int64, name, needs string, x expr.Item[R], want R) testCase {
	return yields(name, needs, azoth.Select(x).From(w.people).Where(w.people.c.ID.Eq(id)), want)
}

// text is a value of the program as an expression.
func text(s string) expr.Text[string] {
	return azoth.AsText(azoth.Cast[string](azoth.Lit(s), types.String(100)))
}

func stringFunctions(w *world) []testCase {
	p := w.people.c
	return []testCase{
		of(w, ada, "lower", "", fn.Lower(p.Name.Concat("XYZ")), "adaxyz"),
		of(w, ada, "upper", "", fn.Upper(p.Name), "ADA"),
		of(w, ada, "lower beyond ascii", "UnicodeCase", fn.Lower(text("ÄÖÜ")), "äöü"),
		of(w, bob, "lower of null", "", fn.Lower(p.Nickname), nil),
		of(w, carol, "length", "", fn.Length(p.Name), 5),
		value("length in characters", "", fn.Length(text("grüße🐍")), 6),
		of(w, bob, "length of null", "", fn.Length(p.Nickname).Nullable(), nil),
		of(w, obrien, "length of nothing", "", fn.Length(p.Nickname), 0),
		of(w, ada, "trim", "", fn.Trim(text("  x ")), "x"),
		of(w, ada, "ltrim", "", fn.LTrim(text("  x ")), "x "),
		of(w, ada, "rtrim", "", fn.RTrim(text("  x ")), "  x"),
		of(w, obrien, "replace", "", fn.Replace(p.Name, "'", "-"), "o-brien"),
		of(w, obrien, "replace with nothing", "", fn.Replace(p.Name, "br", ""), "o'ien"),
		of(w, carol, "substr", "", fn.Substr(p.Name, 2, 3), "aro"),
		of(w, carol, "substr beyond the end", "", fn.Substr(p.Name, 4, 10), "ol"),
		value("substr of characters", "", fn.Substr(text("grüße"), 3, 2), "üß"),
		of(w, ada, "concat", "", p.Name.Concat(" lovelace"), "ada lovelace"),
		of(w, ada, "concat of columns", "", azoth.Concat(p.Name, p.Nickname.NotNull()), "adalady"),
		of(w, ada, "concat of three", "", azoth.Concat(p.Name.Concat(", "), p.Nickname.NotNull()), "ada, lady"),
		of(w, ada, "concat with a value first", "", azoth.Concat(azoth.Lit("Mrs "), p.Name), "Mrs ada"),
		of(w, bob, "concat with null", "", azoth.Concat(p.Nickname, p.Name), nil),
		of(w, bob, "concat with coalesce", "", azoth.Concat(p.Nickname.Coalesce("?"), p.Name), "?bob"),
		of(w, ada, "function by its name", "", fn.Call[string]("upper", p.Name), "ADA"),
		of(w, bob, "function by its name, of null", "", fn.Call[string]("upper", p.Nickname).Nullable(), nil),
		of(w, ada, "function of a function", "", fn.Upper(fn.Trim(p.Name.Concat("  "))), "ADA"),
	}
}

func numberFunctions(w *world) []testCase {
	p := w.people.c
	return []testCase{
		of(w, bob, "abs", "", fn.Abs(p.Age.Neg()), ptr(42)),
		of(w, ada, "abs of a decimal", "", fn.Abs(p.Salary.Neg()), dec("5200.50")),
		of(w, ada, "round", "", fn.Round(p.Salary, 0), dec("5201")),
		of(w, obrien, "round to a digit", "", fn.Round(p.Salary, 1), dec("6000.8")),
		of(w, ada, "ceil", "", fn.Ceil(p.Salary), dec("5201")),
		of(w, ada, "floor", "", fn.Floor(p.Salary), dec("5200")),
		of(w, ada, "floor of a negative number", "", fn.Floor(p.Salary.Neg()), dec("-5201")),
		of(w, carol, "coalesce", "", p.Age.Coalesce(-1), -1),
		of(w, bob, "coalesce of a value that is there", "", p.Age.Coalesce(-1), 42),
		of(w, bob, "coalesce of columns", "", fn.Coalesce(p.Nickname, p.Name), "bob"),
		of(w, dan, "nullif of an equal value", "", fn.NullIf(p.Name, "dan"), nil),
		of(w, eve, "nullif of another value", "", fn.NullIf(p.Name, "dan"), ptr("eve")),
		{name: "random", run: func(t *T) {
			x := fn.Random[float64]()
			got := all(t, azoth.Select2(x, x).From(w.people))
			t.equal(len(got), 6)
			if got[0].V1 == got[1].V1 && got[1].V1 == got[2].V1 && got[2].V1 == got[3].V1 {
				t.Errorf("the numbers are all the same: %s", show(got))
			}
		}},
	}
}

func aggregates(w *world) []testCase {
	p, o := w.people.c, w.orders.c
	nobody := p.ID.Lt(0)
	young := azoth.Select2(p.Age, p.Name).Where(p.Age.Lt(40)).OrderBy(p.Name).Subquery("young")
	return []testCase{
		value("count", "", fn.Count(p.ID), 6),
		value("count leaves out null", "", fn.Count(p.Age), 5),
		yields("count of rows", "", azoth.Select(fn.Count()).From(w.people), 6),
		value("sum of integers", "", fn.Sum(p.Age), ptr(201)),
		value("sum of decimals", "", fn.Sum(p.Salary), ptr(dec("23401.50"))),
		value("sum of floats", "", fn.Sum(p.Height.Mul(4)), ptr(34.6)),
		value("sum of expressions", "", fn.Sum(azoth.Mul(o.Price, o.Qty)), ptr(dec("432.99"))),
		value("average of integers", "", fn.Avg(p.Age), ptr(40.2)),
		value("average of decimals", "", fn.Avg(p.Salary), ptr(3900.25)),
		value("minimum", "", fn.Min(p.Age), ptr(29)),
		value("maximum", "", fn.Max(p.Age), ptr(65)),
		value("minimum of texts", "", fn.Min(p.Name), ptr("ada")),
		value("maximum of dates", "", fn.Max(p.Hired), ptr(day(2020, 2, 29))),
		value("maximum of timestamps", "", fn.Max(p.Seen), &seenCarol),
		value("maximum of decimals", "", fn.Max(p.Salary), ptr(dec("6000.75"))),
		yields("sum of nothing", "", azoth.Select(fn.Sum(p.Age)).Where(nobody), nil),
		yields("sum of nothing, coalesced", "", azoth.Select(fn.Sum(p.Age).Coalesce(0)).Where(nobody), 0),
		yields("count of nothing", "", azoth.Select(fn.Count(p.ID)).Where(nobody), 0),
		yields("strings", "", azoth.Select(fn.Strings(azoth.Typed[string](young.C("name")), ", ")).GroupBy(young.C("age")).OrderBy(young.C("age").Desc()).Limit(1), ptr("ada")),
		{name: "strings of a group", run: func(t *T) {
			got := all(t, azoth.Select(fn.Strings(p.Name, "|")).Where(p.Age.Eq(29)))
			if len(got) != 1 || got[0] == nil || *got[0] != "dan|eve" && *got[0] != "eve|dan" {
				t.Errorf("got %s", show(got))
			}
		}},
		yields("filter", "AggregateFilter", azoth.Select2(fn.Count().Filter(p.Active), fn.Max(p.Age).Filter(p.ID.Lt(3))).From(w.people), azoth.Pair(int64(4), ptr(42))),
		value("aggregate by its name", "", fn.Aggregate[int64]("count", p.Age), 5),
		value("ordered set", "OrderedSetAggregates",
			fn.Aggregate[float64]("percentile_cont", azoth.LiteralColumn[float64]("0.5")).WithinGroup(p.Age), 36),
	}
}

func timeFunctions(w *world) []testCase {
	p := w.people.c
	parts := func(name string, want int64) testCase {
		return of(w, ada, "extract "+name, "", fn.Extract(name, p.Seen), want)
	}
	near := func(name string, x expr.Item[time.Time]) testCase {
		return testCase{name: name, run: func(t *T) {
			got := all(t, azoth.Select(x))[0]
			if d := time.Since(got); d < -5*time.Minute || d > 5*time.Minute {
				t.Errorf("the database says %v, it is %v", got, time.Now())
			}
		}}
	}
	return []testCase{
		parts("year", 2020), parts("month", 5), parts("day", 6), parts("hour", 7), parts("minute", 8), parts("second", 9),
		parts("dow", 3), parts("doy", 127), parts("epoch", 1588748889),
		of(w, eve, "extract year of a date", "", fn.Extract("year", p.Hired), 2020),
		of(w, eve, "extract month of a date", "", fn.Extract("month", p.Hired), 2),
		of(w, eve, "extract of null", "", fn.Extract("year", p.Seen).Nullable(), nil),
		yields("extract in a condition", "", w.who(fn.Extract("year", p.Hired).Eq(2015)), dan),
		near("now", fn.Now()),
		near("current timestamp", fn.CurrentTimestamp()),
		{name: "current date", run: func(t *T) {
			got := all(t, azoth.Select(fn.CurrentDate()))[0].In(time.UTC)
			if d := time.Since(got); d < -48*time.Hour || d > 48*time.Hour {
				t.Errorf("the database says %v, it is %v", got, time.Now())
			}
		}},
		of(w, ada, "date_trunc", "DateTrunc", fn.DateTrunc("month", p.Seen.NotNull()), time.Date(2020, 5, 1, 0, 0, 0, 0, time.UTC)),
		yields("comparison with now", "", w.who(azoth.Lt(p.Seen, fn.Now())), ada, carol),
	}
}

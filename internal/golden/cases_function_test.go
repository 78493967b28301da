package golden_test

import (
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenFunction(t *testing.T) {
	u, o, q := users, orders, azoth.Select(users.ID)
	n, grown := fn.Count(u.ID), u.Age.Gt(18)
	check(t, "function", cases{
		"count-star":            azoth.Select(fn.Count()).From(users),
		"count-column":          azoth.Select(n),
		"count-entity-column":   azoth.Select(n),
		"count-distinct":        azoth.Select(fn.CountDistinct(u.Name)),
		"count-where":           azoth.Select(fn.Count()).From(users).Where(u.Name.Like("%ed")),
		"sum":                   azoth.Select(fn.Sum(o.Total)),
		"min":                   azoth.Select(fn.Min(o.Total)),
		"max":                   azoth.Select(fn.Max(o.Total)),
		"avg":                   azoth.Select(fn.Avg(o.Total)),
		"sum-distinct":          azoth.Select(fn.Sum[int](distinct(o.Quantity))),
		"sum-of-expression":     azoth.Select(fn.Sum(azoth.Mul(o.Price, o.Quantity))),
		"max-plus":              azoth.Select(fn.Max(u.Age).Nullable().Add(1)),
		"lower":                 azoth.Select(fn.Lower(u.Name)),
		"upper":                 azoth.Select(fn.Upper(u.Name)),
		"length":                azoth.Select(fn.Length(u.Name)),
		"char-length":           azoth.Select(fn.Call[int64]("char_length", u.Name)),
		"lower-compared":        q.Where(fn.Lower(u.Name).Eq("ed")),
		"length-compared":       q.Where(fn.Length(u.Name).Gt(3)),
		"nested":                azoth.Select(fn.Upper(fn.Lower(u.Name))),
		"coalesce":              azoth.Select(u.Nickname.Coalesce("none")),
		"coalesce-columns":      azoth.Select(fn.Call[string]("coalesce", u.Nickname, u.Fullname, u.Name)),
		"coalesce-in-where":     q.Where(u.Nickname.Coalesce("none").Ne("none")),
		"coalesce-of-sum":       azoth.Select(fn.Sum(o.Total).Coalesce(0)),
		"nullif":                azoth.Select(fn.NullIf(u.Nickname, "")),
		"abs":                   azoth.Select(fn.Abs(u.Age.Sub(7))),
		"round":                 azoth.Select(fn.Round(o.Total, 2)),
		"substr":                azoth.Select(fn.Substr(u.Name, 1, 3)),
		"aggregate-strings":     azoth.Select(fn.Strings(u.Name, ", ")),
		"pow":                   azoth.Select(fn.Call[float64]("pow", u.Age, azoth.Lit(2))),
		"localtimestamp":        azoth.Select(fn.Call[time.Time]("localtimestamp")),
		"extract-year":          azoth.Select(fn.Extract("year", o.CreatedAt)),
		"extract-month":         azoth.Select(fn.Extract("month", o.CreatedAt)),
		"extract-hour":          azoth.Select(fn.Extract("hour", o.CreatedAt)),
		"extract-doy":           azoth.Select(fn.Extract("doy", o.CreatedAt)),
		"extract-dow":           azoth.Select(fn.Extract("dow", o.CreatedAt)),
		"extract-second":        azoth.Select(fn.Extract("second", o.CreatedAt)),
		"trim":                  azoth.Select(fn.Trim(u.Name)),
		"replace":               azoth.Select(fn.Replace(u.Name, "a", "b")),
		"now":                   azoth.Select(fn.Now()),
		"now-compared":          azoth.Select(o.ID).Where(azoth.Lt(o.CreatedAt, fn.Now())),
		"current-timestamp":     azoth.Select(fn.CurrentTimestamp()),
		"current-date":          azoth.Select(fn.CurrentDate()),
		"random":                azoth.Select(fn.Random[int]()),
		"concat":                azoth.Select(fn.Call[string]("concat", u.Name, azoth.Lit(" "), u.Fullname)),
		"no-arguments":          azoth.Select(fn.Call[string]("version")),
		"one-literal":           azoth.Select(fn.Upper(azoth.Lit("x"))),
		"unknown":               azoth.Select(fn.Call[int]("my_function", u.ID, azoth.Lit(5), azoth.Lit("x"))),
		"unknown-with-schema":   azoth.Select(fn.Call[int]("app.my_function", u.ID)),
		"unknown-in-where":      q.Where(fn.Call[bool]("my_function", u.ID)),
		"mixed-case-name":       azoth.Select(fn.Call[int]("MyFunction", u.ID)),
		"typed":                 azoth.Select(azoth.AsText(fn.Call[string]("my_function", u.Name)).Concat("x")),
		"typed-integer":         azoth.Select(azoth.AsNumber(fn.Call[int]("my_function", u.Name)).Add(1)),
		"argument-comparison":   azoth.Select(fn.Sum(azoth.AsNumber(u.Age.Gt(18)))),
		"argument-literal-date": azoth.Select(o.ID).Where(o.CreatedAt.Gt(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC))),
		"two-of-one-function":   azoth.Select2(fn.Lower(u.Name), fn.Lower(u.Nickname)),
		"filter":                azoth.Select(n.Filter(grown)),
		"filter-two":            azoth.Select(n.Filter(grown, u.Name.Eq("ed"))),
		"filter-beside-plain":   azoth.Select2(n, n.Filter(grown)),
		"filter-star-labelled":  azoth.Select(fn.Count().Filter(u.Active).As("n")).From(users),
		"arithmetic-of-two":     azoth.Select(azoth.Div(fn.Sum(o.Total), fn.Count(o.ID))),
		"as-table-condition":    q.Where(azoth.Lt(azoth.Lit(int64(3)), fn.Length(u.Name))),
		"join-and-count":        azoth.Select2(u.Name, fn.Count(addresses.ID)).OuterJoin(addresses).GroupBy(u.Name),
		"aggregate-order-by":    azoth.Select(fn.Aggregate[string]("string_agg", u.Name, azoth.Lit(","))),
		"group-concat":          azoth.Select(fn.Aggregate[string]("group_concat", u.Name)),
	})
}

// distinct is DISTINCT x, the argument of an aggregate.
func distinct(x expr.Of[int]) expr.Number[int, int] {
	return expr.MakeNumber[int, int](expr.NewUnary(expr.OpDistinct, expr.ElementOf(x)))
}

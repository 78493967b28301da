package values

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/types"
)

var arrays = []tester{
	integers[int64]("[]int64", types.BigInteger(), anyInt, math.MinInt64, math.MaxInt64, -1, 0),
	integers[int32]("[]int32", types.Integer(), func(r *rand.Rand) int32 { return int32(r.Uint32()) }, math.MinInt32, math.MaxInt32, -1, 0),
	array[bool]{
		name: "[]bool", sql: types.Array(types.Boolean()), corpus: [][]bool{nil, {}, {true}, {false, true}},
		random: func(r *rand.Rand) []bool { return list(r, 5, func(r *rand.Rand) bool { return r.IntN(2) == 0 }) },
		expect: elements(func(product, bool) bool { return true }, nil),
	},
	array[float64]{
		name: "[]float64", sql: types.Array(types.Double()),
		corpus: [][]float64{nil, {}, {0, 1, -1.5}, {math.MaxFloat64, 5e-324, 0.1}, {math.NaN()}, {math.Inf(1), math.Inf(-1)}, {math.Copysign(0, -1)}, {1e21, 1e-7, 123456789012345680}},
		random: func(r *rand.Rand) []float64 { return list(r, 5, anyFloat) },
		expect: elements(func(p product, f float64) bool { return p == postgresql || !math.IsNaN(f) && !math.IsInf(f, 0) }, nil),
		same: func(a, b []float64) bool {
			return slices.EqualFunc(a, b, sameFloat[float64]) && (a == nil) == (b == nil)
		},
	},
	array[string]{
		name: "[]string", sql: types.Array(types.Text()), corpus: append([][]string{nil, {}, {""}, {"", ""}, {"NULL", "null", "nULL"}}, each(tough[:60])...),
		random: func(r *rand.Rand) []string { return list(r, 4, func(r *rand.Rand) string { return anyText(r, 8) }) },
		expect: elements(keepsText, nil),
	},
	array[*string]{
		name: "[]*string", sql: types.Array(types.Text()), corpus: [][]*string{nil, {}, {nil}, {nil, pointer("NULL"), pointer("")}, {pointer("a"), nil}},
		random: func(r *rand.Rand) []*string {
			return list(r, 4, func(r *rand.Rand) *string {
				if r.IntN(3) == 0 {
					return nil
				}
				return pointer(anyText(r, 8))
			})
		},
		expect: elements(func(p product, s *string) bool { return s == nil || keepsText(p, *s) }, nil),
	},
	array[[]byte]{
		name: "[][]byte", sql: types.Array(types.LargeBinary()), corpus: [][][]byte{nil, {}, {{}}, {{0}, {255, 0}}, {[]byte(`\x41`), []byte(`a"b`)}},
		random: func(r *rand.Rand) [][]byte { return list(r, 4, func(r *rand.Rand) []byte { return anyBytes(r, 8) }) },
		expect: elements(func(product, []byte) bool { return true }, nil),
	},
	array[time.Time]{
		name: "[]time.Time", sql: types.Array(types.DateTime()), corpus: append([][]time.Time{nil, {}}, each(edges)...),
		random: func(r *rand.Rand) []time.Time { return list(r, 3, anyTime) },
		expect: elements(func(_ product, t time.Time) bool { return spellable(t) }, func(t time.Time) (time.Time, rule) { return floor(t.UTC(), 6), fractionRule }),
		same: func(a, b []time.Time) bool {
			return slices.EqualFunc(a, b, time.Time.Equal) && (a == nil) == (b == nil)
		},
	},
	array[types.Decimal]{
		name: "[]Decimal", sql: types.Array(types.Numeric(30, 10)), corpus: [][]types.Decimal{nil, {}, {types.MustDecimal("0.10"), types.MustDecimal("-12345678901234567890.0123456789")}},
		random: func(r *rand.Rand) []types.Decimal {
			return list(r, 4, func(r *rand.Rand) types.Decimal { return types.DecimalOf(anyInt(r), r.IntN(11)) })
		},
		expect: elements(func(product, types.Decimal) bool { return true }, nil),
		same: func(a, b []types.Decimal) bool {
			return slices.EqualFunc(a, b, sameDecimal) && (a == nil) == (b == nil)
		},
	},
	array[types.Date]{
		name: "[]Date", sql: types.Array(types.DateType{}), corpus: append([][]types.Date{nil, {}}, each(days)...),
		random: func(r *rand.Rand) []types.Date {
			return list(r, 4, func(r *rand.Rand) types.Date { return types.DateOf(anyTime(r)) })
		},
		expect: elements(func(_ product, d types.Date) bool {
			return types.DateOf(d.In(time.UTC)) == d && d.Year >= 1 && d.Year <= 9999
		}, nil),
	},
	array[types.UUID]{
		name: "[]UUID", sql: types.Array(types.UUIDType{}), corpus: [][]types.UUID{nil, {}, {{}, {1}}},
		random: func(r *rand.Rand) []types.UUID {
			return list(r, 4, func(r *rand.Rand) types.UUID { return types.UUID{byte(r.Uint32()), 15: byte(r.Uint32())} })
		},
		expect: elements(func(product, types.UUID) bool { return true }, nil),
	},
	array[time.Duration]{
		name: "[]time.Duration", sql: types.Array(types.Interval()),
		corpus: [][]time.Duration{nil, {}, {0, time.Microsecond, -time.Microsecond}, {time.Hour, -90 * time.Minute}, {25 * time.Hour, -49*time.Hour - time.Microsecond}, {math.MaxInt64, math.MinInt64}, {1, 999, -999}},
		random: func(r *rand.Rand) []time.Duration {
			return list(r, 4, func(r *rand.Rand) time.Duration { return time.Duration(anyInt(r)) })
		},
		expect: elements(func(product, time.Duration) bool { return true }, func(d time.Duration) (time.Duration, rule) { return d / 1000 * 1000, fractionRule }),
	},
}

func integers[E int32 | int64](name string, of types.Type, random func(r *rand.Rand) E, corpus ...E) tester {
	return array[E]{
		name: name, sql: types.Array(of), corpus: [][]E{nil, {}, corpus, corpus[:1]},
		random: func(r *rand.Rand) []E { return list(r, 6, random) },
		expect: elements(func(product, E) bool { return true }, nil),
	}
}

// keepsText tells whether an element of an array can be a text.
func keepsText(p product, s string) bool {
	return utf8.ValidString(s) && !(p == postgresql && strings.Contains(s, "\x00"))
}

// each are slices of one element.
func each[E any](es []E) (out [][]E) {
	for _, e := range es {
		out = append(out, []E{e})
	}
	return out
}

// elements is what becomes of arrays whose elements are kept, or cut, or not.
func elements[E any](ok func(p product, e E) bool, cut func(e E) (E, rule)) func(p product, v []E) outcome[[]E] {
	return func(p product, v []E) outcome[[]E] {
		if v == nil {
			return change([]E{}, nilRule)
		}
		for _, e := range v {
			if !ok(p, e) {
				return refuse[[]E]()
			}
		}
		if cut == nil {
			return keep(v)
		}
		out, why := make([]E, len(v)), rule("")
		for i, e := range v {
			out[i], why = cut(e)
		}
		return change(out, why)
	}
}

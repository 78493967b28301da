package dialecttest

import (
	"math"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// typeArea is values of every type, there and back.
func typeArea(*suite) *area {
	return &area{name: "type", cases: concat(integers(), floats(), decimals(), texts(), binaries(), days(), instants(), others())}
}

func integers() []testCase {
	return concat(
		kind[bool]{name: "boolean", sql: types.Boolean(), samples: []sample[bool]{{name: "false", v: false}, {name: "true", v: true}}}.cases(),
		kind[int16]{name: "smallint", sql: types.SmallInteger(), samples: []sample[int16]{
			{name: "minimum", v: math.MinInt16}, {name: "negative", v: -1}, {name: "zero"}, {name: "typical", v: 4711}, {name: "maximum", v: math.MaxInt16},
		}}.cases(),
		kind[int]{name: "integer", sql: types.Integer(), samples: []sample[int]{
			{name: "minimum", v: math.MinInt32}, {name: "negative", v: -1}, {name: "zero"}, {name: "typical", v: 123456}, {name: "maximum", v: math.MaxInt32},
		}}.cases(),
		kind[int64]{name: "bigint", sql: types.BigInteger(), samples: []sample[int64]{
			{name: "minimum", v: math.MinInt64},
			{name: "below 32 bits", v: math.MinInt32 - 1},
			{name: "zero"},
			{name: "beyond 32 bits", v: math.MaxInt32 + 1},
			{name: "beyond a float", v: 1<<53 + 1},
			{name: "maximum", v: math.MaxInt64},
		}}.cases(),
	)
}

func floats() []testCase {
	return concat(
		kind[float64]{name: "double", sql: types.Double(), samples: []sample[float64]{
			{name: "negative infinity", v: math.Inf(-1), needs: "Infinity"},
			{name: "minimum", v: -math.MaxFloat64},
			{name: "negative", v: -1234.5678},
			{name: "zero"},
			{name: "smallest normal", v: 2.2250738585072014e-308},
			{name: "tenth", v: 0.1},
			{name: "third", v: 1.0 / 3},
			{name: "seventeen digits", v: 1.2345678901234567},
			{name: "integral", v: 1 << 53},
			{name: "large", v: 1e300},
			{name: "maximum", v: math.MaxFloat64},
			{name: "infinity", v: math.Inf(1), needs: "Infinity"},
		}}.cases(),
		kind[float64]{name: "double_odd", sql: types.Double(), unordered: true, unequal: true, samples: []sample[float64]{
			{name: "denormal", v: 4.9e-320, needs: "Denormals"}, {name: "negative zero", v: math.Copysign(0, -1)}, {name: "not a number", v: math.NaN(), needs: "NaN"},
		}}.cases(),
		kind[float32]{name: "float", sql: types.Float(), unequal: true, unordered: true, samples: []sample[float32]{
			{name: "negative", v: -0.125}, {name: "zero"}, {name: "tenth", v: 0.1}, {name: "typical", v: 15.75}, {name: "large", v: 1e30}, {name: "maximum", v: math.MaxFloat32},
		}}.cases(),
		kind[float32]{name: "real", sql: types.Real(), unequal: true, samples: []sample[float32]{
			{name: "minimum", v: -math.MaxFloat32}, {name: "zero"}, {name: "third", v: 1.0 / 3}, {name: "maximum", v: math.MaxFloat32},
		}}.cases(),
	)
}

func decimals() []testCase {
	d := types.MustDecimal
	return concat(
		kind[types.Decimal]{name: "numeric", sql: types.Numeric(10, 2), samples: []sample[types.Decimal]{
			{name: "minimum", v: d("-99999999.99")},
			{name: "negative", v: d("-0.01")},
			{name: "zero"},
			{name: "cent", v: d("0.01")},
			{name: "tenth", v: d("0.1")},
			{name: "integral", v: d("42")},
			{name: "typical", v: d("1234.56")},
			{name: "maximum", v: d("99999999.99")},
		}}.cases(),
		kind[types.Decimal]{name: "numeric_long", sql: types.Numeric(38, 12), needs: "ExactDecimals", samples: []sample[types.Decimal]{
			{name: "minimum", v: d("-99999999999999999999999999.999999999999")},
			{name: "small", v: d("0.000000000001")},
			{name: "beyond a float", v: d("319438950232418390.273596")},
			{name: "twenty digits", v: d("31943874831932418390.01")},
			{name: "maximum", v: d("99999999999999999999999999.999999999999")},
		}}.cases(),
		kind[types.Decimal]{name: "numeric_fraction", sql: types.Numeric(14, 12), samples: []sample[types.Decimal]{
			{name: "many digits", v: d("0.000000005941")}, {name: "more", v: d("0.004354")}, {name: "typical", v: d("54.234246451")},
		}}.cases(),
	)
}

// tough are texts that something between the program and the database might take apart.
var tough = []sample[string]{
	{name: "empty"},
	{name: "typical", v: "hello"},
	{name: "apostrophe", v: "it's"},
	{name: "two apostrophes", v: "''"},
	{name: "quotation mark", v: `say "hi"`},
	{name: "backslash", v: `a\b\\c\'`},
	{name: "percent sign", v: "100% %s %(x)s %%"},
	{name: "placeholders", v: "? $1 :name @p1"},
	{name: "semicolon", v: "a; DROP TABLE people --"},
	{name: "line breaks", v: "a\nb\r\nc\td"},
	{name: "leading and trailing spaces", v: "  x  "},
	{name: "the word null", v: "NULL"},
	{name: "a number", v: "0042"},
	{name: "umlauts", v: "Grüße aus Köln"},
	{name: "cyrillic", v: "съешь же ещё"},
	{name: "chinese", v: "漢字仮名"},
	{name: "right to left", v: "שלום العالم"},
	{name: "combining", v: "e\u0301 n\u0303"},
	{name: "emoji", v: "🐍🎉"},
	{name: "family", v: "👨‍👩‍👧‍👦🏳️‍🌈"},
	{name: "astral", v: "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈"},
	{name: "last code point", v: "\U0010FFFD\uFFFD"},
	{name: "control characters", v: "\x01\x02\x1b\x7f\u0085"},
	{name: "braces", v: `{"a": [1]} {}`},
	{name: "fifty characters", v: strings.Repeat("é", 50)},
	{name: "nul", v: "a\x00b", needs: "NUL"},
}

func texts() []testCase {
	long := strings.Repeat("0123456789abcdefgrüße🐍 ", 50_000)
	return concat(
		kind[string]{name: "varchar", sql: types.String(50), unordered: true, unequal: true, samples: tough}.cases(),
		kind[string]{name: "varchar_plain", sql: types.String(50), samples: []sample[string]{{name: "a", v: "a"}, {name: "ab", v: "ab"}, {name: "b", v: "b"}, {name: "c", v: "c"}}}.cases(),
		kind[string]{name: "text", sql: types.Text(), unordered: true, unequal: true, samples: tough}.cases(),
		kind[string]{name: "text_long", sql: types.TextType{Length: 1 << 24}, unordered: true, samples: []sample[string]{
			{name: "short", v: "x"}, {name: "100,000 bytes", v: long[:100_000]}, {name: "a million characters", v: long},
		}}.cases(),
		kind[string]{name: "varchar_unlimited", sql: types.String(0), unordered: true, samples: []sample[string]{{name: "short", v: "x"}, {name: "200 characters", v: long[:200]}}}.cases(),
		kind[string]{name: "char", sql: types.Char(5), samples: []sample[string]{{name: "full", v: "abcde"}, {name: "umlauts", v: "äöüßé"}}, unordered: true}.cases(),
	)
}

func binaries() []testCase {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	return concat(
		kind[[]byte]{name: "binary", sql: types.LargeBinary(), samples: []sample[[]byte]{
			{name: "empty", v: []byte{}}, {name: "zero byte", v: []byte{0}}, {name: "every byte", v: every}, {name: "no text", v: []byte{0xc3, 0x28, 0xff}},
		}}.cases(),
		kind[[]byte]{name: "binary_long", sql: types.LargeBinaryType{Length: 1 << 21}, unordered: true, samples: []sample[[]byte]{
			{name: "short", v: []byte("x")}, {name: "a million bytes", v: []byte(strings.Repeat(string(every), 4000))},
		}}.cases(),
	)
}

func days() []testCase {
	return concat(
		kind[types.Date]{name: "date", sql: types.DateType{}, samples: []sample[types.Date]{
			{name: "minimum", v: day(1, 1, 1)},
			{name: "historic", v: day(1727, 4, 1)},
			{name: "before 1970", v: day(1969, 12, 31)},
			{name: "1970", v: day(1970, 1, 1)},
			{name: "leap day", v: day(2020, 2, 29)},
			{name: "typical", v: day(2024, 7, 15)},
			{name: "maximum", v: day(9999, 12, 31)},
		}}.cases(),
		kind[types.TimeOfDay]{name: "time", sql: types.Time(), samples: []sample[types.TimeOfDay]{
			{name: "midnight"},
			{name: "microsecond", v: 1},
			{name: "typical", v: types.Clock(12, 57, 18)},
			{name: "with microseconds", v: types.Clock(12, 57, 18) + 396},
			{name: "maximum", v: types.Clock(24, 0, 0) - 1},
		}}.cases(),
		kind[time.Duration]{name: "interval", sql: types.Interval(), samples: []sample[time.Duration]{
			{name: "negative", v: -90 * time.Minute},
			{name: "zero"},
			{name: "microsecond", v: time.Microsecond},
			{name: "typical", v: 90*time.Minute + 250*time.Millisecond},
			{name: "days", v: 45 * 24 * time.Hour},
			{name: "years", v: 3 * 365 * 24 * time.Hour},
		}}.cases(),
	)
}

// moments are times that every type of timestamps keeps.
var moments = []sample[time.Time]{
	{name: "minimum", v: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), needs: "HistoricTimestamps"},
	{name: "historic", v: time.Date(1850, 11, 10, 11, 52, 35, 0, time.UTC)},
	{name: "before 1970", v: time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC)},
	{name: "1970", v: time.Unix(0, 0).UTC()},
	{name: "typical", v: time.Date(2012, 10, 15, 12, 57, 18, 0, time.UTC)},
	{name: "with microseconds", v: time.Date(2012, 10, 15, 12, 57, 18, 396000, time.UTC)},
	{name: "in another zone", v: time.Date(2020, 3, 29, 3, 30, 0, 0, time.FixedZone("east", 2*3600))},
	{name: "with nanoseconds", v: time.Date(2024, 2, 29, 23, 59, 59, 123456789, time.UTC), back: ptr(time.Date(2024, 2, 29, 23, 59, 59, 123456000, time.UTC))},
	{name: "maximum", v: time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC)},
}

func instants() []testCase {
	exact := make([]sample[time.Time], 0, len(moments)) // without those that come back as something else
	for _, s := range moments {
		if s.back == nil {
			exact = append(exact, s)
		}
	}
	return concat(
		kind[time.Time]{name: "datetime", sql: types.DateTime(), samples: exact}.cases(),
		kind[time.Time]{name: "datetime_cut", sql: types.DateTime(), samples: moments, unequal: true, unordered: true}.cases(),
		kind[time.Time]{name: "datetime_tz", sql: types.DateTime().WithTimeZone(), samples: exact}.cases(),
		kind[time.Time]{name: "timestamp", sql: types.Timestamp(), samples: exact[4:7]}.cases(),
		kind[time.Time]{name: "timestamp_tz", sql: types.Timestamp().WithTimeZone(), samples: exact[4:7]}.cases(),
	)
}

// color is an enumeration of the program.
type color string

func others() []testCase {
	id := types.UUID{0xf4, 0x7a, 0xc1, 0x0b, 0x58, 0xcc, 0x43, 0x72, 0xa5, 0x67, 0x0e, 0x02, 0xb2, 0xc3, 0xd4, 0x79}
	var last types.UUID
	for i := range last {
		last[i] = 0xff
	}
	colors := []sample[color]{{name: "first", v: "red"}, {name: "second", v: "green"}, {name: "with an apostrophe", v: "o'range"}, {name: "beyond ascii", v: "grün"}}
	return concat(
		kind[types.UUID]{name: "uuid", sql: types.UUIDType{}, samples: []sample[types.UUID]{{name: "zero"}, {name: "typical", v: id}, {name: "last", v: last}}}.cases(),
		kind[[16]byte]{name: "uuid_bytes", sql: types.UUIDType{}, samples: []sample[[16]byte]{{name: "typical", v: id}}}.cases(),
		kind[color]{name: "enum", sql: types.Enum("red", "green", "o'range", "grün").Named("color"), samples: colors, unordered: true}.cases(),
		kind[color]{name: "enum_checked", sql: types.Enum("red", "green", "o'range", "grün").Checked(), samples: colors, unordered: true}.cases(),
		kind[shade]{name: "enum_constants", sql: shades, samples: []sample[shade]{{name: "dark", v: dark}, {name: "light", v: light}}, unordered: true}.cases(),
		kind[shade]{name: "enum_own_names", sql: dimness, samples: []sample[shade]{{name: "dark", v: dark}, {name: "light", v: light}}, unordered: true}.cases(),
	)
}

// shade is an enumeration of the program whose constants are numbers.
type shade int

const (
	dark shade = iota
	light
)

// String is the name of the constant, which the database keeps.
func (s shade) String() string { return [...]string{"dark", "light"}[s] }

var (
	shades  = types.EnumOf(types.Enum(types.EnumNames(dark, light)...).Named("shade"), dark, light)
	dimness = types.EnumOf(types.Enum("d", "l").AsVarchar().WithLength(8), dark, light)
)

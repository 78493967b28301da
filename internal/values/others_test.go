package values

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/types"
)

var others = []tester{
	uuids[types.UUID]("uuid"),
	uuids[[16]byte]("[16]byte in UUID"),
	enum("enum", types.Enum(moods...).Named("mood")),
	enum("enum with CHECK", types.Enum(moods...).Checked()),
	documents("json", types.JSON()),
	documents("json with JSONB", types.JSONType{Binary: true}),
	records("json of a struct", types.JSON()),
	records("jsonb of a struct", types.JSONType{Binary: true}),
}

// uuids are any 16 bytes.
func uuids[V ~[16]byte](name string) tester {
	first, last := V{}, V{}
	for i := range last {
		first[i], last[i] = byte(i), 0xff
	}
	return value[V]{
		name: name, sql: types.UUIDType{}, corpus: []V{{}, first, last, {15: 1}, {0x80}},
		random: func(r *rand.Rand) (v V) {
			for i := range v {
				v[i] = byte(r.Uint32())
			}
			return v
		},
	}
}

// mood is an enumeration.
type mood string

var moods = []mood{"ok", "OK ok", "it's", "grün", `back\slash`, "🐍", "a,b", "", `"quoted"`, "{}", "NULL"}

// strangers are none of the moods, though a database may take some for one.
var strangers = []mood{"OK", "ok ", " ok", "nothing", "gruen", "GRÜN", "null", "1", "0", "ok\x00", "\xff", `back\\slash`}

func enum(name string, sql types.EnumType) tester {
	return value[mood]{
		name: name, sql: sql, corpus: append(slices.Clone(moods), strangers...),
		random: func(r *rand.Rand) mood { return pick(r, append(slices.Clone(moods), strangers...)) },
		expect: func(_ product, v mood) outcome[mood] { return keepIf(v, slices.Contains(moods, v)) },
	}
}

// documents are any JSON documents.
func documents(name string, sql types.JSONType) tester {
	deep := any("end")
	for range maxDepth {
		deep = []any{deep}
	}
	expect := func(p product, v any) outcome[any] {
		number, isNumber := v.(float64)
		switch {
		case !isDocument(v), p == postgresql && sql.Binary && hasNUL(v), p == mariadb && depth(v) > maxDepth:
			return refuse[any]()
		case isNumber && number == 0 && math.Signbit(number) && (p == postgresql && sql.Binary || p == sqlite):
			return change[any](0.0, negativeZero)
		case isNumber && p == sqlite:
			b, _ := json.Marshal(v)
			return keepIf(v, fifteenDigits(types.MustDecimal(string(b))))
		}
		return keep(v)
	}
	return document[any]{
		name: name, sql: sql,
		corpus: []any{
			true, false, 0.0, 1.0, -1.5, 1e300, 5e-324, 9007199254740993.0, 1e15, 123456789012345680.0, 1e21, "", "x", "0042", "42", "1e5", "null", "true", `{"a": 1}`, "2020-01-01", "it's", `a\b"c`, "Grüße 🐍\u2028",
			"<a>&",
			[]any{},
			map[string]any{},
			[]any{nil, true, 1.0, "a", []any{}, map[string]any{"a": nil}},
			map[string]any{"": "", "a b": []any{1.0}, "it's": `"`, "🐍": "漢"},
			deep,
			[]any{deep},
			"a\x00b",
			map[string]any{"a\x00": 1.0},
			"\xff",
			map[string]any{"\xff": 1.0},
			[]any{"\xc3"},
			strings.Repeat("é", 5000), math.Inf(1), math.NaN(), math.Copysign(0, -1),
		},
		random: func(r *rand.Rand) any { return anyDocument(r, 3) },
		expect: expect, spelled: expect,
		same: sameDocument,
	}
}

// maxDepth is how deep a document may be on MariaDB.
const maxDepth = 31

// depth is how many arrays and objects are in each other.
func depth(v any) int {
	n := 0
	switch x := v.(type) {
	case []any:
		for _, e := range x {
			n = max(n, depth(e))
		}
		return n + 1
	case map[string]any:
		for _, e := range x {
			n = max(n, depth(e))
		}
		return n + 1
	}
	return 0
}

// isDocument tells whether JSON has v: its texts are UTF-8, its numbers finite.
func isDocument(v any) bool {
	switch x := v.(type) {
	case string:
		return utf8.ValidString(x)
	case float64:
		return !math.IsNaN(x) && !math.IsInf(x, 0)
	case []any:
		return !slices.ContainsFunc(x, func(e any) bool { return !isDocument(e) })
	case map[string]any:
		for k, e := range x {
			if !isDocument(k) || !isDocument(e) {
				return false
			}
		}
	}
	return true
}

func hasNUL(v any) bool {
	b, _ := json.Marshal(v)
	return strings.Contains(strings.ReplaceAll(string(b), `\\`, ""), `\u0000`)
}

func sameDocument(a, b any) bool {
	x, ok := a.(float64)
	y, also := b.(float64)
	if ok && also {
		return sameFloat(x, y)
	}
	return reflect.DeepEqual(a, b)
}

func anyDocument(r *rand.Rand, depth int) any {
	switch n := r.IntN(8); {
	case n == 0 && depth < 3:
		return nil
	case n == 1:
		return r.IntN(2) == 0
	case n <= 3:
		if f := anyFloat(r); f != 0 { // the sign of a zero is among the edges
			return f
		}
		return 1.5
	case n <= 5 || depth == 0:
		return anyText(r, 10)
	case n == 6:
		return list(r, 4, func(r *rand.Rand) any { return anyDocument(r, depth-1) })
	}
	m := map[string]any{}
	for range r.IntN(4) {
		m[cleanText(r, 5)] = anyDocument(r, depth-1)
	}
	return m
}

// record is a struct as a document.
type record struct {
	I int64           `json:"i"`
	U uint64          `json:"u"`
	F float64         `json:"f"`
	N json.Number     `json:"n"`
	S string          `json:"s,omitempty"`
	B []byte          `json:"b"`
	T time.Time       `json:"t"`
	P *int            `json:"p"`
	D types.Decimal   `json:"d"`
	L []string        `json:"l"`
	M map[string]int8 `json:"m"`
	_ int
}

func records(name string, sql types.JSONType) tester {
	return document[record]{
		name: name, sql: sql,
		corpus: []record{
			{N: "0"},
			{I: math.MaxInt64, U: math.MaxUint64, F: math.MaxFloat64, N: "123456789012345678901234567890.000000000000000000001"},
			{I: math.MinInt64, N: "-1"},
			{N: "1", S: "x\x00y"},
			{N: "1", S: "\xff"},
			{N: "1", B: []byte{0, 255}, T: at(2024, 2, 29, 1, 2, 3, 123456789), P: pointer(7), D: types.MustDecimal("1.10"), L: []string{"a", ""}, M: map[string]int8{"a": -1}},
			{N: "1", F: math.NaN()},
		},
		random: func(r *rand.Rand) record {
			return record{I: anyInt(r), U: r.Uint64(), F: anyFloat(r) + 1, N: json.Number("1" + digits(r, 30)), S: anyText(r, 10), B: anyBytes(r, 5), T: anyTime(r), D: types.DecimalOf(anyInt(r), r.IntN(20)), L: list(r, 3, func(r *rand.Rand) string { return cleanText(r, 5) })}
		},
		expect: func(p product, v record) outcome[record] {
			b, err := json.Marshal(v)
			if err != nil || !utf8.ValidString(v.S) || p == postgresql && sql.Binary && strings.Contains(strings.ReplaceAll(string(b), `\\`, ""), `\u0000`) {
				return refuse[record]()
			}
			return keep(v)
		},
		same: func(a, b record) bool {
			x, err := json.Marshal(a)
			y, err2 := json.Marshal(b)
			return err == nil && err2 == nil && string(x) == string(y)
		},
	}
}

package types

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// parsed are the elements of an array literal; NULL is nil.
func parsed(t testing.TB, s string) []any {
	t.Helper()
	out := []any{}
	err := ParseArray(s, func(text string, null bool) error {
		if null {
			out = append(out, nil)
			return nil
		}
		out = append(out, text)
		return nil
	})
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return out
}

var oddTexts = []string{
	"", " ", "a", "a b", " a ", "NULL", "null", "nuLL", `"`, `\`, `\"`, `\\`, "{", "}", "{}", ",", "a,b", "'", "''", "it's", "[0:1]={1}",
	"\n", "\t\v\f\r", "é", "日本", "🙂", "-1", "1e5", "$1", "a\x01b", "\u00a0", `"quoted"`, `ends with \`,
}

func TestArrayLiteral(t *testing.T) {
	b := []byte{'{'}
	want := []any{}
	for _, s := range oddTexts {
		b = AppendArrayElement(b, s)
		b = AppendArrayNull(b)
		want = append(want, s, nil)
	}
	b = append(b, '}')
	if got := parsed(t, string(b)); !slices.Equal(got, want) {
		t.Errorf("%s\nreads back as %q\nwant            %q", b, got, want)
	}
}

func TestParseArray(t *testing.T) {
	for s, want := range map[string][]any{
		"{}":                       {},
		" {}":                      nil,
		"{ }":                      {},
		"{1,2}":                    {"1", "2"},
		"{ 1 , 2 }":                {"1", "2"},
		"[0:1]={1,2}":              {"1", "2"},
		"[-3:-2]={a,b}":            {"a", "b"},
		"{NULL,null,\"NULL\"}":     {nil, nil, "NULL"},
		`{a\,b,\NULL,a b}`:         {"a,b", "NULL", "a b"},
		`{"a\"b\\c","",x}`:         {`a"b\c`, "", "x"},
		`{"2024-01-02 03:04:05"}`:  {"2024-01-02 03:04:05"},
		`{t,f}`:                    {"t", "f"},
		"{\"a\nb\"}":               {"a\nb"},
		`{"\x00"}`:                 {"x00"},
		"{1.5,-Infinity,NaN,1e+6}": {"1.5", "-Infinity", "NaN", "1e+6"},
	} {
		if want == nil {
			continue
		}
		if got := parsed(t, s); !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", s, got, want)
		}
	}
}

func TestParseArrayErrors(t *testing.T) {
	for _, s := range []string{
		"", "1", " {}", "{", "{1", "{1,", "{1,}", "{,1}", `{"a`, `{"a\`, `{a\`, `{"a"b}`, "{a\"b\"}", "{1}x", "{}x", "[0:1]{1}", "{1,,2}", "null",
	} {
		if err := ParseArray(s, func(string, bool) error { return nil }); err == nil {
			t.Errorf("%q is an array", s)
		}
	}
	for _, s := range []string{"{{1,2},{3,4}}", "{{}}", "[1:1][0:1]={{1,2}}"} {
		if err := ParseArray(s, func(string, bool) error { return nil }); !errors.Is(err, ErrDimensions) {
			t.Errorf("%q: %v, want ErrDimensions", s, err)
		}
	}
	stop := errors.New("stop")
	if err := ParseArray("{1,2}", func(string, bool) error { return stop }); err != stop {
		t.Errorf("the caller's error is %v", err)
	}
	if err := ParseArray(strings.Repeat("x", 1000), nil); len(err.Error()) > 200 {
		t.Error("the message repeats the whole text")
	}
}

func FuzzArrayLiteral(f *testing.F) {
	for _, s := range oddTexts {
		f.Add(s, "b", true)
		f.Add("{"+s+"}", s, false)
	}
	f.Fuzz(func(t *testing.T, x, y string, null bool) {
		b := AppendArrayElement([]byte{'{'}, x)
		if null {
			b = AppendArrayNull(b)
		}
		b = append(AppendArrayElement(b, y), '}')
		got := parsed(t, string(b))
		if got[0] != x || got[len(got)-1] != y || len(got) != 2+len(got[1:len(got)-1]) || (len(got) == 3) != null {
			t.Errorf("%q and %q read back as %q from %s", x, y, got, b)
		}
		_ = ParseArray(x, func(string, bool) error { return nil }) // whatever it is, it must not panic
		if utf8.ValidString(x) {
			v, err := Elements{[]string{x, y}}.EncodeSQL(nil, Native{})
			if err == nil {
				checkJSON(t, v.Text(), x)
			}
		}
	})
}

func checkJSON(t *testing.T, s, first string) {
	n := 0
	err := JSONElements(s, func(text string, quoted, null bool) error {
		if n == 0 && (text != first || !quoted || null) {
			t.Errorf("%q reads back as %q from %s", first, text, s)
		}
		n++
		return nil
	})
	if err != nil || n != 2 {
		t.Errorf("%s: %d elements, %v", s, n, err)
	}
}

func TestArrayEncode(t *testing.T) {
	at := time.Date(2024, 2, 29, 23, 59, 58, 123456789, time.FixedZone("x", 3600))
	one := int64(1)
	for name, c := range map[string]struct {
		of            Type
		v             any
		literal, json string
	}{
		"empty":         {Integer(), []int{}, "{}", "[]"},
		"nil":           {Integer(), []int(nil), "{}", "[]"},
		"integers":      {Integer(), []int{1, -2}, "{1,-2}", "[1,-2]"},
		"small":         {SmallInteger(), []int16{1}, "{1}", "[1]"},
		"pointers":      {BigInteger(), []*int64{&one, nil}, "{1,NULL}", "[1,null]"},
		"booleans":      {Boolean(), []bool{true, false}, "{t,f}", "[true,false]"},
		"floats":        {Double(), []float64{1.5, 1e21, 0.1}, "{1.5,1e+21,0.1}", "[1.5,1e+21,0.1]"},
		"texts":         {Text(), []string{"a", "", `"`, "null", "é<>", `\`}, `{a,"","\"","null","é<>","\\"}`, `["a","","\"","null","é<>","\\"]`},
		"bytes":         {LargeBinary(), [][]byte{{0, 255}, {}}, `{"\\x00ff","\\x"}`, `["AP8=",""]`},
		"uuids":         {UUIDType{}, []UUID{{15: 1}}, "{00000000-0000-0000-0000-000000000001}", `["00000000000000000000000000000001"]`},
		"decimals":      {Numeric(5, 2), []Decimal{MustDecimal("1.50")}, "{1.50}", `["1.50"]`},
		"times":         {DateTime(), []time.Time{at}, `{"2024-02-29 22:59:58.123456Z"}`, `["2024-02-29T22:59:58.123456Z"]`},
		"days":          {DateType{}, []Date{{2024, 2, 29}}, "{2024-02-29}", `["2024-02-29"]`},
		"days of times": {DateType{}, []time.Time{at}, "{2024-02-29}", `["2024-02-29"]`},
		"durations":     {Interval(), []time.Duration{time.Second}, `{"1000000 microseconds"}`, `["1970-01-01T00:00:01Z"]`},
		"documents":     {JSON(), []map[string]int{{"a": 1}}, `{"{\"a\":1}"}`, `[{"a":1}]`},
		"values":        {Integer(), []Value{Int64Value(1), NullValue()}, "{1,NULL}", "[1,null]"},
	} {
		t.Run(name, func(t *testing.T) {
			native := Native{UUID: true, JSON: true, Decimal: true, Bool: true, Interval: true, Array: true}
			for want, n := range map[string]Native{c.literal: native, c.json: {}} {
				got, err := Encode(Array(c.of), ArrayValue(c.v), n)
				if err != nil || got.Kind() != KindText || got.Text() != want {
					t.Errorf("%q, %v; want %q", got.Text(), err, want)
				}
			}
			if _, plain := c.v.([]Value); plain || strings.HasPrefix(name, "doc") || name == "days of times" {
				return // the type of the elements does not follow from Go
			}
			got, err := Encode(nil, OtherValue(c.v), native)
			if err != nil || got.Text() != c.literal {
				t.Errorf("without a type: %q, %v; want %q", got.Text(), err, c.literal)
			}
		})
	}
}

func TestArrayEncodeErrors(t *testing.T) {
	for name, c := range map[string]struct {
		of   Type
		v    any
		want string
	}{
		"infinity in JSON": {Double(), []float64{math.Inf(1)}, "element 0"},
		"not UTF-8":        {Text(), []string{"a", "\xff"}, "element 1"},
		"no value":         {nil, []struct{}{{}}, "no value that a database takes"},
		"no slice":         {Integer(), 5, "no array"},
		"nested":           {Integer(), [][]int{{1}}, "more than one dimension"},
		"nested type":      {Array(Integer()), []int{1}, "more than one dimension"},
		"no day":           {DateType{}, []Date{{}}, "no day"},
	} {
		got, err := Encode(Array(c.of), OtherValue(Elements{c.v}), Native{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q, %v; want an error with %q", name, got.Text(), err, c.want)
		}
	}
	if v, err := Encode(JSON(), ArrayValue([]int{1}), Native{Array: true}); err != nil || v.Text() != "[1]" {
		t.Errorf("an array in a column of documents is %v, %v", v.Any(), err)
	}
	if v := ArrayValue((*[]int)(nil)); !v.IsNull() {
		t.Error("a nil pointer to a slice is not NULL")
	}
	if v := ArrayValue(nil); !v.IsNull() {
		t.Error("nil is not NULL")
	}
}

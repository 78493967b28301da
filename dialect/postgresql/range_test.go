package postgresql

import (
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/types"
)

func roundTrip[T any](t *testing.T, r Range[T], want string) {
	t.Helper()
	v, err := r.EncodeSQL(nil, types.Native{})
	if err != nil || v.Text() != want || r.String() != want {
		t.Fatalf("%v is written as %q, %v; want %q", r, v.Text(), err, want)
	}
	var back Range[T]
	if err := back.Scan(want); err != nil || back.String() != want {
		t.Errorf("%s reads back as %s, %v", want, back, err)
	}
}

func TestRange(t *testing.T) {
	roundTrip(t, RangeOf(1, 10), "[1,10)")
	roundTrip(t, RangeOf[int32](-5, 5), "[-5,5)")
	roundTrip(t, Range[int64]{Lower: Bound[int64]{1, Exclusive}, Upper: Bound[int64]{9, Inclusive}}, "(1,9]")
	roundTrip(t, Range[int64]{}, "(,)")
	roundTrip(t, RangeFrom(3), "[3,)")
	roundTrip(t, RangeUntil(3), "(,3)")
	roundTrip(t, EmptyRange[int](), "empty")
	roundTrip(t, RangeOf(types.MustDecimal("1.50"), types.MustDecimal("2")), "[1.50,2)")
	roundTrip(t, RangeOf(types.Date{Year: 2024, Month: 2, Day: 29}, types.Date{Year: 2024, Month: 3, Day: 1}), "[2024-02-29,2024-03-01)")
	at := time.Date(2024, 2, 29, 23, 59, 58, 123456000, time.UTC)
	roundTrip(t, RangeOf(at, at.Add(time.Hour)), `["2024-02-29 23:59:58.123456Z","2024-03-01 00:59:58.123456Z")`)
	for _, s := range []string{"", " ", ",", `"`, `\`, "(", "]", "a b", "null", `x"y\z,[`, "é"} {
		r := RangeOf(s, "z")
		var back Range[string]
		if err := back.Scan(r.String()); err != nil || back != r {
			t.Errorf("%q reads back as %q from %s, %v", s, back.Lower.Value, r, err)
		}
	}
}

func TestRangeAsTheServerWritesIt(t *testing.T) {
	var r Range[time.Time]
	if err := r.Scan(`["2024-01-02 03:04:05.5+02","2024-01-02 03:04:05+00:19:32")`); err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2024, 1, 2, 1, 4, 5, 500000000, time.UTC); !r.Lower.Value.Equal(want) || r.Upper.Value.Minute() != 44 {
		t.Errorf("%s, want %s", r.Lower.Value, want)
	}
	var s Range[string]
	if err := s.Scan([]byte(`("a""b",c\,d]`)); err != nil || s.Lower.Value != `a"b` || s.Upper.Value != "c,d" || s.Upper.Kind != Inclusive {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestRangeErrors(t *testing.T) {
	for _, s := range []string{"", "1,2", "[1", "[1,", "[1,2", "[1;2)", "[1,2)x", "[a,2)", "[1,99999999999999999999)", `["1,2)`, `[1\`, "emptyx"} {
		var r Range[int]
		if err := r.Scan(s); err == nil {
			t.Errorf("%q is the range %s", s, r)
		}
	}
	var small Range[int32]
	if err := small.Scan("[1,4294967297)"); err == nil || !strings.Contains(err.Error(), "int32") {
		t.Errorf("%s, %v", small, err)
	}
	var r Range[int]
	if r.Scan(nil) == nil || r.Scan(5) == nil {
		t.Error("NULL or a number is a range")
	}
	var forever Range[time.Time]
	if err := forever.Scan(`["2024-01-01 00:00:00",infinity)`); err == nil || !strings.Contains(err.Error(), "infinity") {
		t.Errorf("%s, %v", forever, err)
	}
	if v, err := RangeOf(types.Date{}, types.Date{}).EncodeSQL(nil, types.Native{}); err == nil {
		t.Errorf("a range of no days is %s", v.Text())
	}
}

func TestMultirange(t *testing.T) {
	for want, m := range map[string]Multirange[int]{
		"{}":                {},
		"{[1,3)}":           {RangeOf(1, 3)},
		"{(,1),[5,7),[9,)}": {RangeUntil(1), RangeOf(5, 7), RangeFrom(9)},
	} {
		v, err := m.EncodeSQL(nil, types.Native{})
		if err != nil || v.Text() != want {
			t.Errorf("%q, %v; want %q", v.Text(), err, want)
		}
		var back Multirange[int]
		if err := back.Scan(want); err != nil || len(back) != len(m) || len(m) > 0 && back[0] != m[0] {
			t.Errorf("%s reads back as %v, %v", want, back, err)
		}
	}
	var m Multirange[int]
	for _, src := range []any{"", "{[1,2)", "[1,2)", "{[1,2)x}", nil, 5} {
		if err := m.Scan(src); err == nil {
			t.Errorf("%v is the multirange %v", src, m)
		}
	}
}

func FuzzRange(f *testing.F) {
	for _, s := range []string{"[1,2)", `("a""b",c]`, "empty", "(,)", `["2024-01-01 00:00:00",)`, "{[1,2),[3,4)}", `[\,,"]")`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var r Range[string]
		if r.Scan(s) == nil {
			var back Range[string]
			if err := back.Scan(r.String()); err != nil && !strings.Contains(r.String(), "UTF-8") || err == nil && back != r {
				t.Errorf("%q is %+v, written as %q, and that is %+v, %v", s, r, r.String(), back, err)
			}
		}
		var m Multirange[string]
		_ = m.Scan(s) // whatever it is, it must not panic
	})
}

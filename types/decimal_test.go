package types

import (
	"math"
	"testing"
)

func TestDecimalParseAndPrint(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0.5": "-0.5", "1.50": "1.50", "+7": "7", ".5": "0.5", "5.": "5", "1e3": "1000", "1.25e1": "12.5", "1.25e-3": "0.00125",
		"0.000": "0.000", "-12345678901234567890.123": "-12345678901234567890.123",
		"999999999999999999": "999999999999999999", "1234567890123456789012345678901234567890": "1234567890123456789012345678901234567890",
	} {
		t.Run(in, func(t *testing.T) {
			d, err := ParseDecimal(in)
			if err != nil || d.String() != want {
				t.Errorf("ParseDecimal(%q) = %s, %v; want %s", in, d, err, want)
			}
		})
	}
}

func TestDecimalParseErrors(t *testing.T) {
	for _, in := range []string{"", "-", ".", "1.2.3", "1,5", "0x10", "1_000", "1e", "1e99999", "NaN", "Inf", "1.-5", "--1", "1 "} {
		t.Run(in, func(t *testing.T) {
			if d, err := ParseDecimal(in); err == nil {
				t.Errorf("ParseDecimal(%q) = %s, want an error", in, d)
			}
		})
	}
}

func TestDecimalCompare(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"1.0", "1.00", 0},
		{"1", "2", -1},
		{"-1", "-2", 1},
		{"0.1", "0.09", 1},
		{"99999999999999999999", "99999999999999999998.5", 1},
		{"0", "-0.0", 0},
	} {
		if got := MustDecimal(c.a).Cmp(MustDecimal(c.b)); got != c.want {
			t.Errorf("%s compared with %s = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestDecimalArithmetic(t *testing.T) {
	a, b := MustDecimal("9223372036854775807"), MustDecimal("0.01")
	for name, c := range map[string]struct {
		got  Decimal
		want string
	}{
		"add over int64": {a.Add(a), "18446744073709551614"},
		"sub":            {b.Sub(MustDecimal("1")), "-0.99"},
		"mul":            {b.Mul(MustDecimal("1.50")), "0.0150"},
		"round up":       {MustDecimal("2.345").Round(2), "2.35"},
		"round down":     {MustDecimal("-2.344").Round(2), "-2.34"},
		"round half":     {MustDecimal("-0.5").Round(0), "-1"},
		"round pads":     {MustDecimal("2").Round(2), "2.00"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s: %s, want %s", name, c.got, c.want)
		}
	}
}

func TestDecimalEncode(t *testing.T) {
	for _, c := range []struct {
		in     string
		native Native
		want   any
	}{
		{"19.99", Native{Decimal: true}, "19.99"},
		{"12345678901234567890.5", Native{Decimal: true}, "12345678901234567890.5"},
		{"3.00", Native{}, int64(3)},
		{"19.99", Native{}, 19.99},
	} {
		v, err := MustDecimal(c.in).EncodeSQL(nil, c.native)
		if err != nil || v.Any() != c.want {
			t.Errorf("%s with %+v: %v, %v; want %v", c.in, c.native, v.Any(), err, c.want)
		}
	}
	if v, err := MustDecimal("1234567890.1234567890123").EncodeSQL(nil, Native{}); err == nil {
		t.Errorf("a number that a float64 cannot hold was encoded as %v, want an error", v.Any())
	}
}

func TestDecimalScan(t *testing.T) {
	for name, src := range map[string]any{"text": "1.5", "bytes": []byte("1.5"), "float": 1.5} {
		var d Decimal
		if err := d.Scan(src); err != nil || d.String() != "1.5" {
			t.Errorf("%s: %s, %v", name, d, err)
		}
	}
	if err := new(Decimal).Scan(math.NaN()); err == nil {
		t.Error("NaN was read as a decimal number")
	}
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"1.5", "-0.001", "1e10", "99999999999999999999.9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDecimal(s)
		if err != nil {
			return
		}
		again, err := ParseDecimal(d.String())
		if err != nil || again.String() != d.String() || again.Cmp(d) != 0 {
			t.Errorf("%q is %s, which reads back as %s, %v", s, d, again, err)
		}
	})
}

func TestDecimalOfASum(t *testing.T) {
	var d Decimal
	if err := d.Scan(61.699999999999996); err != nil || d.String() != "61.7" {
		t.Errorf("%s %v", d, err)
	}
	long, _ := ParseDecimal("0.1234567890123456")
	if _, err := long.EncodeSQL(nil, Native{}); err == nil {
		t.Error("a number of 16 digits went into 15")
	}
}

package rowplan

import (
	"errors"
	"math/big"
	"net"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/types"
)

var (
	postgres = types.Native{UUID: true, JSON: true, Decimal: true, Bool: true, Interval: true, Array: true}
	natives  = map[string]types.Native{"literal": postgres, "JSON": {}}
)

type textForm struct{}

func (textForm) SQLType() string { return "TEXTFORM" }
func (textForm) TextForm()       {}

func arrayCases() map[string]struct {
	of   types.Type
	want any
} {
	day := types.Date{Year: 2024, Month: 2, Day: 29}
	return map[string]struct {
		of   types.Type
		want any
	}{
		"none":                  {types.Integer(), []int{}},
		"integers":              {types.Integer(), []int{1, -2, 0}},
		"small":                 {types.SmallInteger(), []int16{1, -2}},
		"bytes each":            {types.SmallInteger(), []uint8{1, 255}},
		"big":                   {types.BigInteger(), []int64{9223372036854775807, -9223372036854775808}},
		"pointers":              {types.BigInteger(), []*int64{ptr(int64(1)), nil, ptr(int64(0))}},
		"texts":                 {types.Text(), []string{"", "NULL", "null", `"`, `\`, "{}", ",", " a ", "it's", "🙂", "\n", "[1]"}},
		"NULL texts":            {types.Text(), []*string{nil, ptr("NULL"), ptr("")}},
		"booleans":              {types.Boolean(), []bool{true, false}},
		"floats":                {types.Double(), []float64{1.5, -1e300, 0.1, 5e-324}},
		"reals":                 {types.Float(), []float32{1.5, 0.1}},
		"blobs":                 {types.LargeBinary(), [][]byte{{0, 255}, {}}},
		"uuids":                 {types.UUIDType{}, []types.UUID{{1}, {}}},
		"decimals":              {types.Numeric(30, 10), []types.Decimal{types.MustDecimal("1.50"), types.MustDecimal("-12345678901234567890.0123456789")}},
		"times":                 {types.DateTime(), []time.Time{now, time.Date(1969, 12, 31, 23, 59, 59, 1000, time.UTC)}},
		"days":                  {types.DateType{}, []types.Date{day}},
		"clocks":                {types.Time(), []types.TimeOfDay{types.Clock(23, 59, 59) + 1, 0}},
		"enums":                 {types.Enum("red", "green").Named("color"), []color{"green", "red"}},
		"documents":             {types.JSON(), []point{{1, 2}, {}}},
		"scanners":              {types.Text(), []code{{"a"}, {`"{`}}},
		"addresses":             {textForm{}, []netip.Addr{netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("::1")}},
		"durations of literals": {types.Interval(), []time.Duration{time.Second, -time.Hour, 0}},
	}
}

func TestArrays(t *testing.T) {
	for name, c := range arrayCases() {
		for form, native := range natives {
			t.Run(name+" as "+form, func(t *testing.T) {
				if _, ok := c.of.(types.IntervalType); ok && native.Array {
					t.Skip("PostgreSQL gives an interval in another form than it takes: TestIntervalElements")
				}
				checkArray(t, c.of, c.want, native)
			})
		}
	}
}

// checkArray writes and reads a slice, and compares, copies and sets it.
func checkArray(t *testing.T, of types.Type, want any, native types.Native) {
	t.Helper()
	f, err := NewField(reflect.TypeOf(want), 0, types.Array(of))
	if err != nil {
		t.Fatal(err)
	}
	memory, p := memoryFor(want)
	memory.Set(reflect.ValueOf(want))
	v, err := types.Encode(f.SQLType(), f.Value(p), native)
	if err != nil || v.Kind() != types.KindText {
		t.Fatal(v.Any(), err)
	}
	back, q := memoryFor(want)
	if err := f.Read(row(v.Text()), 0, q); err != nil {
		t.Fatalf("%s: %v", v.Text(), err)
	}
	if !reflect.DeepEqual(back.Interface(), want) && !f.Equal(p, q) {
		t.Errorf("%v reads back as %v from %s", want, back.Interface(), v.Text())
	}
	other, r := memoryFor(want)
	f.Copy(r, p)
	if !f.Equal(p, r) || !f.Deep() {
		t.Errorf("a copy of %v is %v", want, other.Interface())
	}
	if err := f.SetValue(r, types.ArrayValue(want)); err != nil || !f.Equal(p, r) {
		t.Errorf("%v is set as %v, %v", want, other.Interface(), err)
	}
	if memory.Len() > 0 {
		other.Index(0).Set(reflect.Zero(other.Type().Elem()))
		if reflect.DeepEqual(other.Index(0).Interface(), memory.Index(0).Interface()) != memory.Index(0).IsZero() {
			t.Error("a copy shares memory")
		}
		if longer := reflect.Append(memory, memory.Index(0)); longer.Len() > 0 {
			other.Set(longer)
			if f.Equal(p, r) {
				t.Error("a longer array is equal")
			}
		}
	}
}

func TestIntervalElements(t *testing.T) {
	f, err := NewField(reflect.TypeFor[[]time.Duration](), 0, types.Array(types.Interval()))
	if err != nil {
		t.Fatal(err)
	}
	var got []time.Duration
	_, p := memoryFor(got)
	if err := f.Read(row(`{00:00:01,-01:00:00.000001,"1 day 02:00:00","-2 days",00:00:00,"3 days -00:00:01"}`), 0, p); err != nil {
		t.Fatal(err)
	}
	got = *(*[]time.Duration)(p)
	want := []time.Duration{
		time.Second, -time.Hour - time.Microsecond, 26 * time.Hour, -48 * time.Hour, 0, 72*time.Hour - time.Second,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, s := range []string{`{"1 mon"}`, `{"1 year 2 mons"}`, "{x}", "{1:2}", `{"00:00:01 1 day"}`, `{5}`} {
		if err := f.Read(row(s), 0, p); err == nil {
			t.Errorf("%s is read as %v", s, *(*[]time.Duration)(p))
		}
	}
}

func TestArraysAndNULL(t *testing.T) {
	of := types.Array(types.Integer())
	plain, err := NewField(reflect.TypeFor[[]int](), 0, of)
	if err != nil {
		t.Fatal(err)
	}
	_, p := memoryFor([]int(nil))
	if v, err := types.Encode(of, plain.Value(p), postgres); err != nil || v.Text() != "{}" {
		t.Errorf("a nil slice is written as %v, %v; want an array without elements", v.Any(), err)
	}
	var null *NullError
	if err := plain.Read(row(nil), 0, p); !errors.As(err, &null) {
		t.Errorf("NULL into a slice: %v", err)
	}
	if err := plain.Read(row("{1,NULL}"), 0, p); !errors.As(err, &null) || !strings.Contains(err.Error(), "element 1") {
		t.Errorf("NULL as an element: %v", err)
	}
	pointer, err := NewField(reflect.TypeFor[*[]int](), 0, of)
	if err != nil {
		t.Fatal(err)
	}
	_, p = memoryFor((*[]int)(nil))
	if v := pointer.Value(p); !v.IsNull() || pointer.Read(row(nil), 0, p) != nil || pointer.Read(row("[1]"), 0, p) != nil {
		t.Error("a pointer to a slice does not hold NULL")
	}
	if got := *(**[]int)(p); got == nil || len(*got) != 1 {
		t.Error("a pointer to a slice does not hold an array")
	}
}

func TestArrayErrors(t *testing.T) {
	for name, c := range map[string]struct {
		v    any
		sql  types.Type
		cell string
		want string
	}{
		"nested":          {[][]int{}, types.Array(types.Integer()), "", "more than one dimension"},
		"nested type":     {[]int{}, types.Array(types.Array(types.Integer())), "", "more than one dimension"},
		"no such element": {[]struct{ A int }{}, types.Array(types.Integer()), "", "cannot hold"},
		"two dimensions":  {[]int{}, types.Array(types.Integer()), "{{1,2},{3,4}}", "more than one dimension"},
		"no number":       {[]int{}, types.Array(types.Integer()), "{1,x}", "element 1"},
		"overflow":        {[]int16{}, types.Array(types.Integer()), "{70000}", "70000"},
		"no label":        {[]color{}, types.Array(types.Enum("red")), "{blue}", "no value of the enumeration"},
		"no array":        {[]int{}, types.Array(types.Integer()), "5", "no array"},
		"infinite time":   {[]time.Time{}, types.Array(types.DateTime()), "{infinity}", "no such day"},
		"half an array":   {[]int{}, types.Array(types.Integer()), "{1,", "no array"},
		"JSON object":     {[]int{}, types.Array(types.Integer()), `{"a":1}`, "no array"},
		"no truth":        {[]bool{}, types.Array(types.Boolean()), "{maybe}", "element 0"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := NewField(reflect.TypeOf(c.v), 0, c.sql)
			if err == nil {
				_, p := memoryFor(c.v)
				err = f.Read(row(c.cell), 0, p)
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestArrayOfWrongLabels(t *testing.T) {
	f, err := NewField(reflect.TypeFor[[]color](), 0, types.Array(types.Enum("red")))
	if err != nil {
		t.Fatal(err)
	}
	memory, p := memoryFor([]color{})
	memory.Set(reflect.ValueOf([]color{"red", "blue"}))
	var label *LabelError
	if _, err := types.Encode(f.SQLType(), f.Value(p), postgres); !errors.As(err, &label) || label.Label != "blue" {
		t.Errorf("%v, want a LabelError", err)
	}
}

func TestArraysAsAny(t *testing.T) {
	for _, c := range []struct {
		of   types.Type
		cell string
		want []any
	}{
		{types.Integer(), "{1,NULL}", []any{int64(1), nil}},
		{types.Integer(), "[1,null]", []any{int64(1), nil}},
		{types.Text(), `{a,"NULL"}`, []any{"a", "NULL"}},
		{types.Boolean(), "{t,f}", []any{true, false}},
		{types.Double(), "[1.5]", []any{1.5}},
		{types.Numeric(5, 2), "{1.50}", []any{types.MustDecimal("1.50")}},
		{nil, `[1,1.5,"x",true,null]`, []any{int64(1), 1.5, "x", true, nil}},
	} {
		f, err := NewField(anyType, 0, types.Array(c.of))
		if err != nil {
			t.Fatal(err)
		}
		var v any
		p := reflect.ValueOf(&v).UnsafePointer()
		if err := f.Read(row(c.cell), 0, p); err != nil || !reflect.DeepEqual(v, c.want) {
			t.Errorf("%s is %#v, %v; want %#v", c.cell, v, err, c.want)
		}
	}
}

func TestTextualTypes(t *testing.T) {
	number, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	for name, c := range map[string]struct {
		sql  types.Type
		cell string
		want any
	}{
		"address":         {textForm{}, "10.0.0.1", netip.MustParseAddr("10.0.0.1")},
		"address of one":  {textForm{}, "10.0.0.1/32", netip.MustParseAddr("10.0.0.1")},
		"pointer":         {nil, "::1", ptr(netip.MustParseAddr("::1"))},
		"network":         {textForm{}, "10.0.0.0/8", netip.MustParsePrefix("10.0.0.0/8")},
		"network of one":  {textForm{}, "10.0.0.1", netip.MustParsePrefix("10.0.0.1/32")},
		"network of one6": {textForm{}, "::1", netip.MustParsePrefix("::1/128")},
		"bytes":           {textForm{}, "10.0.0.1", net.ParseIP("10.0.0.1")},
		"big number":      {types.Numeric(40, 0), number.String(), *number},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := NewField(reflect.TypeOf(c.want), 0, c.sql)
			if err != nil {
				t.Fatal(err)
			}
			got, p := memoryFor(c.want)
			if err := f.Read(row(c.cell), 0, p); err != nil || !reflect.DeepEqual(got.Interface(), c.want) {
				t.Fatalf("%v, %v; want %v", got.Interface(), err, c.want)
			}
			v, err := types.Encode(c.sql, f.Value(p), types.Native{})
			if err != nil || v.Kind() != types.KindText || !strings.HasPrefix(c.cell+"/128", v.Text()[:3]) {
				t.Errorf("it is written as %v, %v", v.Any(), err)
			}
			_, q := memoryFor(c.want)
			f.Copy(q, p)
			if !f.Equal(p, q) {
				t.Error("a copy is not equal")
			}
			f.Clear(q)
			if f.Equal(p, q) {
				t.Error("the zero value is equal")
			}
		})
	}
	f, err := NewField(reflect.TypeFor[netip.Addr](), 0, textForm{})
	if err != nil {
		t.Fatal(err)
	}
	_, p := memoryFor(netip.Addr{})
	for _, s := range []string{"10.0.0.0/8", "x", "10.0.0"} {
		var convert *ConvertError
		if err := f.Read(row(s), 0, p); !errors.As(err, &convert) {
			t.Errorf("%s: %v, want a ConvertError", s, err)
		}
	}
	if bytes, err := NewField(reflect.TypeFor[net.IP](), 0, types.LargeBinary()); err != nil || bytes.kind != kindBytes {
		t.Errorf("bytes in a column of bytes are not bytes: %v", err)
	}
}

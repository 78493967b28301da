package rowplan

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/azoth-orm/azoth/types"
)

type (
	color  string
	level  int16
	point  struct{ X, Y int }
	labels map[string][]int
	// guid has methods of its own, as the UUID types of other modules do.
	guid [16]byte
	// code is made of a string and is bound by its Value method.
	code struct{ s string }
	// maybe says NULL itself.
	maybe struct {
		s  string
		ok bool
	}
)

func (g guid) Value() (driver.Value, error) { return fmt.Sprintf("%x", g[:]), nil }

func (c code) Value() (driver.Value, error) { return "#" + c.s, nil }
func (c *code) Scan(v any) error {
	s, ok := v.(string)
	if !ok || !strings.HasPrefix(s, "#") {
		return errors.New("a code begins with #")
	}
	c.s = s[1:]
	return nil
}

func (m maybe) Value() (driver.Value, error) {
	if !m.ok {
		return nil, nil
	}
	return m.s, nil
}

func (m *maybe) Scan(v any) error {
	m.s, m.ok = "", false
	if s, ok := v.(string); ok {
		m.s, m.ok = s, true
	}
	return nil
}

var now = time.Date(2024, 5, 6, 7, 8, 9, 123456000, time.UTC)

// fieldCase is a Go value, what a row holds for it, and its SQL type.
type fieldCase struct {
	name string
	sql  types.Type
	cell any
	want any // a value of the field's type
	// bound is what Value gives, as Any; nil is the same as cell.
	bound any
}

func ptr[T any](v T) *T { return &v }

func fieldCases() []fieldCase {
	doc := types.JSON()
	u := types.UUID{1, 2, 3}
	return []fieldCase{
		{name: "int64", cell: int64(1 << 40), want: int64(1 << 40)},
		{name: "int", cell: int64(-5), want: -5},
		{name: "int32", cell: int64(7), want: int32(7)},
		{name: "int16", cell: int64(7), want: level(7)},
		{name: "int8", cell: int64(-7), want: int8(-7)},
		{name: "uint8", cell: int64(255), want: uint8(255)},
		{name: "uint16", cell: int64(65535), want: uint16(65535)},
		{name: "uint32", cell: int64(math.MaxUint32), want: uint32(math.MaxUint32)},
		{name: "uint64", cell: int64(9), want: uint64(9)},
		{name: "uint", cell: int64(9), want: uint(9)},
		{name: "bool", cell: true, want: true},
		{name: "float64", cell: 1.5, want: 1.5},
		{name: "float32", cell: 1.5, want: float32(1.5)},
		{name: "string", cell: "x", want: "x"},
		{name: "named string", cell: "red", want: color("red")},
		{name: "bytes", cell: []byte{1, 2}, want: []byte{1, 2}},
		{name: "empty bytes", cell: []byte{}, want: []byte{}},
		{name: "time", cell: now, want: now},
		{name: "*string", cell: "x", want: ptr("x")},
		{name: "*int64", cell: int64(0), want: ptr(int64(0))},
		{name: "*time", cell: now, want: ptr(now)},
		{name: "*bytes", cell: []byte{3}, want: ptr([]byte{3})},
		{name: "*named", cell: "red", want: ptr(color("red"))},
		{name: "NULL *string", want: (*string)(nil)},
		{name: "Null int64", cell: int64(0), want: sql.Null[int64]{V: 0, Valid: true}},
		{name: "NullString", cell: "x", want: sql.NullString{String: "x", Valid: true}},
		{name: "NULL Null time", want: sql.Null[time.Time]{}},
		{name: "JSON struct", sql: doc, cell: `{"X":1,"Y":2}`, want: point{1, 2}, bound: types.Document{V: point{1, 2}}},
		{name: "JSON map", sql: doc, cell: `{"a":[1]}`, want: labels{"a": {1}}, bound: types.Document{V: labels{"a": {1}}}},
		{name: "JSON any", sql: doc, cell: `[1,"x"]`, want: []any{1.0, "x"}, bound: types.Document{V: []any{1.0, "x"}}},
		{name: "NULL *JSON", sql: doc, want: (*point)(nil)},
		{name: "Decimal", sql: types.Numeric(10, 2), cell: "19.90", want: types.MustDecimal("19.90"), bound: types.MustDecimal("19.90")},
		{name: "Date", sql: types.DateType{}, cell: "2024-05-06", want: types.Date{Year: 2024, Month: 5, Day: 6}, bound: types.Date{Year: 2024, Month: 5, Day: 6}},
		{name: "time as DATE", sql: types.DateType{}, cell: "2024-05-06", want: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC), bound: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)},
		{name: "TimeOfDay", sql: types.Time(), cell: "01:02:03", want: types.Clock(1, 2, 3), bound: types.Clock(1, 2, 3)},
		{name: "Duration", sql: types.Interval(), cell: time.Unix(90, 0).UTC(), want: 90 * time.Second, bound: int64(90 * time.Second)},
		{name: "UUID", sql: types.UUIDType{}, cell: u.Hex(), want: u, bound: u},
		{name: "[16]byte", sql: types.UUIDType{}, cell: u.String(), want: [16]byte(u), bound: u},
		{name: "foreign UUID", sql: types.UUIDType{}, cell: u[:], want: guid(u), bound: u},
		{name: "Scan and Value", cell: "#a", want: code{"a"}, bound: code{"a"}},
		{name: "*Scan and Value", cell: "#a", want: &code{"a"}, bound: code{"a"}},
		{name: "enumeration", sql: types.Enum("red", "green"), cell: "red", want: color("red")},
		{name: "*enumeration", sql: types.Enum("red", "green"), cell: "red", want: ptr(color("red"))},
		{name: "says NULL itself", want: maybe{}},
	}
}

// place copies v into memory of its own and returns the address.
func memoryFor(v any) (reflect.Value, unsafe.Pointer) {
	p := reflect.New(reflect.TypeOf(v))
	return p.Elem(), p.UnsafePointer()
}

func TestField(t *testing.T) {
	for _, c := range fieldCases() {
		t.Run(c.name, func(t *testing.T) {
			f, err := NewField(reflect.TypeOf(c.want), 0, c.sql)
			if err != nil {
				t.Fatal(err)
			}
			got, p := memoryFor(c.want)
			if err := f.Read(row(c.cell), 0, p); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.Interface(), c.want) {
				t.Fatalf("read %#v, want %#v", got, c.want)
			}
			bound := c.bound
			if bound == nil {
				bound = c.cell
			}
			if v := f.Value(p).Any(); !reflect.DeepEqual(v, bound) {
				t.Errorf("bound as %#v, want %#v", v, bound)
			}
			testCopies(t, f, got, p)
		})
	}
}

// testCopies copies, sets and clears the field.
func testCopies(t *testing.T, f *Field, got reflect.Value, p unsafe.Pointer) {
	t.Helper()
	was := got.Interface()
	other, q := memoryFor(was)
	f.Copy(q, p)
	if !reflect.DeepEqual(other.Interface(), was) || !f.Equal(p, q) {
		t.Errorf("copied %#v, want %#v", other, was)
	}
	third, r := memoryFor(was)
	if err := f.SetValue(r, f.Value(p)); err != nil || !f.Equal(p, r) {
		t.Errorf("set %#v, want %#v: %v", third, was, err)
	}
	if f.Value(p).IsNull() && !f.Nullable() {
		t.Error("it holds NULL, but is not Nullable")
	}
	zero := got.IsZero()
	f.Clear(p)
	if !got.IsZero() || !f.IsZero(p) {
		t.Errorf("cleared: %#v", got)
	}
	if !zero && f.Equal(p, q) && other.Kind() != reflect.Slice {
		t.Errorf("the zero value equals %#v", other)
	}
}

func TestNullIntoPlainField(t *testing.T) {
	for _, v := range []any{int64(0), "", 0.0, false, now, []byte(nil), int32(0), code{}, types.UUID{}, types.Decimal{}, color("")} {
		t.Run(fmt.Sprintf("%T", v), func(t *testing.T) {
			f, err := NewField(reflect.TypeOf(v), 0, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, p := memoryFor(v)
			got.Set(reflect.ValueOf(v))
			var null *NullError
			if err := f.Read(row(nil), 0, p); !errors.As(err, &null) {
				t.Errorf("Read: %v", err)
			}
			if err := f.SetValue(p, types.NullValue()); !errors.As(err, &null) {
				t.Errorf("SetValue: %v", err)
			}
			f.AllowNull()
			if err := f.Read(row(nil), 0, p); err != nil || !got.IsZero() {
				t.Errorf("Read after AllowNull: %v, %v", got, err)
			}
			if !f.Nullable() || !f.Value(p).IsNull() {
				t.Error("after AllowNull, zero is not NULL")
			}
		})
	}
}

func TestOutOfRange(t *testing.T) {
	cases := map[string]struct {
		field any
		cell  any
	}{
		"int32": {int32(0), int64(1 << 40)}, "int16": {int16(0), int64(40000)}, "int8": {int8(0), int64(-129)},
		"uint8": {uint8(0), int64(-1)}, "uint16": {uint16(0), int64(70000)}, "uint32": {uint32(0), int64(1 << 32)},
		"uint64": {uint64(0), int64(-1)}, "float32": {float32(0), 1e300}, "*int32": {ptr(int32(0)), int64(1 << 40)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f, _ := NewField(reflect.TypeOf(c.field), 0, nil)
			_, p := memoryFor(c.field)
			var e *RangeError
			if err := f.Read(row(c.cell), 0, p); !errors.As(err, &e) {
				t.Fatalf("error %v", err)
			}
			err := Explain(e, "User", "Age", "age")
			if want := "User.Age (column age)"; !strings.Contains(err.Error(), want) {
				t.Errorf("%q does not name %q", err, want)
			}
		})
	}
	long, _ := NewField(reflect.TypeFor[time.Duration](), 0, types.Interval())
	_, p := memoryFor(time.Duration(0))
	var e *RangeError
	for _, cell := range []any{int64(math.MaxInt64), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if err := long.Read(row(cell), 0, p); !errors.As(err, &e) {
			t.Errorf("an interval of more than 292 years is read: %v", err)
		}
	}
	f, _ := NewField(reflect.TypeFor[uint64](), 0, nil)
	big := uint64(math.MaxUint64)
	if _, err := types.Encode(nil, f.Value(unsafe.Pointer(&big)), types.Native{}); err == nil {
		t.Error("a uint64 above 2⁶³ is bound")
	}
}

func TestEnumeration(t *testing.T) {
	f, err := NewField(reflect.TypeFor[color](), 0, types.Enum("red", "green"))
	if err != nil {
		t.Fatal(err)
	}
	c := color("blue")
	if _, err := types.Encode(f.SQLType(), f.Value(unsafe.Pointer(&c)), types.Native{}); err == nil || !strings.Contains(err.Error(), "red, green") {
		t.Errorf("an unknown label is bound: %v", err)
	}
	var wrong *LabelError
	if err := f.Read(row("blue"), 0, unsafe.Pointer(&c)); !errors.As(Explain(err, "Car", "Color", "color"), &wrong) || wrong.Field != "Color" {
		t.Errorf("an unknown label is read: %v", err)
	}
}

// TestDynamic reads into an any: by the SQL type where it is known, otherwise by the row.
func TestDynamic(t *testing.T) {
	cases := []struct {
		sql        types.Type
		cell, want any
	}{
		{nil, int64(1), int64(1)},
		{nil, "x", "x"},
		{nil, 1.5, 1.5},
		{nil, []byte{1}, []byte{1}},
		{nil, nil, nil},
		{types.Boolean(), int64(1), true},
		{types.DateTime(), now, now},
		{types.Numeric(5, 2), "1.50", types.MustDecimal("1.50")},
		{types.JSON(), `{"a":[1]}`, map[string]any{"a": []any{1.0}}},
		{types.JSON(), nil, nil},
		{types.UUIDType{}, types.UUID{1}.Hex(), types.UUID{1}},
		{types.DateType{}, "2024-05-06", types.Date{Year: 2024, Month: 5, Day: 6}},
		{types.Time(), "01:02:03", types.Clock(1, 2, 3)},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%v of %v", c.sql, c.cell), func(t *testing.T) {
			f, err := NewField(reflect.TypeFor[any](), 0, c.sql)
			if err != nil {
				t.Fatal(err)
			}
			var got any
			if err := f.Read(row(c.cell), 0, unsafe.Pointer(&got)); err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %#v, %v, want %#v", got, err, c.want)
			}
		})
	}
}

func TestEqualIsTheDatabasesForm(t *testing.T) {
	nan := math.NaN()
	local := now.In(time.FixedZone("x", 7200))
	cases := []struct {
		name string
		a, b any
		sql  types.Type
		want bool
	}{
		{"times at the microsecond", now, now.Add(500), nil, true},
		{"times in zones", now, local, nil, true},
		{"times", now, now.Add(time.Microsecond), nil, false},
		{"NaN", nan, math.Float64frombits(math.Float64bits(nan) ^ 1), nil, true},
		{"minus zero", 0.0, math.Copysign(0, -1), nil, false},
		{"pointees", ptr("a"), ptr("a"), nil, true},
		{"other pointees", ptr("a"), ptr("b"), nil, false},
		{"nil and value", (*string)(nil), ptr(""), nil, false},
		{"invalid Nulls", sql.Null[int]{V: 1}, sql.Null[int]{V: 2}, nil, true},
		{"decimals by value", types.MustDecimal("1.0"), types.MustDecimal("1.00"), types.Numeric(0, 0), true},
		{"bytes", []byte{1}, []byte{1}, nil, true},
		{"documents", map[string]any{"a": 1}, map[string]any{"a": 1.0}, types.JSON(), true},
		{"codes", code{"a"}, code{"b"}, nil, false},
		{"days", now, now.Add(time.Hour), types.DateType{}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, err := NewField(reflect.TypeOf(c.a), 0, c.sql)
			if err != nil {
				t.Fatal(err)
			}
			a, p := memoryFor(c.a)
			b, q := memoryFor(c.b)
			a.Set(reflect.ValueOf(c.a))
			b.Set(reflect.ValueOf(c.b))
			if got := f.Equal(p, q); got != c.want {
				t.Errorf("Equal(%v, %v) = %v", c.a, c.b, got)
			}
		})
	}
}

func TestCopySharesNothing(t *testing.T) {
	type T struct {
		P *string
		B []byte
		M map[string][]int
		S []*point
	}
	typ := reflect.TypeFor[T]()
	src := &T{ptr("a"), []byte("a"), map[string][]int{"a": {1}}, []*point{{1, 2}}}
	dst := &T{}
	for i := range typ.NumField() {
		var sqlType types.Type
		if i >= 2 {
			sqlType = types.JSON()
		}
		f, err := NewField(typ.Field(i).Type, typ.Field(i).Offset, sqlType)
		if err != nil {
			t.Fatal(err)
		}
		if !f.Deep() {
			t.Errorf("%s is not Deep", typ.Field(i).Name)
		}
		f.Copy(unsafe.Pointer(dst), unsafe.Pointer(src))
	}
	*src.P, src.B[0], src.M["a"][0], src.S[0].X = "b", 'b', 2, 2
	if *dst.P != "a" || dst.B[0] != 'a' || dst.M["a"][0] != 1 || dst.S[0].X != 1 {
		t.Errorf("the copy changed with the original: %v %v %v %v", *dst.P, dst.B, dst.M, dst.S[0])
	}
	if plain, _ := NewField(reflect.TypeFor[string](), 0, nil); plain.Deep() {
		t.Error("a string is Deep")
	}
}

func TestNewFieldRefuses(t *testing.T) {
	type half struct{ A, B int }
	for _, typ := range []reflect.Type{reflect.TypeFor[chan int](), reflect.TypeFor[half](), reflect.TypeFor[**int](), reflect.TypeFor[[]string]()} {
		if _, err := NewField(typ, 0, nil); err == nil {
			t.Errorf("%s is accepted", typ)
		}
	}
}

// kept keeps benchmarks and gates from being optimized away.
type kept struct {
	ID         int64
	Name, Note string
}

func TestReadAllocatesOnlyStrings(t *testing.T) {
	fs := keptFields(t)
	r := row(int64(1), "a name of some length", "a note that is a little longer")
	k := &kept{}
	n := testing.AllocsPerRun(100, func() {
		for i, f := range fs {
			if err := f.Read(r, i, unsafe.Pointer(k)); err != nil {
				t.Fatal(err)
			}
		}
	})
	if n != 2 {
		t.Errorf("%v allocations, want the two strings", n)
	}
}

func keptFields(t testing.TB) []*Field {
	typ := reflect.TypeFor[kept]()
	var fs []*Field
	for i := range typ.NumField() {
		f, err := NewField(typ.Field(i).Type, typ.Field(i).Offset, nil)
		if err != nil {
			t.Fatal(err)
		}
		fs = append(fs, f)
	}
	return fs
}

func BenchmarkReadField(b *testing.B) {
	fs := keptFields(b)
	r := row(int64(1), int64(1), int64(1))
	k := &kept{}
	for b.Loop() {
		if err := fs[0].Read(r, 0, unsafe.Pointer(k)); err != nil {
			b.Fatal(err)
		}
	}
}

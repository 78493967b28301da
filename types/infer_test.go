package types

import (
	"database/sql"
	"reflect"
	"slices"
	"testing"
	"time"
)

func TestInfer(t *testing.T) {
	type userID int64
	type status string
	for _, c := range []struct {
		v        any
		want     Type
		nullable bool
	}{
		{0, Integer(), false},
		{int32(0), Integer(), false},
		{int64(0), BigInteger(), false},
		{userID(0), BigInteger(), false},
		{int16(0), SmallInteger(), false},
		{"", String(0), false},
		{status(""), String(0), false},
		{true, Boolean(), false},
		{0.0, Double(), false},
		{float32(0), Float(), false},
		{time.Time{}, DateTime(), false},
		{[]byte{}, LargeBinary(), false},
		{[]string{}, Array(String(0)), false},
		{[]*int64{}, Array(BigInteger()), false},
		{new([]bool), Array(Boolean()), true},
		{time.Second, Interval(), false},
		{Decimal{}, Numeric(0, 0), false},
		{UUID{}, UUIDType{}, false},
		{[16]byte{}, UUIDType{}, false},
		{Date{}, DateType{}, false},
		{TimeOfDay(0), TimeType{}, false},
		{new(string), String(0), true},
		{new(int64), BigInteger(), true},
		{new(time.Time), DateTime(), true},
		{sql.Null[int64]{}, BigInteger(), true},
		{sql.NullString{}, String(0), true},
		{sql.NullTime{}, DateTime(), true},
	} {
		typ := reflect.TypeOf(c.v)
		got, nullable, err := Infer(typ)
		if err != nil || got != c.want || nullable != c.nullable {
			t.Errorf("%s: %v, nullable %v, %v; want %v, %v", typ, got, nullable, err, c.want, c.nullable)
		}
	}
}

func TestInferErrors(t *testing.T) {
	for _, v := range []any{struct{ A int }{}, map[string]int{}, [][]string{}, []any{}, valuer{}, make(chan int)} {
		if got, _, err := Infer(reflect.TypeOf(v)); err == nil {
			t.Errorf("%T: %v, want an error that says what to do", v, got)
		}
	}
}

func TestEqualTypesAreComparable(t *testing.T) {
	for _, c := range []struct {
		a, b Type
		same bool
	}{
		{String(50), StringType{Length: 50}, true},
		{String(50), String(51), false},
		{Enum("a", "b"), Enum("a", "b"), true},
		{Enum("a", "b"), Enum("b", "a"), false},
		{Numeric(10, 2), Numeric(10, 2), true},
		{Integer(), BigInteger(), false},
	} {
		if (c.a == c.b) != c.same {
			t.Errorf("%s == %s is %v", c.a.SQLType(), c.b.SQLType(), !c.same)
		}
	}
}

func TestEnum(t *testing.T) {
	e := Enum("draft", "it's").Named("app.status")
	if got := e.SQLType(); got != "ENUM('draft', 'it''s') app.status" || e.Schema != "app" || e.Name != "status" {
		t.Error(got)
	}
	odd := []string{"", "\x1f", "\x1f0", "a\x1f1b", "NULL"}
	if got := Enum(odd...).Values(); !slices.Equal(got, odd) || Enum("").Length() != 0 {
		t.Errorf("values %q, want %q", got, odd)
	}
	if e.Length() != 5 || !e.Has("draft") || e.Has("x") || len(e.Values()) != 2 {
		t.Errorf("length %d, values %q", e.Length(), e.Values())
	}
	for name, f := range map[string]func(){"none": func() { Enum[string]() }, "twice": func() { Enum("a", "a") }} {
		if !panics(f) {
			t.Errorf("Enum with %s did not panic", name)
		}
	}
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return false
}

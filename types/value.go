package types

import (
	"math"
	"time"
	"unsafe"
)

// Kind is the kind of a [Value].
type Kind uint8

// The kinds of values. KindOther is everything that a driver does not take as it is: a decimal, a UUID, a JSON document, a
// driver.Valuer; [Encode] turns it into one of the others for a database.
const (
	KindNull Kind = iota
	KindBool
	KindInt64
	KindFloat64
	KindText
	KindBytes
	KindTime
	KindOther
)

// Value is one value on its way to or from a database, without boxing: numbers, booleans, strings and bytes are held in 24
// bytes. The zero Value is NULL. Values are immutable; KindBytes shares the slice that it was made of.
type Value struct {
	num uint64
	any any // a kindTag, a stringptr, a bytesptr, a time.Time, or the value of KindOther
}

// The tags tell what num means. They are pointer-shaped, so that making a Value allocates nothing.
type (
	kindTag   Kind
	stringptr *byte
	bytesptr  *byte
)

// NullValue is SQL NULL.
func NullValue() Value { return Value{} }

// BoolValue holds a boolean.
func BoolValue(v bool) Value {
	var n uint64
	if v {
		n = 1
	}
	return Value{num: n, any: kindTag(KindBool)}
}

// Int64Value holds an integer.
func Int64Value(v int64) Value { return Value{num: uint64(v), any: kindTag(KindInt64)} }

// Float64Value holds a floating-point number.
func Float64Value(v float64) Value { return Value{num: math.Float64bits(v), any: kindTag(KindFloat64)} }

// TextValue holds a string.
func TextValue(v string) Value {
	return Value{num: uint64(len(v)), any: stringptr(unsafe.StringData(v))}
}

// BytesValue holds bytes; nil is NULL.
func BytesValue(v []byte) Value {
	if v == nil {
		return Value{}
	}
	return Value{num: uint64(len(v)), any: bytesptr(unsafe.SliceData(v))}
}

// TimeValue holds a timestamp.
func TimeValue(v time.Time) Value { return Value{any: v} }

// OtherValue holds any other value; nil is NULL.
func OtherValue(v any) Value {
	if v == nil {
		return Value{}
	}
	return Value{any: other{v}}
}

type other struct{ v any }

// Kind tells what v holds.
func (v Value) Kind() Kind {
	switch x := v.any.(type) {
	case nil:
		return KindNull
	case kindTag:
		return Kind(x)
	case stringptr:
		return KindText
	case bytesptr:
		return KindBytes
	case time.Time:
		return KindTime
	}
	return KindOther
}

// IsNull tells whether v is NULL.
func (v Value) IsNull() bool { return v.any == nil }

// Bool is the boolean that v holds; an integer is true if it is not zero.
func (v Value) Bool() bool { return v.num != 0 }

// Int64 is the integer or boolean that v holds.
func (v Value) Int64() int64 { return int64(v.num) }

// Float64 is the number that v holds.
func (v Value) Float64() float64 {
	if v.Kind() == KindInt64 {
		return float64(int64(v.num))
	}
	return math.Float64frombits(v.num)
}

// Text is the string that v holds; of bytes it is a copy.
func (v Value) Text() string {
	switch p := v.any.(type) {
	case stringptr:
		return unsafe.String((*byte)(p), int(v.num))
	case bytesptr:
		return string(unsafe.Slice((*byte)(p), int(v.num)))
	}
	return ""
}

// Bytes are the bytes that v holds. They must not be changed.
func (v Value) Bytes() []byte {
	switch p := v.any.(type) {
	case bytesptr:
		if p == nil {
			return []byte{}
		}
		return unsafe.Slice((*byte)(p), int(v.num))
	case stringptr:
		return []byte(unsafe.String((*byte)(p), int(v.num)))
	}
	return nil
}

// Time is the timestamp that v holds.
func (v Value) Time() time.Time {
	t, _ := v.any.(time.Time)
	return t
}

// Any is v as a Go value: nil, bool, int64, float64, string, []byte, time.Time, or what Other was given.
func (v Value) Any() any {
	switch v.Kind() {
	case KindNull:
		return nil
	case KindBool:
		return v.Bool()
	case KindInt64:
		return v.Int64()
	case KindFloat64:
		return v.Float64()
	case KindText:
		return v.Text()
	case KindBytes:
		return v.Bytes()
	case KindTime:
		return v.Time()
	}
	return v.any.(other).v
}

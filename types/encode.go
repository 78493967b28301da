package types

import (
	"database/sql/driver"
	"fmt"
	"reflect"
	"time"
)

// Encode is v as one of the kinds that drivers take; a value that is one already is given back as it is, unless t keeps it in another
// form. t is the SQL type that the value is for, or nil where it is not known.
func Encode(t Type, v Value, native Native) (Value, error) {
	switch v.Kind() {
	case KindOther:
		return encodeOther(t, v.Any(), native)
	case KindTime:
		return encodeTime(t, v), nil
	case KindInt64:
		if _, ok := t.(IntervalType); ok {
			return encodeInterval(time.Duration(v.Int64()), native), nil
		}
	}
	return v, nil
}

func encodeOther(t Type, v any, native Native) (Value, error) {
	if x, ok := v.(Encodable); ok {
		return x.EncodeSQL(t, native)
	}
	if rv := reflect.ValueOf(v); isUUID(rv.Type()) { // also those that have a Value method: it gives a text with hyphens
		var u UUID
		reflect.Copy(reflect.ValueOf(u[:]), rv)
		return u.EncodeSQL(t, native)
	}
	if x, ok := v.(driver.Valuer); ok {
		return encodeValuer(t, x, native)
	}
	if _, ok := t.(JSONType); ok {
		return Document{v}.EncodeSQL(t, native)
	}
	return Value{}, fmt.Errorf("types: a %T is no value that a database takes (give it a Value method, or the column a type)", v)
}

func encodeValuer(t Type, x driver.Valuer, native Native) (Value, error) {
	if rv := reflect.ValueOf(x); rv.Kind() == reflect.Pointer && rv.IsNil() {
		return NullValue(), nil
	}
	v, err := x.Value()
	if err != nil {
		return Value{}, fmt.Errorf("types: value of %T: %w", x, err)
	}
	if _, again := v.(driver.Valuer); again {
		return Value{}, fmt.Errorf("types: Value of %T gives a %T, which has a Value method itself", x, v)
	}
	return Encode(t, ValueOfAny(v), native)
}

// encodeTime cuts a timestamp to what t keeps.
func encodeTime(t Type, v Value) Value {
	switch t.(type) {
	case DateType:
		return TextValue(DateOf(v.Time()).String())
	case TimeType:
		return TextValue(TimeOfDayOf(v.Time()).String())
	}
	return v
}

// encodeInterval is an interval in the form of a database that has the type, and otherwise a time that long after 1970.
func encodeInterval(d time.Duration, native Native) Value {
	if native.Interval {
		return TextValue(fmt.Sprintf("%d microseconds", d.Microseconds()))
	}
	return TimeValue(time.Unix(0, 0).UTC().Add(d))
}

func isUUID(t reflect.Type) bool {
	return t.Kind() == reflect.Array && t.Len() == 16 && t.Elem().Kind() == reflect.Uint8
}

package types

import (
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// Encode is v as one of the kinds that drivers take; a value that is one already is given back as it is, unless t keeps it in another
// form. t is the SQL type that the value is for, or nil where it is not known. A value that cannot be kept is an [*EncodeError].
func Encode(t Type, v Value, native Native) (Value, error) {
	if w, ok := t.(Wrapper); ok {
		return encodeWrapped(w, v, native)
	}
	if x, ok := t.(VariantType); ok {
		return Encode(variantBase(x), v, native)
	}
	switch v.Kind() {
	case KindOther:
		out, err := encodeOther(t, v.Any(), native)
		return out, encodeError(t, err)
	case KindTime:
		out, err := encodeTime(t, v)
		return out, encodeError(t, err)
	case KindInt64:
		if _, ok := t.(IntervalType); ok {
			return encodeInterval(time.Duration(v.Int64()), native), nil
		}
	case KindText:
		if e, ok := t.(EnumType); ok && !e.Has(v.Text()) {
			return v, encodeError(t, fmt.Errorf("types: %q is no value of the enumeration, which has %s", v.Text(), strings.Join(e.Values(), ", ")))
		}
	}
	return v, nil
}

// encodeWrapped is what a type of the program makes of v, in the form of the type that it is in the database.
func encodeWrapped(w Wrapper, v Value, native Native) (Value, error) {
	d, ok := w.(DecoratedType)
	if !ok {
		return Encode(w.Implementation(), v, native)
	}
	v, err := d.BindValue(v)
	if err != nil {
		return v, err
	}
	return Encode(d.impl, v, native)
}

// EncodeError is a value that cannot be kept in a column of a type. Nothing was sent.
type EncodeError struct {
	// Type is the SQL type of the column; nil if it is not known.
	Type Type
	// Err says why.
	Err error
}

// Error is why.
func (e *EncodeError) Error() string { return e.Err.Error() }

// Unwrap is why.
func (e *EncodeError) Unwrap() error { return e.Err }

// encodeError is err as an [*EncodeError], once.
func encodeError(t Type, err error) error {
	var known *EncodeError
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &EncodeError{Type: t, Err: err}
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
	switch {
	case isType[JSONType](t):
		return Document{v}.EncodeSQL(t, native)
	case isType[ArrayType](t), t == nil && reflect.TypeOf(v).Kind() == reflect.Slice:
		return Elements{v}.EncodeSQL(t, native)
	}
	if x, ok := v.(encoding.TextMarshaler); ok {
		return encodeText(x)
	}
	if p, ok := addressed(reflect.ValueOf(v), encodableType, valuerType, textType); ok {
		return encodeOther(t, p, native)
	}
	return Value{}, fmt.Errorf("types: a %T is no value that a database takes (give it a Value method, or the column a type)", v)
}

func isType[T Type](t Type) bool {
	_, ok := t.(T)
	return ok
}

// encodeText is a value that writes itself as text: an address, a number of another package.
func encodeText(x encoding.TextMarshaler) (Value, error) {
	if rv := reflect.ValueOf(x); rv.Kind() == reflect.Pointer && rv.IsNil() {
		return NullValue(), nil
	}
	b, err := x.MarshalText()
	if err != nil {
		return Value{}, fmt.Errorf("types: a %T as text: %w", x, err)
	}
	return TextValue(string(b)), nil
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
func encodeTime(t Type, v Value) (Value, error) {
	switch t.(type) {
	case DateType:
		return DateOf(v.Time()).EncodeSQL(t, Native{})
	case TimeType:
		return TimeOfDayOf(v.Time()).EncodeSQL(t, Native{})
	}
	return v, nil
}

// encodeInterval is an interval in the form of a database that has the type, and otherwise a time that long after 1970.
func encodeInterval(d time.Duration, native Native) Value {
	if native.Interval {
		return TextValue(fmt.Sprintf("%d microseconds", d.Microseconds()))
	}
	return TimeValue(time.Unix(0, 0).UTC().Add(d.Truncate(time.Microsecond))) // towards zero, as a number of microseconds is
}

func isUUID(t reflect.Type) bool {
	return t.Kind() == reflect.Array && t.Len() == 16 && t.Elem().Kind() == reflect.Uint8
}

package types

import (
	"database/sql/driver"
	"encoding"
	"reflect"
	"slices"
	"time"
)

// ValueOf is v as a Value. Basic types, also under a name of their own, pointers to them (nil is NULL), []byte, time.Time,
// driver.Valuer and sql.Null are understood; anything else is KindOther. It does not allocate for basic types.
func ValueOf[V any](v V) Value {
	switch p := any(&v).(type) { // a pointer does not box; &v does not escape while the default arm is another function
	case *string:
		return TextValue(*p)
	case *int64:
		return Int64Value(*p)
	case *int:
		return Int64Value(int64(*p))
	case *bool:
		return BoolValue(*p)
	case *float64:
		return Float64Value(*p)
	case *int32:
		return Int64Value(int64(*p))
	case *int16:
		return Int64Value(int64(*p))
	case *float32:
		return Float64Value(float64(*p))
	case *time.Time:
		return TimeValue(*p)
	case *[]byte:
		return BytesValue(*p)
	case *Value:
		return *p
	}
	return valueOfSlow(v)
}

// valueOfSlow is apart, for its conversion to any would make every ValueOf allocate.
func valueOfSlow[V any](v V) Value { return ValueOfAny(any(v)) }

// ValueOfAny is [ValueOf] for a value whose type is known at run time only.
func ValueOfAny(v any) Value {
	switch x := v.(type) {
	case nil:
		return NullValue()
	case Value:
		return x
	case string:
		return TextValue(x)
	case time.Time:
		return TimeValue(x)
	case []byte:
		return BytesValue(x)
	case Encodable, driver.Valuer:
		if rv := reflect.ValueOf(x); rv.Kind() == reflect.Pointer && rv.IsNil() {
			return NullValue()
		}
		return OtherValue(x)
	}
	return valueOfReflect(reflect.ValueOf(v))
}

func valueOfReflect(v reflect.Value) Value {
	if p, ok := addressed(v, encodableType, valuerType); ok {
		return OtherValue(p)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return NullValue()
		}
		return ValueOfAny(v.Elem().Interface())
	case reflect.Bool:
		return BoolValue(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return Int64Value(v.Int())
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return Int64Value(int64(v.Uint()))
	case reflect.Uint, reflect.Uint64:
		if n := v.Uint(); n <= 1<<63-1 {
			return Int64Value(int64(n))
		}
	case reflect.Float32, reflect.Float64:
		return Float64Value(v.Float())
	case reflect.String:
		return TextValue(v.String())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return BytesValue(v.Bytes())
		}
	}
	return OtherValue(v.Interface())
}

var (
	encodableType = reflect.TypeFor[Encodable]()
	valuerType    = reflect.TypeFor[driver.Valuer]()
	textType      = reflect.TypeFor[encoding.TextMarshaler]()
)

// addressed is a pointer to a copy of v, if only the pointer has the methods of one of the interfaces: what a field of that type is bound as.
func addressed(v reflect.Value, interfaces ...reflect.Type) (any, bool) {
	if v.Type().Name() == "" || v.Kind() == reflect.Interface {
		return nil, false
	}
	t := reflect.PointerTo(v.Type())
	if t.NumMethod() == 0 || !slices.ContainsFunc(interfaces, t.Implements) {
		return nil, false
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface(), true
}

// Encodable is a Go value that knows how a database keeps it. Decimal, UUID and JSON documents are.
type Encodable interface {
	// EncodeSQL is the value as one of the kinds that drivers take. native tells that the database has the type itself.
	EncodeSQL(t Type, native Native) (Value, error)
}

// Native says which types a database has itself, so that their values travel in its own form and not in an emulation.
type Native struct{ UUID, JSON, Decimal, Bool, Interval, Array bool }

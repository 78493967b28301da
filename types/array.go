package types

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"
)

// Elements is a Go slice on its way to an array column: any slice whose elements are values that a database takes, or a []Value. A
// database that has arrays gets an array literal, others a JSON array.
//
// SQLAlchemy: the bind processor of ARRAY.
type Elements struct{ V any }

// ArrayValue is the slice v as an array. A nil slice is an array without elements; a nil v, or a nil pointer to a slice, is NULL.
func ArrayValue(v any) Value {
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Pointer {
		if rv.IsNil() {
			return NullValue()
		}
		v = rv.Elem().Interface()
	}
	if v == nil {
		return NullValue()
	}
	return OtherValue(Elements{v})
}

// EncodeSQL is the array as text. t is the [ArrayType]; without one the type of the elements follows from their Go type.
func (e Elements) EncodeSQL(t Type, native Native) (Value, error) {
	if isType[JSONType](t) {
		return Document(e).EncodeSQL(t, native)
	}
	of, err := e.elementType(t)
	if err != nil {
		return Value{}, err
	}
	values, err := e.values()
	if err != nil {
		return Value{}, err
	}
	b, form := []byte{'['}, native
	if native.Array {
		b[0] = '{'
	}
	form.Decimal, form.JSON = true, true // text, whatever the database makes of numbers: nothing is lost on the way
	for i, v := range values {
		if v, err = Encode(of, v, form); err == nil {
			b, err = appendElement(b, v, of, native)
		}
		if err != nil {
			return Value{}, fmt.Errorf("types: element %d of an array: %w", i, err)
		}
	}
	if native.Array {
		return TextValue(string(append(b, '}'))), nil
	}
	return TextValue(string(append(b, ']'))), nil
}

func appendElement(b []byte, v Value, of Type, native Native) ([]byte, error) {
	if native.Array {
		return appendLiteralElement(b, v)
	}
	return appendJSONElement(b, v, of)
}

// MarshalJSON is the slice as JSON, for logs.
func (e Elements) MarshalJSON() ([]byte, error) { return json.Marshal(e.V) }

// elementType is the SQL type of the elements; nil if nothing is known of it.
func (e Elements) elementType(t Type) (Type, error) {
	if a, ok := t.(ArrayType); ok {
		if _, nested := a.Element.(ArrayType); nested {
			return nil, ErrDimensions
		}
		return a.Element, nil
	}
	if rt := reflect.TypeOf(e.V); rt.Kind() == reflect.Slice && rt.Elem() != reflect.TypeFor[Value]() {
		if of, _, err := Infer(rt.Elem()); err == nil {
			return of, nil
		}
	}
	return nil, nil
}

// values are the elements, one by one.
func (e Elements) values() ([]Value, error) {
	if vs, ok := e.V.([]Value); ok {
		return vs, nil
	}
	rv := reflect.ValueOf(e.V)
	if rv.Kind() != reflect.Slice {
		return nil, fmt.Errorf("types: a %T is no array (give a slice)", e.V)
	}
	out := make([]Value, rv.Len())
	for i := range out {
		x := rv.Index(i)
		if isNested(x.Type()) {
			return nil, ErrDimensions
		}
		out[i] = ValueOfAny(x.Interface())
	}
	return out, nil
}

// isNested tells whether elements of a Go type are arrays themselves.
func isNested(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8
}

// appendLiteralElement appends v in the form in which PostgreSQL writes a value of its kind.
func appendLiteralElement(b []byte, v Value) ([]byte, error) {
	switch v.Kind() {
	case KindNull:
		return AppendArrayNull(b), nil
	case KindBool:
		if v.Bool() {
			return AppendArrayElement(b, "t"), nil
		}
		return AppendArrayElement(b, "f"), nil
	case KindInt64:
		return AppendArrayElement(b, strconv.FormatInt(v.Int64(), 10)), nil
	case KindFloat64:
		return AppendArrayElement(b, strconv.FormatFloat(v.Float64(), 'g', -1, 64)), nil
	case KindText:
		if !utf8.ValidString(v.Text()) {
			return nil, errNotUTF8
		}
		return AppendArrayElement(b, v.Text()), nil
	case KindBytes:
		return AppendArrayElement(b, `\x`+hex.EncodeToString(v.Bytes())), nil
	case KindTime:
		t := v.Time().UTC()
		return AppendArrayElement(b, t.Format("2006-01-02 15:04:05.999999Z07:00")), checkYear(t)
	}
	return nil, fmt.Errorf("types: a %T is no value that a database takes", v.Any())
}

var errNotUTF8 = fmt.Errorf("types: the text is not valid UTF-8")

// appendJSONElement appends v as JSON: bytes in base 64, times as RFC 3339. A document is an element as it is.
func appendJSONElement(b []byte, v Value, of Type) ([]byte, error) {
	if len(b) > 1 {
		b = append(b, ',')
	}
	switch v.Kind() {
	case KindNull:
		return append(b, "null"...), nil
	case KindBool:
		return strconv.AppendBool(b, v.Bool()), nil
	case KindInt64:
		return strconv.AppendInt(b, v.Int64(), 10), nil
	case KindFloat64:
		if f := v.Float64(); math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, fmt.Errorf("types: %v cannot be kept in a JSON array", f)
		}
		return strconv.AppendFloat(b, v.Float64(), 'g', -1, 64), nil
	case KindText:
		if _, document := of.(JSONType); document {
			return append(b, v.Text()...), nil
		}
		return appendJSONText(b, v.Text())
	case KindBytes:
		return appendJSONText(b, base64.StdEncoding.EncodeToString(v.Bytes()))
	case KindTime:
		t := v.Time().UTC().Truncate(time.Microsecond)
		if err := checkYear(t); err != nil {
			return nil, err
		}
		return appendJSONText(b, t.Format(time.RFC3339Nano))
	}
	return nil, fmt.Errorf("types: a %T is no value that a database takes", v.Any())
}

// checkYear is an error for a time that has no year of four digits, which is written in other ways.
func checkYear(t time.Time) error {
	if y := t.Year(); y < 1 || y > maxYear {
		return fmt.Errorf("types: the year of %s is not between 1 and %d", t.Format(time.DateOnly), maxYear)
	}
	return nil
}

func appendJSONText(b []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, errNotUTF8
	}
	text, err := marshal(s)
	return append(b, text...), err
}

// JSONElements reads a JSON array, the form in which a database without arrays keeps one, and calls each for every element: text is a
// string without its quotes, and anything else as it is written.
func JSONElements(s string, each func(text string, quoted, null bool) error) error {
	var raws []json.RawMessage
	if err := json.Unmarshal([]byte(s), &raws); err != nil {
		return fmt.Errorf("types: %q is no JSON array: %w", shortened(s), err)
	}
	for _, raw := range raws {
		text, quoted := string(raw), raw[0] == '"'
		if quoted {
			if err := json.Unmarshal(raw, &text); err != nil {
				return fmt.Errorf("types: %q is no JSON array: %w", shortened(s), err)
			}
		}
		if err := each(text, quoted, text == "null" && !quoted); err != nil {
			return err
		}
	}
	return nil
}

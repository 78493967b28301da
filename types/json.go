package types

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"unicode/utf8"
)

// Document is any Go value as a JSON document on its way to a database.
//
// SQLAlchemy: JSON.
type Document struct{ V any }

// JSONValue is v as a JSON document. A nil v is SQL NULL; Document{nil} is the JSON null.
func JSONValue(v any) Value {
	if v == nil {
		return NullValue()
	}
	return OtherValue(Document{v})
}

// EncodeSQL is the document as text. A string in it that is not valid UTF-8 is an error: encoding/json would write another one.
func (d Document) EncodeSQL(Type, Native) (Value, error) {
	b, err := json.Marshal(d.V)
	if err != nil {
		return Value{}, fmt.Errorf("types: %T as JSON: %w", d.V, err)
	}
	if bytes.Contains(b, replaced) && hasInvalidText(reflect.ValueOf(d.V), 0) {
		return Value{}, fmt.Errorf("types: %T as JSON: a string in it is not valid UTF-8 (keep bytes as a []byte)", d.V)
	}
	return TextValue(string(b)), nil
}

// replaced is what encoding/json writes for bytes that are no UTF-8. A document may have it for another reason, so it is only a reason to
// look.
var replaced = []byte(`\ufffd`)

// hasInvalidText tells whether a string in v is not valid UTF-8. Values that write themselves are left to themselves.
func hasInvalidText(v reflect.Value, depth int) bool {
	if !v.IsValid() || depth > maxDepth || v.CanInterface() && marshals(v.Interface()) {
		return false
	}
	switch v.Kind() {
	case reflect.String:
		return !utf8.ValidString(v.String())
	case reflect.Pointer, reflect.Interface:
		return hasInvalidText(v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); (f.IsExported() || f.Anonymous) && hasInvalidText(v.Field(i), depth+1) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if hasInvalidText(v.Index(i), depth+1) {
				return true
			}
		}
	case reflect.Map:
		for k, x := range v.Seq2() {
			if hasInvalidText(k, depth+1) || hasInvalidText(x, depth+1) {
				return true
			}
		}
	}
	return false
}

// maxDepth ends a walk through pointers that lead in a circle, in fields that are not written.
const maxDepth = 10_000

func marshals(v any) bool {
	_, ok := v.(json.Marshaler)
	return ok
}

// String is the document as text, for messages.
func (d Document) String() string {
	b, err := json.Marshal(d.V)
	if err != nil {
		return fmt.Sprintf("%v", d.V)
	}
	return string(b)
}

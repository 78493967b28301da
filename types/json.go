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

// EncodeSQL is the document as text. A string in it that is not valid UTF-8 is an error: encoding/json would write another one. So is a
// document that is nothing but a number, if the database has no JSON (SQLite) and would keep another one: it keeps about 15 digits.
func (d Document) EncodeSQL(_ Type, native Native) (Value, error) {
	b, err := marshal(d.V)
	if err != nil {
		return Value{}, fmt.Errorf("types: %T as JSON: %w", d.V, err)
	}
	if bytes.Contains(b, replaced) && hasInvalidText(reflect.ValueOf(d.V), 0) {
		return Value{}, fmt.Errorf("types: %T as JSON: a string in it is not valid UTF-8 (keep bytes as a []byte)", d.V)
	}
	if !native.JSON && isNumber(b) {
		if err := keptAsNumber(string(b)); err != nil {
			return Value{}, err
		}
	}
	return TextValue(string(b)), nil
}

// marshal is v as JSON. Only what has to be escaped is: a database may look for a key by its letters, and find & where it was written so,
// not as \u0026.
func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return plainSeparators(bytes.TrimSuffix(buf.Bytes(), []byte{'\n'})), nil
}

// plainSeparators is b with the two separators of lines as themselves, which encoding/json escapes for the sake of JavaScript.
func plainSeparators(b []byte) []byte {
	if !bytes.Contains(b, []byte(`\u202`)) {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		n := 1
		if b[i] == '\\' {
			n = min(2, len(b)-i)
		}
		switch rest := b[i:]; {
		case bytes.HasPrefix(rest, []byte(`\u2028`)):
			out, n = append(out, "\u2028"...), 6
		case bytes.HasPrefix(rest, []byte(`\u2029`)):
			out, n = append(out, "\u2029"...), 6
		default:
			out = append(out, rest[:n]...)
		}
		i += n
	}
	return out
}

// isNumber tells whether a document is a number.
func isNumber(b []byte) bool { return len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9') }

// keptAsNumber is an error if a text that is a number is not the same number after a database has taken it for one: an integer of 64 bits, or
// a float, of which 15 digits are read.
func keptAsNumber(s string) error {
	d, err := ParseDecimal(s)
	if err != nil {
		return fmt.Errorf("types: %s as JSON: %w", s, err)
	}
	_, err = d.EncodeSQL(nil, Native{})
	return err
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
	b, err := marshal(d.V)
	if err != nil {
		return fmt.Sprintf("%v", d.V)
	}
	return string(b)
}

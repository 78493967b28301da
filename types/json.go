package types

import (
	"encoding/json"
	"fmt"
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

// EncodeSQL is the document as text.
func (d Document) EncodeSQL(Type, Native) (Value, error) {
	b, err := json.Marshal(d.V)
	if err != nil {
		return Value{}, fmt.Errorf("types: %T as JSON: %w", d.V, err)
	}
	return TextValue(string(b)), nil
}

// String is the document as text, for messages.
func (d Document) String() string {
	b, err := json.Marshal(d.V)
	if err != nil {
		return fmt.Sprintf("%v", d.V)
	}
	return string(b)
}

package expr

import (
	"github.com/azoth-orm/azoth/types"
)

// JSONAccess is a place in a JSON document: x -> 'a' -> 0, or its like.
//
// SQLAlchemy: JSON.Comparator.
type JSONAccess struct {
	Base
	X Element
	// Steps are names (string) and positions (int), from the outside inwards.
	Steps []any
	// As is how the place is read: as JSON, as text, as a number.
	As JSONAs
	// Decimal is the type of JSONAsDecimal.
	Decimal types.NumericType
}

// JSONAs is how a place of a document is read.
type JSONAs uint8

// How a place of a document is read.
const (
	JSONAsDocument JSONAs = iota
	JSONAsText
	JSONAsInt
	JSONAsFloat
	JSONAsBool
	JSONAsDecimal
)

// AppendKey writes the path and the operand.
func (j *JSONAccess) AppendKey(k *Key) {
	k.Tag(TagJSONPath)
	k.Uint(uint64(j.As))
	if j.As == JSONAsDecimal {
		k.SQLType(j.Decimal)
	}
	k.Uint(uint64(len(j.Steps)))
	for _, s := range j.Steps {
		switch s := s.(type) {
		case string:
			k.Bool(true)
			k.String(s)
		case int:
			k.Bool(false)
			k.Uint(uint64(int64(s)))
		}
	}
	k.Element(j.X)
}

// Children shows the operand.
func (j *JSONAccess) Children(v *Visitor) { Child(v, &j.X) }

// SQLType follows from how the place is read.
func (j *JSONAccess) SQLType() types.Type {
	switch j.As {
	case JSONAsText:
		return types.Text()
	case JSONAsInt:
		return types.BigInteger()
	case JSONAsFloat:
		return types.Double()
	case JSONAsBool:
		return types.Boolean()
	case JSONAsDecimal:
		return j.Decimal
	}
	return types.JSON()
}

// JSONPath is a place in a JSON document; it says with AsText, AsInt … what is there. A place that the document does not have is NULL.
//
// SQLAlchemy: JSON.Comparator.
type JSONPath struct{ b *Base }

// MakeJSONPath is the place step, a string or an int, of the document x.
func MakeJSONPath(x Node, step any) JSONPath {
	if j, ok := ElementOf(x).(*JSONAccess); ok {
		return newJSON(j.X, append(clip(j.Steps), step), JSONAsDocument)
	}
	return newJSON(ElementOf(x), []any{step}, JSONAsDocument)
}

func newJSON(x Element, steps []any, as JSONAs) JSONPath {
	n := &JSONAccess{X: x, Steps: steps, As: as}
	n.self = n
	return JSONPath{&n.Base}
}

func (p JSONPath) sqlNode() *Base { return p.b }

func (p JSONPath) as(as JSONAs) Node {
	j := p.b.Element().(*JSONAccess)
	return newJSON(j.X, j.Steps, as)
}

// Key is the place k of the object at p. SQLAlchemy: p["k"].
func (p JSONPath) Key(k string) JSONPath { return MakeJSONPath(p, k) }

// Index is the element i of the array at p. SQLAlchemy: p[i].
func (p JSONPath) Index(i int) JSONPath { return MakeJSONPath(p, i) }

// AsText is the place as a string. SQLAlchemy: as_string.
func (p JSONPath) AsText() Text[*string] { return MakeText[*string](p.as(JSONAsText)) }

// AsInt is the place as an integer. SQLAlchemy: as_integer.
func (p JSONPath) AsInt() Number[int64, *int64] {
	return MakeNumber[int64, *int64](p.as(JSONAsInt))
}

// AsFloat is the place as a number. SQLAlchemy: as_float.
func (p JSONPath) AsFloat() Number[float64, *float64] {
	return MakeNumber[float64, *float64](p.as(JSONAsFloat))
}

// AsBool is the place as a boolean. SQLAlchemy: as_boolean.
func (p JSONPath) AsBool() Value[bool, *bool] { return MakeValue[bool, *bool](p.as(JSONAsBool)) }

// AsDecimal is the place as an exact number. SQLAlchemy: as_numeric.
func (p JSONPath) AsDecimal(precision, scale int) Number[types.Decimal, *types.Decimal] {
	n := p.as(JSONAsDecimal)
	ElementOf(n).(*JSONAccess).Decimal = types.Numeric(precision, scale)
	return MakeNumber[types.Decimal, *types.Decimal](n)
}

// JSONOf is the place as a document that is read into a T; a place that is not there is nil. SQLAlchemy: as_json.
func JSONOf[T any](p JSONPath) Opaque[T, *T] { return Opaque[T, *T]{ops[T, *T](p)} }

// HasKey renders x ? 'k': the object has the key k, or the array the text k. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.has_key.
func HasKey(x Node, k string) Bool {
	b := NewBind(types.TextValue(k))
	b.Type = types.Text()
	return boolOf(NewBinary(OpHasKey, ElementOf(x), b))
}

// HasAnyKey renders x ?| ?: the object has one of the keys. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.has_any.
func HasAnyKey(x Node, ks []string) Bool {
	return boolOf(NewBinary(OpHasAnyKey, ElementOf(x), bindSlice(ks)))
}

// HasAllKeys renders x ?& ?: the object has all of the keys. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.has_all.
func HasAllKeys(x Node, ks []string) Bool {
	return boolOf(NewBinary(OpHasAllKeys, ElementOf(x), bindSlice(ks)))
}

// DocumentContains renders x @> ?: the document has all that v, which becomes a document, has. PostgreSQL's JSONB has it.
// SQLAlchemy: JSONB.contains.
func DocumentContains(x Node, v any) Bool { return document(OpDocumentContains, x, v) }

// DocumentContainedBy renders x <@ ?: v has all that the document has. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.contained_by.
func DocumentContainedBy(x Node, v any) Bool { return document(OpDocumentContainedBy, x, v) }

func document(op Op, x Node, v any) Bool {
	b := NewBind(types.JSONValue(v))
	b.Type = types.JSONType{Binary: true}
	return boolOf(NewBinary(op, ElementOf(x), b))
}

// Contains renders p @> ?: the place has all that v, which becomes a document, has. PostgreSQL's JSONB has it. SQLAlchemy: contains.
func (p JSONPath) Contains(v any) Bool { return DocumentContains(p, v) }

// HasKey renders p ? 'k': the object at p has the key k. PostgreSQL's JSONB has it. SQLAlchemy: has_key.
func (p JSONPath) HasKey(k string) Bool { return HasKey(p, k) }

// IsNull renders p IS NULL. SQLAlchemy: is_(None).
func (p JSONPath) IsNull() Bool { return boolOf(NewBinary(OpIs, p.b.Element(), null)) }

// IsNotNull renders p IS NOT NULL. SQLAlchemy: is_not(None).
func (p JSONPath) IsNotNull() Bool { return boolOf(NewBinary(OpIsNot, p.b.Element(), null)) }

package expr

import "github.com/azoth-orm/azoth/types"

// Cast is CAST(x AS type), or TRY_CAST(x AS type).
//
// SQLAlchemy: Cast, TryCast.
type Cast struct {
	Base
	X    Element
	Type types.Type
	// Try says that what cannot be cast is NULL, and no error.
	Try bool
}

// NewCast is CAST(x AS t).
func NewCast(x Element, t types.Type) *Cast {
	n := &Cast{X: x, Type: t}
	n.self = n
	return n
}

// CastTo renders CAST(x AS t), read as a V. Of an x that may be NULL, say Nullable(). SQLAlchemy: cast.
func CastTo[V any](x Node, t types.Type) Value[V, V] {
	return MakeValue[V, V](NewCast(ElementOf(x), t))
}

// TryCastTo renders TRY_CAST(x AS t), read as a V, in a database that has it: NULL for what cannot be cast. SQLAlchemy: try_cast.
func TryCastTo[V any](x Node, t types.Type) Value[V, *V] {
	n := NewCast(ElementOf(x), t)
	n.Try = true
	return MakeValue[V, *V](n)
}

// Coerced is an element that is taken for another type, which changes no SQL by itself: TypeCoerce.
//
// SQLAlchemy: TypeCoerce.
type Coerced struct {
	Base
	X    Element
	Type types.Type
}

// NewCoerced is x, taken for a t.
func NewCoerced(x Element, t types.Type) *Coerced {
	n := &Coerced{X: x, Type: t}
	n.self = n
	return n
}

// Coerce is x, taken for a t, and read as a V: values that stand beside it are bound as a t.
func Coerce[V any](x Node, t types.Type) Value[V, V] {
	return MakeValue[V, V](NewCoerced(ElementOf(x), t))
}

// AppendKey writes the type and the operand.
func (c *Coerced) AppendKey(k *Key) {
	k.Tag(TagCoerced)
	k.SQLType(c.Type)
	k.Element(c.X)
}

// Children shows the operand.
func (c *Coerced) Children(v *Visitor) { Child(v, &c.X) }

// SQLType is the type that the operand is taken for.
func (c *Coerced) SQLType() types.Type { return c.Type }

// AppendKey writes the type and the operand.
func (c *Cast) AppendKey(k *Key) {
	k.Tag(TagCast)
	k.Bool(c.Try)
	k.SQLType(c.Type)
	k.Element(c.X)
}

// Children shows the operand.
func (c *Cast) Children(v *Visitor) { Child(v, &c.X) }

// SQLType is the type that is cast to.
func (c *Cast) SQLType() types.Type { return c.Type }

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

// AppendKey writes the type and the operand.
func (c *Cast) AppendKey(k *Key) {
	k.Tag(TagCast)
	k.Bool(c.Try)
	k.SQLType(c.Type)
	k.Element(c.X)
}

// Children visits the operand.
func (c *Cast) Children(visit func(Element)) { visit(c.X) }

// SQLType is the type that is cast to.
func (c *Cast) SQLType() types.Type { return c.Type }

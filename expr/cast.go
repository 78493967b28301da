package expr

import "github.com/azoth-orm/azoth/types"

// Cast is CAST(x AS type).
//
// SQLAlchemy: Cast.
type Cast struct {
	Base
	X    Element
	Type types.Type
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

// AppendKey writes the type and the operand.
func (c *Cast) AppendKey(k *Key) {
	k.Tag(TagCast)
	k.SQLType(c.Type)
	k.Element(c.X)
}

// Children visits the operand.
func (c *Cast) Children(visit func(Element)) { visit(c.X) }

// SQLType is the type that is cast to.
func (c *Cast) SQLType() types.Type { return c.Type }

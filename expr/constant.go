package expr

import "github.com/azoth-orm/azoth/types"

// Constant is an integer or a text that belongs to the statement's structure: a statement with another one has SQL of its own. It is bound
// all the same, but a database that takes no placeholder where it stands (the frame of a window, the separator of an aggregate) gets a
// literal.
//
// SQLAlchemy: bindparam(literal_execute=True).
type Constant struct {
	Base
	Value types.Value
	Type  types.Type
}

// NewConstant is the constant v, an integer or a text.
func NewConstant(v types.Value) *Constant {
	c := &Constant{Value: v}
	c.self = c
	switch v.Kind() {
	case types.KindInt64:
		c.Type = types.BigInteger()
	case types.KindText:
		c.Type = types.String(0)
	}
	return c
}

// AppendKey writes the value.
func (c *Constant) AppendKey(k *Key) {
	k.Tag(TagConstant)
	k.Bool(c.Value.Kind() == types.KindInt64)
	if c.Value.Kind() == types.KindInt64 {
		k.Uint(uint64(c.Value.Int64()))
		return
	}
	k.String(c.Value.Text())
}

// Children shows nothing.
func (c *Constant) Children(*Visitor) {}

// SQLType is the type of the value.
func (c *Constant) SQLType() types.Type { return c.Type }

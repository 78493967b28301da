package expr

import "github.com/azoth-orm/azoth/types"

// Operator is an infix operator that this package does not know.
//
// SQLAlchemy: op, bool_op.
type Operator struct {
	// Text is the operator. It is SQL: it must not come from outside.
	Text string
	// Precedence is how strongly it binds: more than 5 is more strongly than a comparison, more than 7 than a sum, more than 8 than a
	// product. With 0 it gets parentheses as an operand of anything else.
	Precedence int
	// Type is the SQL type of the result; nil says that nothing is known of it.
	Type types.Type
}

// CustomBinary is left op right with an [Operator].
type CustomBinary struct {
	Base
	Operator    Operator
	Left, Right Element
}

func newCustomBinary(o Operator, a, b Node) *CustomBinary {
	n := &CustomBinary{Operator: o, Left: ElementOf(a), Right: ElementOf(b)}
	n.self = n
	return n
}

// CustomOp is a op b, read as a V.
func CustomOp[V any](a Node, o Operator, b Node) Value[V, V] {
	return MakeValue[V, V](newCustomBinary(o, a, b))
}

// CustomPredicate is a op b as a condition.
func CustomPredicate(a Node, o Operator, b Node) Bool {
	o.Type = types.Boolean()
	return boolOf(newCustomBinary(o, a, b))
}

// AppendKey writes the operator and both sides.
func (b *CustomBinary) AppendKey(k *Key) {
	k.Tag(TagCustomBinary)
	k.String(b.Operator.Text)
	k.Uint(uint64(int64(b.Operator.Precedence)))
	k.SQLType(b.Operator.Type)
	k.Element(b.Left)
	k.Element(b.Right)
}

// Children shows both sides.
func (b *CustomBinary) Children(v *Visitor) {
	Child(v, &b.Left)
	Child(v, &b.Right)
}

// SQLType is the type of the result.
func (b *CustomBinary) SQLType() types.Type { return b.Operator.Type }

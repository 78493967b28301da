package expr

// Bool is a condition. The zero Bool is no condition: And, Or, Where and Having leave it out.
type Bool struct{ ops[bool, bool] }

// MakeBool gives a node the operators of a condition.
func MakeBool(n Node) Bool { return Bool{typed[bool, bool](n)} }

// And renders b AND p AND .... SQLAlchemy: and_.
func (b Bool) And(p ...Predicate) Bool { return junction(OpAnd, b, p) }

// Or renders b OR p OR .... SQLAlchemy: or_.
func (b Bool) Or(p ...Predicate) Bool { return junction(OpOr, b, p) }

// Not renders the negation of b: a comparison turns its operator round, anything else gets NOT. SQLAlchemy: not_.
func (b Bool) Not() Bool { return Not(b) }

// As labels b.
func (b Bool) As(label string) Bool { return MakeBool(newLabel(b.b, label)) }

// And joins conditions; those that are zero are left out, and of none at all the result is zero. SQLAlchemy: and_.
func And(p ...Predicate) Bool { return junction(OpAnd, Bool{}, p) }

// Or joins conditions; those that are zero are left out, and of none at all the result is zero. SQLAlchemy: or_.
func Or(p ...Predicate) Bool { return junction(OpOr, Bool{}, p) }

// Not negates a condition; of the zero Bool it is the zero Bool. SQLAlchemy: not_.
func Not(p Predicate) Bool {
	e := ElementOf(p)
	if e == nil {
		return Bool{}
	}
	if l, ok := e.(*Lazy); ok && l.negate != nil {
		return boolOf(NewLazy(l.negate).NegatedBy(l.build))
	}
	if t, ok := e.(*Truth); ok {
		return boolOf(NewTruth(!t.Value))
	}
	return boolOf(NewUnary(OpNot, e))
}

// junction flattens: a AND (b AND c) is one list of three, as in SQLAlchemy.
func junction(op Op, first Bool, ps []Predicate) Bool {
	xs := make([]Element, 0, len(ps)+1)
	xs = appendOperand(xs, op, first.b.Element())
	for _, p := range ps {
		if p != nil {
			xs = appendOperand(xs, op, p.sqlNode().Element())
		}
	}
	switch xs = fold(op, xs); len(xs) {
	case 0:
		return Bool{}
	case 1:
		if n, ok := xs[0].(Node); ok {
			return Bool{ops[bool, bool]{n.sqlNode()}}
		}
	}
	return boolOf(NewList(op, xs))
}

func appendOperand(xs []Element, op Op, e Element) []Element {
	if e == nil {
		return xs
	}
	if l, ok := e.(*List); ok && l.Op == op {
		return append(xs, l.Xs...)
	}
	return append(xs, e)
}

// Compare renders a op b; the front door's Eq, Lt ... are made of it.
func Compare[V any](op Op, a, b Of[V]) Bool {
	return boolOf(NewBinary(op, ElementOf(a), ElementOf(b)))
}

// Null is the keyword NULL. SQLAlchemy: null.
type Null struct{ Base }

var null = newNull()

func newNull() *Null {
	n := &Null{}
	n.self = n
	return n
}

// AppendKey writes a mark.
func (*Null) AppendKey(k *Key) { k.Tag(TagNull) }

// Children shows nothing.
func (*Null) Children(*Visitor) {}

package expr

import "github.com/azoth-orm/azoth/types"

// Truth is the constant true or false. AND, OR and NOT fold it: true AND x is x, false AND x is false.
//
// SQLAlchemy: True_, False_.
type Truth struct {
	Base
	Value bool
}

var truths = [2]*Truth{newTruth(false), newTruth(true)}

func newTruth(v bool) *Truth {
	n := &Truth{Value: v}
	n.self = n
	return n
}

// NewTruth is true or false.
func NewTruth(v bool) *Truth {
	if v {
		return truths[1]
	}
	return truths[0]
}

// AppendKey writes the value.
func (t *Truth) AppendKey(k *Key) {
	k.Tag(TagTruth)
	k.Bool(t.Value)
}

// Children shows nothing.
func (*Truth) Children(*Visitor) {}

// SQLType is Boolean.
func (*Truth) SQLType() types.Type { return types.Boolean() }

// True is the condition that always holds: true, or 1 = 1 in a database without booleans. SQLAlchemy: true.
func True() Bool { return boolOf(NewTruth(true)) }

// False is the condition that never holds: false, or 0 = 1 in a database without booleans. SQLAlchemy: false.
func False() Bool { return boolOf(NewTruth(false)) }

// fold takes the constants out of the operands of AND or OR; one that decides alone is all that is left.
func fold(op Op, xs []Element) []Element {
	out := xs[:0]
	var neutral Element
	for _, x := range xs {
		t, ok := x.(*Truth)
		switch {
		case !ok:
			out = append(out, x)
		case t.Value == (op == OpOr):
			return append(xs[:0], x)
		default:
			neutral = x
		}
	}
	if len(out) == 0 && neutral != nil {
		out = append(out, neutral)
	}
	return out
}

// FoldAnd is what is left of conditions that are joined by AND: without true, and false alone if it is among them. xs is changed.
func FoldAnd(xs []Element) []Element { return fold(OpAnd, xs) }

// IsTrue renders b IS true: unlike b itself, it is false where b is NULL. SQLAlchemy: is_(True).
func (b Bool) IsTrue() Bool { return b.is(OpIs, true) }

// IsFalse renders b IS false. SQLAlchemy: is_(False).
func (b Bool) IsFalse() Bool { return b.is(OpIs, false) }

// IsNotTrue renders b IS NOT true: b is false, or NULL. SQLAlchemy: is_not(True).
func (b Bool) IsNotTrue() Bool { return b.is(OpIsNot, true) }

// IsNotFalse renders b IS NOT false: b is true, or NULL. SQLAlchemy: is_not(False).
func (b Bool) IsNotFalse() Bool { return b.is(OpIsNot, false) }

func (b Bool) is(op Op, v bool) Bool { return boolOf(NewBinary(op, b.b.Element(), NewTruth(v))) }

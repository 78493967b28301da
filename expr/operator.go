package expr

import "github.com/azoth-orm/azoth/types"

// Op is an operator. How it is spelled, how strongly it binds and how it is negated is the grammar's: see package compiler.
type Op uint8

// The operators.
const (
	OpNone Op = iota
	OpEq
	OpNe
	OpLt
	OpLe
	OpGt
	OpGe
	OpAdd
	OpSub
	OpMul
	OpDiv
	OpMod
	OpConcat
	OpLike
	OpNotLike
	OpILike
	OpNotILike
	OpIs
	OpIsNot
	OpIsDistinct
	OpIsNotDistinct
	OpIn
	OpNotIn
	OpBetween
	OpNotBetween
	OpAnd
	OpOr
	OpNot
	OpNeg
	OpContains    // LIKE '%' || x || '%'
	OpStartsWith  // LIKE x || '%'
	OpEndsWith    // LIKE '%' || x
	OpNotContains // and their negations
	OpNotStartsWith
	OpNotEndsWith
	OpExists
	OpDistinct // count(DISTINCT x)
	OpBitAnd
	OpBitOr
	OpBitXor
	OpShiftLeft
	OpShiftRight
	OpBitNot
	OpRegexp
	OpNotRegexp
	OpCustom // Binary.Text is the operator
	OpAny
	OpAll
	OpComma
	OpIContains // and the two below: LIKE with wildcards, without regard to case
	OpIStartsWith
	OpIEndsWith
	OpNotIContains
	OpNotIStartsWith
	OpNotIEndsWith
	OpMatch    // full-text search
	OpTrueDiv  // division with a fraction, also of integers
	OpFloorDiv // division rounded down
	OpRegexpReplace
	OpArrayContains
	OpArrayContainedBy
	OpArrayOverlaps
	OpHasKey
	OpHasAnyKey
	OpHasAllKeys
	OpDocumentContains
	OpDocumentContainedBy
)

// Binary is left op right. The right side may be the Bind that it contains, so that a comparison with a value is one allocation.
//
// SQLAlchemy: BinaryExpression.
type Binary struct {
	Base
	Op          Op
	Left, Right Element
	// Text is the operator of OpCustom, the ESCAPE character of the LIKE family, the flags of a regular expression, the configuration of
	// a full-text search.
	Text string
	// Result marks an arithmetic result; nil for a comparison.
	value Bind
}

// NewBinary is a op b.
func NewBinary(op Op, a, b Element) *Binary {
	n := &Binary{Op: op, Left: a, Right: b}
	n.self = n
	return n
}

// AppendKey writes the operator and both sides.
func (b *Binary) AppendKey(k *Key) {
	k.Tag(TagBinary)
	k.buf = append(k.buf, byte(b.Op))
	k.Element(b.Left)
	k.Element(b.Right)
	k.String(b.Text)
}

// Children shows both sides.
func (b *Binary) Children(v *Visitor) {
	Child(v, &b.Left)
	Child(v, &b.Right)
}

// SQLType is what arithmetic makes of the types of both sides, and the type of the left one for bits and for texts; of a comparison it is a
// boolean. Of an operator that this package does not know nothing is known.
func (b *Binary) SQLType() types.Type {
	switch b.Op {
	case OpAdd, OpSub, OpMul, OpDiv, OpTrueDiv, OpFloorDiv:
		return arithmeticType(b.Op, TypeOf(b.Left), TypeOf(b.Right))
	case OpMod, OpConcat, OpBitAnd, OpBitOr, OpBitXor, OpShiftLeft, OpShiftRight, OpRegexpReplace:
		return plainType(TypeOf(b.Left))
	case OpCustom, OpComma, OpNone:
		return nil
	}
	return types.Boolean()
}

// plainType is t if it is a number or a text, whose arithmetic stays in the type.
func plainType(t types.Type) types.Type {
	switch t.(type) {
	case types.NumericType, types.FloatType, types.RealType, types.DoubleType, types.StringType, types.TextType, types.CharType:
		return t
	}
	if t != nil && types.IsInteger(t) {
		return t
	}
	if own := types.Storage(t); own != t && plainType(own) != nil {
		return t
	}
	return nil
}

// Unary is op x: NOT, -, EXISTS, DISTINCT.
//
// SQLAlchemy: UnaryExpression.
type Unary struct {
	Base
	Op Op
	X  Element
}

// NewUnary is op x.
func NewUnary(op Op, x Element) *Unary {
	n := &Unary{Op: op, X: x}
	n.self = n
	return n
}

// AppendKey writes the operator and its operand.
func (u *Unary) AppendKey(k *Key) {
	k.Tag(TagUnary)
	k.buf = append(k.buf, byte(u.Op))
	k.Element(u.X)
}

// Children shows the operand.
func (u *Unary) Children(v *Visitor) { Child(v, &u.X) }

// SQLType is the type of the operand for -x and DISTINCT x; of NOT it is a boolean.
func (u *Unary) SQLType() types.Type {
	switch u.Op {
	case OpNeg, OpBitNot, OpDistinct:
		return plainType(TypeOf(u.X))
	case OpNot, OpExists:
		return types.Boolean()
	}
	return nil
}

// List is x op y op z with one operator throughout: AND, OR, a comma.
//
// SQLAlchemy: ClauseList, BooleanClauseList.
type List struct {
	Base
	Op Op
	Xs []Element
}

// NewList joins xs by op.
func NewList(op Op, xs []Element) *List {
	n := &List{Op: op, Xs: xs}
	n.self = n
	return n
}

// AppendKey writes the operator and the list.
func (l *List) AppendKey(k *Key) {
	k.Tag(TagList)
	k.buf = append(k.buf, byte(l.Op))
	k.Elements(l.Xs)
}

// Children shows the list.
func (l *List) Children(v *Visitor) { ChildList(v, &l.Xs) }

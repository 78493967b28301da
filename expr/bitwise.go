package expr

import "github.com/azoth-orm/azoth/types"

// BitAnd renders e & ?. SQLAlchemy: bitwise_and.
func (e Number[V, R]) BitAnd(v V) Number[V, R] { return e.with(OpBitAnd, types.ValueOf(v)) }

// BitOr renders e | ?. SQLAlchemy: bitwise_or.
func (e Number[V, R]) BitOr(v V) Number[V, R] { return e.with(OpBitOr, types.ValueOf(v)) }

// BitXor renders e ^ ?, # on PostgreSQL, and (e | ?) - (e & ?) on SQLite. SQLAlchemy: bitwise_xor.
func (e Number[V, R]) BitXor(v V) Number[V, R] { return e.with(OpBitXor, types.ValueOf(v)) }

// ShiftLeft renders e << ?. SQLAlchemy: bitwise_lshift.
func (e Number[V, R]) ShiftLeft(v V) Number[V, R] { return e.with(OpShiftLeft, types.ValueOf(v)) }

// ShiftRight renders e >> ?. SQLAlchemy: bitwise_rshift.
func (e Number[V, R]) ShiftRight(v V) Number[V, R] { return e.with(OpShiftRight, types.ValueOf(v)) }

// BitNot renders ~e. SQLAlchemy: bitwise_not.
func (e Number[V, R]) BitNot() Number[V, R] {
	return MakeNumber[V, R](NewUnary(OpBitNot, e.b.Element()))
}

// FloorDiv renders e / ? of integers, and FLOOR(e / ?) of other numbers. SQLAlchemy: //.
func (e Number[V, R]) FloorDiv(v V) Number[V, R] { return e.with(OpFloorDiv, types.ValueOf(v)) }

func (e Number[V, R]) with(op Op, v types.Value) Number[V, R] {
	return MakeNumber[V, R](arithmetic(e.b, op, v))
}

// LitNumber makes a Go number an expression with the operators of a number.
func LitNumber[V any](v V) Number[V, V] { return MakeNumber[V, V](Lit(v)) }

// TrueDiv renders a / b with a fraction, also of integers.
func TrueDiv(a, b Node) Number[float64, float64] {
	return MakeNumber[float64, float64](NewBinary(OpTrueDiv, ElementOf(a), ElementOf(b)))
}

package azoth

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Eq renders a = b. To compare with a Go value: a.Eq(v). SQLAlchemy: ==.
func Eq[V any](a, b expr.Of[V]) expr.Bool { return expr.Compare(expr.OpEq, a, b) }

// Ne renders a != b. SQLAlchemy: !=.
func Ne[V any](a, b expr.Of[V]) expr.Bool { return expr.Compare(expr.OpNe, a, b) }

// Lt renders a < b. SQLAlchemy: <.
func Lt[V any](a, b expr.Of[V]) expr.Bool { return expr.Compare(expr.OpLt, a, b) }

// Le renders a <= b. SQLAlchemy: <=.
func Le[V any](a, b expr.Of[V]) expr.Bool { return expr.Compare(expr.OpLe, a, b) }

// Gt renders a > b. SQLAlchemy: >.
func Gt[V any](a, b expr.Of[V]) expr.Bool { return expr.Compare(expr.OpGt, a, b) }

// Ge renders a >= b. SQLAlchemy: >=.
func Ge[V any](a, b expr.Of[V]) expr.Bool { return expr.Compare(expr.OpGe, a, b) }

// IsDistinctFrom renders a IS DISTINCT FROM b: like Ne, but NULL is a value. SQLAlchemy: is_distinct_from.
func IsDistinctFrom[V any](a, b expr.Of[V]) expr.Bool { return expr.Compare(expr.OpIsDistinct, a, b) }

// IsNotDistinctFrom renders a IS NOT DISTINCT FROM b. SQLAlchemy: is_not_distinct_from.
func IsNotDistinctFrom[V any](a, b expr.Of[V]) expr.Bool {
	return expr.Compare(expr.OpIsNotDistinct, a, b)
}

// Like renders a LIKE b. With a pattern of Go: a.Like(pattern). SQLAlchemy: like.
func Like(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpLike, a, b) }

// Between renders x BETWEEN lo AND hi. With Go values: x.Between(lo, hi). SQLAlchemy: between.
func Between[V any](x, lo, hi expr.Of[V]) expr.Bool { return expr.BetweenOf(x, lo, hi) }

// Add renders a + b, with the type and the nullability of a. The operands may be of different types: price * quantity.
// SQLAlchemy: +.
func Add[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpAdd, a, b)
}

// Sub renders a - b, with the type and the nullability of a. SQLAlchemy: -.
func Sub[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpSub, a, b)
}

// Mul renders a * b, with the type and the nullability of a. SQLAlchemy: *.
func Mul[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpMul, a, b)
}

// Div renders a / b, with the type and the nullability of a. SQLAlchemy: /.
func Div[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpDiv, a, b)
}

// Mod renders a % b, with the type and the nullability of a. SQLAlchemy: %.
func Mod[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpMod, a, b)
}

// Concat renders a || b, or its like, with the nullability of a. SQLAlchemy: +, concat.
func Concat[R, S any](a expr.Expr[string, R], b expr.Expr[string, S]) expr.Text[R] {
	return expr.Concat(a, b)
}

// Lit makes a Go value an expression; it is bound, as every value is. SQLAlchemy: literal.
func Lit[V any](v V) expr.Value[V, V] { return expr.Lit(v) }

// Order orders by an expression, for a direction or a place of NULL that a method of it does not say: azoth.Order(x).NullsLast().
// SQLAlchemy: nulls_last.
func Order(x expr.Node) expr.Order { return expr.OrderOf(x) }

// TypedLit is a Go value of a SQL type, for placeholders of SQL text and wherever the type does not follow from what stands beside it.
// SQLAlchemy: literal(v, type), bindparam(type_=...).
func TypedLit[V any](v V, t types.Type) expr.Value[V, V] { return expr.TypedLit(v, t) }

// True is the condition that always holds: true, 1 = 1. A join on it joins every row with every row, as LATERAL wants it. SQLAlchemy: true.
func True() expr.Bool { return expr.TruthOf(true) }

// False is the condition that never holds. SQLAlchemy: false.
func False() expr.Bool { return expr.TruthOf(false) }

// Null is NULL. SQLAlchemy: null.
func Null[V any]() expr.Value[V, *V] { return expr.NullValue[V]() }

// AsNumber gives an expression the operators of a number.
func AsNumber[V, R any](x expr.Expr[V, R]) expr.Number[V, R] { return expr.MakeNumber[V, R](x) }

// AsText gives an expression the operators of a string.
func AsText[R any](x expr.Expr[string, R]) expr.Text[R] { return expr.MakeText[R](x) }

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

// NotLike renders a NOT LIKE b. SQLAlchemy: not_like.
func NotLike(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpNotLike, a, b) }

// ILike is Like without regard to case. SQLAlchemy: ilike.
func ILike(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpILike, a, b) }

// Contains renders a LIKE '%' || b || '%'. Wildcards in b are wildcards: nothing can escape what a column holds. With a Go value:
// a.Contains(s). SQLAlchemy: contains.
func Contains(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpContains, a, b) }

// StartsWith renders a LIKE b || '%'. Wildcards in b are wildcards. With a Go value: a.StartsWith(s). SQLAlchemy: startswith.
func StartsWith(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpStartsWith, a, b) }

// EndsWith renders a LIKE '%' || b. Wildcards in b are wildcards. With a Go value: a.EndsWith(s). SQLAlchemy: endswith.
func EndsWith(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpEndsWith, a, b) }

// IContains is Contains without regard to case. SQLAlchemy: icontains.
func IContains(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpIContains, a, b) }

// IStartsWith is StartsWith without regard to case. SQLAlchemy: istartswith.
func IStartsWith(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpIStartsWith, a, b) }

// IEndsWith is EndsWith without regard to case. SQLAlchemy: iendswith.
func IEndsWith(a, b expr.Of[string]) expr.Bool { return expr.Compare(expr.OpIEndsWith, a, b) }

// RegexpMatch is a.RegexpMatch with a pattern that is an expression. SQLAlchemy: regexp_match.
func RegexpMatch(a, pattern expr.Of[string]) expr.Bool { return expr.MatchPattern(a, pattern, "") }

// RegexpReplace is x.RegexpReplace with a pattern and a replacement that are expressions. SQLAlchemy: regexp_replace.
func RegexpReplace[R any](x expr.Expr[string, R], pattern, replacement expr.Of[string]) expr.Text[R] {
	return expr.ReplacePattern(x, pattern, replacement, "")
}

// BetweenSymmetric renders x BETWEEN SYMMETRIC a AND b: the bounds may come in any order. PostgreSQL has it. With Go values:
// x.BetweenSymmetric(a, b). SQLAlchemy: between(symmetric=True).
func BetweenSymmetric[V any](x, a, b expr.Of[V]) expr.Bool { return expr.BetweenSymmetricOf(x, a, b) }

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

// TrueDiv renders a / b with a fraction, also of integers. Of operands that may be NULL, say Nullable(). SQLAlchemy: /.
func TrueDiv(a, b expr.Node) expr.Number[float64, float64] { return expr.TrueDiv(a, b) }

// FloorDiv renders a / b of integers, and FLOOR(a / b) of other numbers, with the type and the nullability of a. SQLAlchemy: //.
func FloorDiv[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpFloorDiv, a, b)
}

// BitAnd renders a & b, with the type and the nullability of a. SQLAlchemy: bitwise_and.
func BitAnd[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpBitAnd, a, b)
}

// BitOr renders a | b, with the type and the nullability of a. SQLAlchemy: bitwise_or.
func BitOr[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpBitOr, a, b)
}

// BitXor renders a ^ b, or its like, with the type and the nullability of a. SQLAlchemy: bitwise_xor.
func BitXor[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpBitXor, a, b)
}

// ShiftLeft renders a << b, with the type and the nullability of a. SQLAlchemy: bitwise_lshift.
func ShiftLeft[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpShiftLeft, a, b)
}

// ShiftRight renders a >> b, with the type and the nullability of a. SQLAlchemy: bitwise_rshift.
func ShiftRight[A, R, B, S any](a expr.Numeric[A, R], b expr.Numeric[B, S]) expr.Number[A, R] {
	return expr.Arith(expr.OpShiftRight, a, b)
}

// LitNumber is Lit with the operators of a number: azoth.Sub(azoth.LitNumber(100), Users.Age). SQLAlchemy: literal.
func LitNumber[V any](v V) expr.Number[V, V] { return expr.LitNumber(v) }

// Operator is an operator that this package does not know, for Op and BoolOp. SQLAlchemy: op.
type Operator = expr.Operator

// Op renders a op b with an operator of the database, read as a V:
// azoth.Op[int](Users.Age, azoth.Operator{Text: "<<<", Precedence: 7}, azoth.Lit(2)). Of operands that may be NULL, say Nullable(). The
// operator is SQL: it must not come from outside. SQLAlchemy: op.
func Op[V any](a expr.Node, o Operator, b expr.Node) expr.Value[V, V] {
	return expr.CustomOp[V](a, o, b)
}

// BoolOp renders a op b as a condition, with an operator of the database. SQLAlchemy: bool_op.
func BoolOp(a expr.Node, o Operator, b expr.Node) expr.Bool { return expr.CustomPredicate(a, o, b) }

// Concat renders a || b, or its like, with the nullability of a. SQLAlchemy: +, concat.
func Concat[R, S any](a expr.Expr[string, R], b expr.Expr[string, S]) expr.Text[R] {
	return expr.Concat(a, b)
}

// Lit makes a Go value an expression; it is bound, as every value is. SQLAlchemy: literal.
func Lit[V any](v V) expr.Value[V, V] { return expr.Lit(v) }

// NamedLit is Lit whose placeholder has a name that begins with prefix, where a database names them. SQLAlchemy: bindparam(unique=True).
func NamedLit[V any](prefix string, v V) expr.Value[V, V] { return expr.NamedLit(prefix, v) }

// Order orders by an expression, for a direction or a place of NULL that a method of it does not say: azoth.Order(x).NullsLast().
// SQLAlchemy: nulls_last.
func Order(x expr.Node) expr.Order { return expr.OrderOf(x) }

// TypedLit is a Go value of a SQL type, for placeholders of SQL text and wherever the type does not follow from what stands beside it.
// SQLAlchemy: literal(v, type), bindparam(type_=...).
func TypedLit[V any](v V, t types.Type) expr.Value[V, V] { return expr.TypedLit(v, t) }

// Null is NULL. SQLAlchemy: null.
func Null[V any]() expr.Value[V, *V] { return expr.NullValue[V]() }

// AsNumber gives an expression the operators of a number.
func AsNumber[V, R any](x expr.Expr[V, R]) expr.Number[V, R] { return expr.MakeNumber[V, R](x) }

// AsText gives an expression the operators of a string.
func AsText[R any](x expr.Expr[string, R]) expr.Text[R] { return expr.MakeText[R](x) }

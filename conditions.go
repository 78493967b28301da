package azoth

import "github.com/azoth-orm/azoth/expr"

// And joins conditions; those that are zero are left out, and of none at all the result is zero. SQLAlchemy: and_.
func And(p ...expr.Predicate) expr.Bool { return expr.And(p...) }

// Or joins conditions; those that are zero are left out, and of none at all the result is zero. SQLAlchemy: or_.
func Or(p ...expr.Predicate) expr.Bool { return expr.Or(p...) }

// True is the condition that always holds. And leaves it out, Or becomes it. SQLAlchemy: true.
func True() expr.Bool { return expr.True() }

// False is the condition that never holds. Or leaves it out, And becomes it. SQLAlchemy: false.
func False() expr.Bool { return expr.False() }

// Not negates a condition; of the zero Bool it is the zero Bool. SQLAlchemy: not_.
func Not(p expr.Predicate) expr.Bool { return expr.Not(p) }

// In renders x IN (SELECT ...), whether s is nullable or not. With Go values: x.In(vs...). SQLAlchemy: in_.
func In[V any, S expr.Subselect[V]](x expr.Of[V], s S) expr.Bool { return expr.InQuery(x, s) }

// NotIn renders x NOT IN (SELECT ...). A SELECT of a nullable column does not fit, on purpose: one NULL would make the whole condition
// NULL. Exclude NULL in it, and say NotNull(). SQLAlchemy: not_in.
func NotIn[V any](x expr.Of[V], s expr.Select[V]) expr.Bool { return expr.NotInQuery(x, s) }

// Tuple2 is (a, b), for In: azoth.Tuple2(Users.Name, Users.Nickname).In(azoth.Pair("ed", "eddie")). SQLAlchemy: tuple_.
func Tuple2[A, B any](a expr.Of[A], b expr.Of[B]) expr.Tuple2[A, B] { return expr.MakeTuple2(a, b) }

// Tuple3 is (a, b, c), for In. SQLAlchemy: tuple_.
func Tuple3[A, B, C any](a expr.Of[A], b expr.Of[B], c expr.Of[C]) expr.Tuple3[A, B, C] {
	return expr.MakeTuple3(a, b, c)
}

// Pair is a value of a Tuple2.
func Pair[A, B any](a A, b B) expr.Row2[A, B] { return expr.Row2[A, B]{V1: a, V2: b} }

// Triple is a value of a Tuple3.
func Triple[A, B, C any](a A, b B, c C) expr.Row3[A, B, C] {
	return expr.Row3[A, B, C]{V1: a, V2: b, V3: c}
}

// IfSet is f(*p), or no condition if p is nil: azoth.IfSet(filter.Name, Users.Name.Eq).
func IfSet[V any](p *V, f func(V) expr.Bool) expr.Bool { return expr.IfSet(p, f) }

// IfNonZero is f(v), or no condition if v is zero: azoth.IfNonZero(filter.Query, Users.Name.Contains).
func IfNonZero[V comparable](v V, f func(V) expr.Bool) expr.Bool { return expr.IfNonZero(v, f) }

// IfAny is f(vs...), or no condition if vs is empty: azoth.IfAny(filter.IDs, Users.ID.In).
func IfAny[V any](vs []V, f func(...V) expr.Bool) expr.Bool { return expr.IfAny(vs, f) }

// SortBy reads a user's choice, as in "name,-created", from an allow list. An unknown name is an error.
func SortBy(allowed map[string]expr.Node, input string) ([]expr.Ordering, error) {
	return expr.SortBy(allowed, input)
}

// ExistsOf is EXISTS (s) of any statement that yields rows: a set operation. A SELECT has a method AsExists. SQLAlchemy: exists.
func ExistsOf[R any](s expr.Rowset[R]) expr.Bool { return expr.ExistsOf(s) }

// Exists is EXISTS (SELECT * FROM … WHERE p): a row of the FROM elements that p names, and the outer statement does not, fulfils p.
// SQLAlchemy: exists.
func Exists(p ...expr.Predicate) expr.Bool { return expr.ExistsWhere(p...) }

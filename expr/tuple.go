package expr

import "github.com/azoth-orm/azoth/types"

// Tuple is (a, b, ...).
//
// SQLAlchemy: tuple_.
type Tuple struct {
	Base
	Xs []Element
}

// NewTuple is (xs...).
func NewTuple(xs ...Element) *Tuple {
	n := &Tuple{Xs: xs}
	n.self = n
	return n
}

// AppendKey writes the elements.
func (t *Tuple) AppendKey(k *Key) {
	k.Tag(TagTuple)
	k.Elements(t.Xs)
}

// Children shows the elements.
func (t *Tuple) Children(v *Visitor) { ChildList(v, &t.Xs) }

// Tuple2 is a tuple of two, typed: azoth.Tuple2(Users.Name, Users.Nickname).In(azoth.Pair("ed", "eddie")).
type Tuple2[A, B any] struct{ b *Base }

// MakeTuple2 is (a, b).
func MakeTuple2[A, B any](a Of[A], b Of[B]) Tuple2[A, B] {
	return Tuple2[A, B]{&NewTuple(ElementOf(a), ElementOf(b)).Base}
}

func (t Tuple2[A, B]) sqlNode() *Base { return t.b }

// In renders (a, b) IN ((?, ?), ...). Without values it is false. SQLAlchemy: tuple_(...).in_.
func (t Tuple2[A, B]) In(vs ...Row2[A, B]) Bool { return t.in(OpIn, vs) }

// NotIn renders (a, b) NOT IN ((?, ?), ...). Without values it is true. SQLAlchemy: tuple_(...).not_in.
func (t Tuple2[A, B]) NotIn(vs ...Row2[A, B]) Bool { return t.in(OpNotIn, vs) }

func (t Tuple2[A, B]) in(op Op, vs []Row2[A, B]) Bool {
	flat := make([]types.Value, 0, 2*len(vs))
	for _, v := range vs {
		flat = append(flat, types.ValueOf(v.V1), types.ValueOf(v.V2))
	}
	return boolOf(newIn(t.b, op, flat, 2))
}

// Tuple3 is a tuple of three.
type Tuple3[A, B, C any] struct{ b *Base }

// MakeTuple3 is (a, b, c).
func MakeTuple3[A, B, C any](a Of[A], b Of[B], c Of[C]) Tuple3[A, B, C] {
	return Tuple3[A, B, C]{&NewTuple(ElementOf(a), ElementOf(b), ElementOf(c)).Base}
}

func (t Tuple3[A, B, C]) sqlNode() *Base { return t.b }

// In renders (a, b, c) IN ((?, ?, ?), ...). Without values it is false. SQLAlchemy: tuple_(...).in_.
func (t Tuple3[A, B, C]) In(vs ...Row3[A, B, C]) Bool {
	flat := make([]types.Value, 0, 3*len(vs))
	for _, v := range vs {
		flat = append(flat, types.ValueOf(v.V1), types.ValueOf(v.V2), types.ValueOf(v.V3))
	}
	return boolOf(newIn(t.b, OpIn, flat, 3))
}

// NewTupleIn is (xs) IN (rows) for loader strategies with composite keys; vs are row by row.
func NewTupleIn(xs []Element, vs []types.Value) *In {
	return newIn(&NewTuple(xs...).Base, OpIn, vs, len(xs))
}

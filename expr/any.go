package expr

import (
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// Quantified is ANY (x) or ALL (x): the right side of a comparison with each element of an array, or with each row of a SELECT.
//
// SQLAlchemy: CollectionAggregate.
type Quantified struct {
	Base
	// All asks for every element, otherwise for one.
	All bool
	// X is an array, or a [ScalarQuery].
	X Element
}

// NewQuantified is ANY (x), or ALL (x).
func NewQuantified(all bool, x Element) *Quantified {
	n := &Quantified{All: all, X: x}
	n.self = n
	return n
}

// AppendKey writes the word and the operand.
func (q *Quantified) AppendKey(k *Key) {
	k.Tag(TagQuantified)
	k.Bool(q.All)
	k.Element(q.X)
}

// Children shows the operand.
func (q *Quantified) Children(v *Visitor) { Child(v, &q.X) }

// SQLType is the type of the elements.
func (q *Quantified) SQLType() types.Type {
	t := TypeOf(q.X)
	if a, ok := t.(types.ArrayType); ok {
		return a.Element
	}
	return t
}

// Any is ANY (array), for a comparison: azoth.Eq(x, azoth.Any(tags)) is true if an element equals x. SQLAlchemy: any_.
func Any[V any](array Of[[]V]) Value[V, V] {
	return MakeValue[V, V](NewQuantified(false, ElementOf(array)))
}

// All is ALL (array), for a comparison: it is true if it holds for every element. SQLAlchemy: all_.
func All[V any](array Of[[]V]) Value[V, V] {
	return MakeValue[V, V](NewQuantified(true, ElementOf(array)))
}

// AnyOf is ANY (?) of a Go slice, which is bound as one array: the SQL is the same for every length. SQLAlchemy: any_.
func AnyOf[V any](vs []V) Value[V, V] { return MakeValue[V, V](NewQuantified(false, bindSlice(vs))) }

// AllOf is ALL (?) of a Go slice, which is bound as one array. SQLAlchemy: all_.
func AllOf[V any](vs []V) Value[V, V] { return MakeValue[V, V](NewQuantified(true, bindSlice(vs))) }

// AnyQuery is ANY (SELECT ...), for a comparison with each row. SQLAlchemy: any_.
func AnyQuery[V any, S Subselect[V]](s S) Value[V, V] {
	return MakeValue[V, V](NewQuantified(false, NewScalar(s.selectable())))
}

// AllQuery is ALL (SELECT ...), for a comparison with each row. SQLAlchemy: all_.
func AllQuery[V any, S Subselect[V]](s S) Value[V, V] {
	return MakeValue[V, V](NewQuantified(true, NewScalar(s.selectable())))
}

func bindSlice[V any](vs []V) *Bind {
	b := NewBind(types.ArrayValue(vs))
	if t, _, err := types.Infer(reflect.TypeFor[V]()); err == nil {
		b.Type = types.Array(t)
	}
	return b
}

package expr

import "github.com/azoth-orm/azoth/types"

// ArrayAccess is an element of an array, x[i], or a part of it, x[from:to].
//
// SQLAlchemy: ARRAY.Comparator, getitem.
type ArrayAccess struct {
	Base
	X Element
	// From is the position, To the last position of a part; nil for one element. The first element has the position 1.
	From, To Element
}

func newArrayAccess(x, from, to Element) *ArrayAccess {
	n := &ArrayAccess{X: x, From: from, To: to}
	n.self = n
	return n
}

// AppendKey writes the array and the positions.
func (a *ArrayAccess) AppendKey(k *Key) {
	k.Tag(TagArrayAccess)
	k.Element(a.X)
	k.Element(a.From)
	k.Element(a.To)
}

// Children shows the array and the positions.
func (a *ArrayAccess) Children(v *Visitor) {
	Child(v, &a.X)
	Child(v, &a.From)
	Child(v, &a.To)
}

// SQLType is the type of the elements, or that of the array for a part of it.
func (a *ArrayAccess) SQLType() types.Type {
	t := TypeOf(a.X)
	of, ok := t.(types.ArrayType)
	if a.To != nil || !ok {
		return t
	}
	return of.Element
}

// ElementAt is array[i]; the first element has the position 1. A position that the array does not have is NULL.
func ElementAt[E any](array Of[[]E], i Node) Value[E, *E] {
	return MakeValue[E, *E](newArrayAccess(ElementOf(array), ElementOf(i), nil))
}

// SliceOf is array[from:to], both included; the first element has the position 1.
func SliceOf[E any](array Of[[]E], from, to Node) Value[[]E, []E] {
	return MakeValue[[]E, []E](newArrayAccess(ElementOf(array), ElementOf(from), ElementOf(to)))
}

// LitArray is a slice as one bound array.
func LitArray[E any](vs []E) Value[[]E, []E] { return MakeValue[[]E, []E](bindSlice(vs)) }

// Position is a place in an array, bound.
func Position(i int) Node { return Lit(i) }

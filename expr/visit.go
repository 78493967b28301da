package expr

import (
	"fmt"
	"slices"
)

// Visitor is what an element shows the elements below it to, in its method Children. The same few lines serve all that look below: the
// compiler, which looks for FROM elements, [Walk], and [Replace], which puts others in their place:
//
//	func (g *Greatest) Children(v *expr.Visitor) { expr.ChildList(v, &g.Args) }
//
// A Visitor belongs to one goroutine.
//
// SQLAlchemy: HasTraverseInternals, _traverse_internals.
type Visitor struct {
	// put is what shall stand in the place of e. inner says that e does not belong to the statement around the element.
	put func(e Element, inner bool) Element
	// edits counts what was put in the place of something else.
	edits int
	err   error
}

// Child shows *x, which renders as a part of its element. Nil is passed over.
func Child[T Element](v *Visitor, x *T) { show(v, x, false) }

// ChildList shows a list, as [Child] does.
func ChildList[S ~[]T, T Element](v *Visitor, xs *S) {
	EachPart(v, xs, func(x *T) { show(v, x, false) })
}

// Inner shows *x, which has a FROM clause of its own, or is named rather than rendered: the query of a subquery, the table of a column. What
// is below it is no part of the statement around.
func Inner[T Element](v *Visitor, x *T) { show(v, x, true) }

// InnerList shows a list, as [Inner] does.
func InnerList[S ~[]T, T Element](v *Visitor, xs *S) {
	EachPart(v, xs, func(x *T) { show(v, x, true) })
}

// EachPart calls f for each of xs, which are no elements themselves and hold some: the branches of a CASE, the rows of VALUES. f shows
// what is in a copy; the list is copied if that changed.
func EachPart[S ~[]T, T any](v *Visitor, xs *S, f func(x *T)) {
	s, before := *xs, v.edits
	for i := range s {
		x, edits := s[i], v.edits
		f(&x)
		if v.edits == edits {
			continue
		}
		if edits == before {
			s = slices.Clone(s)
		}
		s[i] = x
	}
	if v.edits != before { // what is only looked at is shared, and never written
		*xs = s
	}
}

// Part calls f for a copy of **x, which is no element itself and holds some, and puts the copy into *x if that changed. Nil is passed over.
func Part[T any](v *Visitor, x **T, f func(x *T)) {
	if *x == nil {
		return
	}
	c, before := **x, v.edits
	f(&c)
	if v.edits != before {
		*x = &c
	}
}

func show[T Element](v *Visitor, x *T, inner bool) {
	var none T
	if any(*x) == any(none) {
		return
	}
	e := v.put(*x, inner)
	if e == Element(*x) {
		return
	}
	n, ok := e.(T)
	if !ok {
		v.fail(fmt.Errorf("expr: a %T cannot be replaced by a %T where it stands (give what can stand there, or nil to leave it)", *x, e))
		return
	}
	*x = n
	v.edits++
}

// implied shows columns that follow from another field: they are looked at, and replaced with it.
func (v *Visitor) implied(cs []*ColumnRef) {
	for _, c := range cs {
		_ = v.put(c, false)
	}
}

// fail keeps the first mistake.
func (v *Visitor) fail(err error) {
	if v.err == nil {
		v.err = err
	}
}

// looking is a Visitor that changes nothing.
func looking(f func(e Element, inner bool)) *Visitor {
	return &Visitor{put: func(e Element, inner bool) Element {
		f(e, inner)
		return e
	}}
}

// ChildrenOf calls visit for every element directly below e that is a part of the same statement, in the order in which they render. What
// stands in a subquery is not, for that has a FROM clause of its own.
func ChildrenOf(e Element, visit func(Element)) {
	e.Children(looking(func(x Element, inner bool) {
		if !inner {
			visit(x)
		}
	}))
}

// Below calls visit for every element directly below e, also for the statements inside of it and the tables that its columns belong to.
//
// SQLAlchemy: ClauseElement.get_children.
func Below(e Element, visit func(Element)) {
	e.Children(looking(func(x Element, _ bool) { visit(x) }))
}

package expr

import (
	"iter"
	"reflect"
)

// Walk calls visit for e and for every element below it, depth first and each once: all clauses of a statement, what is inside of its
// subqueries and common table expressions, and the FROM elements that its columns belong to. If visit returns false, what is below an element
// is left out. Elements of applications take part by their Children.
//
// SQLAlchemy: visitors.traverse, visitors.iterate.
func Walk(e Element, visit func(Element) bool) {
	w := walk{visit: visit, seen: map[Element]bool{}}
	w.below = func(x Element) { w.at(x) }
	w.at(e)
}

// Iterate gives e and every element below it, as [Walk] meets them.
//
// SQLAlchemy: visitors.iterate.
func Iterate(e Element) iter.Seq[Element] {
	return func(yield func(Element) bool) {
		more := true
		Walk(e, func(x Element) bool {
			more = more && yield(x)
			return more
		})
	}
}

type walk struct {
	visit func(Element) bool
	below func(Element)
	seen  map[Element]bool
}

func (w *walk) at(e Element) {
	if e = nodeOf(e); e == nil || shared(e) && w.seen[e] {
		return
	}
	if shared(e) {
		w.seen[e] = true
	}
	if w.visit(e) {
		Below(e, w.below)
	}
}

// nodeOf is the node that e stands for: what a [Lazy] was built to be, the node of a table's column. It is nil if there is none.
func nodeOf(e Element) Element {
	switch x := Unwrap(e).(type) {
	case nil:
		return nil
	case Column:
		if ref := x.Ref(); ref != nil {
			return ref
		}
		return nil
	default:
		return x
	}
}

// shared tells whether e is a pointer, which can stand in several places, and can be compared.
func shared(e Element) bool { return reflect.TypeOf(e).Kind() == reflect.Pointer }

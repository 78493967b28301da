package expr

import (
	"errors"
	"reflect"
	"sync/atomic"
)

// Replace is e with other elements in the place of those that f has one for. f is asked once for every element, from the outside inwards; nil
// leaves an element as it is, and f is asked for what is below it; what it returns is taken as it is. Nothing is changed: what contains a
// replaced element is a copy, everything else is shared, and an element that stood in several places does so again. Columns of a FROM element
// that was replaced, or that contains what was, are those of the new one: of the same place in a subquery, of the same name in a table.
//
// Elements of applications take part by their Children; one that is not a pointer is left as it is, and so is what is in loader options. What
// cannot stand in the place of something else, an expression for a table, is an error.
//
// SQLAlchemy: visitors.replacement_traverse, cloned_traverse, ClauseAdapter.
func Replace(e Element, f func(Element) Element) (Element, error) {
	r := replacing{f: f, asked: map[Element]Element{}, done: map[Element]Element{}}
	out := r.of(e)
	if r.err != nil {
		return nil, r.err
	}
	return out, nil
}

// replacing is one Replace.
type replacing struct {
	f func(Element) Element
	// asked is what f said, done what stands in the place of an element.
	asked, done map[Element]Element
	err         error
}

// of is what stands in the place of e: e itself, if nothing changes.
func (r *replacing) of(e Element) Element {
	n := nodeOf(e)
	if n == nil || r.err != nil {
		return e
	}
	if out := r.node(n); out != n {
		return out
	}
	return e
}

func (r *replacing) node(n Element) Element {
	if !shared(n) {
		return n
	}
	if out, ok := r.done[n]; ok {
		return out
	}
	if x := r.ask(n); x != nil {
		r.done[n] = x
		return x
	}
	var out Element
	switch n := n.(type) {
	case *ColumnRef:
		out = r.column(n)
	case *CTE:
		out = r.recursive(n)
	case *InsertStatement:
		n, err := n.Complete() // what it will be is replaced, too
		if err != nil {
			r.err = err
		}
		out = r.rebuilt(n)
	default:
		out = r.rebuilt(n)
	}
	r.done[n] = out
	return out
}

// ask is what f has for n.
func (r *replacing) ask(n Element) Element {
	x, ok := r.asked[n]
	if !ok {
		x = r.f(n)
		r.asked[n] = x
	}
	return x
}

// rebuilt is n, or a copy of it if something below changes. A table, which nothing is below, is never copied.
func (r *replacing) rebuilt(n Element) Element {
	changed := false
	v := looking(func(x Element, _ bool) { changed = r.of(x) != x || changed })
	n.Children(v)
	if v.err != nil && r.err == nil {
		r.err = v.err
	}
	if !changed || r.err != nil {
		return n
	}
	c := copyOf(n)
	r.fill(c)
	return c
}

// fill puts what changed into c, a copy.
func (r *replacing) fill(c Element) {
	v := &Visitor{put: func(x Element, _ bool) Element { return r.of(x) }}
	c.Children(v)
	if v.err != nil && r.err == nil {
		r.err = v.err
	}
}

// recursive is rebuilt for a common table expression, which can be below itself: it is known before it is filled whether it changes.
func (r *replacing) recursive(n *CTE) Element {
	if n.Next == nil {
		return r.rebuilt(n)
	}
	changes := false
	Walk(n, func(x Element) bool {
		changes = changes || x != Element(n) && shared(x) && r.ask(x) != nil
		return !changes
	})
	if !changes {
		return n
	}
	c := copyOf(n)
	r.done[n] = c
	r.fill(c)
	return c
}

// column is the column of the FROM element that stands in the place of c's own.
func (r *replacing) column(c *ColumnRef) Element {
	if c.From == nil {
		return c
	}
	from, ok := r.of(c.From).(FromElement)
	switch {
	case !ok:
		return r.rebuilt(c) // which says what is wrong
	case from == c.From:
		return c
	}
	if r.ask(c.From) == nil { // a copy has the same columns in the same order
		old, new := c.From.FromColumns(), from.FromColumns()
		for i := range old {
			if i < len(new) && SameElement(old[i], c) {
				return new[i]
			}
		}
	}
	if n := Corresponding(from, c); n != nil {
		return n
	}
	if n, err := ColumnNamed(from, c.Key()); err == nil {
		return n
	}
	return c.On(from)
}

// copyOf is a copy of the struct that e points to, with a head of its own.
func copyOf(e Element) Element {
	v := reflect.ValueOf(e).Elem()
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	c := p.Interface().(Element)
	if n, ok := c.(Node); ok {
		n.sqlNode().self = c
	}
	if own, ok := c.(interface{ copied() }); ok {
		own.copied()
	}
	return c
}

// copied gives the list a head of its own.
func (n *In) copied() { n.List.self = &n.List }

// copied gives the list a head of its own.
func (l *TextList) copied() { l.List.self = &l.List }

// copied makes the statement add its own defaults, if it does so when it is used.
func (s *InsertStatement) copied() {
	if s.late != nil {
		s.late = &atomic.Pointer[InsertStatement]{}
	}
}

// copied gives v columns of its own.
func (v *Values) copied() { v.columns = columnsFor(v, v.columns) }

// copied gives f columns of its own.
func (f *TableFunction) copied() { f.columns = columnsFor(f, f.columns) }

// copied gives u columns of its own.
func (u *Unnest) copied() { u.columns = columnsFor(u, u.columns) }

// columnsFor are columns like cs that belong to from.
func columnsFor(from FromElement, cs []*ColumnRef) []*ColumnRef {
	out := make([]*ColumnRef, len(cs))
	for i, c := range cs {
		out[i] = NewColumn(from, c.Name, c.Type)
	}
	return out
}

// Replace is s with other elements in the place of those that f has one for; see the function [Replace]. What cannot be replaced is an error
// of the statement. SQLAlchemy: visitors.replacement_traverse.
func (s Select[R]) Replace(f func(Element) Element) Select[R] {
	return Select[R]{query[R]{replaceIn(s.q, f, func(q *Query, err error) { q.err = err })}}
}

// Replace is s with other elements in the place of those that f has one for; see the function [Replace].
// SQLAlchemy: visitors.replacement_traverse.
func (s Compound[R]) Replace(f func(Element) Element) Compound[R] {
	return Compound[R]{replaceIn(s.c, f, func(c *CompoundQuery, err error) { c.err = err })}
}

// Replace is i with other elements in the place of those that f has one for; see the function [Replace].
// SQLAlchemy: visitors.replacement_traverse.
func (i Insert[T]) Replace(f func(Element) Element) Insert[T] {
	return Insert[T]{replaceIn(i.s, f, func(s *InsertStatement, err error) { s.err = err })}
}

// Replace is u with other elements in the place of those that f has one for; see the function [Replace].
// SQLAlchemy: visitors.replacement_traverse.
func (u Update[T]) Replace(f func(Element) Element) Update[T] {
	return Update[T]{replaceIn(u.s, f, func(s *UpdateStatement, err error) { s.err = err })}
}

// Replace is d with other elements in the place of those that f has one for; see the function [Replace].
// SQLAlchemy: visitors.replacement_traverse.
func (d Delete[T]) Replace(f func(Element) Element) Delete[T] {
	return Delete[T]{replaceIn(d.s, f, func(s *DeleteStatement, err error) { s.err = err })}
}

// replaceIn is a statement with elements replaced, or a copy of it with the mistake.
func replaceIn[S any, P interface {
	*S
	Element
}](s P, f func(Element) Element, fail func(P, error)) P {
	e, err := Replace(s, f)
	if n, ok := e.(P); ok && err == nil {
		return n
	}
	if err == nil {
		err = errStatementReplaced
	}
	c := *s
	fail(&c, err)
	return &c
}

var errStatementReplaced = errors.New("expr: a statement cannot be replaced by something else as a whole (say so to the function Replace)")

package orm

import (
	"context"
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
)

// AnyRelation is a relation, its types forgotten.
type AnyRelation interface {
	expr.Target
	relationship() *mapping.Relationship
}

// relationAttribute is what Declare fills: *Many and *One.
type relationAttribute interface {
	fieldType() reflect.Type
	targetType() reflect.Type
	attachRelation(r *mapping.Relationship, parent expr.FromElement)
}

// Relation is a relation from P to T, to-many or to-one, that has a field.
type Relation[P, T any] interface {
	AnyRelation
	relates(*P, *T)
	path() *path
}

// base is embedded under this name, so that no completion list shows it.
type base struct {
	expr.Relation
	p *path
}

func (b base) relationship() *mapping.Relationship {
	if b.p == nil {
		return nil
	}
	return b.p.rel
}
func (b base) path() *path { return b.p }

func (b *base) attachRelation(r *mapping.Relationship, parent expr.FromElement) {
	b.setPath(&path{rel: r, parent: parent})
}

func (b *base) setPath(p *path) {
	b.p = p
	b.Path = p
}

func (b base) with(change func(*path)) base {
	p := &path{rel: b.p.rel, parent: b.p.parent, target: b.p.target, where: b.p.where[:len(b.p.where):len(b.p.where)], order: b.p.order}
	change(p)
	b.setPath(p)
	return b
}

// Many is the mapping of a field []*T of P: one-to-many or many-to-many.
//
// SQLAlchemy: relationship of a collection.
type Many[P, T any] struct{ base }

func (Many[P, T]) relates(*P, *T)           {}
func (Many[P, T]) fieldType() reflect.Type  { return reflect.TypeFor[[]*T]() }
func (Many[P, T]) targetType() reflect.Type { return reflect.TypeFor[T]() }

// Where is the relation restricted, for a join, a loader option or Any: (relation condition) AND p. SQLAlchemy: and_.
func (r Many[P, T]) Where(ps ...expr.Predicate) Many[P, T] {
	return Many[P, T]{r.with(func(p *path) { p.where = appendPredicates(p.where, ps) })}
}

// OrderBy orders each parent's collection, for a loader option, instead of what the definition says.
func (r Many[P, T]) OrderBy(os ...expr.Ordering) Many[P, T] {
	return Many[P, T]{r.with(func(p *path) { p.order = orderings(os) })}
}

// To is the relation with an alias of T as its end. SQLAlchemy: of_type.
func (r Many[P, T]) To(alias Mapped[T]) Many[P, T] {
	return Many[P, T]{r.with(func(p *path) { p.target = expr.FromOf(alias) })}
}

// Any is EXISTS (SELECT 1 …): some T of the parent fulfils ps. SQLAlchemy: any.
func (r Many[P, T]) Any(ps ...expr.Predicate) expr.Bool { return exists(r.p, ps) }

// Contains renders the condition that t is in the collection. t must have its key. SQLAlchemy: contains.
func (r Many[P, T]) Contains(t *T) expr.Bool { return contains(r.p, unsafe.Pointer(t)) }

// Of renders the condition that a T is in the collection of p, for a SELECT of T. SQLAlchemy: with_parent.
func (r Many[P, T]) Of(p *P) expr.Bool { return withParent(r.p, unsafe.Pointer(p)) }

// Append puts ts into p's collection and sets their references. On a collection that is not loaded they are additions.
func (r Many[P, T]) Append(s *Session, p *P, ts ...*T) {
	s.edit(r.p.rel, unsafe.Pointer(p), pointers(ts), editAppend)
}

// Remove takes ts out of p's collection and clears their references. On a collection that is not loaded that is recorded.
func (r Many[P, T]) Remove(s *Session, p *P, ts ...*T) {
	s.edit(r.p.rel, unsafe.Pointer(p), pointers(ts), editRemove)
}

// Set makes ts p's collection. If it is not loaded the flush loads it and removes what is not in ts.
func (r Many[P, T]) Set(s *Session, p *P, ts ...*T) {
	s.edit(r.p.rel, unsafe.Pointer(p), pointers(ts), editSet)
}

// Load loads the collection of every p, of one with one SELECT, of more with one SELECT per 500. What is loaded and fresh is left
// alone. SQLAlchemy: the lazy load of an attribute.
func (r Many[P, T]) Load(ctx context.Context, s *Session, ps ...*P) error {
	return s.loadRelation(ctx, r.p, pointers(ps))
}

// One is the mapping of a field *T of P: many-to-one, or one-to-one.
//
// SQLAlchemy: relationship of a scalar.
type One[P, T any] struct{ base }

func (One[P, T]) relates(*P, *T)           {}
func (One[P, T]) fieldType() reflect.Type  { return reflect.TypeFor[*T]() }
func (One[P, T]) targetType() reflect.Type { return reflect.TypeFor[T]() }

// Where is the relation restricted, for a join, a loader option or Has. SQLAlchemy: and_.
func (r One[P, T]) Where(ps ...expr.Predicate) One[P, T] {
	return One[P, T]{r.with(func(p *path) { p.where = appendPredicates(p.where, ps) })}
}

// To is the relation with an alias of T as its end. SQLAlchemy: of_type.
func (r One[P, T]) To(alias Mapped[T]) One[P, T] {
	return One[P, T]{r.with(func(p *path) { p.target = expr.FromOf(alias) })}
}

// Has is EXISTS (SELECT 1 …): the T exists and fulfils ps. SQLAlchemy: has.
func (r One[P, T]) Has(ps ...expr.Predicate) expr.Bool { return exists(r.p, ps) }

// Is renders the condition that the reference is t; of nil, that there is none. t must have its key. SQLAlchemy: ==.
func (r One[P, T]) Is(t *T) expr.Bool { return is(r.p, unsafe.Pointer(t)) }

// Of renders the condition that a T is what p refers to, for a SELECT of T. SQLAlchemy: with_parent.
func (r One[P, T]) Of(p *P) expr.Bool { return withParent(r.p, unsafe.Pointer(p)) }

// Set makes p refer to t, nil for none, and edits t's side too.
func (r One[P, T]) Set(s *Session, p *P, t *T) {
	var ts []unsafe.Pointer
	if t != nil {
		ts = []unsafe.Pointer{unsafe.Pointer(t)}
	}
	s.edit(r.p.rel, unsafe.Pointer(p), ts, editSet)
}

// Load loads the reference of every p. Objects that the session holds fresh cost no SELECT. SQLAlchemy: the lazy load of an
// attribute.
func (r One[P, T]) Load(ctx context.Context, s *Session, ps ...*P) error {
	return s.loadRelation(ctx, r.p, pointers(ps))
}

func pointers[T any](ts []*T) []unsafe.Pointer {
	out := make([]unsafe.Pointer, len(ts))
	for i, t := range ts {
		out[i] = unsafe.Pointer(t)
	}
	return out
}

func appendPredicates(to []expr.Element, ps []expr.Predicate) []expr.Element {
	for _, p := range ps {
		if e := expr.ElementOf(p); e != nil {
			to = append(to, e)
		}
	}
	return to
}

func orderings(os []expr.Ordering) []expr.Element {
	out := make([]expr.Element, len(os))
	for i, o := range os {
		out[i] = expr.OrderingElement(o)
	}
	return out
}

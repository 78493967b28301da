package expr

import "github.com/azoth-orm/azoth/types"

// CaseElement is CASE [x] WHEN ... THEN ... [ELSE ...] END.
//
// SQLAlchemy: Case.
type CaseElement struct {
	Base
	// X is what the WHENs are compared with, or nil: then they are conditions.
	X     Element
	Whens []When
	Else  Element
}

// When is one WHEN ... THEN ... of a [CaseElement].
type When struct{ If, Then Element }

// AppendKey writes the branches.
func (c *CaseElement) AppendKey(k *Key) {
	k.Tag(TagCase)
	k.Element(c.X)
	k.Uint(uint64(len(c.Whens)))
	for _, w := range c.Whens {
		k.Element(w.If)
		k.Element(w.Then)
	}
	k.Element(c.Else)
}

// Children shows conditions and values.
func (c *CaseElement) Children(v *Visitor) {
	Child(v, &c.X)
	EachPart(v, &c.Whens, func(w *When) {
		Child(v, &w.If)
		Child(v, &w.Then)
	})
	Child(v, &c.Else)
}

// SQLType is the type of the first branch that has one.
func (c *CaseElement) SQLType() types.Type {
	for _, w := range c.Whens {
		if t := TypeOf(w.Then); t != nil {
			return t
		}
	}
	return TypeOf(c.Else)
}

// Case is a CASE that is being written; Else or End ends it. Every method returns a new one.
//
// SQLAlchemy: case.
type Case[V any] struct{ c *CaseElement }

// Switch is a CASE that compares one expression with values. Else or End ends it. Every method returns a new one.
//
// SQLAlchemy: case(value=...).
type Switch[K, V any] struct{ c Case[V] }

// NewSwitch starts CASE x WHEN value ….
func NewSwitch[V, K any](x Of[K]) Switch[K, V] {
	return Switch[K, V]{Case[V]{&CaseElement{X: ElementOf(x)}}}
}

// When renders WHEN ? THEN ?.
func (s Switch[K, V]) When(k K, v V) Switch[K, V] {
	return Switch[K, V]{s.c.branch(ElementOf(Lit(k)), ElementOf(Lit(v)))}
}

// WhenExpr renders WHEN k THEN x, of expressions.
func (s Switch[K, V]) WhenExpr(k Of[K], x Of[V]) Switch[K, V] {
	return Switch[K, V]{s.c.branch(ElementOf(k), ElementOf(x))}
}

// Else renders ELSE ? END.
func (s Switch[K, V]) Else(v V) Value[V, V] { return s.c.Else(v) }

// ElseExpr renders ELSE x END, for an x that is never NULL; after one that may be, say Nullable().
func (s Switch[K, V]) ElseExpr(x Of[V]) Value[V, V] { return s.c.ElseExpr(x) }

// End renders END: the CASE is NULL where no value is equal.
func (s Switch[K, V]) End() Value[V, *V] { return s.c.End() }

// NewCase starts CASE WHEN condition ….
func NewCase[V any]() Case[V] { return Case[V]{&CaseElement{}} }

func (c Case[V]) when(p Predicate, then Element) Case[V] { return c.branch(ElementOf(p), then) }

func (c Case[V]) branch(condition, then Element) Case[V] {
	n := *c.c
	n.Whens = append(clip(n.Whens), When{condition, then})
	return Case[V]{&n}
}

// When renders WHEN p THEN ?.
func (c Case[V]) When(p Predicate, v V) Case[V] { return c.when(p, ElementOf(Lit(v))) }

// WhenExpr renders WHEN p THEN x.
func (c Case[V]) WhenExpr(p Predicate, x Of[V]) Case[V] { return c.when(p, ElementOf(x)) }

// Else renders ELSE ? END.
func (c Case[V]) Else(v V) Value[V, V] {
	return MakeValue[V, V](c.end(ElementOf(Lit(v))))
}

// ElseExpr renders ELSE x END, for an x that is never NULL; after one that may be, say Nullable().
func (c Case[V]) ElseExpr(x Of[V]) Value[V, V] { return MakeValue[V, V](c.end(ElementOf(x))) }

// End renders END: the CASE is NULL where no condition holds.
func (c Case[V]) End() Value[V, *V] { return MakeValue[V, *V](c.end(nil)) }

func (c Case[V]) end(otherwise Element) *CaseElement {
	n := *c.c
	n.Else = otherwise
	n.self = &n
	return &n
}

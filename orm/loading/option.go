package loading

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
)

// Strategy is how a [Spec] has something loaded.
type Strategy uint8

// The strategies of relationships, and what a spec says of an entity as a whole.
const (
	Joined Strategy = iota + 1
	SelectIn
	ContainsEager
	LoadOnly
	Defer
	Untracked
	WithoutSnapshot
	PopulateExisting
)

// Spec is a loader option: what package orm's typed options hold.
type Spec struct {
	Strategy Strategy
	// Rel is the relationship, with what the statement adds to it: conditions, an order, another FROM element as its end.
	Rel    *mapping.Relationship
	Where  []expr.Element
	Order  []expr.Element
	Target expr.FromElement
	// Columns are those of LoadOnly and Defer.
	Columns []*expr.ColumnRef
	// Nested are options of the relationship's target.
	Nested []*Spec
}

// AppendKey writes the whole option: all of it is part of the plan.
func (s *Spec) AppendKey(k *expr.Key) {
	k.Tag(expr.TagOption)
	k.Uint(uint64(s.Strategy))
	if s.Rel != nil {
		k.Element(s.Rel.Parent.Table)
		k.Uint(uint64(s.Rel.Index))
		k.Elements(s.Rel.On)
		k.Elements(s.order())
	}
	k.Elements(s.Where)
	k.Bool(s.Target != nil)
	if s.Target != nil {
		k.Element(s.Target)
	}
	k.Uint(uint64(len(s.Columns)))
	for _, c := range s.Columns {
		k.Element(c)
	}
	k.Uint(uint64(len(s.Nested)))
	for _, n := range s.Nested {
		n.AppendKey(k)
	}
}

// specsOf are the specs behind untyped options.
func specsOf(os []expr.LoadSpec) []*Spec {
	var out []*Spec
	for _, o := range os {
		if s, ok := o.(*Spec); ok {
			out = append(out, s)
		}
	}
	return out
}

// order is the order of the loaded collection: the statement's, or the definition's.
func (s *Spec) order() []expr.Element {
	if s.Order != nil {
		return s.Order
	}
	return s.Rel.OrderBy
}

package loading

import (
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
)

// How a SELECT of entities is lowered
//
// Every entity of the SELECT list becomes an entity of the plan, with the columns that its options leave. Then, depth first, its
// options: a joined relationship adds an anonymous alias of its target, the LEFT OUTER JOIN to it and, at the end of the list, the
// target's columns; contains_eager takes a FROM element that the statement has already, and puts its columns in front, where
// SQLAlchemy has them; select-in is noted for after the rows. If a joined collection meets LIMIT, OFFSET, DISTINCT or GROUP BY,
// the statement as it was goes into a subquery and the joins go around it, so that they count parents and not rows.

// Lowering lowers the statements of a session. SQLAlchemy: ORMSelectCompileState.
type Lowering struct{}

// AppendKey writes nothing: the options are part of the statement.
func (Lowering) AppendKey(*expr.Key) {}

// Lower rewrites st if it selects entities.
func (l Lowering) Lower(st expr.Statement) (expr.Element, func(*compiler.Compiled) (any, error), error) {
	q, ok := st.(*expr.Query)
	if !ok || !HasEntities(q) {
		return st, nil, nil
	}
	b := &builder{original: q, out: q.Clone(), plan: &Plan{}}
	if err := b.lower(); err != nil {
		return nil, nil, err
	}
	return b.out, b.finish, nil
}

// HasEntities tells whether q selects an entity.
func HasEntities(q *expr.Query) bool {
	return slices.ContainsFunc(q.Items, func(i expr.SelectItem) bool {
		_, ok := i.Element.(*expr.EntityRef)
		return ok
	})
}

// builder lowers one statement.
type builder struct {
	original, out *expr.Query
	plan          *Plan
	scalars       []int
	front         []expr.SelectItem // of contains_eager
	back          []expr.SelectItem // of joined relationships
	joins         []expr.JoinClause
	order         []expr.Element
	wrapped       expr.FromElement
}

func (b *builder) lower() error {
	b.out.Options = nil
	b.out.Items = nil
	if b.mustWrap() {
		b.wrap()
	}
	for i, item := range b.original.Items {
		if err := b.item(i, item); err != nil {
			return err
		}
	}
	b.assemble()
	return nil
}

// item lowers one item of the SELECT list.
func (b *builder) item(i int, item expr.SelectItem) error {
	ref, ok := item.Element.(*expr.EntityRef)
	if !ok {
		item.Element = b.inner(item.Element)
		b.scalars = append(b.scalars, len(b.out.Items))
		b.out.Items = append(b.out.Items, item)
		return nil
	}
	specs := specsOf(ref.Options)
	if len(b.original.Items) == 1 || i == 0 {
		specs = append(specs, specsOf(b.original.Options)...)
	}
	from := ref.From
	if b.wrapped != nil {
		from = b.wrapped
	}
	e, el, err := b.entity(ref.Entity, from, specs)
	if err != nil {
		return err
	}
	e.Result, e.Offset, e.Parent = true, item.Offset, -1
	e.item = len(b.out.Items)
	item.Element = el
	b.out.Items = append(b.out.Items, item)
	return b.options(e, from, specs)
}

// entity adds an entity to the plan and makes its item.
func (b *builder) entity(entity expr.Entity, from expr.FromElement, specs []*Spec) (*Entity, *expr.EntityRef, error) {
	m, columns, err := mapperOf(entity)
	if err != nil {
		return nil, nil, err
	}
	columns, err = chosen(m, columns, specs)
	if err != nil {
		return nil, nil, err
	}
	e := &Entity{Mapper: m, Columns: columns, Parent: -1, Partial: len(columns) < len(m.Properties), MayRepeat: b.mayRepeat()}
	for _, s := range specs {
		e.Untracked = e.Untracked || s.Strategy == Untracked
		e.WithoutSnapshot = e.WithoutSnapshot || s.Strategy == WithoutSnapshot
		e.Populate = e.Populate || s.Strategy == PopulateExisting
	}
	b.plan.Entities = append(b.plan.Entities, e)
	return e, expr.NewEntityRef(&mapping.View{Mapper: m, Columns: columns}, from), nil
}

func mapperOf(e expr.Entity) (*mapping.Mapper, []int, error) {
	switch e := e.(type) {
	case *mapping.Mapper:
		return e, allColumns(e), e.Ready()
	case *mapping.View:
		return e.Mapper, e.Columns, e.Ready()
	}
	return nil, nil, fmt.Errorf("loading: %s is not a mapping of this module", e.EntityName())
}

func allColumns(m *mapping.Mapper) []int {
	out := make([]int, len(m.Properties))
	for i := range out {
		out[i] = i
	}
	return out
}

// chosen are the columns that LoadOnly and Defer leave. Keys, and foreign keys that options need, always stay.
func chosen(m *mapping.Mapper, columns []int, specs []*Spec) ([]int, error) {
	for _, s := range specs {
		if s.Strategy != LoadOnly && s.Strategy != Defer {
			continue
		}
		named := map[int]bool{}
		for _, c := range s.Columns {
			p := m.Property(c)
			if p == nil {
				return nil, fmt.Errorf("loading: %s has no column %s (name columns of the entity that the option is for)", m.Name, c.Name)
			}
			named[p.Index] = true
		}
		columns = slices.DeleteFunc(slices.Clone(columns), func(i int) bool {
			return named[i] == (s.Strategy == Defer) && !needed(m, i, specs)
		})
	}
	return columns, nil
}

func needed(m *mapping.Mapper, i int, specs []*Spec) bool {
	if slices.Contains(m.Class.Key, i) {
		return true
	}
	for _, s := range specs {
		if s.Rel == nil || s.Rel.Direction != mapping.ManyToOne {
			continue
		}
		for _, p := range s.Rel.ForeignProperties() {
			if p != nil && p.Index == i {
				return true
			}
		}
	}
	return false
}

// mayRepeat tells whether two rows can hold the same object: whenever there is more than one FROM element.
func (b *builder) mayRepeat() bool {
	return b.collects() || engine.MayRepeat(b.original)
}

// options lowers the relationship options of an entity that is read from a FROM element.
func (b *builder) options(e *Entity, from expr.FromElement, specs []*Spec) error {
	at := slices.Index(b.plan.Entities, e)
	for _, s := range inOrder(e.Mapper, specs) {
		if s.Rel != nil && s.Rel.Parent != e.Mapper {
			return fmt.Errorf("loading: option for %s does not belong to %s (nest it in the option that loads %s)", s.Rel, e.Mapper.Name, s.Rel.Parent.Name)
		}
		var err error
		switch s.Strategy {
		case SelectIn:
			e.SelectIn = append(e.SelectIn, s)
			b.plan.Pages = true
		case Joined:
			err = b.joined(at, from, s)
		case ContainsEager:
			err = b.containsEager(at, s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inOrder is specs in the order in which the mapper declares their relationships, as SQLAlchemy has them.
func inOrder(m *mapping.Mapper, specs []*Spec) []*Spec {
	out := slices.Clone(specs)
	slices.SortStableFunc(out, func(a, b *Spec) int {
		return slices.Index(m.Relationships, a.Rel) - slices.Index(m.Relationships, b.Rel)
	})
	return out
}

// joined adds the joins to an alias of the target, and its columns.
func (b *builder) joined(parent int, from expr.FromElement, s *Spec) error {
	target := expr.NewAlias(s.Rel.Target.Table, "")
	var link expr.FromElement
	if s.Rel.Secondary != nil {
		link = expr.NewAlias(s.Rel.Secondary, "")
	}
	steps := s.Rel.Steps(from, target, link)
	last := &steps[len(steps)-1]
	for _, w := range s.Where {
		last.On = mapping.Conjunction(last.On, expr.NewAdapted(w, s.Rel.Target.Table, target))
	}
	b.joins = append(b.joins, expr.JoinClause{Kind: expr.LeftJoin, Target: expr.JoinTarget{Path: steadySteps(steps)}})
	for _, o := range s.order() {
		b.order = append(b.order, expr.NewAdapted(o, s.Rel.Target.Table, target))
	}
	return b.child(parent, target, s, &b.back)
}

// containsEager takes the target from the statement itself.
func (b *builder) containsEager(parent int, s *Spec) error {
	target := s.Target
	if target == nil {
		target = s.Rel.Target.Table
	}
	return b.child(parent, target, s, &b.front)
}

// child adds the entity of a relationship. Its item's index is known when the list is assembled.
func (b *builder) child(parent int, target expr.FromElement, s *Spec, items *[]expr.SelectItem) error {
	e, el, err := b.entity(s.Rel.Target, target, s.Nested)
	if err != nil {
		return err
	}
	e.Parent, e.Spec, e.MayRepeat = parent, s, true
	b.plan.Collects = b.plan.Collects || s.Rel.Many
	if err := b.options(e, target, s.Nested); err != nil {
		return err
	}
	e.item = len(*items) // behind what it loads itself, where SQLAlchemy has it
	if items == &b.back {
		e.item = -1 - e.item // marks the back list
	}
	*items = append(*items, expr.SelectItem{Element: el})
	return nil
}

// assemble puts the lists together: contains_eager, the statement's own items, joined relationships.
func (b *builder) assemble() {
	own := len(b.out.Items)
	for _, e := range b.plan.Entities {
		switch {
		case e.Result:
			e.item += len(b.front)
		case e.item < 0:
			e.item = len(b.front) + own + -1 - e.item
		}
	}
	for i := range b.scalars {
		b.scalars[i] += len(b.front)
	}
	b.out.Items = slices.Concat(b.front, b.out.Items, b.back)
	b.out.Joins = slices.Concat(b.out.Joins, b.joins)
	b.out.Order = slices.Concat(b.out.Order, b.order)
}

func (b *builder) finish(c *compiler.Compiled) (any, error) {
	return b.plan, b.plan.place(c, b.out.Items, b.scalars)
}

// steadySteps is a join path that is known already.
type steadySteps []expr.JoinStep

// Steps are the joins.
func (s steadySteps) Steps() ([]expr.JoinStep, error) { return s, nil }

// collects tells whether an option joins a collection.
func (b *builder) collects() bool {
	for _, i := range b.original.Items {
		if ref, ok := i.Element.(*expr.EntityRef); ok && collects(specsOf(ref.Options)) {
			return true
		}
	}
	return collects(specsOf(b.original.Options))
}

func collects(specs []*Spec) bool {
	return slices.ContainsFunc(specs, func(s *Spec) bool {
		return s.Strategy == Joined && (s.Rel.Many || collects(s.Nested))
	})
}

func (b *builder) mustWrap() bool {
	q := b.original
	limited := q.Limit != nil || q.Offset != nil || len(q.Group) > 0 || q.Rare != nil && (q.Rare.Fetch != nil || q.Rare.Distinct || q.Rare.DistinctOn != nil)
	return limited && b.collects()
}

// wrap puts the statement as it is into a subquery and starts anew around it.
func (b *builder) wrap() {
	inner := b.original.Clone()
	inner.Options = nil
	inner.Items = slices.Clone(inner.Items)
	for i, item := range inner.Items {
		if ref, ok := item.Element.(*expr.EntityRef); ok {
			inner.Items[i].Element = expr.NewEntityRef(ref.Entity, ref.From)
		}
	}
	b.wrapped = &expr.Subquery{Query: inner}
	b.out = &expr.Query{Result: b.original.Result}
	for _, o := range b.original.Order {
		b.out.Order = append(b.out.Order, b.inner(o))
	}
}

// inner is e as the wrapping subquery offers it.
func (b *builder) inner(e expr.Element) expr.Element {
	if b.wrapped == nil {
		return e
	}
	if c := expr.Corresponding(b.wrapped, e); c != nil {
		return c
	}
	for _, item := range b.original.Items {
		if ref, ok := item.Element.(*expr.EntityRef); ok {
			e = expr.NewAdapted(e, ref.From, b.wrapped)
		}
	}
	return e
}

// MapperOf is the mapper behind an entity; nil if there is none.
func MapperOf(ref *expr.EntityRef) *mapping.Mapper {
	if ref == nil {
		return nil
	}
	m, _, _ := mapperOf(ref.Entity)
	return m
}

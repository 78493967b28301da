package orm

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/types"
)

// path is a relation as a statement uses it: from a FROM element to another, perhaps with conditions of its own. It is resolved
// when the statement is first used, for the registry may not be configured when it is built.
type path struct {
	rel    *mapping.Relationship
	parent expr.FromElement
	target expr.FromElement // nil: the target's table
	where  []expr.Element
	order  []expr.Element
	// linkAlias is the link table of a join: an alias, so that the statement may name the table itself too. It is made once, for a
	// statement is walked several times.
	once      sync.Once
	linkAlias *expr.Alias
}

func (p *path) ready() error { return p.rel.Parent.Ready() }

// end is the FROM element at the far end.
func (p *path) end() expr.FromElement {
	if p.target != nil {
		return p.target
	}
	return p.rel.Target.Table
}

// Steps are the joins along the relation.
func (p *path) Steps() ([]expr.JoinStep, error) {
	if err := p.ready(); err != nil {
		return nil, err
	}
	steps := p.rel.Steps(p.parent, p.end(), p.link())
	last := &steps[len(steps)-1]
	last.On = mapping.Conjunction(append([]expr.Element{last.On}, p.adapted(p.end())...)...)
	return steps, nil
}

// link is the FROM element of the link table in a join, nil if there is none.
func (p *path) link() expr.FromElement {
	if p.rel.Secondary == nil {
		return nil
	}
	p.once.Do(func() { p.linkAlias = expr.NewAlias(p.rel.Secondary, "") })
	return p.linkAlias
}

// link is the link table itself, as EXISTS names it; nil if there is none.
func link(r *mapping.Relationship) expr.FromElement {
	if r.Secondary == nil {
		return nil
	}
	return r.Secondary
}

// adapted are the path's own conditions, of the far end.
func (p *path) adapted(end expr.FromElement) []expr.Element {
	out := make([]expr.Element, len(p.where))
	for i, w := range p.where {
		out[i] = adapt(w, p.rel.Target.Table, end)
	}
	return out
}

func adapt(e expr.Element, from, to expr.FromElement) expr.Element {
	if from == to {
		return e
	}
	return expr.NewAdapted(e, from, to)
}

func lazyBool(p *path, build func() (expr.Element, error)) expr.Bool {
	return expr.MakeBool(expr.NewLazy(p.whenReady(build)))
}

func (p *path) whenReady(build func() (expr.Element, error)) func() (expr.Element, error) {
	return func() (expr.Element, error) {
		if err := p.ready(); err != nil {
			return nil, err
		}
		return build()
	}
}

var one = literalOne()

func literalOne() *expr.TextFragment {
	t := expr.NewText("1")
	t.Literal = true
	return t
}

// exists is EXISTS (SELECT 1 FROM target WHERE join AND ps). A relation of a table to itself gets an alias.
func exists(p *path, ps []expr.Predicate) expr.Bool {
	conditions := appendPredicates(p.where[:len(p.where):len(p.where)], ps)
	return lazyBool(p, func() (expr.Element, error) {
		end := p.end()
		if end == p.parent {
			end = expr.NewAlias(p.rel.Target.Table, "")
		}
		q := &expr.Query{Items: []expr.SelectItem{{Element: one}}, From: []expr.FromElement{end}}
		if l := link(p.rel); l != nil {
			q.From = append(q.From, l)
		}
		for _, s := range p.rel.Steps(p.parent, end, link(p.rel)) {
			q.Where = appendConjuncts(q.Where, s.On)
		}
		for _, c := range conditions {
			q.Where = appendConjuncts(q.Where, adapt(c, p.rel.Target.Table, end))
		}
		return expr.NewExists(q), nil
	})
}

func appendConjuncts(to []expr.Element, e expr.Element) []expr.Element {
	if l, ok := e.(*expr.List); ok && l.Op == expr.OpAnd {
		return append(to, l.Xs...)
	}
	return append(to, e)
}

// contains is the condition that the collection holds t: the parent's key is t's foreign key, or there is a link.
func contains(p *path, t unsafe.Pointer) expr.Bool {
	build := func() (expr.Element, error) {
		if p.rel.Direction == mapping.ManyToMany {
			return containsLinked(p, t)
		}
		return containsChild(p, t)
	}
	return expr.MakeBool(expr.NewLazy(p.whenReady(build)).NegatedBy(p.whenReady(func() (expr.Element, error) {
		if p.rel.Direction == mapping.ManyToMany {
			return containsNot(p, t)
		}
		e, err := containsChild(p, t)
		return expr.NewUnary(expr.OpNot, e), err
	})))
}

func containsChild(p *path, t unsafe.Pointer) (expr.Element, error) {
	var out []expr.Element
	for _, pair := range p.rel.Pairs {
		v, err := objectValue(p.rel.Target, t, pair.Foreign.Name)
		if err != nil {
			return nil, err
		}
		out = append(out, expr.NewBinary(expr.OpEq, mapping.ColumnOn(pair.Key, p.parent), expr.NewBind(v)))
	}
	return mapping.Conjunction(out...), nil
}

// containsNot is NOT EXISTS of the link: NOT of a join condition would be true of every other link.
func containsNot(p *path, t unsafe.Pointer) (expr.Element, error) {
	var same []expr.Predicate
	for _, pair := range p.rel.TargetPairs {
		v, err := objectValue(p.rel.Target, t, pair.Key.Name)
		if err != nil {
			return nil, err
		}
		same = append(same, expr.MakeBool(expr.NewBinary(expr.OpEq, &pair.Key.ColumnRef, expr.NewBind(v))))
	}
	return expr.ElementOf(expr.Not(exists(p, same))), nil
}

func containsLinked(p *path, t unsafe.Pointer) (expr.Element, error) {
	link := expr.NewAlias(p.rel.Secondary, "")
	out := []expr.Element{}
	for _, pair := range p.rel.Pairs {
		out = append(out, expr.NewBinary(expr.OpEq, mapping.ColumnOn(pair.Key, p.parent), mapping.ColumnOn(pair.Foreign, link)))
	}
	for _, pair := range p.rel.TargetPairs {
		v, err := objectValue(p.rel.Target, t, pair.Key.Name)
		if err != nil {
			return nil, err
		}
		out = append(out, expr.NewBinary(expr.OpEq, expr.NewBind(v), mapping.ColumnOn(pair.Foreign, link)))
	}
	return mapping.Conjunction(out...), nil
}

// is is the condition that the reference is t.
func is(p *path, t unsafe.Pointer) expr.Bool {
	return lazyBool(p, func() (expr.Element, error) {
		if p.rel.Direction != mapping.ManyToOne {
			if t == nil {
				return expr.ElementOf(exists(p, nil).Not()), nil
			}
			return expr.ElementOf(contains(p, t)), nil
		}
		var out []expr.Element
		for _, pair := range p.rel.Pairs {
			foreign := mapping.ColumnOn(pair.Foreign, p.parent)
			if t == nil {
				out = append(out, expr.ElementOf(expr.MakeDynamic(foreign).IsNull()))
				continue
			}
			v, err := objectValue(p.rel.Target, t, pair.Key.Name)
			if err != nil {
				return nil, err
			}
			out = append(out, expr.NewBinary(expr.OpEq, expr.NewBind(v), foreign))
		}
		return mapping.Conjunction(out...), nil
	})
}

// withParent is the condition that selects what obj refers to by the relation.
func withParent(p *path, obj unsafe.Pointer) expr.Bool {
	return lazyBool(p, func() (expr.Element, error) {
		vs, err := parentValues(p.rel, obj)
		if err != nil {
			return nil, err
		}
		out := appendConjuncts(nil, p.rel.Criterion(vs, p.end()))
		if l := p.link(); l != nil {
			for i, c := range out {
				out[i] = adapt(c, p.rel.Secondary, l)
			}
		}
		return mapping.Conjunction(append(out, p.adapted(p.end())...)...), nil
	})
}

// parentValues are the values of obj, a parent of rel, that its targets are found by.
func parentValues(rel *mapping.Relationship, obj unsafe.Pointer) ([]types.Value, error) {
	out := make([]types.Value, len(rel.Pairs))
	for i, pair := range rel.Pairs {
		name := pair.Key.Name
		if rel.Direction == mapping.ManyToOne {
			name = pair.Foreign.Name
		}
		v, err := objectValue(rel.Parent, obj, name)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// objectValue is the value of obj's field of that column.
func objectValue(m *mapping.Mapper, obj unsafe.Pointer, column string) (types.Value, error) {
	if obj == nil {
		return types.NullValue(), fmt.Errorf("orm: a nil *%s in a condition (use IsNull, or Is(nil))", m.Name)
	}
	for _, p := range m.Properties {
		if p.Column.Name != column {
			continue
		}
		if p.Index == m.Generated && p.Field.IsZero(obj) {
			return types.NullValue(), fmt.Errorf("orm: a %s in a condition has no key yet (add and flush it first)", m.Name)
		}
		return p.Field.Value(obj), nil
	}
	return types.NullValue(), fmt.Errorf("orm: column %s.%s is not mapped", m.Table.Name, column)
}

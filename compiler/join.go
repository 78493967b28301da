package compiler

import (
	"fmt"

	"github.com/azoth-orm/azoth/expr"
)

// join is an element of a FROM list that is made of two: the tree that the joins of a SELECT become. It lives only while its
// statement renders.
//
// SQLAlchemy: Join.
type join struct {
	left, right expr.FromElement
	kind        expr.JoinKind
	on          []expr.Element
}

// FromName is empty: columns are qualified by what the join is made of.
func (*join) FromName() string { return "" }

// FromColumns are the columns of both sides.
func (j *join) FromColumns() []*expr.ColumnRef {
	l := j.left.FromColumns()
	return append(l[:len(l):len(l)], j.right.FromColumns()...)
}

// AppendKey is never called: statements contain join clauses, and this is what they become.
func (*join) AppendKey(*expr.Key) {}

// Children shows the conditions.
func (j *join) Children(v *expr.Visitor) {
	expr.ChildList(v, &j.on)
}

// writeJoin writes left JOIN right ON condition. A join on the right side stands in parentheses.
func writeJoin(c *Compiler, j *join) {
	c.Element(j.left)
	switch j.kind {
	case expr.LeftJoin:
		c.Write(" LEFT OUTER JOIN ")
	case expr.FullJoin:
		c.Write(" FULL OUTER JOIN ")
	default:
		c.Write(c.grammar.Features.InnerJoin)
	}
	if _, nested := j.right.(*join); nested {
		c.Parenthesized(func() { c.Element(j.right) })
	} else {
		c.Element(j.right)
	}
	c.Write(" ON ")
	c.conditions(j.on)
}

// join adds one join clause to the list.
func (l *fromList) join(q *expr.Query, j *expr.JoinClause) {
	if j.Target.Path != nil {
		l.joinPath(j)
		return
	}
	l.joinTarget(q, j)
}

// joinPath joins along a relationship. An outer join over several steps (a link table) joins these among themselves first, so that a
// row of the link table without a target does not count as one.
func (l *fromList) joinPath(j *expr.JoinClause) {
	steps, err := j.Target.Path.Steps()
	if err == nil && len(steps) == 0 {
		err = fmt.Errorf("compiler: join along a relationship that has no steps")
	}
	if err != nil {
		l.c.Fail(err)
		return
	}
	last := len(steps) - 1
	on := func(i int) []expr.Element {
		if i == last && j.On != nil {
			return []expr.Element{steps[i].On, j.On}
		}
		return []expr.Element{steps[i].On}
	}
	i, left := l.find(l.c.adaptFrom(steps[0].Left))
	if j.Kind == expr.InnerJoin || last == 0 {
		for n, s := range steps {
			left = &join{left, s.Right, j.Kind, on(n)}
		}
		l.put(i, left)
		return
	}
	right := steps[0].Right
	for n := 1; n <= last; n++ {
		right = &join{right, steps[n].Right, expr.InnerJoin, on(n)}
	}
	l.put(i, &join{left, right, j.Kind, on(0)})
}

// find is the entry that contains f; a new one if there is none.
func (l *fromList) find(f expr.FromElement) (int, expr.FromElement) {
	for i, g := range l.given {
		if contains(g, f) {
			return i, g
		}
	}
	return -1, f
}

// put replaces the entry i, or adds one.
func (l *fromList) put(i int, f expr.FromElement) {
	if i < 0 {
		l.given = append(l.given, f)
		return
	}
	l.given[i] = f
}

// joinTarget joins something that is no relationship: its left side and, if it is not given, its condition are found out.
func (l *fromList) joinTarget(q *expr.Query, j *expr.JoinClause) {
	target := l.c.fromElement(j.Target.From)
	var on []expr.Element
	if j.On != nil {
		on = []expr.Element{j.On}
	}
	for _, lefts := range l.candidates(q) {
		left, found := l.leftOf(lefts, target, j.On)
		if !found {
			continue
		}
		if j.On == nil {
			eq, err := foreignKeyCondition(left, target)
			if err != nil {
				l.c.Fail(err)
				return
			}
			on = eq
		}
		i, left := l.find(left)
		l.put(i, &join{left, target, j.Kind, on})
		return
	}
	if l.c.err == nil {
		l.c.Fail(l.noLeft(q, target))
	}
}

// candidates are what a target can be joined to: what is in FROM already; if nothing there fits, what the columns belong to; then what
// the conditions mention.
func (l *fromList) candidates(q *expr.Query) [][]expr.FromElement {
	var items, where []expr.FromElement
	l.c.fromsOfItems(q, func(f expr.FromElement) { items = appendNew(items, f) })
	where = append(where, items...)
	for _, e := range q.Where {
		l.c.fromsOf(e, func(f expr.FromElement) { where = appendNew(where, f) })
	}
	return [][]expr.FromElement{l.given, items, where}
}

// leftOf is the one of lefts that target joins: with a condition the one that it mentions, without one the one that a foreign key
// links to it.
func (l *fromList) leftOf(lefts []expr.FromElement, target expr.FromElement, on expr.Element) (expr.FromElement, bool) {
	var fit []expr.FromElement
	for _, f := range lefts {
		if f == target {
			continue
		}
		if on != nil && l.mentions(on, f) || on == nil && linked(f, target) {
			fit = append(fit, f)
		}
	}
	if on != nil && len(fit) == 0 {
		for _, f := range lefts {
			if f != target {
				fit = append(fit, f)
			}
		}
	}
	switch {
	case len(fit) == 0:
		return nil, false
	case len(fit) > 1 && on == nil:
		l.c.Fail(&JoinError{Target: fromLabel(target), Left: describe(fit...)})
		return nil, false
	}
	return fit[0], true
}

// mentions tells whether the condition has a column of f.
func (l *fromList) mentions(on expr.Element, f expr.FromElement) bool {
	found := false
	l.c.fromsOf(on, func(x expr.FromElement) { found = found || contains(f, x) })
	return found
}

// noLeft says why target cannot be joined.
func (l *fromList) noLeft(q *expr.Query, target expr.FromElement) error {
	var left []expr.FromElement
	for _, fs := range l.candidates(q) {
		for _, f := range fs {
			if f != target {
				left = appendNew(left, f)
			}
		}
	}
	if len(left) > 1 {
		left = left[:1]
	}
	return &JoinError{Target: fromLabel(target), Left: describe(left...)}
}

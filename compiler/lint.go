package compiler

import "github.com/azoth-orm/azoth/expr"

// The cartesian product linter. FROM elements are nodes; a join links what it joins, and a condition links all that it mentions,
// also in its subqueries and in the statements around. What is not linked to the rest multiplies the rows. A condition in SQL text
// may mention anything, so it links everything; a lateral subquery is linked to what is around it.
//
// SQLAlchemy: FromLinter, which knows comparisons only and warns.

// groups are sets of linked elements.
type groups map[expr.FromElement]expr.FromElement

// root is the element that stands for the group of f.
func (g groups) root(f expr.FromElement) expr.FromElement {
	for {
		p, ok := g[f]
		if !ok || p == f {
			return f
		}
		f = p
	}
}

// link makes one group of two.
func (g groups) link(a, b expr.FromElement) {
	if x, y := g.root(a), g.root(b); x != y {
		g[y] = x
	}
}

// lint reports FROM elements of s that nothing links.
func (c *Compiler) lint(s *SelectState) {
	if len(s.froms) < 2 || s.Query.Rare != nil && s.Query.Rare.CrossJoin {
		return
	}
	g := groups{}
	for _, f := range s.froms {
		c.linkJoin(g, f)
		if _, text := f.(*expr.TextSource); text {
			return
		}
	}
	for _, e := range c.flatten(s.Query.Where, nil) {
		if !c.linkCondition(g, e) {
			return
		}
	}
	var linked, unlinked []expr.FromElement
	start := g.root(s.froms[0])
	for _, f := range s.froms {
		sub, ok := f.(*expr.Subquery)
		if g.root(f) == start || ok && sub.Lateral {
			linked = append(linked, f)
		} else {
			unlinked = append(unlinked, f)
		}
	}
	if len(unlinked) > 0 {
		c.Fail(&CartesianError{Linked: describe(linked...), Unlinked: describe(unlinked...)})
	}
}

// linkJoin links what a join is made of.
func (c *Compiler) linkJoin(g groups, f expr.FromElement) {
	leaves(f, func(x expr.FromElement) {
		g.link(f, x)
		if t, ok := x.(*expr.TableFunction); ok {
			c.mentioned(t.Fn, func(left expr.FromElement) { g.link(left, t) })
		}
	})
}

// linkCondition links what a condition mentions; false says that it is text.
func (c *Compiler) linkCondition(g groups, e expr.Element) bool {
	switch x := c.resolve(e).(type) {
	case *expr.TextFragment:
		return x.Literal
	case *expr.List:
		for _, y := range x.Xs {
			if !c.linkCondition(g, y) {
				return false
			}
		}
		return true
	}
	var first expr.FromElement
	c.mentioned(e, func(f expr.FromElement) {
		if first == nil {
			first = f
		}
		g.link(first, f)
	})
	return true
}

// mentioned visits the FROM elements that e mentions, also those that its subqueries do.
func (c *Compiler) mentioned(e expr.Element, visit func(expr.FromElement)) {
	switch x := c.resolve(e).(type) {
	case nil:
	case *expr.Exists:
		c.mentionedIn(x.Query, visit)
	case *expr.ScalarQuery:
		c.mentionedIn(x.Query, visit)
	case *expr.ColumnRef, *expr.ValuedColumn:
		c.fromsOf(x, visit)
	case *expr.Adapted:
		c.adapting(x, func() { c.mentioned(x.X, visit) })
	default:
		expr.ChildrenOf(x, func(y expr.Element) { c.mentioned(y, visit) })
	}
}

// mentionedIn visits what the parts of a subquery mention that can depend on a row around it.
func (c *Compiler) mentionedIn(s expr.Selectable, visit func(expr.FromElement)) {
	q, ok := s.(*expr.Query)
	if !ok {
		return
	}
	for _, it := range q.Items {
		c.mentioned(it.Element, visit)
	}
	for _, e := range q.Where {
		c.mentioned(e, visit)
	}
	for _, j := range q.Joins {
		c.mentioned(j.On, visit)
	}
}

package compiler

import "github.com/azoth-orm/azoth/expr"

// fromElement is the FROM element that stands for f here; a join of the program becomes a tree of joins, once for each statement.
func (c *Compiler) fromElement(f expr.FromElement) expr.FromElement {
	f = c.adaptFrom(f)
	j, ok := f.(*expr.JoinFrom)
	if !ok {
		return f
	}
	if known := c.joins[j]; known != nil {
		return known
	}
	n := c.joinOf(j)
	if c.joins == nil {
		c.joins = map[*expr.JoinFrom]*join{}
	}
	c.joins[j] = n
	return n
}

// joinOf makes a tree of joins of a join of the program.
func (c *Compiler) joinOf(j *expr.JoinFrom) *join {
	l := &fromList{c: c, given: []expr.FromElement{c.fromElement(j.Left)}}
	clause := &expr.JoinClause{Kind: j.Kind, Target: j.Target, On: j.On}
	if j.Target.Path == nil {
		clause.Target.From = c.fromElement(j.Target.From)
	}
	l.join(&expr.Query{}, clause)
	n, ok := l.given[0].(*join)
	if !ok || len(l.given) > 1 {
		if c.err == nil {
			c.failf("a join whose target does not belong to its left side (give the condition: JoinOf(left, target, azoth.Eq(a, b)))")
		}
		return &join{left: l.given[0], right: l.given[0]}
	}
	return n
}

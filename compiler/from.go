package compiler

import "github.com/azoth-orm/azoth/expr"

// FROM inference. What a SELECT reads from follows from what it mentions: its FROM list is, in this order, the elements given with
// From and the joins, those that the columns belong to, and those that the conditions mention. What a join contains is not listed
// again. In a subquery of an expression, an element that the statement around it has already is that one: it is left out
// (correlation), unless nothing else would be left to choose from.
//
// SQLAlchemy: SelectState._get_display_froms.

// fromList is a FROM list that is being made.
type fromList struct {
	c *Compiler
	// given are the elements of From and the joins.
	given []expr.FromElement
}

// displayedFroms is the FROM list of q at its place.
func (c *Compiler) displayedFroms(q *expr.Query, where place) []expr.FromElement {
	l := &fromList{c: c}
	for _, f := range q.From {
		l.given = appendNew(l.given, c.fromElement(f))
	}
	for i := range q.Joins {
		l.join(q, &q.Joins[i])
	}
	all := l.given
	add := func(f expr.FromElement) { all = appendNew(all, f) }
	c.fromsOfItems(q, add)
	for _, e := range q.Where {
		c.fromsOf(e, add)
	}
	return c.correlated(q, visible(all), where)
}

// appendNew adds f unless it is there. Lists are short: a map would cost more.
func appendNew(fs []expr.FromElement, f expr.FromElement) []expr.FromElement {
	for _, x := range fs {
		if x == f {
			return fs
		}
	}
	return append(fs, f)
}

// visible leaves out what a join contains.
func visible(fs []expr.FromElement) []expr.FromElement {
	hidden := map[expr.FromElement]bool{}
	for _, f := range fs {
		if j, ok := f.(*join); ok {
			leaves(j.left, func(x expr.FromElement) { hidden[x] = true })
			leaves(j.right, func(x expr.FromElement) { hidden[x] = true })
		}
	}
	var out []expr.FromElement
	for _, f := range fs {
		if !hidden[f] {
			out = append(out, f)
		}
	}
	return out
}

// correlated leaves out what the statements around q have.
func (c *Compiler) correlated(q *expr.Query, fs []expr.FromElement, where place) []expr.FromElement {
	outer := c.around()
	from := outer.froms
	if q.Rare != nil && len(q.Rare.Correlate) > 0 {
		from = map[expr.FromElement]bool{}
		for _, f := range q.Rare.Correlate {
			f = c.adaptFrom(f)
			from[f] = outer.outer[f]
		}
	} else if where == asFrom || len(fs) < 2 {
		return fs
	}
	var out []expr.FromElement
	for _, f := range fs {
		if !from[f] {
			out = append(out, f)
		}
	}
	if len(out) == 0 && len(fs) > 0 {
		c.failf("a subquery has no FROM list left: all that it names belongs to the statement around it (name what it shall take from there with Correlate, or use an alias)")
	}
	return out
}

// fromsOfItems visits the FROM elements of the SELECT list.
func (c *Compiler) fromsOfItems(q *expr.Query, visit func(expr.FromElement)) {
	for _, it := range q.Items {
		c.fromsOf(it.Element, visit)
	}
}

// fromsOf visits the FROM elements that e mentions, in order; what a subquery in e mentions is its own.
func (c *Compiler) fromsOf(e expr.Element, visit func(expr.FromElement)) {
	switch e := c.resolve(e).(type) {
	case nil:
	case *expr.ColumnRef:
		col := c.adaptColumn(e)
		if _, excluded := col.From.(*expr.ExcludedRow); col.From != nil && !excluded {
			visit(col.From)
		}
	case *expr.ValuedColumn:
		visit(e.From)
	case *expr.EntityRef:
		visit(c.adaptFrom(e.From))
	case *expr.Adapted:
		c.adapting(e, func() {
			if col := c.replacement(e.X); col != nil {
				visit(col.From)
				return
			}
			c.fromsOf(e.X, visit)
		})
	default:
		expr.ChildrenOf(e, func(x expr.Element) { c.fromsOf(x, visit) })
	}
}

// leaves visits f and, if it is a join, what it is made of.
func leaves(f expr.FromElement, visit func(expr.FromElement)) {
	visit(f)
	if j, ok := f.(*join); ok {
		leaves(j.left, visit)
		leaves(j.right, visit)
	}
}

// contains tells whether f is x or a join that contains it.
func contains(f, x expr.FromElement) bool {
	found := false
	leaves(f, func(l expr.FromElement) { found = found || l == x })
	return found
}

// describe names FROM elements for people.
func describe(fs ...expr.FromElement) []string {
	var out []string
	for _, f := range fs {
		leaves(f, func(x expr.FromElement) {
			if _, ok := x.(*join); !ok {
				out = append(out, fromLabel(x))
			}
		})
	}
	return out
}

// fromLabel names one FROM element for people.
func fromLabel(f expr.FromElement) string {
	if n := f.FromName(); n != "" {
		return n
	}
	if a, ok := f.(*expr.Alias); ok {
		return "an alias of " + fromLabel(a.Of)
	}
	return "a subquery"
}

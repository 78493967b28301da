package compiler

import (
	"github.com/azoth-orm/azoth/expr"
)

// SelectState is a SELECT while it renders: what its clauses write from.
type SelectState struct {
	// Query is the statement.
	Query *expr.Query

	items []labelled
	froms []expr.FromElement
	fetch Fetching
	// inFrom says that every column is labelled.
	inFrom bool
	// result says that the columns are those of the whole statement's rows.
	result bool
	// read says that the program reads the columns: also those of the further parts of a set operation.
	read bool
}

// scope is a statement around the one that renders: what a subquery can correlate with.
type scope struct {
	// froms are the FROM elements of the statement, joins taken apart; outer those of the statements around it, too.
	froms, outer map[expr.FromElement]bool
	// items are the columns that ORDER BY may refer to by their label.
	items []labelled
	// result says that the next SELECT gives the columns of the result: the first one of a set operation does.
	result bool
	// read says that the program reads the columns of the next SELECT.
	read bool
}

// enter makes s the statement around what renders next.
func (c *Compiler) enter(s *scope) { c.scopes = append(c.scopes, s) }

// Nested tells whether the SELECT that renders is a part of another statement.
func (c *Compiler) Nested() bool { return len(c.scopes) > 1 }

// leave goes back to the statement around.
func (c *Compiler) leave() { c.scopes = c.scopes[:len(c.scopes)-1] }

// around is the statement around the one that is about to render; an empty one if there is none.
func (c *Compiler) around() *scope {
	if len(c.scopes) == 0 {
		return &scope{}
	}
	return c.scopes[len(c.scopes)-1]
}

// selectClauses is the order of a SELECT.
func selectClauses() Clauses[*SelectState] {
	return Clauses[*SelectState]{
		{"select", writeSelectKeyword},
		{"columns", writeColumns},
		{"from", writeFrom},
		{"where", writeWhere},
		{"group", writeGroup},
		{"having", writeHaving},
		{"order", writeOrder},
		{"limit", LimitOffset},
		{"lock", ForUpdate},
	}
}

// writeQuery writes a SELECT, wherever it stands.
func writeQuery(c *Compiler, q *expr.Query) {
	if q.Err() != nil {
		c.Fail(q.Err())
		return
	}
	outer := c.around()
	s := &SelectState{Query: q, fetch: c.grammar.Features.Fetch, inFrom: c.place != asStatement, result: c.top() || outer.result, read: c.top() || outer.read}
	saved := c.context
	defer func() { c.context = saved }()
	where, member, start := c.place, c.member, len(c.out.text)
	c.plainNames, c.place, c.member, c.hints = false, asStatement, false, nil
	if q.Rare != nil {
		c.hints = q.Rare.Hints
	}

	s.items = c.selected(q)
	if len(s.items) == 0 {
		c.failf("a SELECT has no columns")
		return
	}
	s.froms = c.displayedFroms(q, where)
	if c.err == nil {
		c.lint(s)
	}
	c.enter(c.scopeOf(s, outer))
	for _, clause := range c.grammar.Select {
		clause.Write(c, s)
		c.extensions(clause.Name, q)
	}
	c.statementHints(q.Rare)
	if !member {
		c.nestedWith(start, 1)
	}
	c.suffixes(q.Rare)
	c.leave()
}

// scopeOf is what subqueries of s can correlate with. Joins are taken apart: a subquery names what is in them.
func (c *Compiler) scopeOf(s *SelectState, outer *scope) *scope {
	own := &scope{froms: map[expr.FromElement]bool{}, outer: map[expr.FromElement]bool{}, items: s.items}
	for f := range outer.outer {
		own.outer[f] = true
	}
	for _, f := range s.froms {
		leaves(f, func(x expr.FromElement) { own.froms[x], own.outer[x] = true, true })
	}
	return own
}

// extensionPoints are the points of package expr as clauses of the grammar.
var extensionPoints = map[string]string{expr.PostCriteria: "having", expr.PostBody: "lock"}

// extensions appends clauses of the program or of a dialect that belong behind the clause of that name.
func (c *Compiler) extensions(clause string, q *expr.Query) {
	if q.Rare == nil {
		return
	}
	for _, x := range q.Rare.Extensions {
		switch {
		case x.Point == expr.PostCriteria && clause == extensionPoints[x.Point]:
			c.Write(" \n")
			c.Element(x.Node)
		case x.Point == clause, extensionPoints[x.Point] == clause:
			c.Write(" ")
			c.Element(x.Node)
		}
	}
}

// extensionsBefore appends those that stand in front of the columns, with a blank behind each.
func (c *Compiler) extensionsBefore(point string, r *expr.RareClauses) {
	for _, x := range r.Extensions {
		if x.Point == point {
			c.Element(x.Node)
			c.Write(" ")
		}
	}
}

// writeSelectKeyword writes SELECT, with the CTEs that the statement names itself and DISTINCT.
func writeSelectKeyword(c *Compiler, s *SelectState) {
	c.Write("SELECT ")
	r := s.Query.Rare
	if r == nil {
		return
	}
	c.extensionsBefore(expr.PostSelect, r)
	c.namedCTEs(r)
	c.prefixes(r)
	c.distinct(s, r)
}

// distinct appends DISTINCT.
func (c *Compiler) distinct(s *SelectState, r *expr.RareClauses) {
	if len(r.DistinctOn) > 0 {
		if !c.grammar.Features.DistinctOn {
			c.Fail(&UnsupportedError{c.grammar.Name, s.Query, "it has no DISTINCT ON"})
			return
		}
		c.Write("DISTINCT ON (")
		c.List(r.DistinctOn)
		c.Write(") ")
		return
	}
	if r.Distinct {
		c.Write("DISTINCT ")
	}
}

// writeColumns writes the columns clause.
func writeColumns(c *Compiler, s *SelectState) {
	if r := s.Query.Rare; r != nil {
		c.extensionsBefore(expr.PreColumns, r)
	}
	c.columnList(s.items, columnsOf{inFrom: s.inFrom, result: s.result, read: s.read})
}

// columnsOf is what the columns of a list are for.
type columnsOf struct {
	// inFrom says that they are labelled; result that they are what a row has; read that a program reads them.
	inFrom, result, read bool
}

// columnList appends columns with their labels.
func (c *Compiler) columnList(items []labelled, of columnsOf) {
	kind := labelName
	if of.inFrom {
		kind = derivedLabel
	}
	for i, it := range items {
		c.separate(i)
		l := it.required
		if l == nil && c.needsLabel(it.element, of.inFrom) {
			l = it.fallback
		}
		e := it.element
		if x, ok := c.resolve(e).(*expr.Label); ok {
			e, l = x.X, it.fallback
		}
		if of.read {
			if x := c.selectedAs(e); x != nil {
				e = &typedColumn{X: x}
				if l == nil {
					l = it.fallback
				}
			}
		}
		if l != nil {
			c.labelledAs(e, l, kind)
		} else {
			c.Element(e)
		}
		if of.result {
			c.columns = append(c.columns, ResultColumn{Name: c.resultName(it, l), Element: it.element, Item: it.item})
		}
	}
}

// resultName is the name under which the database returns a column.
func (c *Compiler) resultName(it labelled, l *label) string {
	if l == nil {
		l = it.fallback
	}
	if l == nil {
		return ""
	}
	return c.labelText(l)
}

// writeFrom writes FROM.
func writeFrom(c *Compiler, s *SelectState) {
	if len(s.froms) == 0 {
		if len(s.Query.Where) > 0 || c.grammar.Features.EmptyFromAlways {
			c.Write(c.grammar.Features.EmptyFrom)
		}
		return
	}
	c.Write(" \nFROM ")
	for i, f := range s.froms {
		c.separate(i)
		c.Element(f)
	}
}

// writeWhere writes WHERE.
func writeWhere(c *Compiler, s *SelectState) {
	if len(s.Query.Where) == 0 {
		return
	}
	c.Write(" \nWHERE ")
	c.conditions(s.Query.Where)
}

// writeGroup writes GROUP BY; a label there is the expression that it labels, which every database takes.
func writeGroup(c *Compiler, s *SelectState) {
	if len(s.Query.Group) == 0 {
		return
	}
	c.Write(" GROUP BY ")
	c.List(s.Query.Group)
}

// writeHaving writes HAVING.
func writeHaving(c *Compiler, s *SelectState) {
	if len(s.Query.Having) == 0 {
		return
	}
	c.Write(" \nHAVING ")
	c.conditions(s.Query.Having)
}

// writeOrder writes ORDER BY.
func writeOrder(c *Compiler, s *SelectState) { c.orderBy(s.Query.Order, s.Limits()) }

// orderBy appends ORDER BY, of a SELECT or a set operation.
func (c *Compiler) orderBy(es []expr.Element, l Limits) {
	if len(es) == 0 || c.Nested() && !c.grammar.Features.SubqueryOrder && l.none() {
		return
	}
	c.Write(" ORDER BY ")
	c.orderings(es)
}

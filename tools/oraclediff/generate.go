package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
)

// generator draws statements whose types are right, so that the strictest database takes nearly all of them.
type generator struct {
	r    *rand.Rand
	keys int
	// legacy says that it is SQLAlchemy 1.4, whose division is another one, and which has RETURNING on PostgreSQL only.
	legacy bool
	// spare is a table that subqueries leave alone: the one that the statement writes.
	spare string
}

// scope is what an expression sees: the FROM elements of its statement, and of those around it.
type scope struct {
	sources []*source
	outer   *scope
	// grouped are the only expressions of a grouped statement outside of aggregates; nil for an ungrouped one.
	grouped []*node
	isGroup bool
	// flat says that no subquery may stand here.
	flat bool
	// unlisted says that no list may: SQLAlchemy forgets those of RETURNING.
	unlisted bool
}

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

func pick[T any](g *generator, of []T) T { return of[g.r.IntN(len(of))] }

func (g *generator) key(prefix string) string {
	g.keys++
	return prefix + strconv.Itoa(g.keys)
}

// statement draws the statement of a number. The seed and the number decide it.
func statement(seed uint64, number int, legacy bool) *stmt {
	g := &generator{r: rand.New(rand.NewPCG(seed, uint64(number))), legacy: legacy}
	var s *stmt
	switch n := g.r.IntN(100); {
	case n < 66:
		s = g.query(nil, 1+g.r.IntN(4), 2, nil)
		g.addCTE(s)
	case n < 80:
		s = g.compound(1+g.r.IntN(3), 1)
	default:
		s = g.write()
	}
	s.Number = number
	return s
}

// query draws a SELECT of given types, or of n items of any.
func (g *generator) query(outer *scope, n, depth int, want []string) *stmt {
	s := &stmt{Kind: "select"}
	in := &scope{outer: outer}
	g.from(s, in, depth)
	s.types = want
	for len(s.types) < n && want == nil {
		s.types = append(s.types, pick(g, allTypes))
	}
	if g.chance(70) {
		s.Where = g.expression(boolean, in, 3, depth)
	}
	switch {
	case g.chance(22):
		g.grouping(s, in, depth)
	default:
		for _, t := range s.types {
			s.Items = append(s.Items, g.item(t, in, depth))
		}
		s.Distinct = g.chance(12)
	}
	g.orderAndLimit(s, outer == nil && depth == 2)
	return s
}

// item is an expression for the SELECT list: windows are allowed.
func (g *generator) item(t string, in *scope, depth int) *node {
	if in.outer == nil && g.chance(10) && t != date { // MariaDB 10.11 takes a window in the subquery of IN for empty
		if w := g.window(t, in); w != nil {
			return w
		}
	}
	return g.expression(t, in, 3, depth)
}

// from draws FROM and its joins.
func (g *generator) from(s *stmt, in *scope, depth int) {
	n := pick(g, []int{1, 1, 1, 2, 2, 3})
	for i := range n {
		f := g.source(in, depth)
		if i > 0 {
			f.Join = pick(g, []string{"inner", "inner", "left"})
		}
		in.sources = append(in.sources, f)
		if i > 0 {
			f.On = g.link(in, f, depth)
		}
		s.From = append(s.From, f)
	}
}

func (g *generator) source(in *scope, depth int) *source {
	if depth > 0 && g.chance(12) {
		q := g.query(nil, 2, depth-1, []string{integer, pick(g, allTypes)})
		f := &source{Key: g.key("k"), Kind: "subquery", Query: q, columns: columnsOf(q)}
		if g.chance(60) {
			f.Name = g.key("s")
		}
		return f
	}
	table := pick(g, specs)
	for table.name == g.spare {
		table = pick(g, specs)
	}
	f := &source{Key: g.key("k"), Kind: "alias", Table: table.name, columns: table.columns}
	used := false
	for o := in; o != nil; o = o.outer {
		for _, x := range o.sources {
			used = used || x.Kind == "table" && x.Table == table.name
		}
	}
	switch {
	case !used && g.chance(75):
		f.Kind = "table"
	case g.chance(60):
		f.Name = g.key("a")
	}
	return f
}

func columnsOf(q *stmt) []column {
	out := make([]column, len(q.types))
	for i, t := range q.types {
		out[i] = column{"c" + strconv.Itoa(i), t}
	}
	return out
}

// link joins f to one of the others.
func (g *generator) link(in *scope, f *source, depth int) *node {
	left := &scope{sources: in.sources[:len(in.sources)-1]}
	a := g.columnOf(integer, left)
	b := g.columnOf(integer, &scope{sources: []*source{f}})
	on := &node{Op: "eq", Type: boolean, Args: []*node{a, b}}
	if g.chance(30) {
		on = &node{Op: "and", Type: boolean, Args: []*node{on, g.expression(boolean, &scope{sources: in.sources, flat: true}, 1, depth)}}
	}
	return on
}

// columnOf is a column of type t, or nil.
func (g *generator) columnOf(t string, in *scope) *node {
	var found []*node
	for _, f := range in.sources {
		for _, c := range f.columns {
			if c.typ == t {
				found = append(found, &node{Op: "col", From: f.Key, Name: c.name, Type: t})
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	return pick(g, found)
}

// grouping makes s a grouped statement.
func (g *generator) grouping(s *stmt, in *scope, depth int) {
	in.isGroup = true
	for range g.r.IntN(3) {
		if c := g.columnOf(pick(g, allTypes), in); c != nil {
			in.grouped = append(in.grouped, c)
		}
	}
	s.Group = in.grouped
	for _, t := range s.types {
		s.Items = append(s.Items, g.expression(t, in, 2, 0))
	}
	if len(s.Group) > 0 && g.chance(40) {
		s.Having = g.expression(boolean, in, 2, 0)
	}
}

// orderAndLimit orders by every item if there is a limit, so that the rows are the same whatever the plan.
func (g *generator) orderAndLimit(s *stmt, top bool) {
	limited := g.chance(25)
	if !limited && (!top || g.chance(50)) {
		return
	}
	for _, i := range g.r.Perm(len(s.types)) {
		s.Order = append(s.Order, g.ordering(&node{Op: "label", Name: "c" + strconv.Itoa(i), Type: s.types[i]}))
	}
	s.total = true
	if !limited {
		return
	}
	n := g.r.IntN(12)
	s.Limit = &n
	if g.chance(40) {
		m := g.r.IntN(6)
		s.Offset = &m
	}
}

func (g *generator) ordering(x *node) order {
	o := order{X: x, Dir: pick(g, []string{"", "asc", "desc"})}
	if g.chance(25) {
		o.Nulls = pick(g, []string{"first", "last"})
	}
	return o
}

// compound draws a set operation.
func (g *generator) compound(n, depth int) *stmt {
	s := &stmt{Kind: "compound", SetOp: pick(g, []string{"union", "union_all", "intersect", "except"})}
	for range n {
		s.types = append(s.types, pick(g, allTypes))
	}
	for range 2 + g.r.IntN(2) {
		s.Parts = append(s.Parts, g.part(s.types, depth))
	}
	g.orderAndLimit(s, depth == 1)
	for i := range s.Order { // an expression such as x IS NULL cannot order a set operation
		s.Order[i].Nulls = ""
	}
	return s
}

func (g *generator) part(types []string, depth int) *stmt {
	q := g.query(nil, len(types), depth, types)
	if g.chance(92) {
		q.Order, q.Limit, q.Offset = nil, nil, nil
	}
	if depth > 0 && g.chance(8) {
		nested := &stmt{Kind: "compound", SetOp: pick(g, []string{"union", "union_all", "except"}), types: types}
		nested.Parts = []*stmt{q, g.part(types, 0)}
		return nested
	}
	return q
}

// addCTE makes a FROM element of s a common table expression.
func (g *generator) addCTE(s *stmt) {
	if !g.chance(15) {
		return
	}
	for _, f := range s.From {
		if f.Kind != "subquery" {
			continue
		}
		c := &source{Key: g.key("k"), Kind: "cte", Name: g.key("w"), Query: f.Query}
		s.CTEs = append(s.CTEs, c)
		*f = source{Key: f.Key, Kind: "cte", Table: c.Key, Join: f.Join, On: f.On, columns: f.columns}
		if g.chance(30) {
			f.Kind, f.Name = "ctealias", g.key("a")
		}
		return
	}
}

// write draws an INSERT, UPDATE or DELETE.
func (g *generator) write() *stmt {
	t := pick(g, specs)
	g.spare = t.name
	s := &stmt{Kind: pick(g, []string{"insert", "update", "update", "delete"}), table: t}
	target := &source{Key: g.key("k"), Kind: "table", Table: t.name, columns: t.columns}
	s.From = []*source{target}
	in := &scope{sources: s.From}
	switch s.Kind {
	case "insert":
		g.insert(s, t)
	case "update":
		for _, i := range g.r.Perm(len(t.columns) - 1)[:1+g.r.IntN(3)] {
			c := t.columns[i+1]
			s.Columns = append(s.Columns, c.name)
			v := g.expression(c.typ, in, 2, 1)
			if t.has(c.name) {
				v = call("coalesce", c.typ, v, g.literal(c.typ, false))
			}
			s.Rows = append(s.Rows, []*node{narrow(v)})
		}
	}
	if s.Kind != "insert" {
		s.Where = g.expression(boolean, in, 3, 1)
	}
	if g.chance(40) && !g.legacy {
		for range 1 + g.r.IntN(3) {
			ty := pick(g, allTypes)
			s.types = append(s.types, ty)
			s.Items = append(s.Items, g.expression(ty, &scope{sources: s.From, flat: true, unlisted: true}, 1, 0))
		}
	}
	return s
}

// narrow keeps a value within its column.
func narrow(v *node) *node {
	switch v.Type {
	case text:
		return call("substr", text, v, lit(integer, "1"), lit(integer, "20"))
	case number:
		return &node{Op: "cast", Type: number, Args: []*node{v}}
	}
	return v
}

func (g *generator) insert(s *stmt, t *tableSpec) {
	for _, c := range t.columns {
		if t.has(c.name) || g.chance(60) {
			s.Columns = append(s.Columns, c.name)
		}
	}
	of := func(name string) column {
		return t.columns[slices.IndexFunc(t.columns, func(c column) bool { return c.name == name })]
	}
	if g.chance(35) {
		q := &stmt{Kind: "select"}
		src := g.source(&scope{}, 0)
		q.From = []*source{src}
		in := &scope{sources: q.From}
		for _, name := range s.Columns {
			c := of(name)
			v := g.expression(c.typ, in, 1, 0)
			if t.has(name) {
				v = call("coalesce", c.typ, v, g.literal(c.typ, false))
			}
			v = narrow(v)
			if name == "id" {
				v = &node{Op: "add", Type: integer, Args: []*node{{Op: "col", From: src.Key, Name: "id", Type: integer}, lit(integer, "1000")}}
			}
			q.Items, q.types = append(q.Items, v), append(q.types, c.typ)
		}
		q.Where = g.expression(boolean, in, 2, 0)
		s.Query = q
		return
	}
	for i := range 1 + g.r.IntN(3) {
		var row []*node
		for _, name := range s.Columns {
			v := g.literal(of(name).typ, true)
			if name == "id" {
				v = lit(integer, strconv.Itoa(1000+i))
				v.Bare = true
			}
			row = append(row, v)
		}
		s.Rows = append(s.Rows, row)
	}
}

// String is the kind of the statement and its number.
func (s *stmt) String() string { return fmt.Sprintf("%s %d", s.Kind, s.Number) }

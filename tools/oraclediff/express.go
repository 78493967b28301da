package main

import "strconv"

func call(name, typ string, args ...*node) *node {
	return &node{Op: "fn", Name: name, Type: typ, Args: args}
}

func lit(typ, value string) *node { return &node{Op: "lit", Type: typ, Value: value} }

// literal is a value of type t. A bare one has no type of its own.
func (g *generator) literal(t string, bare bool) *node {
	n := &node{Op: "lit", Type: t, Bare: bare}
	switch t {
	case integer:
		n.Value = strconv.Itoa(g.r.IntN(24) - 3)
	case number:
		n.Value = money(g.r.IntN(1200) - 200).String()
		if !bare { // MariaDB gets a decimal as a text, which matters where nothing around it makes it a number
			return &node{Op: "cast", Type: number, Args: []*node{n}}
		}
	case text:
		n.Value = pick(g, words)
	case boolean:
		n.Value = strconv.FormatBool(g.chance(50))
	case date:
		n.Value = day(g.r.IntN(200) - 20).String()
	}
	return n
}

// leaf is a column, or a value.
func (g *generator) leaf(t string, in *scope) *node {
	if in.isGroup {
		for _, i := range g.r.Perm(len(in.grouped)) {
			if in.grouped[i].Type == t && g.chance(60) {
				return in.grouped[i]
			}
		}
		return g.aggregate(t, in)
	}
	if in.outer != nil && !in.outer.isGroup && g.chance(25) {
		if c := g.columnOf(t, in.outer); c != nil {
			return c
		}
	}
	if c := g.columnOf(t, in); c != nil && g.chance(85) {
		return c
	}
	return g.literal(t, false)
}

// aggregate is an aggregate function, whose argument sees single rows.
func (g *generator) aggregate(t string, in *scope) *node {
	rows := &scope{sources: in.sources, flat: true}
	switch t {
	case integer:
		switch g.r.IntN(4) {
		case 0:
			return &node{Op: "countstar", Type: integer}
		case 1:
			return &node{Op: "countdistinct", Type: integer, Args: []*node{g.expression(pick(g, allTypes), rows, 1, 0)}}
		case 2:
			return call("count", integer, g.expression(pick(g, allTypes), rows, 1, 0))
		}
		return call(pick(g, []string{"sum", "min", "max"}), integer, g.expression(integer, rows, 1, 0))
	case number:
		return call(pick(g, []string{"sum", "min", "max", "avg"}), number, g.expression(number, rows, 1, 0))
	case boolean:
		return &node{Op: "gt", Type: boolean, Args: []*node{{Op: "countstar", Type: integer}, g.literal(integer, true)}}
	}
	return call(pick(g, []string{"min", "max"}), t, g.expression(t, rows, 1, 0))
}

// expression draws an expression of type t. depth is that of subqueries.
func (g *generator) expression(t string, in *scope, size, depth int) *node {
	if size <= 0 || t != boolean && g.chance(30) {
		if t == boolean && !in.isGroup && g.chance(70) {
			return g.comparison(in, 0, depth)
		}
		return g.leaf(t, in)
	}
	if g.chance(12) {
		return g.branch(t, in, size, depth)
	}
	if g.chance(6) && depth > 0 && !in.flat && !in.isGroup && t != boolean {
		return g.scalar(t, in, depth)
	}
	if g.chance(10) {
		return call("coalesce", t, g.expression(t, in, size-1, depth), g.expression(t, in, size-1, depth))
	}
	switch t {
	case integer:
		return g.integer(in, size, depth)
	case number:
		return g.number(in, size, depth)
	case text:
		return g.text(in, size, depth)
	case boolean:
		return g.condition(in, size, depth)
	}
	return g.leaf(t, in)
}

func (g *generator) integer(in *scope, size, depth int) *node {
	x := g.expression(integer, in, size-1, depth)
	switch g.r.IntN(9) {
	case 0, 1, 2:
		return &node{Op: pick(g, []string{"add", "sub", "mul"}), Type: integer, Args: []*node{x, g.right(integer, in, size, depth)}}
	case 3:
		return &node{Op: "mod", Type: integer, Args: []*node{x, lit(integer, strconv.Itoa(2+g.r.IntN(7)))}}
	case 4:
		return &node{Op: "idiv", Type: integer, Args: []*node{call("abs", integer, x), lit(integer, strconv.Itoa(2+g.r.IntN(7)))}}
	case 5:
		return &node{Op: "neg", Type: integer, Args: []*node{x}}
	case 6:
		return call("length", integer, g.expression(text, in, size-1, depth))
	case 7:
		return &node{Op: "extract", Name: pick(g, []string{"year", "month", "day"}), Type: integer, Args: []*node{g.leaf(date, in)}}
	}
	return call("nullif", integer, x, g.literal(integer, false))
}

func (g *generator) number(in *scope, size, depth int) *node {
	x := g.expression(number, in, size-1, depth)
	switch g.r.IntN(7) {
	case 0, 1:
		y := g.right(number, in, size, depth)
		if y.Bare {
			y = g.literal(number, false)
		}
		return &node{Op: pick(g, []string{"add", "sub", "mul"}), Type: number, Args: []*node{x, y}}
	case 2:
		if g.legacy {
			return x
		}
		return &node{Op: "div", Type: number, Args: []*node{x, call("nullif", number, g.expression(number, in, size-1, depth), lit(number, "0.00"))}}
	case 3:
		return &node{Op: "cast", Type: number, Args: []*node{g.expression(pick(g, []string{integer, number}), in, size-1, depth)}}
	case 4:
		return call("abs", number, x)
	case 5:
		return &node{Op: "add", Type: number, Args: []*node{x, g.expression(integer, in, size-1, depth)}}
	}
	return &node{Op: "neg", Type: number, Args: []*node{x}}
}

func (g *generator) text(in *scope, size, depth int) *node {
	x := g.expression(text, in, size-1, depth)
	switch g.r.IntN(6) {
	case 0:
		return &node{Op: "concat", Type: text, Args: []*node{x, g.right(text, in, size, depth)}}
	case 1:
		return call(pick(g, []string{"lower", "upper", "trim"}), text, x)
	case 2:
		return call("substr", text, x, lit(integer, strconv.Itoa(1+g.r.IntN(3))), lit(integer, strconv.Itoa(g.r.IntN(4))))
	case 3:
		return call("replace", text, x, lit(text, "a"), lit(text, pick(g, []string{"", "b", "'"})))
	case 4:
		return &node{Op: "cast", Type: text, Args: []*node{g.expression(pick(g, []string{integer, text, date}), in, size-1, depth)}}
	}
	return call("nullif", text, x, g.literal(text, false))
}

// right is the right side of an operator: often a bare value, as programs write it.
func (g *generator) right(t string, in *scope, size, depth int) *node {
	if g.chance(45) {
		return g.literal(t, true)
	}
	return g.expression(t, in, size-1, depth)
}

func (g *generator) condition(in *scope, size, depth int) *node {
	switch n := g.r.IntN(100); {
	case n < 30:
		x := &node{Op: pick(g, []string{"and", "or"}), Type: boolean}
		for range 2 + g.r.IntN(2) {
			x.Args = append(x.Args, g.expression(boolean, in, size-1, depth))
		}
		return x
	case n < 42:
		return &node{Op: "not", Type: boolean, Args: []*node{g.expression(boolean, in, size-1, depth)}}
	case n < 54 && depth > 0 && !in.flat && !in.isGroup:
		return g.subcondition(in, size, depth)
	case n < 60:
		return g.leaf(boolean, in)
	}
	return g.comparison(in, size-1, depth)
}

// typed is an expression that has a type of its own.
func (g *generator) typed(t string, in *scope, size, depth int) *node {
	for range 4 {
		if x := g.expression(t, in, size, depth); x.Op != "lit" {
			return x
		}
	}
	return &node{Op: "cast", Type: t, Args: []*node{g.literal(t, false)}}
}

func (g *generator) comparison(in *scope, size, depth int) *node {
	t := pick(g, []string{integer, integer, text, text, number, date, boolean})
	if t == boolean && size > 0 {
		size = 0
	}
	var x *node
	if t == boolean {
		x = g.leaf(t, in)
	} else {
		x = g.typed(t, in, size, depth)
	}
	b := func(op string, args ...*node) *node {
		return &node{Op: op, Type: boolean, Args: append([]*node{x}, args...)}
	}
	switch n := g.r.IntN(100); {
	case t == boolean:
		return b(pick(g, []string{"eq", "ne", "isnull", "notnull", "distinct", "notdistinct"}), g.leaf(boolean, in))
	case n < 10:
		return b(pick(g, []string{"isnull", "notnull"}))
	case n < 20:
		return b(pick(g, []string{"between", "notbetween"}), g.right(t, in, size, depth), g.right(t, in, size, depth))
	case n < 32 && !in.unlisted:
		y := b(pick(g, []string{"in", "in", "notin"}))
		for range g.r.IntN(5) {
			y.Args = append(y.Args, g.literal(t, true))
		}
		return y
	case n < 40:
		return b(pick(g, []string{"distinct", "notdistinct"}), g.right(t, in, size, depth))
	case t == text && n < 70:
		op := pick(g, []string{"like", "notlike", "ilike", "contains", "startswith", "endswith"})
		pattern := pick(g, []string{"%a%", "_o%", "x_y", "%'%", "A%", "%", "50%", "a", "o", "/"})
		return b(op, &node{Op: "lit", Type: text, Value: pattern, Bare: true})
	}
	return b(pick(g, []string{"eq", "ne", "lt", "le", "gt", "ge"}), g.right(t, in, size, depth))
}

// branch is a CASE.
func (g *generator) branch(t string, in *scope, size, depth int) *node {
	n := &node{Op: "case", Type: t}
	for range 1 + g.r.IntN(2) {
		n.Args = append(n.Args, g.expression(boolean, in, size-1, depth), g.expression(t, in, size-1, depth))
	}
	if g.chance(60) {
		n.Else = g.expression(t, in, size-1, depth)
	}
	return n
}

// subcondition is EXISTS, or IN of a subquery.
func (g *generator) subcondition(in *scope, size, depth int) *node {
	if g.chance(50) {
		q := g.query(in, 1, depth-1, []string{integer})
		q.Order, q.Limit, q.Offset = nil, nil, nil
		return &node{Op: "exists", Type: boolean, Sub: q}
	}
	t := pick(g, []string{integer, integer, text})
	q := g.query(in, 1, depth-1, []string{t})
	q.Order, q.Limit, q.Offset = nil, nil, nil
	return &node{Op: pick(g, []string{"insub", "notinsub"}), Type: boolean, Args: []*node{g.typed(t, in, size-1, 0)}, Sub: q}
}

// scalar is a subquery of one value.
func (g *generator) scalar(t string, in *scope, depth int) *node {
	q := &stmt{Kind: "select", types: []string{t}}
	inner := &scope{outer: in}
	f := g.source(inner, 0)
	inner.sources, q.From = []*source{f}, []*source{f}
	q.Where = g.expression(boolean, inner, 2, depth-1)
	q.Items = []*node{g.aggregate(t, inner)}
	return &node{Op: "scalar", Type: t, Sub: q}
}

// window is a window function over base tables, whose keys order the rows without choice.
func (g *generator) window(t string, in *scope) *node {
	n := &node{Op: "over", Type: t}
	for _, f := range in.sources {
		if f.Kind != "table" && f.Kind != "alias" {
			return nil
		}
		n.Order = append(n.Order, g.ordering(&node{Op: "col", From: f.Key, Name: "id", Type: integer}))
	}
	if g.chance(50) {
		n.Part = []*node{g.columnOf(pick(g, []string{integer, text, boolean}), in)}
		if n.Part[0] == nil {
			n.Part = nil
		}
	}
	flat := &scope{sources: in.sources, flat: true}
	x := g.expression(t, flat, 1, 0)
	switch k := g.r.IntN(5); {
	case t == integer && k < 2:
		n.Args = []*node{call(pick(g, []string{"row_number", "rank", "dense_rank"}), integer)}
		return n
	case (t == integer || t == number) && k < 4:
		n.Args = []*node{call(pick(g, []string{"sum", "min", "max"}), t, x)}
		if g.chance(50) {
			n.Frame = []string{pick(g, []string{"unbounded", "-2", "current"}), pick(g, []string{"current", "1", "unbounded"})}
		}
		return n
	}
	n.Args = []*node{call(pick(g, []string{"lag", "lead", "first_value"}), t, x)}
	return n
}

package compiler

import "github.com/azoth-orm/azoth/expr"

// cteText is a common table expression that the statement uses. It renders where it is first used, and stands in front of the
// whole statement, or, if it is nesting, in front of the SELECT that uses it.
type cteText struct {
	cte  *expr.CTE
	name string
	text *fragment
	// level is the number of statements around the place of WITH, the one that it belongs to included; 1 is the whole.
	level int
	// here says that the statement asked for WITH in front of itself.
	here bool
}

// nests tells whether the text stands in front of a statement inside of the whole.
func (t *cteText) nests() bool { return t.cte.Nesting || t.here }

// writeCTE writes the name of a CTE in FROM, and its text the first time.
func writeCTE(c *Compiler, t *expr.CTE) { c.nameAs(objectName, c.useCTE(t)) }

// useCTE is the name of t, whose text is rendered the first time.
func (c *Compiler) useCTE(t *expr.CTE) string {
	return c.useCTEAt(t, false)
}

// useCTEHere is useCTE with WITH in front of the statement that renders.
func (c *Compiler) useCTEHere(t *expr.CTE) { c.useCTEAt(t, true) }

func (c *Compiler) useCTEAt(t *expr.CTE, here bool) string {
	name, level := c.fromName(t), 1
	if t.Nesting || here {
		level = len(c.scopes)
	}
	for _, known := range c.ctes {
		if known.cte == t {
			if here {
				known.level, known.here = level, true
			}
			return name
		}
		if known.name == name && known.level == level {
			c.failf("two different CTEs are called %s (rename one, or make it azoth.Nesting)", name)
			return name
		}
	}
	entry := &cteText{cte: t, name: name, level: level, here: here}
	c.ctes = append(c.ctes, entry)
	entry.text = c.capture(func() { c.cteBody(t, name) })
	c.toEnd(entry)
	return name
}

// toEnd puts entry behind the CTEs that rendered inside it: it names them, so they stand first.
func (c *Compiler) toEnd(entry *cteText) {
	kept := c.ctes[:0:0]
	for _, t := range c.ctes {
		if t != entry {
			kept = append(kept, t)
		}
	}
	c.ctes = append(kept, entry)
}

// cteBody appends name AS (SELECT ...). A recursive one names itself inside, which is why it is known before it renders.
func (c *Compiler) cteBody(t *expr.CTE, name string) {
	switch {
	case !c.allowed(objectName, name):
	case t.Recursive:
		c.Write(c.grammar.Quoting.Heading(name))
		c.cteColumns(t)
	default:
		c.Write(c.grammar.Quoting.Quote(name))
	}
	c.Write(" AS ")
	c.cteWords(t)
	c.Write("\n(")
	c.selectable(t.Query, asFrom)
	if t.Next != nil {
		if t.UnionAll {
			c.Write(" UNION ALL ")
		} else {
			c.Write(" UNION ")
		}
		c.selectable(t.Next, asFrom)
	}
	c.Write(")")
	if s := c.texts(t.Suffixes); s != "" {
		c.Write(" " + s + " ")
	}
}

// cteWords appends what stands between AS and the parenthesis.
func (c *Compiler) cteWords(t *expr.CTE) {
	if c.grammar.Features.Materialized {
		switch t.Materialized {
		case expr.MaterializeAlways:
			c.Write("MATERIALIZED ")
		case expr.MaterializeNever:
			c.Write("NOT MATERIALIZED ")
		}
	}
	if s := c.texts(t.Prefixes); s != "" {
		c.Write(s + " ")
	}
}

// cteColumns appends the names of the columns, which a recursive CTE refers to before they are selected.
func (c *Compiler) cteColumns(t *expr.CTE) {
	c.Parenthesized(func() {
		n := 0
		for _, it := range c.selected(t.Query) {
			if it.fallback != nil {
				c.separate(n)
				c.nameAs(columnName, c.labelText(it.fallback))
				n++
			}
		}
	})
}

// withClause is the text of WITH of the whole statement, or nil if it has no CTE.
func (c *Compiler) withClause() *fragment {
	f := c.withText(c.ctes)
	c.ctes = nil
	return f
}

// nestedWith puts WITH of the CTEs that nest here in front of what was written since start. depth is 1 for a SELECT; a set operation and an
// INSERT have the WITH of their parts as well, which is a depth of 2.
func (c *Compiler) nestedWith(start, depth int) {
	level := len(c.scopes)
	if level < 2 {
		return // all that is left stands in front of the whole
	}
	var here, kept []*cteText
	for _, t := range c.ctes {
		if t.nests() && t.level >= level && t.level < level+depth {
			here = append(here, t)
		} else {
			kept = append(kept, t)
		}
	}
	if f := c.withText(here); f != nil {
		if !c.grammar.Features.NestedWith {
			c.unsupported(here[0].cte, "WITH stands in front of the whole statement there (leave Nesting out)")
		}
		c.ctes = kept
		c.out.insert(start, f)
	}
}

// withOfWrite is nestedWith for a statement that writes.
func (c *Compiler) withOfWrite(s expr.Element, start, depth int) {
	if c.grammar.Features.WithReads && len(c.ctes) > 0 {
		c.unsupported(s, "WITH stands in front of a SELECT only (make the common table expression azoth.Nesting, so that it stands in the subquery)")
	}
	c.nestedWith(start, depth)
}

// withText is WITH and the text of CTEs; nil if there are none.
func (c *Compiler) withText(ts []*cteText) *fragment {
	if len(ts) == 0 {
		return nil
	}
	f := &fragment{text: []byte("WITH ")}
	for _, t := range ts {
		if t.cte.Recursive && c.grammar.Features.RecursiveWord {
			f.text = []byte("WITH RECURSIVE ")
		}
	}
	for i, t := range ts {
		if i > 0 {
			f.text = append(f.text, ", \n"...)
		}
		f.append(t.text)
	}
	f.text = append(f.text, "\n "...)
	return f
}

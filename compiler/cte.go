package compiler

import "github.com/azoth-orm/azoth/expr"

// cteText is a common table expression that the statement uses. It renders where it is first used, and stands in front of the
// whole statement.
type cteText struct {
	cte  *expr.CTE
	name string
	text *fragment
}

// writeCTE writes the name of a CTE in FROM, and its text the first time.
func writeCTE(c *Compiler, t *expr.CTE) { c.nameAs(objectName, c.useCTE(t)) }

// useCTE is the name of t, whose text is rendered the first time.
func (c *Compiler) useCTE(t *expr.CTE) string {
	name := c.fromName(t)
	for _, known := range c.ctes {
		if known.cte == t {
			return name
		}
		if known.name == name {
			c.failf("two different CTEs are called %s (rename one)", name)
			return name
		}
	}
	entry := &cteText{cte: t, name: name}
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
	c.Write(" AS \n(")
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

// withClause is the text of WITH, or nil if the statement has no CTE.
func (c *Compiler) withClause() *fragment {
	if len(c.ctes) == 0 {
		return nil
	}
	f := &fragment{text: []byte("WITH ")}
	for _, t := range c.ctes {
		if t.cte.Recursive && c.grammar.Features.RecursiveWord {
			f.text = []byte("WITH RECURSIVE ")
		}
	}
	for i, t := range c.ctes {
		if i > 0 {
			f.text = append(f.text, ", \n"...)
		}
		f.append(t.text)
	}
	f.text = append(f.text, "\n "...)
	c.ctes = nil
	return f
}

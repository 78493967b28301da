package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

func registerViews(g *Grammar) {
	On(g, writeCreateView)
	On(g, writeDropView)
	On(g, writeRefreshView)
}

// writeCreateView writes CREATE VIEW name AS query, with literals in the place of values.
func writeCreateView(c *Compiler, s *schema.CreateView) {
	if !c.hasView(s, s.View) {
		return
	}
	c.Write("CREATE ")
	if s.OrReplace && c.grammar.Features.DDL.OrAlter {
		c.Write("OR ALTER ")
	} else {
		c.writeIf(s.OrReplace, "OR REPLACE ")
	}
	c.temporary(s, s.Temporary)
	c.viewKind(s.View)
	c.ifNotExists(s, s.IfNotExists)
	c.inSchema(s.View.Schema, s.View.Name)
	c.Write(" AS ")
	if s.View.Query == nil {
		if s.View.Definition == "" {
			c.failf("view %s has neither a query nor a definition (give it one)", s.View)
		}
		c.Write(s.View.Definition)
		return
	}
	c.writeDefinition(s.View.Query)
}

// writeDefinition appends the query of a view or a table. Its columns are no result of the statement.
func (c *Compiler) writeDefinition(query expr.Element) {
	columns := c.columns
	c.withLiterals(func() { c.Element(query) })
	c.columns = columns
}

// writeDropView writes DROP VIEW name.
func writeDropView(c *Compiler, s *schema.DropView) {
	if !c.hasView(s, s.View) {
		return
	}
	c.Write("\nDROP ")
	c.viewKind(s.View)
	c.writeIf(s.IfExists, "IF EXISTS ")
	c.inSchema(s.View.Schema, s.View.Name)
}

// writeRefreshView writes REFRESH MATERIALIZED VIEW name.
func writeRefreshView(c *Compiler, s *schema.RefreshView) {
	if !c.hasView(s, s.View) {
		return
	}
	if !s.View.Materialized {
		c.failf("view %s keeps no rows that could be refreshed (say Materialized)", s.View)
		return
	}
	c.Write("REFRESH MATERIALIZED VIEW ")
	c.writeIf(s.Concurrently, "CONCURRENTLY ")
	c.inSchema(s.View.Schema, s.View.Name)
}

func (c *Compiler) viewKind(v *schema.View) {
	c.writeIf(v.Materialized, "MATERIALIZED ")
	c.Write("VIEW ")
}

// hasView tells whether the database has views of this kind, and reports it if not.
func (c *Compiler) hasView(st expr.Element, v *schema.View) bool {
	if v.Materialized && !c.grammar.Features.DDL.MaterializedViews {
		c.unsupported(st, "it has no materialized views (leave Materialized out)")
		return false
	}
	return true
}

package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func registerComments(g *Grammar) {
	On(g, func(c *Compiler, s *schema.SetTableComment) {
		c.commentOnTable(s, s.Table, types.TextValue(s.Table.Comment))
	})
	On(g, func(c *Compiler, s *schema.DropTableComment) { c.commentOnTable(s, s.Table, c.noComment()) })
	On(g, func(c *Compiler, s *schema.SetColumnComment) {
		c.commentOnColumn(s, s.Column, types.TextValue(s.Column.Comment))
	})
	On(g, func(c *Compiler, s *schema.DropColumnComment) { c.commentOnColumn(s, s.Column, c.noComment()) })
	On(g, func(c *Compiler, s *schema.SetConstraintComment) {
		c.commentOnConstraint(s, s.Constraint, types.TextValue(s.Comment))
	})
	On(g, func(c *Compiler, s *schema.DropConstraintComment) {
		c.commentOnConstraint(s, s.Constraint, c.noComment())
	})
}

// noComment is the comment that takes one away.
func (c *Compiler) noComment() types.Value {
	if c.grammar.Features.DDL.EmptyComment {
		return types.TextValue("")
	}
	return types.NullValue()
}

// comments tells whether comments are statements, and reports it if not.
func (c *Compiler) comments(st expr.Element) bool {
	if c.grammar.Features.DDL.Comments == CommentStatement {
		return true
	}
	c.unsupported(st, "it keeps no comments")
	return false
}

// commentOnTable writes COMMENT ON TABLE name IS '...'.
func (c *Compiler) commentOnTable(st expr.Element, t *schema.Table, comment types.Value) {
	if !c.comments(st) {
		return
	}
	c.Write("COMMENT ON TABLE ")
	c.Table(t)
	c.Write(" IS ")
	c.Literal(comment, nil)
}

// commentOnColumn writes COMMENT ON COLUMN table.name IS '...'.
func (c *Compiler) commentOnColumn(st expr.Element, col *schema.Column, comment types.Value) {
	if !c.comments(st) {
		return
	}
	c.Write("COMMENT ON COLUMN ")
	c.Table(col.Table)
	c.Write(".")
	c.ColumnName(col)
	c.Write(" IS ")
	c.Literal(comment, nil)
}

// commentOnConstraint writes COMMENT ON CONSTRAINT name ON table IS '...'.
func (c *Compiler) commentOnConstraint(st expr.Element, k schema.Constraint, comment types.Value) {
	if !c.grammar.Features.DDL.ConstraintComments {
		c.unsupported(st, "it keeps no comments of constraints (comment on the table)")
		return
	}
	c.Write("COMMENT ON CONSTRAINT ")
	c.nameOf(k)
	c.Write(" ON ")
	c.Table(k.On())
	c.Write(" IS ")
	c.Literal(comment, nil)
}

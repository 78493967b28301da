package mysql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// writeDDL puts MySQL's rules of DDL into g.
func writeDDL(g *compiler.Grammar) {
	g.Features.DDL = compiler.DDLFeatures{
		DefaultInParentheses: true, DropIndexOnTable: true,
		IndexExpressionParentheses: true, IndexFunctionParentheses: true, IndexUsing: compiler.IndexUsingLast, MaxName: 64,
	}
	compiler.On(g, writeColumn)
	compiler.On(g, writeJSON)
	compiler.On(g, writeTableSuffix)
	compiler.On(g, writeDropConstraint)
}

// writeDropConstraint writes DROP and the word of the kind of constraint.
func writeDropConstraint(c *compiler.Compiler, d *schema.DropConstraint) {
	what := "CONSTRAINT"
	switch d.Constraint.(type) {
	case *schema.CheckConstraint:
		what = "CHECK"
	case *schema.ForeignKeyConstraint:
		what = "FOREIGN KEY"
	case *schema.UniqueConstraint:
		what = "INDEX"
	}
	c.DropConstraint(d, what)
}

// writeColumn writes a column: NOT NULL, then the comment, then AUTO_INCREMENT or the default.
func writeColumn(c *compiler.Compiler, s *compiler.ColumnSpec) {
	col := s.Column
	c.ColumnStart(col)
	_, timestamp := col.Type.(types.TimestampType)
	switch {
	case !col.Nullable:
		c.Write(" NOT NULL")
	case timestamp: // without a word it would be NOT NULL
		c.Write(" NULL")
	}
	if col.Comment != "" {
		c.Write(" COMMENT ")
		c.Literal(types.TextValue(col.Comment), nil)
	}
	if col.Table.AutoincrementColumn() == col && col.ServerDefault == nil {
		c.Write(" AUTO_INCREMENT")
		return
	}
	c.ColumnDefault(col)
}

// writeTableSuffix writes the options of a table and its comment.
func writeTableSuffix(c *compiler.Compiler, s *compiler.TableSuffix) {
	options := s.Table.Options[c.Grammar().Name]
	c.Write(options)
	if s.Table.Comment == "" {
		return
	}
	if options != "" {
		c.Write(" ")
	}
	c.Write("COMMENT=")
	c.Literal(types.TextValue(s.Table.Comment), nil)
}

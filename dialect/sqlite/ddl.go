package sqlite

import (
	"github.com/azoth-orm/azoth/compiler"
)

// writeDDL puts SQLite's rules of DDL into g.
func writeDDL(g *compiler.Grammar) {
	g.Features.DDL = compiler.DDLFeatures{
		DefaultInParentheses: true, PartialIndex: true, LocalNames: true, BooleanCheck: true,
		Computed:    compiler.ComputedFeatures{Virtual: true},
		Constraints: compiler.ConstraintFeatures{DeferrableKeys: true, Match: true},
	}
	compiler.On(g, writeColumn)
}

// writeColumn writes a column. One that counts up is INTEGER whatever its type: only such a column is the rowid.
func writeColumn(c *compiler.Compiler, s *compiler.ColumnSpec) {
	col := s.Column
	if col.Table.AutoincrementColumn() == col {
		c.ColumnName(col)
		c.Write(" INTEGER")
	} else {
		c.ColumnStart(col)
	}
	c.ColumnDefault(col)
	c.ColumnIdentity(col)
	c.ColumnNotNull(col)
	c.ColumnComputed(col)
}

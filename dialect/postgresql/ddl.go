package postgresql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// writeDDL puts PostgreSQL's rules of DDL into g.
func writeDDL(g *compiler.Grammar) {
	g.Features.DDL = compiler.DDLFeatures{
		PartialIndex: true, IndexUsing: compiler.IndexUsingFirst, IndexExpressionParentheses: true, MaxName: 63,
	}
	compiler.On(g, writeColumn)
	compiler.On(g, writeJSON)
}

// writeColumn writes a column. One that counts up is SERIAL.
func writeColumn(c *compiler.Compiler, s *compiler.ColumnSpec) {
	col := s.Column
	if col.Table.AutoincrementColumn() == col && col.Default == nil {
		c.ColumnName(col)
		c.Write(" " + serial(col))
	} else {
		c.ColumnStart(col)
		c.ColumnDefault(col)
	}
	if !col.Nullable {
		c.Write(" NOT NULL")
	}
}

func serial(col *schema.Column) string {
	switch col.Type.(type) {
	case types.BigIntegerType:
		return "BIGSERIAL"
	case types.SmallIntegerType:
		return "SMALLSERIAL"
	}
	return "SERIAL"
}

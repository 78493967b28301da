package postgresql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// writeDDL puts PostgreSQL's rules of DDL into g.
func writeDDL(g *compiler.Grammar) {
	g.Literals.EStrings = true
	g.Features.DDL = compiler.DDLFeatures{
		IndexNulls: true,
		Identity:   true, EnumTypes: true, MaterializedViews: true,
		Sequences: compiler.SequenceByText, SequencesOptional: true, Comments: compiler.CommentStatement, ConstraintComments: true,
		Constraints:  compiler.ConstraintFeatures{DeferrableKeys: true, DeferrableUnique: true, Match: true, NullsNotDistinct: true},
		PartialIndex: true, IndexUsing: compiler.IndexUsingFirst, IndexInclude: true, IndexExpressionParentheses: true, MaxName: 63,
	}
	compiler.On(g, writeColumn)
	compiler.On(g, writeJSON)
}

// writeColumn writes a column. One that counts up is SERIAL, unless it says that it is an identity column.
func writeColumn(c *compiler.Compiler, s *compiler.ColumnSpec) {
	col := s.Column
	if counts(col) && (col.Default == nil || col.Sequence() != nil && !c.Numbered(col)) && col.ServerDefault == nil && col.Identity == nil {
		c.ColumnName(col)
		c.Write(" " + serial(col))
	} else {
		c.ColumnStart(col)
		c.ColumnDefault(col)
	}
	c.ColumnComputed(col)
	c.ColumnIdentity(col)
	c.ColumnNotNull(col)
}

// counts tells whether a column counts up: the one of the primary key, and any other that says so.
func counts(col *schema.Column) bool {
	return col.Autoincrement == schema.AutoincrementOn || col.Table.AutoincrementColumn() == col
}

func serial(col *schema.Column) string {
	t, _ := col.DataType()
	switch t.(type) {
	case types.BigIntegerType:
		return "BIGSERIAL"
	case types.SmallIntegerType:
		return "SMALLSERIAL"
	}
	return "SERIAL"
}

package mysql

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// writeDDL puts MySQL's rules of DDL into g.
func writeDDL(g *compiler.Grammar) {
	g.Features.DDL = compiler.DDLFeatures{
		DefaultInParentheses: true, DropIndexOnTable: true, Comments: compiler.CommentInline, BooleanCheck: true, InlineEnums: true,
		Computed:                   compiler.ComputedFeatures{Virtual: true},
		IndexExpressionParentheses: true, IndexFunctionParentheses: true, IndexUsing: compiler.IndexUsingLast, MaxName: 64,
		IndexKinds: []string{"FULLTEXT", "SPATIAL"},
	}
	compiler.On(g, writeColumn)
	compiler.On(g, writeJSON)
	compiler.On(g, func(c *compiler.Compiler, s *compiler.TableSuffix) {
		writeTableSuffix(c, s.Table, s.Table.Options["mysql"])
	})
	compiler.On(g, func(c *compiler.Compiler, d *schema.DropConstraint) { writeDropConstraint(c, d, "CHECK") })
	compiler.On(g, func(c *compiler.Compiler, s *schema.SetTableComment) { commentOnTable(c, s.Table, s.Table.Comment) })
	compiler.On(g, func(c *compiler.Compiler, s *schema.DropTableComment) { commentOnTable(c, s.Table, "") })
	compiler.On(g, func(c *compiler.Compiler, s *schema.SetColumnComment) { commentOnColumn(c, s.Column, s.Column.Comment) })
	compiler.On(g, func(c *compiler.Compiler, s *schema.DropColumnComment) { commentOnColumn(c, s.Column, "") })
}

// writeMariaDDL puts what MariaDB says in another way into g.
func writeMariaDDL(g *compiler.Grammar) {
	g.Features.DDL.Sequences, g.Features.DDL.SequencesOptional, g.Features.DDL.NoCycleWord = compiler.SequenceByName, true, true
	g.Features.DDL.Computed.NoNullability = true
	g.Features.DDL.IndexColumnsOnly = true
	compiler.On(g, func(c *compiler.Compiler, d *schema.DropConstraint) { writeDropConstraint(c, d, "CONSTRAINT") })
	compiler.On(g, func(c *compiler.Compiler, s *compiler.TableSuffix) {
		options, own := s.Table.Options["mariadb"]
		if !own {
			options = s.Table.Options["mysql"]
		}
		writeTableSuffix(c, s.Table, options)
	})
}

// writeDropConstraint writes DROP and the word of the kind of constraint; check is that of a CHECK.
func writeDropConstraint(c *compiler.Compiler, d *schema.DropConstraint, check string) {
	what := "CONSTRAINT"
	if _, key := d.Constraint.(*schema.PrimaryKeyConstraint); key { // it has no name
		c.Write("ALTER TABLE ")
		c.Table(d.Constraint.On())
		c.Write(" DROP PRIMARY KEY ")
		return
	}
	switch d.Constraint.(type) {
	case *schema.CheckConstraint:
		what = check
	case *schema.ForeignKeyConstraint:
		what = "FOREIGN KEY"
	case *schema.UniqueConstraint:
		what = "INDEX"
	}
	c.DropConstraint(d, what)
}

func writeColumn(c *compiler.Compiler, s *compiler.ColumnSpec) {
	writeColumnWith(c, s.Column, s.Column.Comment)
}

// writeColumnWith writes a column: how it is computed, NOT NULL, then the comment, then AUTO_INCREMENT or the default.
func writeColumnWith(c *compiler.Compiler, col *schema.Column, comment string) {
	c.ColumnStart(col)
	c.ColumnComputed(col)
	c.ColumnIdentity(col)
	c.ColumnNotNull(col)
	if _, timestamp := col.Type.(types.TimestampType); timestamp && col.Nullable { // without a word it would be NOT NULL
		c.Write(" NULL")
	}
	if comment != "" {
		c.Write(" COMMENT ")
		writeComment(c, comment)
	}
	switch {
	case (col.Autoincrement == schema.AutoincrementOn || col.Table.AutoincrementColumn() == col) && col.ServerDefault == nil && !c.Numbered(col):
		c.Write(" AUTO_INCREMENT")
	case isNow(col.ServerDefault) && fraction(col) > 0:
		c.Write(" DEFAULT " + compiler.Sized("CURRENT_TIMESTAMP", fraction(col)))
	case isLong(col):
		c.ColumnDefaultExpression(col)
	default:
		c.ColumnDefault(col)
	}
}

// isLong tells whether a column keeps its values beside the row. Its default must be an expression.
func isLong(col *schema.Column) bool {
	switch t := col.Type.(type) {
	case types.TextType, types.LargeBinaryType, types.JSONType, types.ArrayType:
		return true
	case StringType:
		return strings.HasSuffix(t.Name, "TEXT")
	case BinaryType:
		return strings.HasSuffix(t.Name, "BLOB")
	}
	return false
}

// fraction is the number of digits of a second that a column keeps. Its default must have as many.
func fraction(col *schema.Column) int {
	switch t := col.Type.(type) {
	case types.DateTimeType:
		return t.Digits()
	case types.TimestampType:
		return t.Digits()
	}
	return 0
}

// isNow tells whether a default is the time of the statement.
func isNow(e expr.Element) bool {
	f, ok := e.(*expr.Function)
	return ok && len(f.Args) == 0 && (strings.EqualFold(f.Name, "now") || strings.EqualFold(f.Name, "current_timestamp"))
}

// charset is that of a table whose options name none: every character that Go has, whatever the server's configuration says.
const charset = " DEFAULT CHARSET=utf8mb4"

// writeTableSuffix writes the comment and the options of a table; those about partitions have to be the last.
func writeTableSuffix(c *compiler.Compiler, t *schema.Table, options string) {
	if !namesCharset(options) {
		c.Write(charset)
	}
	if t.Comment != "" {
		c.Write(" COMMENT=")
		writeComment(c, t.Comment)
	}
	if options != "" {
		c.Write(" " + options)
	}
}

// namesCharset tells whether the options of a table say which characters it keeps.
func namesCharset(options string) bool {
	options = strings.ToUpper(options)
	return strings.Contains(options, "CHARSET") || strings.Contains(options, "CHARACTER SET") || strings.Contains(options, "COLLATE")
}

// commentOnTable writes ALTER TABLE name COMMENT '...'.
func commentOnTable(c *compiler.Compiler, t *schema.Table, comment string) {
	c.Write("ALTER TABLE ")
	c.Table(t)
	c.Write(" COMMENT ")
	writeComment(c, comment)
}

// writeComment writes a comment. The catalogue keeps it in three bytes a character, and ? for what does not fit.
func writeComment(c *compiler.Compiler, comment string) {
	if strings.ContainsFunc(comment, func(r rune) bool { return r > 0xFFFF }) {
		c.Fail(&compiler.LiteralError{Value: "the comment", Reason: "has characters above U+FFFF, which " + c.Grammar().Name + " keeps as ? (leave them out)"})
		return
	}
	c.Literal(types.TextValue(comment), nil)
}

// commentOnColumn writes ALTER TABLE name CHANGE column column TYPE ...: a comment is part of the column.
func commentOnColumn(c *compiler.Compiler, col *schema.Column, comment string) {
	c.Write("ALTER TABLE ")
	c.Table(col.Table)
	c.Write(" CHANGE ")
	c.ColumnName(col)
	c.Write(" ")
	writeColumnWith(c, col, comment)
}

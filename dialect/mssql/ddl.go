package mssql

import (
	"fmt"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
)

// defaultSchema is the schema of a table that names none, where a statement must name one.
const defaultSchema = "dbo"

// writeDDL puts SQL Server's rules of DDL into g.
func writeDDL(g *compiler.Grammar) {
	g.Features.DDL = compiler.DDLFeatures{
		Identity: true, Sequences: compiler.SequenceByNextValue, SequencesOptional: true, Comments: compiler.CommentStatement, OrAlter: true,
		PartialIndex: true, IndexInclude: true, IndexColumnsOnly: true, Constraints: compiler.ConstraintFeatures{NullsEqual: true}, NoIfNotExists: true,
		NoTemporary:      "a table is temporary by its name there, and a view never is (call the table #name, and leave Temporary out)",
		DropIndexOnTable: true, MaxName: 128,
		IndexKinds: []string{"CLUSTERED", "NONCLUSTERED", "COLUMNSTORE", wholeIndex, "NONCLUSTERED COLUMNSTORE"}, WholeIndex: wholeIndex,
	}
	compiler.On(g, writeColumn)
	compiler.On(g, compiler.SelectInto)
	compiler.On(g, func(c *compiler.Compiler, s *schema.SetTableComment) { addComment(c, s.Table, nil, s.Table.Comment) })
	compiler.On(g, func(c *compiler.Compiler, s *schema.DropTableComment) { dropComment(c, s.Table, nil) })
	compiler.On(g, func(c *compiler.Compiler, s *schema.SetColumnComment) {
		addComment(c, s.Column.Table, s.Column, s.Column.Comment)
	})
	compiler.On(g, func(c *compiler.Compiler, s *schema.DropColumnComment) { dropComment(c, s.Column.Table, s.Column) })
}

// wholeIndex is an index of the whole table, which names no columns.
const wholeIndex = "CLUSTERED COLUMNSTORE"

// writeColumn writes name TYPE [NOT] NULL, then IDENTITY or the default. A computed column has no type.
func writeColumn(c *compiler.Compiler, s *compiler.ColumnSpec) {
	col := s.Column
	if col.Computed != nil {
		writeComputed(c, col)
		return
	}
	c.ColumnStart(col)
	counts := col.Identity != nil || (col.Autoincrement == schema.AutoincrementOn || col.Table.AutoincrementColumn() == col) && col.ServerDefault == nil && !c.Numbered(col)
	if col.Nullable && !counts && col.Sequence() == nil {
		c.Write(" NULL")
	} else {
		c.Write(" NOT NULL")
	}
	if counts {
		c.Write(identity(col.Identity))
		return
	}
	c.ColumnDefault(col)
}

// identity is IDENTITY(start,step), or IDENTITY, which counts from 1.
func identity(i *schema.Identity) string {
	if i == nil || i.Start == nil && i.Increment == nil {
		return " IDENTITY"
	}
	start, step := int64(1), int64(1)
	if i.Start != nil {
		start = *i.Start
	}
	if i.Increment != nil {
		step = *i.Increment
	}
	return fmt.Sprintf(" IDENTITY(%d,%d)", start, step)
}

// writeComputed writes name AS (expression), PERSISTED if it is kept.
func writeComputed(c *compiler.Compiler, col *schema.Column) {
	c.ColumnName(col)
	c.Write(" AS ")
	c.ComputedExpression(col)
	if col.Computed.Storage == schema.Stored {
		c.Write(" PERSISTED")
	}
	if !col.Nullable {
		c.Write(" NOT NULL")
	}
}

// commentName is the name under which tools keep comments.
const commentName = "MS_Description"

// addComment writes execute sp_addextendedproperty, of a table or, if there is one, of a column.
func addComment(c *compiler.Compiler, t *schema.Table, col *schema.Column, comment string) {
	c.Write("execute sp_addextendedproperty ")
	c.Text(commentName)
	c.Write(", ")
	c.NationalText(comment)
	commented(c, t, col)
}

// dropComment writes execute sp_dropextendedproperty.
func dropComment(c *compiler.Compiler, t *schema.Table, col *schema.Column) {
	c.Write("execute sp_dropextendedproperty ")
	c.Text(commentName)
	commented(c, t, col)
}

// commented appends what a comment is about. Names stand for texts there.
func commented(c *compiler.Compiler, t *schema.Table, col *schema.Column) {
	in := c.SchemaOf(t.Schema)
	if in == "" {
		in = defaultSchema
	}
	level := func(kind string) {
		c.Write(", ")
		c.Text(kind)
		c.Write(", ")
	}
	level("schema")
	c.Name(in)
	level("table")
	c.Name(t.Name)
	if col != nil {
		level("column")
		c.ColumnName(col)
	}
}

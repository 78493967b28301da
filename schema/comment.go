package schema

import "github.com/azoth-orm/azoth/expr"

// SetTableComment keeps the Comment of a table in the database: COMMENT ON TABLE name IS '...'. CreateAll runs it behind CREATE TABLE where
// that cannot say it.
//
// SQLAlchemy: SetTableComment.
type SetTableComment struct {
	ddl
	Table *Table
}

// AppendKey writes the table and the comment.
func (s *SetTableComment) AppendKey(k *expr.Key) {
	appendDDL(k, kindSetTableComment, s.Table)
	k.String(s.Table.Comment)
}

// DropTableComment takes the comment of a table away.
//
// SQLAlchemy: DropTableComment.
type DropTableComment struct {
	ddl
	Table *Table
}

// AppendKey writes the table.
func (d *DropTableComment) AppendKey(k *expr.Key) { appendDDL(k, kindDropTableComment, d.Table) }

// SetColumnComment keeps the Comment of a column in the database: COMMENT ON COLUMN table.name IS '...'.
//
// SQLAlchemy: SetColumnComment.
type SetColumnComment struct {
	ddl
	Column *Column
}

// AppendKey writes the column and the comment.
func (s *SetColumnComment) AppendKey(k *expr.Key) {
	appendDDL(k, kindSetColumnComment, s.Column.Table)
	k.String(s.Column.Name)
	k.String(s.Column.Comment)
}

// DropColumnComment takes the comment of a column away.
//
// SQLAlchemy: DropColumnComment.
type DropColumnComment struct {
	ddl
	Column *Column
}

// AppendKey writes the column.
func (d *DropColumnComment) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropColumnComment, d.Column.Table)
	k.String(d.Column.Name)
}

// SetConstraintComment keeps a comment of a constraint: COMMENT ON CONSTRAINT name ON table IS '...'. PostgreSQL has it. The constraint needs
// a name.
//
// SQLAlchemy: SetConstraintComment.
type SetConstraintComment struct {
	ddl
	Constraint Constraint
	Comment    string
}

// AppendKey writes the table, which of its constraints is meant, and the comment.
func (s *SetConstraintComment) AppendKey(k *expr.Key) {
	appendDDL(k, kindSetConstraintComment, s.Constraint.On())
	k.Uint(uint64(constraintIndex(s.Constraint)))
	k.String(s.Comment)
}

// DropConstraintComment takes the comment of a constraint away.
//
// SQLAlchemy: DropConstraintComment.
type DropConstraintComment struct {
	ddl
	Constraint Constraint
}

// AppendKey writes the table and which of its constraints is meant.
func (d *DropConstraintComment) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropConstraintComment, d.Constraint.On())
	k.Uint(uint64(constraintIndex(d.Constraint)))
}

// comments are the statements that keep the comments of a table.
func (t *Table) comments() []expr.Statement {
	var out []expr.Statement
	if t.Comment != "" {
		out = append(out, &SetTableComment{Table: t})
	}
	for _, c := range t.Columns {
		if c.Comment != "" {
			out = append(out, &SetColumnComment{Column: c})
		}
	}
	return out
}

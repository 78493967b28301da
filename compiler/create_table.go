package compiler

import (
	"fmt"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// writeCreateTable writes CREATE TABLE: columns, then constraints, one a line.
func writeCreateTable(c *Compiler, s *schema.CreateTable) {
	t := s.Table
	c.Write("\nCREATE ")
	c.writeIf(t.Temporary, "TEMPORARY ")
	c.Write("TABLE ")
	c.writeIf(s.IfNotExists, "IF NOT EXISTS ")
	c.Table(t)
	c.Write(" (")
	gap := "\n\t"
	for _, col := range t.Columns {
		c.Write(gap)
		gap = ", \n\t"
		c.Element(&ColumnSpec{Column: col})
	}
	for _, k := range t.Constraints() {
		if c.leavesOut(k, s.Omit) {
			continue
		}
		c.Write(gap)
		gap = ", \n\t"
		c.Element(&ConstraintSpec{Constraint: k})
	}
	c.enumChecks(t, gap)
	c.Write("\n)")
	c.Element(&TableSuffix{Table: t})
	c.Write("\n\n")
}

// leavesOut tells whether a constraint is created later, by ALTER TABLE.
func (c *Compiler) leavesOut(k schema.Constraint, omit []*schema.ForeignKeyConstraint) bool {
	f, ok := k.(*schema.ForeignKeyConstraint)
	return ok && (slices.Contains(omit, f) || c.grammar.Features.DDL.LocalNames && leavesSchema(f))
}

// leavesSchema tells whether a foreign key leads to another schema, which is another file to SQLite.
func leavesSchema(f *schema.ForeignKeyConstraint) bool {
	t, err := f.RefTable()
	return err == nil && t.Schema != f.Table.Schema
}

// enumChecks appends CHECK (column IN (...)) for enumerations that ask for it.
func (c *Compiler) enumChecks(t *schema.Table, gap string) {
	for _, col := range t.Columns {
		e, ok := col.Type.(types.EnumType)
		if !ok || !e.Check {
			continue
		}
		c.Write(gap)
		gap = ", \n\t"
		c.constraintName(e.Name)
		c.Write("CHECK (")
		c.columnOnly(&col.ColumnRef)
		c.Write(" IN (")
		for i, v := range e.Values() {
			c.separate(i)
			c.Literal(types.TextValue(v), nil)
		}
		c.Write("))")
	}
}

// writeColumnSpec writes name TYPE [DEFAULT x] [NOT NULL].
func writeColumnSpec(c *Compiler, s *ColumnSpec) {
	c.ColumnStart(s.Column)
	c.ColumnDefault(s.Column)
	c.writeIf(!s.Column.Nullable, " NOT NULL")
}

// ColumnStart appends the name and the type of a column.
func (c *Compiler) ColumnStart(col *schema.Column) {
	c.ColumnName(col)
	c.Write(" ")
	c.ColumnType(col)
}

// ColumnName appends the name of a column alone.
func (c *Compiler) ColumnName(col *schema.Column) { c.columnOnly(&col.ColumnRef) }

// ColumnType appends the type of a column.
func (c *Compiler) ColumnType(col *schema.Column) {
	t, err := col.DataType()
	if err != nil {
		c.Fail(err)
		return
	}
	name, err := c.grammar.TypeName(t)
	if err != nil {
		c.Fail(fmt.Errorf("compiler: column %s.%s: %w", col.Table, col.Name, err))
		return
	}
	if name == "" {
		c.failf("column %s.%s: %s cannot keep a %s (give the type a length, or another type)", col.Table, col.Name, c.grammar.Name, t.SQLType())
		return
	}
	c.Write(name)
}

// ColumnDefault appends DEFAULT x for a column that has a default in the database.
func (c *Compiler) ColumnDefault(col *schema.Column) {
	d := c.defaultText(col)
	if d == "" {
		return
	}
	if c.grammar.Features.DDL.DefaultInParentheses && isExpression(d) {
		d = "(" + d + ")"
	}
	c.Write(" DEFAULT " + d)
}

// defaultText is the default of a column as SQL.
func (c *Compiler) defaultText(col *schema.Column) string {
	if col.ServerDefault == nil {
		return ""
	}
	saved := c.out
	c.out = &fragment{}
	c.Literally(func() {
		if b, ok := col.ServerDefault.(*expr.Bind); ok {
			c.bindBeside(b, &col.ColumnRef)
			return
		}
		c.Element(col.ServerDefault)
	})
	text := string(c.out.text)
	c.out = saved
	return text
}

// isExpression tells whether a default is more than a literal or a word: SQLite and MySQL want such a one in parentheses.
func isExpression(d string) bool {
	trimmed := strings.TrimLeft(d, " \t\n")
	if trimmed == "" || strings.IndexByte(`'"(`, trimmed[0]) >= 0 {
		return false
	}
	return strings.IndexFunc(d, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < 0x80
	}) >= 0
}

func writeTableSuffix(c *Compiler, s *TableSuffix) {
	if o := s.Table.Options[c.grammar.Name]; o != "" {
		c.Write("\n " + o)
	}
}

// writeConstraintSpec writes a constraint as in CREATE TABLE.
func writeConstraintSpec(c *Compiler, s *ConstraintSpec) {
	c.constraintName(s.Constraint.ConstraintName())
	switch k := s.Constraint.(type) {
	case *schema.PrimaryKeyConstraint:
		c.Write("PRIMARY KEY (")
		c.listed(countingFirst(k))
		c.Write(")")
	case *schema.UniqueConstraint:
		c.Write("UNIQUE (")
		c.listed(k.Columns)
		c.Write(")")
		c.writeIf(k.Deferrable, deferred)
	case *schema.CheckConstraint:
		c.Write("CHECK (")
		c.Literally(func() { c.Element(k.Expr) })
		c.Write(")")
	case *schema.ForeignKeyConstraint:
		c.foreignKey(k)
	default:
		c.failf("%T is no constraint that this grammar knows", k)
	}
}

func (c *Compiler) constraintName(name string) {
	if name == "" {
		return
	}
	c.Write("CONSTRAINT ")
	c.Name(name)
	c.Write(" ")
}

// countingFirst are the columns of a primary key, the one that counts up first: MySQL needs an index that begins with it.
func countingFirst(p *schema.PrimaryKeyConstraint) []*schema.Column {
	counting := p.Table.AutoincrementColumn()
	if counting == nil || p.Columns[0] == counting {
		return p.Columns
	}
	out := []*schema.Column{counting}
	for _, col := range p.Columns {
		if col != counting {
			out = append(out, col)
		}
	}
	return out
}

func (c *Compiler) foreignKey(f *schema.ForeignKeyConstraint) {
	refs, err := f.References()
	if err != nil {
		c.Fail(err)
		return
	}
	c.Write("FOREIGN KEY(")
	c.listed(f.Columns)
	c.Write(") REFERENCES ")
	c.referenced(refs[0].Table)
	c.Write(" (")
	c.listed(refs)
	c.Write(")")
	c.action(" ON DELETE ", f.OnDelete)
	c.action(" ON UPDATE ", f.OnUpdate)
	c.writeIf(f.Deferrable, deferred)
}

const deferred = " DEFERRABLE INITIALLY DEFERRED"

// referenced appends the table that a foreign key references.
func (c *Compiler) referenced(t *schema.Table) {
	if c.grammar.Features.DDL.LocalNames {
		c.Name(t.Name)
		return
	}
	c.Table(t)
}

// action appends what a foreign key does. Actions are words of SQL, so anything else is a mistake of the program.
func (c *Compiler) action(prefix string, a schema.Action) {
	switch a {
	case "":
	case schema.NoAction, schema.Restrict, schema.Cascade, schema.SetNull, schema.SetDefault:
		c.Write(prefix + string(a))
	default:
		c.failf("%q is no action of a foreign key (use the constants of package schema)", a)
	}
}

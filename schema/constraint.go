package schema

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Constraint is a constraint of a table.
//
// SQLAlchemy: Constraint.
type Constraint interface {
	// ConstraintName is the constraint's name; "" leaves it to the database.
	ConstraintName() string
	// On is the table that the constraint belongs to.
	On() *Table
}

// PrimaryKeyConstraint is PRIMARY KEY (columns).
//
// SQLAlchemy: PrimaryKeyConstraint.
type PrimaryKeyConstraint struct {
	Table   *Table
	Name    string
	Columns []*Column
	// Verbatim keeps the naming convention away from Name, even if it is "". SQLAlchemy: conv.
	Verbatim bool
}

// ConstraintName is the constraint's name, that of the naming convention if it has none.
func (p *PrimaryKeyConstraint) ConstraintName() string { return plainOr(p, p.Name) }

// On is the table that p belongs to.
func (p *PrimaryKeyConstraint) On() *Table { return p.Table }

// UniqueConstraint is UNIQUE (columns).
//
// SQLAlchemy: UniqueConstraint.
type UniqueConstraint struct {
	Table   *Table
	Name    string
	Columns []*Column
	// Verbatim keeps the naming convention away from Name, even if it is "". SQLAlchemy: conv.
	Verbatim bool
	// Deferrable renders DEFERRABLE INITIALLY DEFERRED: the constraint is checked at COMMIT. With Immediate it is checked at once until a
	// transaction says otherwise.
	Deferrable, Immediate bool
	// NullsNotDistinct lets a row have NULL only once.
	NullsNotDistinct bool
	// When says for which databases the constraint is meant.
	When When
}

// ConstraintName is the constraint's name, that of the naming convention if it has none.
func (u *UniqueConstraint) ConstraintName() string { return plainOr(u, u.Name) }

// On is the table that u belongs to.
func (u *UniqueConstraint) On() *Table { return u.Table }

// CheckConstraint is CHECK (condition). Values in the condition are rendered as literals, for DDL cannot bind.
//
// SQLAlchemy: CheckConstraint.
type CheckConstraint struct {
	Table *Table
	Name  string
	Expr  expr.Element
	// Verbatim keeps the naming convention away from Name, even if it is "". SQLAlchemy: conv.
	Verbatim bool
	// When says for which databases the constraint is meant.
	When When
}

// ConstraintName is the constraint's name, that of the naming convention if it has none.
func (c *CheckConstraint) ConstraintName() string { return plainOr(c, c.Name) }

// On is the table that c belongs to.
func (c *CheckConstraint) On() *Table { return c.Table }

// Index is CREATE INDEX.
//
// SQLAlchemy: Index.
type Index struct {
	Table *Table
	// Name is the index's name; "" makes one of the table and the columns: ix_users_name, or what the naming convention says.
	Name string
	// Verbatim keeps the naming convention away from Name. SQLAlchemy: conv.
	Verbatim bool
	// Exprs are what is indexed: columns, expressions, their Asc() and Desc().
	Exprs []expr.Element
	// Unique makes it a UNIQUE INDEX.
	Unique bool
	// Where makes it a partial index, in databases that have them.
	Where expr.Element
	// Using is the method of the index, in databases that have several: gin.
	Using string
	// Include are columns that the index carries without being ordered by them.
	Include []*Column
	// NullsNotDistinct lets a unique index have NULL only once.
	NullsNotDistinct bool
	// When says for which databases the index is meant; CreateAll passes over the others.
	When When
}

// IndexName is the index's name: its own, that of the naming convention, or ix_ with the names of table and columns.
func (i *Index) IndexName() string {
	name, _, err := i.FullName()
	switch {
	case err == nil:
		return name
	case i.Name != "":
		return i.Name
	}
	return i.plainName()
}

func (i *Index) plainName() string {
	parts := []string{"ix"}
	if i.Table != nil {
		parts = append(parts, strings.ReplaceAll(i.Table.Key(), ".", "_"))
	}
	for _, e := range i.Exprs {
		if n := firstColumn(e); n != "" {
			parts = append(parts, n)
		}
	}
	return strings.Join(parts, "_")
}

func firstColumn(e expr.Element) string {
	if n := expr.NameOf(e); n != "" {
		return n
	}
	found := ""
	expr.ChildrenOf(e, func(c expr.Element) {
		if found == "" && c != nil {
			found = firstColumn(c)
		}
	})
	return found
}

// AddUnique adds UNIQUE (cols).
func (t *Table) AddUnique(cols ...*Column) *UniqueConstraint {
	u := &UniqueConstraint{Table: t, Columns: cols}
	t.Uniques = append(t.Uniques, u)
	t.others = append(t.others, u)
	return u
}

// AddCheck adds CHECK (condition): an expression, or expr.NewText.
func (t *Table) AddCheck(condition expr.Element) *CheckConstraint {
	c := &CheckConstraint{Table: t, Expr: condition}
	t.Checks = append(t.Checks, c)
	t.others = append(t.others, c)
	return c
}

// AddIndex adds an index of columns and expressions.
func (t *Table) AddIndex(xs ...expr.Element) *Index {
	i := &Index{Table: t, Exprs: xs}
	t.Indexes = append(t.Indexes, i)
	return i
}

// Constraints are all constraints in the order of the DDL: the primary key, if there is one, then the others as they were added.
func (t *Table) Constraints() []Constraint {
	var out []Constraint
	if len(t.PrimaryKey.Columns) > 0 {
		out = append(out, t.PrimaryKey)
	}
	return append(out, t.others...)
}

func countsByItself(c *Column) bool {
	if c.Autoincrement == AutoincrementOff || c.Default != nil && c.Sequence() == nil || c.ServerDefault != nil || c.Computed != nil {
		return false
	}
	return types.IsInteger(c.Type) && c.Table.ForeignKeyOf(c) == nil
}

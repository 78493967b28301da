package orm

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// ForeignKey is a foreign key in a definition; its methods say more of it. SQLAlchemy: ForeignKeyConstraint.
type ForeignKey struct{ c *schema.ForeignKeyConstraint }

// OnDelete renders ON DELETE. SQLAlchemy: ondelete.
func (f ForeignKey) OnDelete(a schema.Action) ForeignKey {
	f.c.OnDelete = a
	return f
}

// OnUpdate renders ON UPDATE. SQLAlchemy: onupdate.
func (f ForeignKey) OnUpdate(a schema.Action) ForeignKey {
	f.c.OnUpdate = a
	return f
}

// Name renders CONSTRAINT name. SQLAlchemy: name.
func (f ForeignKey) Name(name string) ForeignKey {
	f.c.Name = name
	return f
}

// Unique is a unique constraint in a definition. SQLAlchemy: UniqueConstraint.
type Unique struct{ c *schema.UniqueConstraint }

// Name renders CONSTRAINT name. SQLAlchemy: name.
func (u Unique) Name(name string) Unique {
	u.c.Name = name
	return u
}

// Check is a check constraint in a definition. SQLAlchemy: CheckConstraint.
type Check struct{ c *schema.CheckConstraint }

// Name renders CONSTRAINT name. SQLAlchemy: name.
func (c Check) Name(name string) Check {
	c.c.Name = name
	return c
}

// Index is an index in a definition. SQLAlchemy: Index.
type Index struct{ i *schema.Index }

// Unique makes it a UNIQUE INDEX. SQLAlchemy: unique=True.
func (i Index) Unique() Index {
	i.i.Unique = true
	return i
}

// Where makes it a partial index. SQLAlchemy: postgresql_where, sqlite_where.
func (i Index) Where(ps ...expr.Predicate) Index {
	i.i.Where = expr.ElementOf(expr.And(ps...))
	return i
}

// Name names the index, instead of ix_table_column. SQLAlchemy: name.
func (i Index) Name(name string) Index {
	i.i.Name = name
	return i
}

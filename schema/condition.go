package schema

import "slices"

// When says for which databases a constraint, an index or a statement of DDL is meant. The zero When is for all of them.
//
// SQLAlchemy: ddl_if, execute_if.
type When struct {
	// Dialects are the names of dialects: "postgresql". Those of mysql are MariaDB's, too. None is all.
	Dialects []string
	// If, unless it is nil, is asked as well. dialect is the name of the dialect.
	If func(dialect string) bool
}

// Holds tells whether w holds for a dialect. names are its own name, and those of the dialects that it is a kind of.
func (w When) Holds(names ...string) bool {
	if len(w.Dialects) > 0 && !slices.ContainsFunc(names, func(n string) bool { return slices.Contains(w.Dialects, n) }) {
		return false
	}
	return w.If == nil || len(names) > 0 && w.If(names[0])
}

// conditional is a constraint that says for which databases it is meant.
type conditional interface{ condition() When }

func (u *UniqueConstraint) condition() When     { return u.When }
func (c *CheckConstraint) condition() When      { return c.When }
func (f *ForeignKeyConstraint) condition() When { return f.When }

// MeantFor tells whether a constraint is meant for a dialect: CREATE TABLE leaves it out if not.
func MeantFor(c Constraint, names ...string) bool {
	x, ok := c.(conditional)
	return !ok || x.condition().Holds(names...)
}

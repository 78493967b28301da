package expr

import "github.com/azoth-orm/azoth/types"

// Dialect renders elements as a database takes them: postgresql.Dialect is one.
//
// SQLAlchemy: Dialect.
type Dialect interface {
	// CompileElement renders e, a statement or a part of one.
	CompileElement(e Element) (Compiled, error)
}

// Compiled is a statement as a database takes it.
//
// SQLAlchemy: Compiled.
type Compiled struct {
	// SQL is the text, with the placeholders of the database.
	SQL string
	// Args are the values of the placeholders, in their order, in the form in which the database gets them; none if they are literals.
	Args []types.Value
	// Names are the names of the values: name_1.
	Names []string
}

// String is the SQL. SQLAlchemy: str(compiled).
func (c Compiled) String() string { return c.SQL }

// Params are the values by their names, as Go values. SQLAlchemy: Compiled.params.
func (c Compiled) Params() map[string]any {
	out := make(map[string]any, len(c.Args))
	for i, v := range c.Args {
		out[c.Names[i]] = v.Any()
	}
	return out
}

// Compile renders s for a database, without a connection: q.Compile(postgresql.Dialect). SQLAlchemy: compile.
func (s Select[R]) Compile(d Dialect) (Compiled, error) { return d.CompileElement(s.q) }

// Compile renders s for a database, without a connection. SQLAlchemy: compile.
func (s Compound[R]) Compile(d Dialect) (Compiled, error) { return d.CompileElement(s.c) }

// Compile renders s for a database, without a connection. SQLAlchemy: compile.
func (s TextSelect[R]) Compile(d Dialect) (Compiled, error) { return d.CompileElement(s.t) }

// Compile renders i for a database, without a connection. SQLAlchemy: compile.
func (i Insert[T]) Compile(d Dialect) (Compiled, error) { return d.CompileElement(i.s) }

// Compile renders u for a database, without a connection. SQLAlchemy: compile.
func (u Update[T]) Compile(d Dialect) (Compiled, error) { return d.CompileElement(u.s) }

// Compile renders d for a database, without a connection. SQLAlchemy: compile.
func (d Delete[T]) Compile(on Dialect) (Compiled, error) { return on.CompileElement(d.s) }

// Compile renders s for a database, without a connection. SQLAlchemy: compile.
func (s Returned[R]) Compile(d Dialect) (Compiled, error) { return d.CompileElement(s.s) }

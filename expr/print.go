package expr

// printer renders an element for people. Package compiler, which stands above this one, sets it when it is linked in, as hash functions
// make themselves known to package crypto; nothing changes it after. See ADR 14.
var printer func(Element) string

// SetPrinter is called once, by the init of package compiler.
func SetPrinter(f func(Element) string) {
	if printer != nil {
		panic("expr: SetPrinter is for package compiler alone")
	}
	printer = f
}

// printed is the SQL of e for people.
func printed(e Element) string {
	switch {
	case e == nil:
		return ""
	case printer == nil:
		return "(SQL is printed by programs that import azoth)"
	}
	return printer(e)
}

// String is the SQL for people: no database is named, and values have names: :name_1. SQLAlchemy: str(statement).
func (s Select[R]) String() string { return printed(s.q) }

// String is the SQL for people. SQLAlchemy: str(statement).
func (s Compound[R]) String() string { return printed(s.c) }

// String is the SQL for people. SQLAlchemy: str(statement).
func (s TextSelect[R]) String() string { return printed(s.t) }

// String is the SQL for people. SQLAlchemy: str(statement).
func (i Insert[T]) String() string { return printed(i.s) }

// String is the SQL for people. SQLAlchemy: str(statement).
func (u Update[T]) String() string { return printed(u.s) }

// String is the SQL for people. SQLAlchemy: str(statement).
func (d Delete[T]) String() string { return printed(d.s) }

// String is the SQL for people. SQLAlchemy: str(statement).
func (s Returned[R]) String() string { return printed(s.s) }

// String is the SQL for people: users.name = :name_1. The zero expression, which is no condition, is "". SQLAlchemy: str(expression).
func (e ops[V, R]) String() string { return e.b.String() }

// String is the SQL for people. SQLAlchemy: str(expression).
func (d Dynamic) String() string { return d.b.String() }

// String is the SQL for people. SQLAlchemy: str(expression).
func (c Condition) String() string { return printed(c.t) }

// String is the SQL for people. SQLAlchemy: str(expression).
func (o Order) String() string { return printed(o.o) }

// String is the SQL for people.
func (b *Base) String() string {
	if b == nil {
		return ""
	}
	return printed(b.Element())
}

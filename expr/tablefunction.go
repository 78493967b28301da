package expr

import "github.com/azoth-orm/azoth/types"

// TableFunction is a function in FROM, whose rows are a table: json_each(doc) AS x, unnest(?) WITH ORDINALITY AS x(value, n).
//
// SQLAlchemy: TableValuedAlias.
type TableFunction struct {
	// Fn is the call.
	Fn Element
	// Name is the alias; "" is anonymous: anon_1.
	Name string
	// Ordinality adds the number of the row: WITH ORDINALITY.
	Ordinality bool
	// Derived writes the names of the columns behind the alias, DerivedTypes also their types.
	Derived, DerivedTypes bool
	// Lateral writes the word LATERAL in front.
	Lateral bool

	columns []*ColumnRef
}

// FromName is the alias.
func (f *TableFunction) FromName() string { return f.Name }

// FromColumns are the columns that were declared.
func (f *TableFunction) FromColumns() []*ColumnRef { return f.columns }

// AppendKey writes the call and the columns once and a reference to them after that.
func (f *TableFunction) AppendKey(k *Key) {
	if k.Seen(f) {
		return
	}
	k.Tag(TagTableFunction)
	k.String(f.Name)
	for _, b := range [...]bool{f.Ordinality, f.Derived, f.DerivedTypes, f.Lateral} {
		k.Bool(b)
	}
	k.Uint(uint64(len(f.columns)))
	for _, c := range f.columns {
		k.String(c.Name)
		k.SQLType(c.Type)
	}
	k.Element(f.Fn)
}

// Children shows the call.
func (f *TableFunction) Children(v *Visitor) { Child(v, &f.Fn) }

// TableValued is a handle of a function in FROM. Every method returns a new one, whose columns are its own.
type TableValued struct{ f *TableFunction }

// NewTableValued is the function call x in FROM, with columns of those names and types. x may mention columns of what stands to its left.
// SQLAlchemy: table_valued, alias.
func NewTableValued(x Node, columns ...Column) TableValued {
	f := &TableFunction{Fn: ElementOf(x)}
	for _, c := range columns {
		ref := c.Ref()
		f.columns = append(f.columns, NewColumn(f, ref.Name, ref.Type))
	}
	return TableValued{f}
}

func (t TableValued) with(change func(f *TableFunction)) TableValued {
	f := *t.f
	change(&f)
	columns := f.columns
	f.columns = nil
	for _, c := range columns {
		f.columns = append(f.columns, NewColumn(&f, c.Name, c.Type))
	}
	return TableValued{&f}
}

// As names the alias; without it the alias is anonymous: anon_1. SQLAlchemy: table_valued(name=...), alias.
func (t TableValued) As(name string) TableValued {
	return t.with(func(f *TableFunction) { f.Name = name })
}

// WithOrdinality adds a column that numbers the rows: WITH ORDINALITY. PostgreSQL has it; it wants RenderDerived.
// SQLAlchemy: table_valued(with_ordinality=...).
func (t TableValued) WithOrdinality(column string) TableValued {
	return t.with(func(f *TableFunction) {
		f.Ordinality = true
		f.columns = append(clip(f.columns), NewColumn(f, column, types.BigInteger()))
	})
}

// RenderDerived names the columns behind the alias: AS x(a, b). PostgreSQL has it. SQLAlchemy: render_derived.
func (t TableValued) RenderDerived() TableValued {
	return t.with(func(f *TableFunction) { f.Derived = true })
}

// RenderDerivedTypes names the columns with their types, as a function of records needs it: AS x(a INTEGER, b VARCHAR).
// SQLAlchemy: render_derived(with_types=True).
func (t TableValued) RenderDerivedTypes() TableValued {
	return t.with(func(f *TableFunction) { f.Derived, f.DerivedTypes = true, true })
}

// Lateral writes LATERAL in front, which says that the function sees the FROM elements to its left. SQLAlchemy: lateral.
func (t TableValued) Lateral() TableValued {
	return t.with(func(f *TableFunction) { f.Lateral = true })
}

// C is the column of that name, without a Go type. It panics if there is none. SQLAlchemy: FromClause.c.
func (t TableValued) C(name string) Dynamic { return Derived{t.f}.C(name) }

func (t TableValued) sqlFrom() FromElement  { return t.f }
func (t TableValued) sqlTarget() JoinTarget { return JoinTarget{From: t.f} }

// ValuedColumn is the only column of a function in FROM, called as the function's alias: SELECT x FROM unnest(?) AS x.
//
// SQLAlchemy: TableValuedColumn.
type ValuedColumn struct {
	Base
	From *TableFunction
	Type types.Type
}

// ColumnValued is the function call x in FROM, as the column that it yields: SELECT name FROM x AS name. SQLAlchemy: column_valued.
func ColumnValued[V any](x Of[V], name string) Value[V, V] {
	e := ElementOf(x)
	n := &ValuedColumn{From: &TableFunction{Fn: e, Name: name}, Type: TypeOf(e)}
	n.self = n
	return MakeValue[V, V](n)
}

// AppendKey writes the function.
func (c *ValuedColumn) AppendKey(k *Key) {
	k.Tag(TagValuedColumn)
	c.From.AppendKey(k)
}

// Children shows the function. That the column needs it in FROM is known to the compiler.
func (c *ValuedColumn) Children(v *Visitor) { Inner(v, &c.From) }

// SQLType is the type of the function.
func (c *ValuedColumn) SQLType() types.Type { return c.Type }

// FunctionColumn is a column of the row that a function yields, outside of FROM: (f(x)).name.
//
// SQLAlchemy: ScalarFunctionColumn.
type FunctionColumn struct {
	Base
	Fn   Element
	Name string
}

// FunctionColumnOf is the column name of the row that x yields: (x).name. PostgreSQL has it. SQLAlchemy: scalar_table_valued.
func FunctionColumnOf[V any](x Node, name string) Value[V, V] {
	n := &FunctionColumn{Fn: ElementOf(x), Name: name}
	n.self = n
	return MakeValue[V, V](n)
}

// AppendKey writes the call and the name.
func (c *FunctionColumn) AppendKey(k *Key) {
	k.Tag(TagFunctionColumn)
	k.String(c.Name)
	k.Element(c.Fn)
}

// Children shows the call.
func (c *FunctionColumn) Children(v *Visitor) { Child(v, &c.Fn) }

// NamedColumn is a name that stands for a column of nothing in particular: of a function in FROM, of a statement in SQL text, of a table that
// the program does not know. Its SQL type may be nil. SQLAlchemy: column.
func NamedColumn(name string, t types.Type) Dynamic {
	return Dynamic{&NewColumn(nil, name, t).Base}
}

package expr

import (
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// SQLProcessor is a type whose values SQL changes on their way into the database and back: a bound value becomes ST_GeomFromText(?), a column
// of a result ST_AsText(column). [WrapType] makes one of another type; a type of an application may have the methods itself. They give nil
// where SQL changes nothing, and what they give must depend on nothing but the type and the element: it is part of a compiled statement that
// is kept.
//
// SQLAlchemy: TypeEngine.bind_expression, TypeEngine.column_expression.
type SQLProcessor interface {
	types.Type
	// BindExpression is what stands for a bound value: in conditions, in lists, in VALUES and SET.
	BindExpression(value Element) Element
	// ColumnExpression is what is selected for a column, in the rows that the program reads. A subquery, and whatever else stays in the
	// database, selects the column itself.
	ColumnExpression(column Element) Element
}

// Wrapping is what SQL does to the values of a type. A program has one for each type of its own, as a package variable: its address is the
// type's identity. It must not be changed once it is in use.
//
// SQLAlchemy: bind_expression, column_expression.
type Wrapping struct {
	// Bind is what stands for a bound value. It may be nil. SQLAlchemy: bind_expression.
	Bind func(value Dynamic) Node
	// Column is what is selected for a column. It may be nil. SQLAlchemy: column_expression.
	Column func(column Dynamic) Node
}

// WrappedType is a type whose values SQL changes. Make it with [WrapType].
//
// SQLAlchemy: TypeDecorator with bind_expression and column_expression.
type WrappedType struct {
	impl types.Type
	w    *Wrapping
}

// WrapType is a type that is impl in the database, and whose values are wrapped in SQL:
//
//	var folded = &expr.Wrapping{Bind: func(v expr.Dynamic) expr.Node { return fn.Lower(azoth.Typed[string](v)) }}
//	var Folded = expr.WrapType(types.String(50), folded)
//
// makes WHERE name = lower(?) of a comparison, and VALUES (lower(?)) of an INSERT. impl may be wrapped or decorated itself. Types of the same
// impl and the same w are ==. It panics without a type or a Wrapping.
//
// SQLAlchemy: bind_expression, column_expression.
func WrapType(impl types.Type, w *Wrapping) WrappedType {
	if impl == nil || w == nil {
		panic("expr: WrapType needs a type and a Wrapping")
	}
	return WrappedType{impl, w}
}

// SQLType is that of the type in the database.
func (t WrappedType) SQLType() string { return t.impl.SQLType() }

// Implementation is the type in the database.
func (t WrappedType) Implementation() types.Type { return t.impl }

// Rewrap is the same around another type.
func (t WrappedType) Rewrap(impl types.Type) types.Type { return WrappedType{impl, t.w} }

// Identity is the address of the Wrapping.
func (t WrappedType) Identity() uintptr { return reflect.ValueOf(t.w).Pointer() }

// BindExpression is what Wrapping.Bind makes of a bound value.
func (t WrappedType) BindExpression(value Element) Element { return t.wrapped(t.w.Bind, value) }

// ColumnExpression is what Wrapping.Column makes of a column.
func (t WrappedType) ColumnExpression(column Element) Element { return t.wrapped(t.w.Column, column) }

func (t WrappedType) wrapped(f func(Dynamic) Node, e Element) Element {
	if f == nil {
		return nil
	}
	return ElementOf(f(MakeDynamic(NewCoerced(e, t.impl))))
}

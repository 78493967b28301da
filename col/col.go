package col

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
)

// The kinds of expressions are embedded under names of this package, so that no completion list shows them as fields.
type (
	text[R any]      = expr.Text[R]
	number[V, R any] = expr.Number[V, R]
	value[V, R any]  = expr.Value[V, R]
	boolean          = expr.Bool
)

// Text is a string column; R is the Go type of its field. SQLAlchemy: Column(String).
type Text[R any] struct{ text[R] }

// Ref is the column's node; nil before the column is declared.
func (c Text[R]) Ref() *expr.ColumnRef { return expr.RefOf(c) }

// Set assigns a value, of the type that the field has.
func (c Text[R]) Set(v R) expr.Assignment { return expr.Assign(c, v) }

// SetExpr assigns an expression.
func (c Text[R]) SetExpr(x expr.Of[string]) expr.Assignment { return expr.AssignExpr(c, x) }

// SetFunc assigns what f gives, once for each row and run of the statement. SQLAlchemy: default=callable.
func (c Text[R]) SetFunc(f func() R) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedBy(f))
}

// SetContextFunc is SetFunc of a function that sees the row. SQLAlchemy: default=callable, which takes a context.
func (c Text[R]) SetContextFunc(f func(context.Context, expr.DefaultContext) (R, error)) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedFor(f))
}

// Number is a numeric column of V; R is the Go type of its field. SQLAlchemy: Column(Integer), Column(Numeric) ….
type Number[V, R any] struct{ number[V, R] }

// Ref is the column's node; nil before the column is declared.
func (c Number[V, R]) Ref() *expr.ColumnRef { return expr.RefOf(c) }

// Set assigns a value, of the type that the field has.
func (c Number[V, R]) Set(v R) expr.Assignment { return expr.Assign(c, v) }

// SetExpr assigns an expression.
func (c Number[V, R]) SetExpr(x expr.Of[V]) expr.Assignment { return expr.AssignExpr(c, x) }

// SetFunc assigns what f gives, once for each row and run of the statement. SQLAlchemy: default=callable.
func (c Number[V, R]) SetFunc(f func() R) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedBy(f))
}

// SetContextFunc is SetFunc of a function that sees the row. SQLAlchemy: default=callable, which takes a context.
func (c Number[V, R]) SetContextFunc(f func(context.Context, expr.DefaultContext) (R, error)) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedFor(f))
}

// Value is any other column of V; R is the Go type of its field. SQLAlchemy: Column.
type Value[V, R any] struct{ value[V, R] }

// Ref is the column's node; nil before the column is declared.
func (c Value[V, R]) Ref() *expr.ColumnRef { return expr.RefOf(c) }

// Set assigns a value, of the type that the field has.
func (c Value[V, R]) Set(v R) expr.Assignment { return expr.Assign(c, v) }

// SetExpr assigns an expression.
func (c Value[V, R]) SetExpr(x expr.Of[V]) expr.Assignment { return expr.AssignExpr(c, x) }

// SetFunc assigns what f gives, once for each row and run of the statement. SQLAlchemy: default=callable.
func (c Value[V, R]) SetFunc(f func() R) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedBy(f))
}

// SetContextFunc is SetFunc of a function that sees the row. SQLAlchemy: default=callable, which takes a context.
func (c Value[V, R]) SetContextFunc(f func(context.Context, expr.DefaultContext) (R, error)) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedFor(f))
}

// Bool is a boolean column, and therefore a predicate. SQLAlchemy: Column(Boolean).
type Bool struct{ boolean }

// Ref is the column's node; nil before the column is declared.
func (c Bool) Ref() *expr.ColumnRef { return expr.RefOf(c) }

// Set assigns a value.
func (c Bool) Set(v bool) expr.Assignment { return expr.Assign(c, v) }

// SetExpr assigns an expression.
func (c Bool) SetExpr(x expr.Of[bool]) expr.Assignment { return expr.AssignExpr(c, x) }

// SetFunc assigns what f gives, once for each row and run of the statement. SQLAlchemy: default=callable.
func (c Bool) SetFunc(f func() bool) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedBy(f))
}

// SetContextFunc is SetFunc of a function that sees the row. SQLAlchemy: default=callable, which takes a context.
func (c Bool) SetContextFunc(f func(context.Context, expr.DefaultContext) (bool, error)) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedFor(f))
}

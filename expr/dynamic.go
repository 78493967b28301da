package expr

import (
	"context"

	"github.com/azoth-orm/azoth/types"
)

// Dynamic is an expression whose Go type is known at run time only: a column of a dynamic or reflected table, of a subquery by
// name. It compares with any value and with any expression; azoth.Typed gives it a type. A row gives it as an any.
type Dynamic struct{ b *Base }

// MakeDynamic is n without its Go types.
func MakeDynamic(n Node) Dynamic { return Dynamic{n.sqlNode()} }

func (d Dynamic) sqlNode() *Base    { return d.b }
func (d Dynamic) sqlItem(any) *Base { return d.b }
func (d Dynamic) sqlOrder() Element { return d.b.Element() }

// Ref is the column that d stands for; nil for another expression.
func (d Dynamic) Ref() *ColumnRef { return refOf(d.b) }

func (d Dynamic) compare(op Op, v any) Bool {
	if n, ok := v.(Node); ok {
		return boolOf(NewBinary(op, d.b.Element(), ElementOf(n)))
	}
	if v == nil && op == OpEq {
		return d.IsNull()
	}
	if v == nil && op == OpNe {
		return d.IsNotNull()
	}
	return compare(d.b, op, types.ValueOfAny(v))
}

// Eq renders d = v. v is a Go value or an expression; nil renders IS NULL. SQLAlchemy: ==.
func (d Dynamic) Eq(v any) Bool { return d.compare(OpEq, v) }

// Ne renders d != v. v is a Go value or an expression; nil renders IS NOT NULL. SQLAlchemy: !=.
func (d Dynamic) Ne(v any) Bool { return d.compare(OpNe, v) }

// Lt renders d < v. SQLAlchemy: <.
func (d Dynamic) Lt(v any) Bool { return d.compare(OpLt, v) }

// Le renders d <= v. SQLAlchemy: <=.
func (d Dynamic) Le(v any) Bool { return d.compare(OpLe, v) }

// Gt renders d > v. SQLAlchemy: >.
func (d Dynamic) Gt(v any) Bool { return d.compare(OpGt, v) }

// Ge renders d >= v. SQLAlchemy: >=.
func (d Dynamic) Ge(v any) Bool { return d.compare(OpGe, v) }

// EqExpr renders d = n. SQLAlchemy: ==.
func (d Dynamic) EqExpr(n Node) Bool { return d.compare(OpEq, n) }

// Like renders d LIKE ?. SQLAlchemy: like.
func (d Dynamic) Like(pattern string) Bool { return compare(d.b, OpLike, types.TextValue(pattern)) }

// In renders d IN (?, ...). Without values it is false. SQLAlchemy: in_.
func (d Dynamic) In(vs ...any) Bool { return inValues(d.b, OpIn, anyValues(vs)) }

// NotIn renders d NOT IN (?, ...). Without values it is true. SQLAlchemy: not_in.
func (d Dynamic) NotIn(vs ...any) Bool { return inValues(d.b, OpNotIn, anyValues(vs)) }

func anyValues(vs []any) []types.Value {
	out := make([]types.Value, len(vs))
	for i, v := range vs {
		out[i] = types.ValueOfAny(v)
	}
	return out
}

// IsNull renders d IS NULL. SQLAlchemy: is_(None).
func (d Dynamic) IsNull() Bool { return boolOf(NewBinary(OpIs, d.b.Element(), null)) }

// IsNotNull renders d IS NOT NULL. SQLAlchemy: is_not(None).
func (d Dynamic) IsNotNull() Bool { return boolOf(NewBinary(OpIsNot, d.b.Element(), null)) }

// Asc orders by d, ascending. SQLAlchemy: asc.
func (d Dynamic) Asc() Order { return newOrder(d.b.Element(), Ascending) }

// Desc orders by d, descending. SQLAlchemy: desc.
func (d Dynamic) Desc() Order { return newOrder(d.b.Element(), Descending) }

// As labels d. SQLAlchemy: label.
func (d Dynamic) As(label string) Dynamic { return MakeDynamic(newLabel(d.b, label)) }

// Set assigns a value or an expression, for INSERT and UPDATE.
func (d Dynamic) Set(v any) Assignment {
	if n, ok := v.(Node); ok {
		return Assignment{Column: d.Ref(), Value: ElementOf(n)}
	}
	return Assignment{Column: d.Ref(), Value: NewBind(types.ValueOfAny(v))}
}

// SetFunc assigns what f gives, once for each row and run of the statement. SQLAlchemy: default=callable.
func (d Dynamic) SetFunc(f func() any) Assignment { return AssignComputed(d, ComputedBy(f)) }

// SetContextFunc is SetFunc of a function that sees the row. SQLAlchemy: default=callable, which takes a context.
func (d Dynamic) SetContextFunc(f func(context.Context, DefaultContext) (any, error)) Assignment {
	return AssignComputed(d, ComputedFor(f))
}

// Typed gives d a Go type. A statement whose row does not have it reports so.
func Typed[V any](d Dynamic) Value[V, V] { return Value[V, V]{ops[V, V](d)} }

// Assignment is a column and what it gets, in INSERT, UPDATE and in the defaults of a table.
type Assignment struct {
	Column *ColumnRef
	Value  Element
}

// Assign is c set to a value.
func Assign[R any](c Column, v R) Assignment {
	return Assignment{Column: c.Ref(), Value: NewBind(types.ValueOf(v))}
}

// AssignExpr is c set to an expression.
func AssignExpr(c Column, x Node) Assignment { return Assignment{Column: c.Ref(), Value: ElementOf(x)} }

package expr

import "github.com/azoth-orm/azoth/types"

// Element is a node of a statement's tree. Elements are immutable once they are part of a statement, and shared between
// goroutines. A rule of package compiler, chosen by the element's Go type, renders it.
//
// SQLAlchemy: ClauseElement.
type Element interface {
	// AppendKey writes the element's structure, and hands its bound values over, to the key of the compiled-statement cache.
	// What is not written must not influence the SQL.
	AppendKey(k *Key)
	// Children shows v every field that holds elements, in the order in which they render: [Child], [Inner].
	Children(v *Visitor)
}

// HasType is an element that knows the SQL type of its value.
type HasType interface{ SQLType() types.Type }

// TypeOf is the SQL type of e, or nil where nothing is known of it.
func TypeOf(e Element) types.Type {
	if t, ok := e.(HasType); ok {
		return t.SQLType()
	}
	return nil
}

// Base is the head of every column expression. Handles are one pointer to it: a struct of one pointer becomes an interface
// without an allocation, a struct that holds an interface does not.
type Base struct{ self Element }

// NewBase makes the head of a node that is written outside of this package: n.Base = expr.NewBase(n).
func NewBase(self Element) Base { return Base{self} }

func (b *Base) sqlNode() *Base { return b }

// Element is the node that b heads, or nil.
func (b *Base) Element() Element {
	if b == nil {
		return nil
	}
	return b.self
}

// Custom is embedded by nodes that applications write; a rule for their Go type renders them:
//
//	type Greatest struct { expr.Custom; Args []expr.Element }
//
// SQLAlchemy: the compiler extension.
type Custom = Base

// Node is anything that stands for an expression: a handle, or an element that has a [Base].
type Node interface{ sqlNode() *Base }

// Of is a SQL expression whose SQL value is a V: an operand. It says nothing about NULL.
type Of[V any] interface {
	Node
	sqlValue(V)
}

// Item is what a SELECT may list: it yields one R a row. Columns, functions, labels and entities are items.
type Item[R any] interface{ sqlItem(R) *Base }

// Expr is an expression of V that is read as an R. Functions that keep the nullability of their argument take an Expr.
type Expr[V, R any] interface {
	Of[V]
	sqlItem(R) *Base
}

// Numeric is an expression that has arithmetic.
type Numeric[V, R any] interface {
	Expr[V, R]
	sqlNumeric()
}

// Predicate is a SQL boolean: a [Bool], a boolean column, a subquery that yields a bool.
type Predicate interface{ Of[bool] }

// Ordering is what ORDER BY lists: an expression, ascending, or its Asc() or Desc().
type Ordering interface{ sqlOrder() Element }

// Column is a column of a table: what keys, indexes, INSERT and UPDATE name. Computed expressions are not columns.
type Column interface {
	Node
	// Ref is the column's node.
	Ref() *ColumnRef
}

// ElementOf is the element that a handle stands for; nil for a nil handle and for the zero Bool.
func ElementOf(n Node) Element {
	if n == nil {
		return nil
	}
	return n.sqlNode().Element()
}

// ItemElement is the element of an item.
func ItemElement[R any](i Item[R]) Element { return i.sqlItem(*new(R)).Element() }

func elementsOf(ns []Node) []Element {
	out := make([]Element, 0, len(ns))
	for _, n := range ns {
		if e := ElementOf(n); e != nil {
			out = append(out, e)
		}
	}
	return out
}

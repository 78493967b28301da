package expr

import (
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// ops holds what every expression can do with a Go value. It is one pointer wide.
type ops[V, R any] struct{ b *Base }

func typed[V, R any](n Node) ops[V, R] { return ops[V, R]{n.sqlNode()} }

func (e ops[V, R]) sqlNode() *Base    { return e.b }
func (e ops[V, R]) sqlValue(V)        {}
func (e ops[V, R]) sqlItem(R) *Base   { return e.b }
func (e ops[V, R]) sqlOrder() Element { return e.b.Element() }

func (e *ops[V, R]) attach(c *ColumnRef)  { e.b = &c.Base }
func (e *ops[V, R]) goType() reflect.Type { return reflect.TypeFor[R]() }

func refOf(b *Base) *ColumnRef {
	c, _ := b.Element().(*ColumnRef)
	return c
}

// compare is a op ?, in one allocation: the comparison contains its bind.
func compare(b *Base, op Op, v types.Value) Bool {
	n := &Binary{Op: op, Left: b.Element()}
	n.self = n
	n.value.self, n.value.Value = &n.value, v
	n.Right = &n.value
	return Bool{ops[bool, bool]{&n.Base}}
}

func boolOf(e interface {
	Element
	Node
},
) Bool {
	return Bool{ops[bool, bool]{e.sqlNode()}}
}

// Eq renders e = ?. To compare with another expression: azoth.Eq. SQLAlchemy: ==.
func (e ops[V, R]) Eq(v V) Bool { return compare(e.b, OpEq, types.ValueOf(v)) }

// Ne renders e != ?. SQLAlchemy: !=.
func (e ops[V, R]) Ne(v V) Bool { return compare(e.b, OpNe, types.ValueOf(v)) }

// Lt renders e < ?. SQLAlchemy: <.
func (e ops[V, R]) Lt(v V) Bool { return compare(e.b, OpLt, types.ValueOf(v)) }

// Le renders e <= ?. SQLAlchemy: <=.
func (e ops[V, R]) Le(v V) Bool { return compare(e.b, OpLe, types.ValueOf(v)) }

// Gt renders e > ?. SQLAlchemy: >.
func (e ops[V, R]) Gt(v V) Bool { return compare(e.b, OpGt, types.ValueOf(v)) }

// Ge renders e >= ?. SQLAlchemy: >=.
func (e ops[V, R]) Ge(v V) Bool { return compare(e.b, OpGe, types.ValueOf(v)) }

// Between renders e BETWEEN ? AND ?. SQLAlchemy: between.
func (e ops[V, R]) Between(lo, hi V) Bool {
	return between(e.b, OpBetween, types.ValueOf(lo), types.ValueOf(hi))
}

// BetweenSymmetric renders e BETWEEN SYMMETRIC ? AND ?: the bounds may come in any order. PostgreSQL has it.
// SQLAlchemy: between(symmetric=True).
func (e ops[V, R]) BetweenSymmetric(a, b V) Bool {
	return symmetric(between(e.b, OpBetween, types.ValueOf(a), types.ValueOf(b)))
}

// NotBetween renders e NOT BETWEEN ? AND ?. SQLAlchemy: not between.
func (e ops[V, R]) NotBetween(lo, hi V) Bool {
	return between(e.b, OpNotBetween, types.ValueOf(lo), types.ValueOf(hi))
}

// In renders e IN (?, ...). Without values it is false. SQLAlchemy: in_.
func (e ops[V, R]) In(vs ...V) Bool { return inValues(e.b, OpIn, valuesOf(vs)) }

// NotIn renders e NOT IN (?, ...). Without values it is true. SQLAlchemy: not_in.
func (e ops[V, R]) NotIn(vs ...V) Bool { return inValues(e.b, OpNotIn, valuesOf(vs)) }

// IsNull renders e IS NULL. SQLAlchemy: is_(None).
func (e ops[V, R]) IsNull() Bool { return boolOf(NewBinary(OpIs, e.b.Element(), null)) }

// IsNotNull renders e IS NOT NULL. SQLAlchemy: is_not(None).
func (e ops[V, R]) IsNotNull() Bool { return boolOf(NewBinary(OpIsNot, e.b.Element(), null)) }

// IsDistinctFrom renders e IS DISTINCT FROM ? (IS NOT on SQLite): like Ne, but NULL is a value. SQLAlchemy: is_distinct_from.
func (e ops[V, R]) IsDistinctFrom(v V) Bool { return compare(e.b, OpIsDistinct, types.ValueOf(v)) }

// IsNotDistinctFrom renders e IS NOT DISTINCT FROM ? (IS on SQLite). SQLAlchemy: is_not_distinct_from.
func (e ops[V, R]) IsNotDistinctFrom(v V) Bool {
	return compare(e.b, OpIsNotDistinct, types.ValueOf(v))
}

// Op renders e op ?, with an operator that this package does not know. The operator is SQL text. SQLAlchemy: op, bool_op.
func (e ops[V, R]) Op(operator string, v any) Bool {
	n := NewBinary(OpCustom, e.b.Element(), NewBind(types.ValueOfAny(v)))
	n.Text = operator
	return boolOf(n)
}

// Asc orders by e, ascending. SQLAlchemy: asc.
func (e ops[V, R]) Asc() Order { return newOrder(e.b.Element(), Ascending) }

// Desc orders by e, descending. SQLAlchemy: desc.
func (e ops[V, R]) Desc() Order { return newOrder(e.b.Element(), Descending) }

func valuesOf[V any](vs []V) []types.Value {
	out := make([]types.Value, len(vs))
	for i, v := range vs {
		out[i] = types.ValueOf(v)
	}
	return out
}

// Attachable is a typed column that waits for its name: every type of package col.
type Attachable interface {
	attach(*ColumnRef)
	goType() reflect.Type
}

// Attach makes c the column ref. It is for packages that fill structs of columns: orm, and azoth.Columns.
func Attach(c Attachable, ref *ColumnRef) { c.attach(ref) }

// GoType is the R of c: the type of the struct field that it maps.
func GoType(c Attachable) reflect.Type { return c.goType() }

// Kind is *E for an expression type E. Functions that take one return an expression with the same operators.
type Kind[E any] interface {
	*E
	Node
	Attachable
}

// RefOf is the column that a column handle stands for; nil if it was never declared.
func RefOf(n Node) *ColumnRef { return refOf(n.sqlNode()) }

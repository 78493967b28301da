package expr

import (
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/types"
)

// AnySelect is a SELECT whose rows may be of any type.
type AnySelect interface{ Statement() *Query }

// reselect is the tree of s with other items.
func reselect[R any](s AnySelect, items ...SelectItem) Select[R] {
	q := s.Statement().Clone()
	q.Items, q.Result, q.Options = items, reflect.TypeFor[R](), nil
	return Select[R]{query[R]{q}}
}

// Reselect is s with another item. SQLAlchemy: with_only_columns.
func Reselect[R any](s AnySelect, i Item[R]) Select[R] { return reselect[R](s, itemOf(i, 0)) }

// Reselect2 is s with two other items.
func Reselect2[A, B any](s AnySelect, a Item[A], b Item[B]) Select[Row2[A, B]] {
	var r Row2[A, B]
	return reselect[Row2[A, B]](s, itemOf(a, 0), itemOf(b, unsafe.Offsetof(r.V2)))
}

// Reselect3 is s with three other items.
func Reselect3[A, B, C any](s AnySelect, a Item[A], b Item[B], c Item[C]) Select[Row3[A, B, C]] {
	var r Row3[A, B, C]
	return reselect[Row3[A, B, C]](s, itemOf(a, 0), itemOf(b, unsafe.Offsetof(r.V2)), itemOf(c, unsafe.Offsetof(r.V3)))
}

// ColumnDescription is one item of a SELECT.
//
// SQLAlchemy: column_descriptions.
type ColumnDescription struct {
	// Name is the label or the name of a column, or the name of an entity; "" if the item has none of its own.
	Name string
	// GoType is what a row has, SQLType what the database has; nil if that is not known.
	GoType  reflect.Type
	SQLType types.Type
	// Element is what is selected, Entity the entity if it is one.
	Element Element
	Entity  Entity
}

// DescribeRow are the items of s, in order. SQLAlchemy: column_descriptions.
func DescribeRow(s AnySelect) []ColumnDescription {
	var out []ColumnDescription
	for _, i := range s.Statement().Items {
		d := ColumnDescription{Name: NameOf(i.Element), GoType: i.Type, SQLType: TypeOf(i.Element), Element: i.Element}
		if ref, ok := i.Element.(*EntityRef); ok {
			d.Name, d.Entity = ref.Entity.EntityName(), ref.Entity
		}
		out = append(out, d)
	}
	return out
}

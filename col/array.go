package col

import (
	"reflect"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Array is a column of a []E: an array of PostgreSQL, or a JSON array in a database without arrays. Elements that may be NULL are
// pointers: Array[*int64]. SQLAlchemy: Column(ARRAY).
type Array[E any] struct{ array[E, []E] }

// NullArray is an array column that may be NULL; its field is a *[]E.
type NullArray[E any] struct{ array[E, *[]E] }

type array[E, R any] struct{ value[[]E, R] }

// Ref is the column's node; nil before the column is declared.
func (c array[E, R]) Ref() *expr.ColumnRef { return expr.RefOf(c) }

// Set assigns a slice; a nil slice is an array without elements, a nil pointer is NULL.
func (c array[E, R]) Set(v R) expr.Assignment {
	return expr.Assignment{Column: c.Ref(), Value: expr.NewBind(types.ArrayValue(v))}
}

// SetExpr assigns an expression.
func (c array[E, R]) SetExpr(x expr.Of[[]E]) expr.Assignment { return expr.AssignExpr(c, x) }

// DefaultType is an array of the type that follows from E, for the mapping layer; if none does, the definition says it.
func (c array[E, R]) DefaultType() types.Type {
	of, _, err := types.Infer(reflect.TypeFor[E]())
	if err != nil {
		return types.Array(nil)
	}
	return types.Array(of)
}

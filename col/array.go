package col

import (
	"context"
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

// SetFunc assigns what f gives, once for each row and run of the statement. SQLAlchemy: default=callable.
func (c array[E, R]) SetFunc(f func() R) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedBy(func() types.Value { return types.ArrayValue(f()) }))
}

// SetContextFunc is SetFunc of a function that sees the row. SQLAlchemy: default=callable, which takes a context.
func (c array[E, R]) SetContextFunc(f func(context.Context, expr.DefaultContext) (R, error)) expr.Assignment {
	return expr.AssignComputed(c, expr.NewComputed(func(ctx context.Context, row expr.DefaultContext) (types.Value, error) {
		v, err := f(ctx, row)
		return types.ArrayValue(v), err
	}))
}

// At is the element i; the first has the position 1, as SQL counts. A position that the array does not have is NULL. PostgreSQL has it.
// SQLAlchemy: ARRAY[i].
func (c array[E, R]) At(i int) expr.Value[E, *E] { return expr.ElementAt(c, expr.Position(i)) }

// Slice are the elements from the position from to the position to, both included. PostgreSQL has it. SQLAlchemy: ARRAY[from:to].
func (c array[E, R]) Slice(from, to int) expr.Value[[]E, []E] {
	return expr.SliceOf(c, expr.Position(from), expr.Position(to))
}

// Contains renders c @> ?: the array has every one of vs. PostgreSQL has it. SQLAlchemy: ARRAY.contains.
func (c array[E, R]) Contains(vs ...E) expr.Bool {
	return expr.Compare(expr.OpArrayContains, c, expr.LitArray(vs))
}

// ContainedBy renders c <@ ?: every element of the array is one of vs. PostgreSQL has it. SQLAlchemy: ARRAY.contained_by.
func (c array[E, R]) ContainedBy(vs ...E) expr.Bool {
	return expr.Compare(expr.OpArrayContainedBy, c, expr.LitArray(vs))
}

// Overlaps renders c && ?: some element of the array is one of vs. PostgreSQL has it. SQLAlchemy: ARRAY.overlap.
func (c array[E, R]) Overlaps(vs ...E) expr.Bool {
	return expr.Compare(expr.OpArrayOverlaps, c, expr.LitArray(vs))
}

// DefaultType is an array of the type that follows from E, for the mapping layer; if none does, the definition says it.
func (c array[E, R]) DefaultType() types.Type {
	of, _, err := types.Infer(reflect.TypeFor[E]())
	if err != nil {
		return types.Array(nil)
	}
	return types.Array(of)
}

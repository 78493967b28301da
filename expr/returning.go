package expr

import (
	"context"
	"iter"
	"reflect"
	"unsafe"
)

// Write is an INSERT, UPDATE or DELETE of T.
type Write[T any] interface {
	sqlWrites(T)
	returning(items []SelectItem, r reflect.Type) Statement
}

// Returned is an INSERT, UPDATE or DELETE that yields an R for each row that it wrote.
//
// SQLAlchemy: returning.
type Returned[R any] struct{ s Statement }

// NewReturning makes s yield an item for each row that it wrote: RETURNING item.
func NewReturning[T, R any](s Write[T], i Item[R]) Returned[R] {
	return Returned[R]{s.returning([]SelectItem{itemOf(i, 0)}, reflect.TypeFor[R]())}
}

// NewReturning2 makes s yield two items for each row that it wrote.
func NewReturning2[T, A, B any](s Write[T], a Item[A], b Item[B]) Returned[Row2[A, B]] {
	var r Row2[A, B]
	items := []SelectItem{itemOf(a, 0), itemOf(b, unsafe.Offsetof(r.V2))}
	return Returned[Row2[A, B]]{s.returning(items, reflect.TypeFor[Row2[A, B]]())}
}

// NewReturning3 makes s yield three items for each row that it wrote.
func NewReturning3[T, A, B, C any](s Write[T], a Item[A], b Item[B], c Item[C]) Returned[Row3[A, B, C]] {
	var r Row3[A, B, C]
	items := []SelectItem{itemOf(a, 0), itemOf(b, unsafe.Offsetof(r.V2)), itemOf(c, unsafe.Offsetof(r.V3))}
	return Returned[Row3[A, B, C]]{s.returning(items, reflect.TypeFor[Row3[A, B, C]]())}
}

// Statement is the untyped statement: an *InsertStatement, *UpdateStatement or *DeleteStatement.
func (s Returned[R]) Statement() Statement { return s.s }

// Err is the first mistake that was made while the statement was built. Every end of the statement returns it, too.
func (s Returned[R]) Err() error { return s.s.Err() }

// CTE makes s a common table expression: WITH name AS (DELETE … RETURNING …). PostgreSQL has it. SQLAlchemy: cte.
func (s Returned[R]) CTE(name string, o ...CTEOption) Derived {
	return newCTE(s.s.(Selectable), name, o)
}

// All runs the statement and reads every row. SQLAlchemy: Result.all.
func (s Returned[R]) All(ctx context.Context, ex Executor) ([]R, error) { return all[R](ctx, ex, s.s) }

// One runs the statement and reads the only row: [ErrNoResult], [ErrMultipleResults]. SQLAlchemy: Result.one.
func (s Returned[R]) One(ctx context.Context, ex Executor) (R, error) { return one[R](ctx, ex, s.s) }

// First runs the statement and reads the first row; false says that there is none. SQLAlchemy: Result.first.
func (s Returned[R]) First(ctx context.Context, ex Executor) (R, bool, error) {
	return first[R](ctx, ex, s.s)
}

// Iter runs the statement and streams the rows. SQLAlchemy: Result.yield_per.
func (s Returned[R]) Iter(ctx context.Context, ex Executor) iter.Seq2[R, error] {
	return stream[R](ctx, ex, s.s)
}

func appendReturning(k *Key, items []SelectItem, r reflect.Type) {
	k.Uint(uint64(len(items)))
	if r != nil {
		k.Type(r)
	}
	for _, i := range items {
		k.Uint(uint64(i.Offset))
		k.Element(i.Element)
	}
}

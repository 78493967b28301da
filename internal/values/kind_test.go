package values

import (
	"math/rand/v2"
	"reflect"
	"slices"

	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// kind is a Go type in a SQL type: P is its column, N the one that may be NULL.
type kind[V any, P column[V], N column[*V]] struct {
	name string
	sql  types.Type
	// on are the databases that have it; none means all.
	on []product
	// corpus are the edges, random makes a value that may be anything.
	corpus []V
	random func(r *rand.Rand) V
	// expect is what must become of a value; nil is that all are kept.
	expect func(p product, v V) outcome[V]
	// spelled is what must become of a value that is written as a literal; nil is what becomes of others.
	spelled func(p product, v V) outcome[V]
	// same tells whether two values are the same to a program; nil is reflect.DeepEqual.
	same func(a, b V) bool
	// unequal says that the database does not find a value by =, loose that it may find others, too; why stands in docs/differences.md.
	unequal, loose func(p product) bool
}

// column is a column whose field is an R.
type column[R any] interface {
	expr.Item[R]
	expr.Column
	Set(v R) expr.Assignment
}

// verdict is what becomes of a value.
type verdict uint8

const (
	// kept is the value as it was.
	kept verdict = iota
	// changed is another value, which one is documented.
	changed
	// refused is an error with a type, and nothing written.
	refused
)

// outcome is what must become of a value.
type outcome[V any] struct {
	verdict verdict
	// want is what is read.
	want V
	// near says that a float may be the neighbour of want.
	near bool
	// unsaid says that no condition can say want.
	unsaid bool
	// rule is why it is not what was written.
	rule rule
}

// keep, change and refuse are outcomes.
func keep[V any](v V) outcome[V] { return outcome[V]{want: v} }

func change[V any](v V, why rule) outcome[V] { return outcome[V]{verdict: changed, want: v, rule: why} }

func refuse[V any]() outcome[V] { return outcome[V]{verdict: refused} }

// keepIf keeps a value or has it refused.
func keepIf[V any](v V, ok bool) outcome[V] {
	if ok {
		return keep(v)
	}
	return refuse[V]()
}

// outcome is what must become of v.
func (k kind[V, P, N]) outcome(p product, v V) outcome[V] {
	if k.expect == nil {
		return keep(v)
	}
	return k.expect(p, v)
}

// literal is what must become of v as a literal.
func (k kind[V, P, N]) literal(p product, v V) outcome[V] {
	switch {
	case k.spelled != nil:
		return k.spelled(p, v)
	case !spellable(v):
		return refuse[V]()
	}
	return k.outcome(p, v)
}

// isSame tells whether two values are the same.
func (k kind[V, P, N]) isSame(a, b V) bool {
	if k.same != nil {
		return k.same(a, b)
	}
	return reflect.DeepEqual(a, b)
}

// values are the edges, and n random values.
func (k kind[V, P, N]) values(r *rand.Rand, n int) []V {
	out := slices.Clone(k.corpus)
	for range n {
		out = append(out, k.random(r))
	}
	return out
}

func (k kind[V, P, N]) is(p product, f func(p product) bool) bool { return f != nil && f(p) }

// always and only are for unequal and loose.
func always(product) bool { return true }

func only(ps ...product) func(product) bool {
	return func(p product) bool { return slices.Contains(ps, p) }
}

// The columns of a kind.
type (
	value[V any]    = kind[V, col.Of[V], col.Null[V]]
	number[V any]   = kind[V, col.Num[V], col.NullNum[V]]
	text            = kind[string, col.String, col.NullString]
	document[V any] = kind[V, col.JSON[V], col.NullJSON[V]]
	array[E any]    = kind[[]E, col.Array[E], col.NullArray[E]]
)

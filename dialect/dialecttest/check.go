package dialecttest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
)

// ok ends the case if there is an error.
func (t *T) ok(err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
}

// is wants an error of a class.
func (t *T) is(err, class error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Fatalf("error %v, want one that is %q", err, class)
	}
}

// refused wants a statement to be refused: by the compiler, or by the database as one that it does not understand.
func (t *T) refused(err error) {
	t.Helper()
	var unsupported *compiler.UnsupportedError
	if !errors.As(err, &unsupported) && !errors.Is(err, dialect.ErrProgramming) {
		t.Fatalf("error %v, want the statement to be refused", err)
	}
}

// equal wants two values to be the same.
func (t *T) equal(got, want any) {
	t.Helper()
	if !same(reflect.ValueOf(got), reflect.ValueOf(want)) {
		t.Errorf("got %s, want %s", show(got), show(want))
	}
}

// contains wants a text to contain others.
func (t *T) contains(text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%q does not contain %q", text, p)
		}
	}
}

// as is errors.As for a case: it wants an error of a type.
func as[E error](t *T, err error) E {
	t.Helper()
	var e E
	if !errors.As(err, &e) {
		t.Fatalf("error %v of type %T, want a %T", err, err, e)
	}
	return e
}

// query is a statement that yields rows of R.
type query[R any] interface {
	All(ctx context.Context, ex expr.Executor) ([]R, error)
}

// all reads the rows of a statement.
func all[R any](t *T, q query[R]) []R {
	t.Helper()
	rows, err := q.All(t.ctx, t.conn)
	t.ok(err)
	return rows
}

// rows wants a statement to yield exactly these rows, in this order.
func rows[R any](t *T, q query[R], want ...R) {
	t.Helper()
	got := all(t, q)
	if want == nil {
		want = []R{}
	}
	t.equal(got, want)
}

// one wants an expression to have a value.
func one[R any](t *T, x expr.Item[R], want R) {
	t.Helper()
	rows(t, azoth.Select(x), want)
}

// writes wants a statement to write n rows.
func (t *T) writes(n int64, st interface {
	Exec(ctx context.Context, ex expr.Executor) (int64, error)
},
) {
	t.Helper()
	got, err := st.Exec(t.ctx, t.conn)
	t.ok(err)
	if got != n {
		t.Errorf("%d rows were written, want %d", got, n)
	}
}

// yields is a case of a statement and its rows.
func yields[R any](name, needs string, q query[R], want ...R) testCase {
	return testCase{name: name, needs: needs, run: func(t *T) {
		t.Helper()
		rows(t, q, want...)
	}}
}

// value is a case of an expression and its value.
func value[R any](name, needs string, x expr.Item[R], want R) testCase {
	return testCase{name: name, needs: needs, run: func(t *T) {
		t.Helper()
		one(t, x, want)
	}}
}

// same compares values as their types do: by a method Equal, where they have one.
func same(a, b reflect.Value) bool {
	if !a.IsValid() || !b.IsValid() || a.Type() != b.Type() {
		return !a.IsValid() && !b.IsValid()
	}
	if m := a.MethodByName("Equal"); m.IsValid() && m.Type().NumIn() == 1 && m.Type().In(0) == a.Type() {
		return m.Call([]reflect.Value{b})[0].Bool()
	}
	switch a.Kind() {
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() && b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	case reflect.Slice, reflect.Array:
		return sameElements(a, b)
	case reflect.Struct:
		return sameFields(a, b)
	case reflect.Float32, reflect.Float64:
		x, y := a.Float(), b.Float()
		return x == y || math.IsNaN(x) && math.IsNaN(y)
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

func sameFields(a, b reflect.Value) bool {
	for i := range a.NumField() {
		if !a.Type().Field(i).IsExported() {
			return reflect.DeepEqual(a.Interface(), b.Interface())
		}
		if !same(a.Field(i), b.Field(i)) {
			return false
		}
	}
	return true
}

func sameElements(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !same(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}

// showLimit is the length to which values are shown.
const showLimit = 2000

// show is a value for people: pointers are followed.
func show(v any) string {
	text := fmt.Sprintf("%+v", v)
	if b, err := json.Marshal(v); err == nil {
		text = string(b)
	}
	if len(text) > showLimit {
		text = text[:showLimit] + "…"
	}
	return text
}

// ptr is a pointer to v: what a row has where it may be NULL.
func ptr[V any](v V) *V { return &v }

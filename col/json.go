package col

import (
	"context"
	"reflect"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// opaque is embedded under a name of this package, so that no completion list shows it as a field.
type opaque[V, R any] = expr.Opaque[V, R]

// JSON is a JSON column that is decoded into a T. It has paths instead of comparisons. SQLAlchemy: Column(JSON).
type JSON[T any] struct{ json[T, T] }

// NullJSON is a JSON column that may be NULL; its field is a *T.
type NullJSON[T any] struct{ json[T, *T] }

type json[T, R any] struct{ opaque[T, R] }

// Ref is the column's node; nil before the column is declared.
func (c json[T, R]) Ref() *expr.ColumnRef { return expr.RefOf(c) }

// Set assigns a value, which becomes a document; a nil pointer is NULL.
func (c json[T, R]) Set(v R) expr.Assignment {
	return expr.Assignment{Column: c.Ref(), Value: expr.NewBind(document(v))}
}

// SetExpr assigns an expression.
func (c json[T, R]) SetExpr(x expr.Of[T]) expr.Assignment { return expr.AssignExpr(c, x) }

// SetFunc assigns what f gives, once for each row and run of the statement. SQLAlchemy: default=callable.
func (c json[T, R]) SetFunc(f func() R) expr.Assignment {
	return expr.AssignComputed(c, expr.ComputedBy(func() types.Value { return document(f()) }))
}

// SetContextFunc is SetFunc of a function that sees the row. SQLAlchemy: default=callable, which takes a context.
func (c json[T, R]) SetContextFunc(f func(context.Context, expr.DefaultContext) (R, error)) expr.Assignment {
	return expr.AssignComputed(c, expr.NewComputed(func(ctx context.Context, row expr.DefaultContext) (types.Value, error) {
		v, err := f(ctx, row)
		return document(v), err
	}))
}

// Key is the place k of the document, which is an object. SQLAlchemy: column["k"].
func (c json[T, R]) Key(k string) expr.JSONPath { return expr.MakeJSONPath(c, k) }

// Index is the element i of the document, which is an array. SQLAlchemy: column[i].
func (c json[T, R]) Index(i int) expr.JSONPath { return expr.MakeJSONPath(c, i) }

// HasKey renders c ? 'k': the document, an object, has the key k. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.has_key.
func (c json[T, R]) HasKey(k string) expr.Bool { return expr.HasKey(c, k) }

// HasAnyKey renders c ?| ?: the document has one of the keys. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.has_any.
func (c json[T, R]) HasAnyKey(ks ...string) expr.Bool { return expr.HasAnyKey(c, ks) }

// HasAllKeys renders c ?& ?: the document has all of the keys. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.has_all.
func (c json[T, R]) HasAllKeys(ks ...string) expr.Bool { return expr.HasAllKeys(c, ks) }

// Contains renders c @> ?: the document has all that v, which becomes a document, has. PostgreSQL's JSONB has it.
// SQLAlchemy: JSONB.contains.
func (c json[T, R]) Contains(v any) expr.Bool { return expr.DocumentContains(c, v) }

// ContainedBy renders c <@ ?: v has all that the document has. PostgreSQL's JSONB has it. SQLAlchemy: JSONB.contained_by.
func (c json[T, R]) ContainedBy(v any) expr.Bool { return expr.DocumentContainedBy(c, v) }

func document(v any) types.Value {
	if rv := reflect.ValueOf(v); !rv.IsValid() || rv.Kind() == reflect.Pointer && rv.IsNil() {
		return types.NullValue()
	}
	return types.JSONValue(v)
}

// DefaultType is JSON, for the mapping layer: the SQL type does not follow from the Go type of the field.
func (c json[T, R]) DefaultType() types.Type { return types.JSON() }

package expr

// LiteralColumn is SQL text as a column expression, without placeholders. The text is not checked: it must not come from outside.
//
// SQLAlchemy: literal_column.
func LiteralColumn[V any](sql string) Value[V, V] {
	t := NewText(sql)
	t.Literal = true
	return MakeValue[V, V](t)
}

// TextExpr is SQL text with :name placeholders as an expression.
//
// SQLAlchemy: text.
type TextExpr[V any] struct{ value[V] }

// value is embedded under a name of this package, so that no completion list shows it as a field.
type value[V any] = Value[V, V]

// MakeTextExpr is sql as an expression that is read as a V.
func MakeTextExpr[V any](sql string) TextExpr[V] { return TextExpr[V]{MakeValue[V, V](NewText(sql))} }

// Bind gives :name a value: a Go value, which is bound, an azoth.List, or an expression, which is rendered in its place.
// SQLAlchemy: bindparams, tstring.
func (t TextExpr[V]) Bind(name string, v any) TextExpr[V] {
	return TextExpr[V]{MakeValue[V, V](t.b.Element().(*TextFragment).Bound(name, v))}
}

// NullValue is NULL as an expression of V. SQLAlchemy: null.
func NullValue[V any]() Value[V, *V] { return MakeValue[V, *V](null) }

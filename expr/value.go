package expr

import (
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// Value is an expression without operators of its own: a timestamp, a UUID, an enumeration.
type Value[V, R any] struct{ ops[V, R] }

// Make gives a node of one's own its Go type.
func Make[V any](n Node) Value[V, V] { return Value[V, V]{typed[V, V](n)} }

// MakeValue gives a node its two Go types.
func MakeValue[V, R any](n Node) Value[V, R] { return Value[V, R]{typed[V, R](n)} }

// As labels e. SQLAlchemy: label.
func (e Value[V, R]) As(label string) Value[V, R] { return MakeValue[V, R](newLabel(e.b, label)) }

// Coalesce renders coalesce(e, ?), which is not NULL. SQLAlchemy: func.coalesce.
func (e Value[V, R]) Coalesce(v V) Value[V, V] {
	return MakeValue[V, V](coalesce(e.b, types.ValueOf(v)))
}

// Nullable says that e may be NULL here, whatever its column says: it is read as a *V. Columns of an outer join need it.
func (e Value[V, R]) Nullable() Value[V, *V] { return Value[V, *V]{ops[V, *V]{e.b}} }

// NotNull says that e is not NULL here: it is read as a V, and a NULL is an error.
func (e Value[V, R]) NotNull() Value[V, V] { return Value[V, V]{ops[V, V]{e.b}} }

func coalesce(b *Base, v types.Value) *Function {
	f := NewFunction("coalesce", b.Element(), NewBind(v))
	if t := TypeOf(b.Element()); types.Storage(t) != t { // a type of the program has a say in both
		f.Type = t
	}
	return f
}

// Text is a character string.
type Text[R any] struct{ ops[string, R] }

// MakeText gives a node the operators of a string.
func MakeText[R any](n Node) Text[R] { return Text[R]{typed[string, R](n)} }

// As labels e. SQLAlchemy: label.
func (e Text[R]) As(label string) Text[R] { return MakeText[R](newLabel(e.b, label)) }

// Coalesce renders coalesce(e, ?), which is not NULL. SQLAlchemy: func.coalesce.
func (e Text[R]) Coalesce(s string) Text[string] {
	return MakeText[string](coalesce(e.b, types.TextValue(s)))
}

// Nullable says that e may be NULL here: it is read as a *string. Columns of an outer join need it.
func (e Text[R]) Nullable() Text[*string] { return Text[*string]{ops[string, *string]{e.b}} }

// NotNull says that e is not NULL here: it is read as a string, and a NULL is an error.
func (e Text[R]) NotNull() Text[string] { return Text[string]{ops[string, string]{e.b}} }

// Like renders e LIKE ?; % and _ in the pattern are wildcards. SQLAlchemy: like.
func (e Text[R]) Like(pattern string) Bool { return compare(e.b, OpLike, types.TextValue(pattern)) }

// NotLike renders e NOT LIKE ?. SQLAlchemy: not_like.
func (e Text[R]) NotLike(pattern string) Bool {
	return compare(e.b, OpNotLike, types.TextValue(pattern))
}

// ILike is Like without regard to case: ILIKE, or lower(e) LIKE lower(?). SQLAlchemy: ilike.
func (e Text[R]) ILike(pattern string) Bool { return compare(e.b, OpILike, types.TextValue(pattern)) }

// NotILike renders NOT ILIKE, or its like. SQLAlchemy: not_ilike.
func (e Text[R]) NotILike(pattern string) Bool {
	return compare(e.b, OpNotILike, types.TextValue(pattern))
}

// Contains renders e LIKE '%' || ? || '%' ESCAPE '/'. Wildcards in s are escaped. SQLAlchemy: contains(autoescape=True).
func (e Text[R]) Contains(s string) Bool { return e.pattern(OpContains, s) }

// StartsWith renders e LIKE ? || '%' ESCAPE '/'. Wildcards in s are escaped. SQLAlchemy: startswith(autoescape=True).
func (e Text[R]) StartsWith(s string) Bool { return e.pattern(OpStartsWith, s) }

// EndsWith renders e LIKE '%' || ? ESCAPE '/'. Wildcards in s are escaped. SQLAlchemy: endswith(autoescape=True).
func (e Text[R]) EndsWith(s string) Bool { return e.pattern(OpEndsWith, s) }

func (e Text[R]) pattern(op Op, s string) Bool {
	b := compare(e.b, op, types.TextValue(EscapeLike(s)))
	b.b.Element().(*Binary).Text = likeEscape
	return b
}

const likeEscape = "/"

// EscapeLike escapes the wildcards of s with /, for LIKE … ESCAPE '/'.
func EscapeLike(s string) string {
	n := 0
	for i := range len(s) {
		if isWild(s[i]) {
			n++
		}
	}
	if n == 0 {
		return s
	}
	out := make([]byte, 0, len(s)+n)
	for i := range len(s) {
		if isWild(s[i]) {
			out = append(out, '/')
		}
		out = append(out, s[i])
	}
	return string(out)
}

func isWild(c byte) bool { return c == '%' || c == '_' || c == '/' }

// Concat renders e || ?, or its like. SQLAlchemy: +, concat.
func (e Text[R]) Concat(s string) Text[R] {
	return MakeText[R](arithmetic(e.b, OpConcat, types.TextValue(s)))
}

// Collate renders e COLLATE "name". SQLAlchemy: collate.
func (e Text[R]) Collate(name string) Text[R] { return MakeText[R](newCollate(e.b.Element(), name)) }

// CollateIn renders e COLLATE schema."name": a collation of a schema. SQLAlchemy: collate(collation_schema=...).
func (e Text[R]) CollateIn(schema, name string) Text[R] {
	c := newCollate(e.b.Element(), name)
	c.Schema = schema
	return MakeText[R](c)
}

// Number is a number: of any Go type, Decimal included.
type Number[V, R any] struct{ ops[V, R] }

// MakeNumber gives a node the operators of a number.
func MakeNumber[V, R any](n Node) Number[V, R] { return Number[V, R]{typed[V, R](n)} }

func (e Number[V, R]) sqlNumeric() {}

// As labels e. SQLAlchemy: label.
func (e Number[V, R]) As(label string) Number[V, R] { return MakeNumber[V, R](newLabel(e.b, label)) }

// Coalesce renders coalesce(e, ?), which is not NULL. SQLAlchemy: func.coalesce.
func (e Number[V, R]) Coalesce(v V) Number[V, V] {
	return MakeNumber[V, V](coalesce(e.b, types.ValueOf(v)))
}

// Nullable says that e may be NULL here: it is read as a *V. Columns of an outer join need it.
func (e Number[V, R]) Nullable() Number[V, *V] { return Number[V, *V]{ops[V, *V]{e.b}} }

// NotNull says that e is not NULL here: it is read as a V, and a NULL is an error.
func (e Number[V, R]) NotNull() Number[V, V] { return Number[V, V]{ops[V, V]{e.b}} }

// Add renders e + ?. SQLAlchemy: +.
func (e Number[V, R]) Add(v V) Number[V, R] {
	return MakeNumber[V, R](arithmetic(e.b, OpAdd, types.ValueOf(v)))
}

// Sub renders e - ?. SQLAlchemy: -.
func (e Number[V, R]) Sub(v V) Number[V, R] {
	return MakeNumber[V, R](arithmetic(e.b, OpSub, types.ValueOf(v)))
}

// Mul renders e * ?. SQLAlchemy: *.
func (e Number[V, R]) Mul(v V) Number[V, R] {
	return MakeNumber[V, R](arithmetic(e.b, OpMul, types.ValueOf(v)))
}

// Div renders e / ?. SQLAlchemy: /.
func (e Number[V, R]) Div(v V) Number[V, R] {
	return MakeNumber[V, R](arithmetic(e.b, OpDiv, types.ValueOf(v)))
}

// Mod renders e % ?. SQLAlchemy: %.
func (e Number[V, R]) Mod(v V) Number[V, R] {
	return MakeNumber[V, R](arithmetic(e.b, OpMod, types.ValueOf(v)))
}

// Neg renders -e. SQLAlchemy: unary -.
func (e Number[V, R]) Neg() Number[V, R] { return MakeNumber[V, R](NewUnary(OpNeg, e.b.Element())) }

func arithmetic(b *Base, op Op, v types.Value) *Binary {
	return compare(b, op, v).b.Element().(*Binary)
}

// Arith renders a op b with the type and the nullability of a.
func Arith[A, R, B, S any](op Op, a Numeric[A, R], b Numeric[B, S]) Number[A, R] {
	return MakeNumber[A, R](NewBinary(op, ElementOf(a), ElementOf(b)))
}

// Concat renders a || b, or its like.
func Concat[R, S any](a Expr[string, R], b Expr[string, S]) Text[R] {
	return MakeText[R](NewBinary(OpConcat, ElementOf(a), ElementOf(b)))
}

// Opaque is a value that is selected and tested for NULL, and not compared: JSON, an array. Its column types add what it can.
type Opaque[V, R any] struct{ o opaque[V, R] }

type opaque[V, R any] = ops[V, R]

func (e Opaque[V, R]) sqlNode() *Base        { return e.o.b }
func (e Opaque[V, R]) sqlValue(V)            {}
func (e Opaque[V, R]) sqlItem(R) *Base       { return e.o.b }
func (e *Opaque[V, R]) attach(c *ColumnRef)  { e.o.b = &c.Base }
func (e *Opaque[V, R]) goType() reflect.Type { return reflect.TypeFor[R]() }

// IsNull renders e IS NULL. SQLAlchemy: is_(None).
func (e Opaque[V, R]) IsNull() Bool { return e.o.IsNull() }

// IsNotNull renders e IS NOT NULL. SQLAlchemy: is_not(None).
func (e Opaque[V, R]) IsNotNull() Bool { return e.o.IsNotNull() }

package expr

import (
	"time"

	"github.com/azoth-orm/azoth/types"
)

// Bind is a bound value: a placeholder in the SQL, a value beside it. Values are always bound.
//
// SQLAlchemy: BindParameter.
type Bind struct {
	Base
	// Value is what is bound.
	Value types.Value
	// Type is the SQL type of the value, if it is known; otherwise it follows from what the value is compared with.
	Type types.Type
	// Name is the placeholder's name where a dialect names them; "" lets the compiler make one from the column beside it.
	Name string
	// Prefix is what the name begins with that the compiler makes, in place of that of the column.
	Prefix string
}

// NewBind binds v.
func NewBind(v types.Value) *Bind {
	b := &Bind{Value: v}
	b.self = b
	return b
}

// Lit makes a Go value an expression; it is bound, as every value is. SQLAlchemy: literal.
func Lit[V any](v V) Value[V, V] {
	b := NewBind(types.ValueOf(v))
	b.Type = literalType(any(&v))
	return Value[V, V]{ops[V, V]{&b.Base}}
}

// TypedLit makes a Go value an expression of a SQL type; it is bound. SQLAlchemy: literal(v, type).
func TypedLit[V any](v V, t types.Type) Value[V, V] {
	b := NewBind(types.ValueOf(v))
	b.Type = t
	return Value[V, V]{ops[V, V]{&b.Base}}
}

// NamedLit is [Lit] whose placeholder has a name of its own, which begins with prefix, where a dialect names them: price_1, price_2.
//
// SQLAlchemy: bindparam(unique=True).
func NamedLit[V any](prefix string, v V) Value[V, V] {
	b := NewBind(types.ValueOf(v))
	b.Type, b.Prefix = literalType(any(&v)), prefix
	return MakeValue[V, V](b)
}

// literalType is the type of a literal that stands alone: count('*'), 1 + 2. Timestamps, which a database has several types for,
// take theirs from what stands beside them.
func literalType(p any) types.Type {
	switch p.(type) {
	case *string:
		return types.String(0)
	case *bool:
		return types.Boolean()
	case *float64, *float32:
		return types.Double()
	case *int64:
		return types.BigInteger()
	case *int, *int32, *int16:
		return types.Integer()
	case *types.Decimal:
		return types.Numeric(0, 0)
	case *types.Date:
		return types.DateType{}
	case *types.TimeOfDay:
		return types.Time()
	case *types.UUID:
		return types.UUIDType{}
	case *time.Duration:
		return types.Interval()
	}
	return nil
}

// AppendKey writes a mark, with the type if the value has one of its own, and hands the value over. NULL is structure: IS NULL and = ?
// are not the same SQL.
func (b *Bind) AppendKey(k *Key) {
	if b.Type == nil {
		k.Tag(TagBind)
	} else {
		k.Tag(TagTypedBind)
		k.SQLType(b.Type)
	}
	k.Bind(b)
}

// Children shows nothing.
func (b *Bind) Children(*Visitor) {}

// SQLType is the declared type of the value.
func (b *Bind) SQLType() types.Type { return b.Type }

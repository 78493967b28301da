package expr

import "github.com/azoth-orm/azoth/types"

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
}

// NewBind binds v.
func NewBind(v types.Value) *Bind {
	b := &Bind{Value: v}
	b.self = b
	return b
}

// Lit makes a Go value an expression; it is bound, as every value is. SQLAlchemy: literal.
func Lit[V any](v V) Value[V, V] { return Value[V, V]{ops[V, V]{&NewBind(types.ValueOf(v)).Base}} }

// AppendKey writes a mark and hands the value over. NULL is structure: IS NULL and = ? are not the same SQL.
func (b *Bind) AppendKey(k *Key) {
	k.Tag(TagBind)
	k.Bind(b)
}

// Children visits nothing.
func (b *Bind) Children(func(Element)) {}

// SQLType is the declared type of the value.
func (b *Bind) SQLType() types.Type { return b.Type }

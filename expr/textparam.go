package expr

import (
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// LiteralParam is a value that the statement gives later, by its name, and that is written into the SQL as a literal: where a database takes no
// placeholder, or should know the value when it plans. Each value is a text of its own, which is compiled and prepared. It is safe for values
// from outside, which are quoted as literals are.
//
// SQLAlchemy: bindparam(literal_execute=True).
type LiteralParam struct {
	Base
	Name string
	Type types.Type
	bind Bind
}

// NewLiteralParam is the parameter name of type t, which may be nil.
func NewLiteralParam(name string, t types.Type) *LiteralParam {
	p := &LiteralParam{Name: name, Type: t}
	p.self, p.bind.self = p, &p.bind
	p.bind.Name, p.bind.Type = name, t
	return p
}

// LiteralParamOf is the parameter name, a V, as a literal. SQLAlchemy: bindparam(literal_execute=True).
func LiteralParamOf[V any](name string) Value[V, V] {
	return MakeValue[V, V](NewLiteralParam(name, literalType(any(new(V)))))
}

// Bind is what the key keeps the value for: [Key.Texts].
func (p *LiteralParam) Bind() *Bind { return &p.bind }

// AppendKey writes the name, the type and the value.
func (p *LiteralParam) AppendKey(k *Key) {
	k.Tag(TagLiteralParam)
	k.String(p.Name)
	k.SQLType(p.Type)
	v, ok := k.textual(p.Name)
	k.Bool(ok)
	if !ok {
		return
	}
	if !k.literal(v) {
		k.Fail(&ParamError{Name: p.Name, Want: "value that a literal can say", Got: fmt.Sprintf("%T", v.Any())})
	}
	k.text(&p.bind, []types.Value{v})
}

// Children shows nothing.
func (p *LiteralParam) Children(*Visitor) {}

// SQLType is the declared type.
func (p *LiteralParam) SQLType() types.Type { return p.Type }

// ListParam is a list of an [In] that the statement gives later, by its name.
//
// SQLAlchemy: bindparam(expanding=True).
type ListParam struct {
	Name string
	// want is the Go type of the list, spread its values; false says that a value is of another type.
	want   string
	spread func(v any) ([]types.Value, bool)
}

// InParam is x IN (...) of a list that the statement gives later: a []V. Its length is a part of the SQL, as that of x.In is.
//
// SQLAlchemy: in_, bindparam(expanding=True).
func InParam[V any](x Of[V], name string) Bool { return inParam(x, OpIn, name) }

// NotInParam is x NOT IN (...) of a list that the statement gives later. SQLAlchemy: not_in, bindparam(expanding=True).
func NotInParam[V any](x Of[V], name string) Bool { return inParam(x, OpNotIn, name) }

func inParam[V any](x Of[V], op Op, name string) Bool {
	n := newIn(x.sqlNode(), op, nil, 1)
	n.Param = &ListParam{Name: name, want: reflect.TypeFor[[]V]().String(), spread: func(v any) ([]types.Value, bool) {
		vs, ok := v.([]V)
		out := make([]types.Value, len(vs))
		for i, v := range vs {
			out[i] = types.ValueOf(v)
		}
		return out, ok
	}}
	return boolOf(n)
}

// values are those that a statement gives, padded.
func (p *ListParam) values(k *Key, columns int) []types.Value {
	v, ok := k.textual(p.Name)
	if !ok {
		k.Tag(TagParam)
		k.String(p.Name)
		return nil
	}
	vs, ok := p.spread(v.Any())
	if !ok {
		k.Fail(&ParamError{Name: p.Name, Want: p.want, Got: fmt.Sprintf("%T", v.Any())})
	}
	return pad(vs, columns)
}

// textual is the value of a parameter that the SQL depends on; false says that there is none.
func (k *Key) textual(name string) (types.Value, bool) {
	v, ok := k.param(name)
	switch {
	case ok:
	case k.loose:
		k.missing = name
	default:
		k.Fail(&ParamError{Name: name, InText: k.takes})
	}
	return v, ok
}

// text keeps the values that b renders, for the compiler.
func (k *Key) text(b *Bind, vs []types.Value) {
	if k.texts != nil {
		k.texts[b] = vs
	}
}

// Texts are the values that the SQL of b depends on, if k was traced: those of a list, or that of a literal.
func (k *Key) Texts(b *Bind) []types.Value { return k.texts[b] }

// literal writes a value that is a part of the text; false says that it has no text.
func (k *Key) literal(v types.Value) bool {
	k.Uint(uint64(v.Kind()))
	switch v.Kind() {
	case types.KindNull:
	case types.KindInt64:
		k.Uint(uint64(v.Int64()))
	case types.KindBool:
		k.Bool(v.Bool())
	case types.KindFloat64:
		k.Uint(math.Float64bits(v.Float64()))
	case types.KindText:
		k.String(v.Text())
	case types.KindBytes:
		k.String(string(v.Bytes()))
	case types.KindTime:
		k.String(v.Time().Format(time.RFC3339Nano))
	default:
		s, ok := v.Any().(fmt.Stringer)
		if !ok {
			return false
		}
		k.Type(reflect.TypeOf(s))
		k.String(s.String())
	}
	return true
}

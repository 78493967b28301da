package expr

import (
	"fmt"
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// Param is a bound value that the statement gives later, by its name: a statement that is built once, in a package variable, and run with
// other values each time. Without a value it is an error of the statement.
//
// SQLAlchemy: bindparam.
type Param struct {
	Base
	Name string
	Type types.Type
	// Optional says that the statement need not give a value: without one the parameter is Default.
	Optional bool
	Default  types.Value
	// bind is what renders; it has no value of its own.
	bind Bind
}

// NewParam is the parameter name of type t, which may be nil.
func NewParam(name string, t types.Type) *Param {
	p := &Param{Name: name, Type: t}
	p.self = p
	p.bind.self = &p.bind
	p.bind.Name, p.bind.Type = name, t
	return p
}

// Bind is the node that renders for p: the compiler takes p for it.
func (p *Param) Bind() *Bind { return &p.bind }

// AppendKey writes the name and the type, and hands over the value that the statement gives: once, for p is one node with one value.
func (p *Param) AppendKey(k *Key) {
	v, ok := k.param(p.Name)
	switch {
	case !ok && p.Optional:
		v = p.Default
	case !ok && !k.takes:
		k.Fail(&ParamError{Name: p.Name})
	}
	for i, g := range k.given {
		if g.p != p {
			continue
		}
		if !reflect.DeepEqual(g.v.Any(), v.Any()) {
			k.Fail(fmt.Errorf("expr: parameter %s has two values in one statement (give it one around both, or use two parameters)", p.Name))
		}
		k.Tag(TagSeen)
		k.Uint(uint64(i))
		return
	}
	k.Tag(TagParam)
	k.String(p.Name)
	k.SQLType(p.Type)
	k.given = append(k.given, givenParam{p, v, len(k.values)})
	if !ok {
		k.places = append(k.places, place{p.Name, len(k.values), p.Optional})
	}
	if k.index != nil {
		k.index[&p.bind] = len(k.values)
	}
	k.values = append(k.values, v)
}

// Children shows nothing.
func (p *Param) Children(*Visitor) {}

// SQLType is the declared type.
func (p *Param) SQLType() types.Type { return p.Type }

// ParamOf is the parameter name, a V. SQLAlchemy: bindparam.
func ParamOf[V any](name string) Value[V, V] {
	return MakeValue[V, V](NewParam(name, literalType(any(new(V)))))
}

// ParamOr is the parameter name, which is v if the statement gives it no value. SQLAlchemy: bindparam(value=...).
func ParamOr[V any](name string, v V) Value[V, V] {
	p := NewParam(name, literalType(any(&v)))
	p.Optional, p.Default = true, types.ValueOf(v)
	return MakeValue[V, V](p)
}

// ParamValue is the value of a [Param].
type ParamValue struct {
	Name  string
	Value types.Value
}

func (p ParamValue) addTo(r *RareClauses) { r.Params = append(clip(r.Params), p) }

// BindParam gives the parameter name a value, in the statement and in all that is inside of it. What is said last counts; what a statement
// around says counts more. SQLAlchemy: params.
func BindParam(name string, v any) Clause { return ParamValue{name, types.ValueOfAny(v)} }

// begin puts the values of the parameters of a statement in force until end is called for it.
func (k *Key) begin(r *RareClauses) {
	if r != nil && len(r.Params) > 0 {
		k.params = append(k.params, r.Params)
	}
}

func (k *Key) end(r *RareClauses) {
	if r != nil && len(r.Params) > 0 {
		k.params = k.params[:len(k.params)-1]
	}
}

// param is the value of a parameter: the outermost statement that has one gives it.
func (k *Key) param(name string) (types.Value, bool) {
	for _, ps := range k.params {
		for i := len(ps) - 1; i >= 0; i-- {
			if ps[i].Name == name {
				return ps[i].Value, true
			}
		}
	}
	return types.NullValue(), false
}

// givenParam is a parameter whose value the key has.
type givenParam struct {
	p  *Param
	v  types.Value
	at int
}

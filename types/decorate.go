package types

import (
	"fmt"
	"reflect"
	"time"
)

// Processing is what a type of the program does with the values of another type: V is the value in the program, D the one that the database
// gets and gives. A program has one Processing for each type of its own, as a package variable: its address is the type's identity. It must
// not be changed once it is in use, and its functions may be called by any number of goroutines.
//
// NULL passes by: no function is ever called for it. A field that may be NULL is a *V.
//
// SQLAlchemy: TypeDecorator, cache_ok.
type Processing[V, D any] struct {
	// Bind is what the database gets. It may be nil if V and D are the same type: then the value goes as it is.
	// SQLAlchemy: process_bind_param.
	Bind func(V) (D, error)
	// Result is what the program gets. It may be nil if V and D are the same type. SQLAlchemy: process_result_value.
	Result func(D) (V, error)
	// Literal is what is written as SQL text: in a DEFAULT, and for people. It may be nil: then Bind says it.
	// SQLAlchemy: process_literal_param.
	Literal func(V) (D, error)
	// Equal tells whether a flush may leave a value alone. It may be nil: then values are equal if the database gets the same.
	// SQLAlchemy: compare_values.
	Equal func(a, b V) bool
	// Compared is the type of a value on the other side of an operator, which is as SQL writes it: =, LIKE, +. It may be nil, and so may its
	// result: then the value has the type itself, and goes through Bind. SQLAlchemy: coerce_compared_value.
	Compared func(operator string) Type
}

// DecoratedType is a type of the program that is another one in the database. Make it with [Decorate].
//
// SQLAlchemy: TypeDecorator.
type DecoratedType struct {
	impl Type
	p    processor
}

// Decorate is a type whose values are processed on their way to the database and back. It is impl in the database: in DDL, in CAST, to
// operators. Types of the same impl and the same p are ==.
//
//	var utc = &types.Processing[time.Time, string]{Bind: …, Result: …}
//	var Stamp = types.Decorate(types.String(32), utc)
//
// It panics if V is a pointer, or if p lacks a function that it needs: the program is wrong then. impl may be a [Variant], or decorated itself.
//
// SQLAlchemy: TypeDecorator.
func Decorate[V, D any](impl Type, p *Processing[V, D]) DecoratedType {
	v := reflect.TypeFor[V]()
	switch {
	case impl == nil || p == nil:
		panic("types: Decorate needs a type and a Processing")
	case v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface:
		panic(fmt.Sprintf("types: Decorate: the value of the program is a %s, which can be nil (take the type that it points to; a field that may be NULL is a pointer)", v))
	case v != reflect.TypeFor[D]() && (p.Bind == nil || p.Result == nil):
		panic(fmt.Sprintf("types: Decorate: a %s does not become a %s by itself (give Bind and Result)", v, reflect.TypeFor[D]()))
	}
	return DecoratedType{impl, p}
}

// SQLType is that of the implementation.
func (t DecoratedType) SQLType() string { return t.impl.SQLType() }

// Implementation is the type in the database.
func (t DecoratedType) Implementation() Type { return t.impl }

// Rewrap is the same processing of another type.
func (t DecoratedType) Rewrap(impl Type) Type { return DecoratedType{impl, t.p} }

// Identity is the address of the processing.
func (t DecoratedType) Identity() uintptr { return reflect.ValueOf(t.p).Pointer() }

// GoType is the type of a value in the program.
func (t DecoratedType) GoType() reflect.Type { return t.p.program() }

// StoredType is the Go type of a value that the database gets.
func (t DecoratedType) StoredType() reflect.Type { return t.p.stored() }

// BindValue is what the database gets for a value of the program.
func (t DecoratedType) BindValue(v Value) (Value, error) { return t.process(v, t.p.bind) }

// LiteralValue is what is written as SQL text for a value of the program, in a column of the implementation.
func (t DecoratedType) LiteralValue(v Value) (Value, error) { return t.process(v, t.p.literal) }

func (t DecoratedType) process(v Value, f func(Value) (Value, error)) (Value, error) {
	if v.IsNull() {
		return v, nil
	}
	out, err := f(v)
	if err != nil {
		return Value{}, &EncodeError{Type: t, Err: fmt.Errorf("types: a %s as %s: %w", t.GoType(), t.SQLType(), err)}
	}
	if isType[JSONType](Storage(t.impl)) && !isType[DecoratedType](t.impl) && !out.IsNull() {
		return asDocument(out), nil
	}
	return out, nil
}

// asDocument is v as a JSON document, whatever kind it has.
func asDocument(v Value) Value {
	if _, ok := v.Any().(Document); ok {
		return v
	}
	return JSONValue(v.Any())
}

// ResultValue stores at dst, a pointer to a value of the program, what the program gets for v.
func (t DecoratedType) ResultValue(v Value, dst any) error { return t.p.result(v, dst) }

// ResultOf is [DecoratedType.ResultValue] of what src, a pointer to a value of StoredType, points to.
func (t DecoratedType) ResultOf(src, dst any) error { return t.p.resultOf(src, dst) }

// Assign stores at dst, a pointer to a value of the program, the one that v holds. No function is called.
func (t DecoratedType) Assign(dst any, v Value) error { return t.p.assign(dst, v) }

// Copy stores at dst a value that shares nothing with that at src, by way of the database's form. Both are pointers to values of the program.
func (t DecoratedType) Copy(dst, src any) error { return t.p.copied(dst, src) }

// Same tells whether two values, by pointers to them, are equal; known is false if the Processing does not say.
func (t DecoratedType) Same(a, b any) (same, known bool) { return t.p.same(a, b) }

// Compared is the type of a value on the other side of an operator.
func (t DecoratedType) Compared(operator string) Type {
	if other := t.p.compared(operator); other != nil {
		return other
	}
	return t
}

// processor is a *Processing of any Go types.
type processor interface {
	program() reflect.Type
	stored() reflect.Type
	bind(v Value) (Value, error)
	literal(v Value) (Value, error)
	result(v Value, dst any) error
	resultOf(src, dst any) error
	assign(dst any, v Value) error
	copied(dst, src any) error
	same(a, b any) (same, known bool)
	compared(operator string) Type
}

func (p *Processing[V, D]) program() reflect.Type { return reflect.TypeFor[V]() }
func (p *Processing[V, D]) stored() reflect.Type  { return reflect.TypeFor[D]() }

func (p *Processing[V, D]) bind(v Value) (Value, error) { return p.processed(v, p.Bind) }

func (p *Processing[V, D]) literal(v Value) (Value, error) {
	if p.Literal != nil {
		return p.processed(v, p.Literal)
	}
	return p.processed(v, p.Bind)
}

func (p *Processing[V, D]) processed(v Value, f func(V) (D, error)) (Value, error) {
	if f == nil {
		return v, nil
	}
	x, err := taken[V](v)
	if err != nil {
		return Value{}, err
	}
	d, err := f(x)
	return ValueOf(d), err
}

func (p *Processing[V, D]) result(v Value, dst any) error {
	d, err := taken[D](v)
	if err != nil {
		return err
	}
	return p.finish(d, dst)
}

func (p *Processing[V, D]) resultOf(src, dst any) error { return p.finish(*src.(*D), dst) }

func (p *Processing[V, D]) finish(d D, dst any) (err error) {
	if p.Result == nil {
		*dst.(*D) = d // V and D are the same
		return nil
	}
	*dst.(*V), err = p.Result(d)
	return err
}

func (p *Processing[V, D]) assign(dst any, v Value) (err error) {
	*dst.(*V), err = taken[V](v)
	return err
}

func (p *Processing[V, D]) copied(dst, src any) error {
	if p.Bind == nil || p.Result == nil {
		*dst.(*V) = *src.(*V)
		return nil
	}
	d, err := p.Bind(*src.(*V))
	if err != nil {
		return err
	}
	return p.finish(d, dst)
}

func (p *Processing[V, D]) same(a, b any) (same, known bool) {
	if p.Equal == nil {
		return false, false
	}
	return p.Equal(*a.(*V), *b.(*V)), true
}

func (p *Processing[V, D]) compared(operator string) Type {
	if p.Compared == nil {
		return nil
	}
	return p.Compared(operator)
}

// taken is the V that v holds. It does not allocate for the common types.
func taken[V any](v Value) (V, error) {
	var x V
	switch p := any(&x).(type) { // see ValueOf
	case *string:
		if v.Kind() == KindText {
			*p = v.Text()
			return x, nil
		}
	case *int64:
		if v.Kind() == KindInt64 {
			*p = v.Int64()
			return x, nil
		}
	case *bool:
		if v.Kind() == KindBool {
			*p = v.Bool()
			return x, nil
		}
	case *float64:
		if v.Kind() == KindFloat64 {
			*p = v.Float64()
			return x, nil
		}
	case *time.Time:
		if v.Kind() == KindTime {
			*p = v.Time()
			return x, nil
		}
	}
	return takenSlow[V](v)
}

// takenSlow is apart, for reflection would make every taken allocate.
func takenSlow[V any](v Value) (V, error) {
	var x V
	switch o := v.Any().(type) {
	case V:
		return o, nil
	case *V:
		return *o, nil
	case Document:
		return takenSlow[V](OtherValue(o.V))
	case Elements:
		if inner, ok := o.V.(V); ok {
			return inner, nil
		}
	}
	if setKind(reflect.ValueOf(&x).Elem(), v) {
		return x, nil
	}
	return x, fmt.Errorf("a %T is no %T", v.Any(), x)
}

// setKind stores v into x, whose type is made of the kind of v. A number that does not fit is not stored.
func setKind(x reflect.Value, v Value) bool {
	switch v.Kind() {
	case KindText:
		if x.Kind() == reflect.String {
			x.SetString(v.Text())
			return true
		}
	case KindBool:
		if x.Kind() == reflect.Bool {
			x.SetBool(v.Bool())
			return true
		}
	case KindFloat64:
		if x.CanFloat() && !x.OverflowFloat(v.Float64()) {
			x.SetFloat(v.Float64())
			return true
		}
	case KindInt64:
		return setInt(x, v.Int64())
	case KindBytes:
		if x.Kind() == reflect.Slice && x.Type().Elem().Kind() == reflect.Uint8 {
			x.SetBytes(v.Bytes())
			return true
		}
	case KindOther, KindTime:
		if rv := reflect.ValueOf(v.Any()); rv.CanConvert(x.Type()) && rv.Kind() == x.Kind() {
			x.Set(rv.Convert(x.Type()))
			return true
		}
	}
	return false
}

func setInt(x reflect.Value, n int64) bool {
	switch {
	case x.CanInt() && !x.OverflowInt(n):
		x.SetInt(n)
	case x.CanUint() && n >= 0 && !x.OverflowUint(uint64(n)):
		x.SetUint(uint64(n))
	case x.CanFloat():
		x.SetFloat(float64(n))
	case x.Kind() == reflect.Bool && (n == 0 || n == 1):
		x.SetBool(n == 1)
	default:
		return false
	}
	return true
}

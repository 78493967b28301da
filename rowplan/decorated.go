package rowplan

import (
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// decoratedCodec is a value of a type of the program: see types.Decorate. What the database gives is read as a value of the implementation,
// and handed to the program's function. A value of a basic kind needs no memory of its own on the way.
type decoratedCodec struct {
	base
	of      types.DecoratedType
	program reflect.Type // of the value in the program; the field may be an any
	inner   *Field       // what the database gives
	basic   *Field       // a value of the program that lies in memory as a basic kind does; nil for others
	shares  bool
}

// decorated is the type of the program that sql is, if it is one: variants are those of no database in particular.
func decorated(sql types.Type) (types.DecoratedType, bool) {
	for {
		switch t := sql.(type) {
		case types.DecoratedType:
			return t, true
		case types.Wrapper:
			sql = t.Implementation()
		default:
			return types.DecoratedType{}, false
		}
	}
}

func newDecoratedCodec(b base, t types.DecoratedType) (codec, error) {
	if b.typ != anyType && b.typ != t.GoType() {
		return nil, &ProcessedError{Type: b.typ, SQL: t}
	}
	inner, err := NewField(t.StoredType(), 0, t.Implementation())
	if err != nil {
		return nil, err
	}
	c := &decoratedCodec{base: b, of: t, program: t.GoType(), inner: inner, shares: editable(b.typ, 0)}
	if k := basicKinds[b.typ.Kind()]; k != viaCodec && !hasMethods(b.typ) {
		c.basic = &Field{kind: k, elem: b.typ, typ: b.typ}
	}
	return c, nil
}

// pointer is p as a pointer to a value of the program, for its functions. It does not allocate.
func (c *decoratedCodec) pointer(p unsafe.Pointer) any {
	return reflect.NewAt(c.program, p).Interface()
}

// into runs f with a pointer to a value of the program that ends at p.
func (c *decoratedCodec) into(p unsafe.Pointer, f func(dst any) error) error {
	if c.typ != anyType {
		return f(c.pointer(p))
	}
	v := reflect.New(c.program)
	if err := f(v.Interface()); err != nil {
		return err
	}
	*(*any)(p) = v.Elem().Interface()
	return nil
}

func (c *decoratedCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	if c.typ != anyType {
		if v, ok := c.inner.basicValue(rows, i); ok {
			return c.failed(c.of.ResultValue(v, c.pointer(p)))
		}
	}
	return c.into(p, func(dst any) error {
		src := reflect.New(c.of.StoredType())
		if err := c.inner.Read(rows, i, src.UnsafePointer()); err != nil {
			return err
		}
		return c.failed(c.of.ResultOf(src.Interface(), dst))
	})
}

// failed is the error of the program's function.
func (c *decoratedCodec) failed(err error) error {
	if err == nil {
		return nil
	}
	return c.misfit("a value of "+c.of.SQLType(), err)
}

// basicValue is column i, if what it is read into is one of the kinds that a types.Value holds without memory of its own.
func (f *Field) basicValue(rows driver.Rows, i int) (types.Value, bool) {
	if f.wrap != plain {
		return types.Value{}, false
	}
	switch f.kind {
	case kindString:
		return types.TextValue(rows.Text(i)), true
	case kindInt64:
		return types.Int64Value(rows.Int64(i)), true
	case kindFloat64:
		return types.Float64Value(rows.Float64(i)), true
	case kindBool:
		return types.BoolValue(rows.Bool(i)), true
	}
	return types.Value{}, false
}

func (c *decoratedCodec) assign(p unsafe.Pointer, v any) error {
	return c.into(p, func(dst any) error {
		if err := c.of.Assign(dst, types.ValueOfAny(v)); err != nil {
			return c.misfit("another value", err)
		}
		return nil
	})
}

func (c *decoratedCodec) value(p unsafe.Pointer) types.Value {
	if c.basic != nil {
		return c.basic.Value(p)
	}
	return c.base.value(p)
}

func (c *decoratedCodec) equal(p, q unsafe.Pointer) bool {
	if c.typ != anyType {
		if same, known := c.of.Same(c.pointer(p), c.pointer(q)); known {
			return same
		}
	}
	if c.basic != nil && c.basic.Equal(p, q) {
		return true
	}
	x, err := types.Encode(c.of, c.value(p), types.Native{})
	y, err2 := types.Encode(c.of, c.value(q), types.Native{})
	if err != nil || err2 != nil {
		return reflect.DeepEqual(c.at(p).Interface(), c.at(q).Interface())
	}
	return sameValue(x, y)
}

// copy makes a value that shares nothing by way of the database's form; if that fails the copy is shallow.
func (c *decoratedCodec) copy(dst, src unsafe.Pointer) {
	c.base.copy(dst, src)
	if !c.shares || c.typ == anyType {
		return
	}
	fresh := reflect.New(c.program)
	if c.of.Copy(fresh.Interface(), c.pointer(src)) == nil {
		c.at(dst).Set(fresh.Elem())
	}
}

func (c *decoratedCodec) deep() bool { return c.shares }

// nullable: an any takes NULL, as nil; a field of the program's type is a pointer if it does.
func (c *decoratedCodec) nullable() bool { return c.typ == anyType }

func (c *decoratedCodec) setNull(p unsafe.Pointer) error {
	if !c.nullable() {
		return c.base.setNull(p)
	}
	*(*any)(p) = nil
	return nil
}

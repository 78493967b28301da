package rowplan

import (
	sqldriver "database/sql/driver"
	"fmt"
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// customCodec is a type that says itself how it is kept: by Scan and Value, by EncodeSQL.
type customCodec struct {
	base
	scans     bool // *V has Scan
	byPointer bool // only *V has Value or EncodeSQL
	valuer    bool
	null      bool // the zero V is NULL, and Scan takes NULL
	pointers  bool // V holds pointers that can be edited through
	basic     *Field
	same      func(a, b reflect.Value) bool
}

func newCustomCodec(t reflect.Type, sql types.Type) (codec, error) {
	c := &customCodec{base: base{t, sql}}
	p := reflect.PointerTo(t)
	c.scans = p.Implements(scannerType)
	c.valuer = isValuer(t)
	c.byPointer = !t.Implements(valuerType) && !t.Implements(encodableType)
	c.pointers = t != reflect.TypeFor[types.Decimal]() && editable(t, 0)
	c.same = equalMethod(t)
	if !c.scans || !c.valuer {
		// The half that has no method goes by the kind that the type is made of.
		if k := basicKinds[t.Kind()]; k != viaCodec {
			c.basic = &Field{kind: k, elem: t, typ: t, sql: sql}
		} else if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
			c.basic = &Field{kind: kindBytes, elem: t, typ: t, sql: sql}
		} else {
			return nil, missingMethod(t, c.scans)
		}
	}
	c.null = c.scans && c.valuer && c.takesNull()
	return c, nil
}

func missingMethod(t reflect.Type, scans bool) error {
	missing := "Scan (on its pointer)"
	if scans {
		missing = "Value"
	}
	return fmt.Errorf("rowplan: %s has no method %s, and it is not made of a basic type (add the method, or map it as JSON)", t, missing)
}

// takesNull tries whether the zero value is NULL in both directions.
func (c *customCodec) takesNull() (ok bool) {
	defer func() {
		if recover() != nil { // a method that cannot stand its zero value does not take NULL
			ok = false
		}
	}()
	v := reflect.New(c.typ)
	return c.value(v.UnsafePointer()).IsNull() && v.Interface().(scanner).Scan(nil) == nil
}

// editable tells whether a copy of a t shares memory that can be edited through it.
func editable(t reflect.Type, depth int) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface, reflect.UnsafePointer:
		return true
	case reflect.Array:
		return editable(t.Elem(), depth+1)
	case reflect.Struct:
		if t == timeType || depth > 8 {
			return false
		}
		for i := range t.NumField() {
			if editable(t.Field(i).Type, depth+1) {
				return true
			}
		}
	}
	return false
}

// equalMethod is the Equal method of t as a function, or nil.
func equalMethod(t reflect.Type) func(a, b reflect.Value) bool {
	m, ok := t.MethodByName("Equal")
	if !ok || m.Type.NumIn() != 2 || m.Type.In(1) != t || m.Type.NumOut() != 1 || m.Type.Out(0).Kind() != reflect.Bool {
		return nil
	}
	return func(a, b reflect.Value) bool { return m.Func.Call([]reflect.Value{a, b})[0].Bool() }
}

func (c *customCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	if !c.scans {
		_, err := c.basic.readPlain(rows, i, p)
		return err
	}
	x, err := c.source(rows, i)
	if err != nil {
		return err
	}
	return c.assign(p, x)
}

// source is column i as Scan methods expect it: a boolean column as a bool and a time column as a time, also from a database that
// keeps them as numbers and text.
func (c *customCodec) source(rows driver.Rows, i int) (any, error) {
	switch c.sql.(type) {
	case types.BooleanType:
		return rows.Bool(i), nil
	case types.DateTimeType, types.TimestampType:
		return rows.Time(i)
	case types.JSONType:
		return rows.Bytes(i, []byte{}), nil
	}
	return anyOf(rows, i)
}

func (c *customCodec) assign(p unsafe.Pointer, v any) error {
	if !c.scans {
		return c.basic.store(p, types.ValueOfAny(v))
	}
	if err := reflect.NewAt(c.typ, p).Interface().(scanner).Scan(v); err != nil {
		return c.misfit(fmt.Sprintf("a %T", v), err)
	}
	return nil
}

func (c *customCodec) value(p unsafe.Pointer) types.Value {
	if !c.valuer {
		return c.basic.Value(p)
	}
	v := reflect.NewAt(c.typ, p)
	if !c.byPointer {
		v = v.Elem()
	} else { // a method of the pointer sees the value of now, whenever it is called
		own := reflect.New(c.typ)
		own.Elem().Set(v.Elem())
		v = own
	}
	x := v.Interface()
	if n, ok := x.(sqldriver.Valuer); ok && v.Kind() != reflect.Pointer {
		if _, encodes := x.(types.Encodable); !encodes {
			if y, err := n.Value(); err == nil && y == nil {
				return types.NullValue()
			}
		}
	}
	return types.OtherValue(x)
}

func (c *customCodec) equal(p, q unsafe.Pointer) bool {
	a, b := c.at(p), c.at(q)
	if c.same != nil {
		return c.same(a, b)
	}
	x, err := types.Encode(c.sql, c.value(p), types.Native{})
	y, err2 := types.Encode(c.sql, c.value(q), types.Native{})
	if err != nil || err2 != nil {
		return reflect.DeepEqual(a.Interface(), b.Interface())
	}
	return sameValue(x, y)
}

// sameValue compares two encoded values.
func sameValue(x, y types.Value) bool {
	if x.Kind() != y.Kind() {
		return false
	}
	switch x.Kind() {
	case types.KindText, types.KindBytes:
		return x.Text() == y.Text()
	case types.KindTime:
		return x.Time().UnixMicro() == y.Time().UnixMicro()
	case types.KindFloat64:
		return sameFloat(x.Float64(), y.Float64())
	}
	return x.Int64() == y.Int64()
}

// copy makes a value that shares nothing by way of the database's form; if that fails the copy is shallow.
func (c *customCodec) copy(dst, src unsafe.Pointer) {
	c.base.copy(dst, src)
	if !c.pointers || !c.scans || !c.valuer {
		return
	}
	v, err := types.Encode(c.sql, c.value(src), types.Native{})
	if err != nil || v.IsNull() {
		return
	}
	fresh := reflect.New(c.typ)
	if c.assign(fresh.UnsafePointer(), v.Any()) == nil {
		c.at(dst).Set(fresh.Elem())
	}
}

func (c *customCodec) deep() bool { return c.pointers }

func (c *customCodec) nullable() bool { return c.null }

func (c *customCodec) setNull(p unsafe.Pointer) error {
	if !c.null {
		return &NullError{Type: c.typ}
	}
	return reflect.NewAt(c.typ, p).Interface().(scanner).Scan(nil)
}

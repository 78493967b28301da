package rowplan

import (
	"bytes"
	"encoding/json"
	"reflect"
	"time"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// jsonCodec is any Go value as a JSON document. A nil map or slice in a plain field is the JSON null, not NULL.
type jsonCodec struct{ base }

func (c *jsonCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	return c.decode(p, rows.Bytes(i, nil))
}

func (c *jsonCodec) decode(p unsafe.Pointer, b []byte) error {
	// Into a fresh value: Unmarshal merges into what is there.
	fresh := reflect.New(c.typ)
	if err := json.Unmarshal(b, fresh.Interface()); err != nil {
		return c.misfit("a document of another shape", err)
	}
	c.at(p).Set(fresh.Elem())
	return nil
}

func (c *jsonCodec) assign(p unsafe.Pointer, v any) error {
	if d, ok := v.(types.Document); ok {
		v = d.V
	}
	if rv := reflect.ValueOf(v); rv.IsValid() && rv.Type().AssignableTo(c.typ) {
		c.at(p).Set(rv)
		return nil
	}
	switch x := v.(type) {
	case string:
		return c.decode(p, []byte(x))
	case []byte:
		return c.decode(p, x)
	}
	b, err := json.Marshal(v)
	if err != nil {
		return c.misfit("no document", err)
	}
	return c.decode(p, b)
}

func (c *jsonCodec) value(p unsafe.Pointer) types.Value {
	return types.OtherValue(types.Document{V: c.at(p).Interface()})
}

func (c *jsonCodec) equal(p, q unsafe.Pointer) bool {
	a, b := c.at(p).Interface(), c.at(q).Interface()
	if reflect.DeepEqual(a, b) {
		return true
	}
	x, err := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err == nil && err2 == nil && bytes.Equal(x, y)
}

func (c *jsonCodec) copy(dst, src unsafe.Pointer) { c.at(dst).Set(clone(c.at(src), 0)) }

func (c *jsonCodec) deep() bool { return editable(c.typ, 0) }

// nullable is true for an any, which is nil then; it is bound as the JSON null all the same.
func (c *jsonCodec) nullable() bool { return c.typ.Kind() == reflect.Interface }

func (c *jsonCodec) setNull(p unsafe.Pointer) error {
	if !c.nullable() {
		return &NullError{Type: c.typ}
	}
	c.at(p).SetZero()
	return nil
}

// maxDepth ends the cloning of a document that contains itself, which JSON could not hold anyway.
const maxDepth = 1000

// clone copies what exported fields, elements and pointers lead to. Unexported fields are not part of a document and are shared.
func clone(v reflect.Value, depth int) reflect.Value {
	if depth > maxDepth || !editable(v.Type(), 0) {
		return v
	}
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(clone(v.Elem(), depth+1))
		}
	case reflect.Interface:
		if !v.IsNil() {
			out.Set(clone(v.Elem(), depth+1))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			cloneElements(out, v, depth)
		}
	case reflect.Array:
		cloneElements(out, v, depth)
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
			for it := v.MapRange(); it.Next(); {
				out.SetMapIndex(it.Key(), clone(it.Value(), depth+1))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(clone(v.Field(i), depth+1))
			}
		}
	}
	return out
}

func cloneElements(out, v reflect.Value, depth int) {
	for i := range v.Len() {
		out.Index(i).Set(clone(v.Index(i), depth+1))
	}
}

// anyCodec is an any: the value as the database gave it, or, if the SQL type of the column is known, the Go value of that type.
type anyCodec struct{ base }

func (c *anyCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	v, err := c.typed(rows, i)
	*(*any)(p) = v
	return err
}

func (c *anyCodec) typed(rows driver.Rows, i int) (any, error) {
	switch c.sql.(type) {
	case types.BooleanType:
		return rows.Bool(i), nil
	case types.DateTimeType, types.TimestampType:
		return rows.Time(i)
	case types.JSONType:
		return decoded[any](rows, i, c.sql)
	case types.ArrayType:
		return decoded[[]any](rows, i, c.sql)
	case types.IntervalType:
		return decoded[time.Duration](rows, i, c.sql)
	case types.NumericType:
		return decoded[types.Decimal](rows, i, c.sql)
	case types.DateType:
		return decoded[types.Date](rows, i, c.sql)
	case types.TimeType:
		return decoded[types.TimeOfDay](rows, i, c.sql)
	case types.UUIDType:
		return decoded[types.UUID](rows, i, c.sql)
	}
	return anyOf(rows, i)
}

func decoded[T any](rows driver.Rows, i int, sql types.Type) (any, error) {
	c, err := newCodec(reflect.TypeFor[T](), sql)
	if err != nil {
		return nil, err
	}
	var v T
	err = c.read(rows, i, unsafe.Pointer(&v))
	return v, err
}

func (c *anyCodec) assign(p unsafe.Pointer, v any) error {
	*(*any)(p) = v
	return nil
}

func (c *anyCodec) value(p unsafe.Pointer) types.Value { return types.ValueOfAny(*(*any)(p)) }

func (c *anyCodec) equal(p, q unsafe.Pointer) bool {
	return reflect.DeepEqual(*(*any)(p), *(*any)(q))
}

func (c *anyCodec) nullable() bool { return true }

func (c *anyCodec) setNull(p unsafe.Pointer) error {
	*(*any)(p) = nil
	return nil
}

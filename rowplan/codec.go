package rowplan

import (
	"fmt"
	"reflect"
	"time"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// codec reads and writes values that are more than one of the basic kinds. p always points to the value itself, inside any pointer
// or Null. Codecs are slower than kinds and may use reflection.
type codec interface {
	// read stores column i, which is not NULL.
	read(rows driver.Rows, i int, p unsafe.Pointer) error
	// assign stores a Go value, which is not nil.
	assign(p unsafe.Pointer, v any) error
	value(p unsafe.Pointer) types.Value
	isZero(p unsafe.Pointer) bool
	equal(p, q unsafe.Pointer) bool
	copy(dst, src unsafe.Pointer)
	deep() bool
	// nullable tells whether the value can say NULL by itself; setNull makes it do so.
	nullable() bool
	setNull(p unsafe.Pointer) error
}

// newCodec is the codec of values of t in a column of the type sql.
func newCodec(t reflect.Type, sql types.Type) (codec, error) {
	if d, ok := sql.(types.DecoratedType); ok {
		return newDecoratedCodec(base{t, sql}, d)
	}
	if _, json := sql.(types.JSONType); json && !hasMethods(t) {
		return &jsonCodec{base{typ: t, sql: sql}}, nil
	}
	b := base{typ: t, sql: sql}
	switch {
	case t == anyType:
		return &anyCodec{b}, nil
	case t == timeType:
		return &clockCodec{b}, nil
	case t == durationType:
		return &intervalCodec{b}, nil
	case isUUID(t):
		return &uuidCodec{b}, nil
	case hasMethods(t):
		return newCustomCodec(t, sql)
	case t.Kind() == reflect.Slice && isArrayType(sql):
		return newArrayCodec(b, sql.(types.ArrayType))
	case isTextual(t, sql):
		return newTextCodec(b), nil
	case t.Kind() == reflect.String && isEnum(sql):
		return newEnumCodec(b, sql.(types.EnumType)), nil
	}
	return nil, fmt.Errorf("rowplan: a %s cannot hold the value of a column (give it Scan and Value methods, or the column the type JSON)", t)
}

// storeOther stores what only a codec, or the Go value inside v, can make sense of.
func (f *Field) storeOther(p unsafe.Pointer, v types.Value) error {
	x := v.Any()
	if rv := reflect.ValueOf(x); rv.Type() == f.elem {
		reflect.NewAt(f.elem, p).Elem().Set(rv)
		return nil
	}
	if f.kind == viaCodec {
		return f.codec.assign(p, x)
	}
	if e, err := types.Encode(f.sql, v, types.Native{}); err == nil && e.Kind() != types.KindOther {
		return f.store(p, e)
	}
	return f.misfit(v)
}

// base is what codecs have in common.
type base struct {
	typ reflect.Type
	sql types.Type
}

func (b base) at(p unsafe.Pointer) reflect.Value { return reflect.NewAt(b.typ, p).Elem() }

func (b base) value(p unsafe.Pointer) types.Value { return types.ValueOfAny(b.at(p).Interface()) }

func (b base) isZero(p unsafe.Pointer) bool { return b.at(p).IsZero() }

func (b base) copy(dst, src unsafe.Pointer) { b.at(dst).Set(b.at(src)) }

func (b base) deep() bool { return false }

func (b base) nullable() bool { return false }

func (b base) setNull(unsafe.Pointer) error { return &NullError{Type: b.typ} }

func (b base) misfit(from string, err error) error {
	return &ConvertError{Type: b.typ, From: from, Err: err}
}

// anyOf is column i as a Go value of its own kind.
func anyOf(rows driver.Rows, i int) (any, error) {
	switch rows.Kind(i) {
	case driver.KindBool:
		return rows.Bool(i), nil
	case driver.KindInt64:
		return rows.Int64(i), nil
	case driver.KindFloat64:
		return rows.Float64(i), nil
	case driver.KindText:
		return rows.Text(i), nil
	case driver.KindBytes:
		return rows.Bytes(i, []byte{}), nil
	case driver.KindTime:
		return rows.Time(i)
	}
	return nil, nil
}

// uuidCodec is any [16]byte.
type uuidCodec struct{ base }

func (c *uuidCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	if rows.Kind(i) == driver.KindBytes {
		return c.assign(p, rows.Bytes(i, make([]byte, 0, 16)))
	}
	return c.assign(p, rows.Text(i))
}

func (c *uuidCodec) assign(p unsafe.Pointer, v any) error {
	var u types.UUID
	if rv := reflect.ValueOf(v); isUUID(rv.Type()) {
		reflect.Copy(reflect.ValueOf(u[:]), rv)
	} else if err := u.Scan(v); err != nil {
		return c.misfit("no UUID", err)
	}
	*(*[16]byte)(p) = u
	return nil
}

func (c *uuidCodec) value(p unsafe.Pointer) types.Value {
	return types.OtherValue(types.UUID(*(*[16]byte)(p)))
}

func (c *uuidCodec) equal(p, q unsafe.Pointer) bool { return *(*[16]byte)(p) == *(*[16]byte)(q) }

// clockCodec is a time.Time in a column of dates or of times of day: the rest of it is not kept.
type clockCodec struct{ base }

func (c *clockCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	if rows.Kind(i) == driver.KindText {
		return c.assign(p, rows.Text(i))
	}
	t, err := rows.Time(i)
	*(*time.Time)(p) = t
	return err
}

func (c *clockCodec) assign(p unsafe.Pointer, v any) error {
	if _, day := c.sql.(types.DateType); day {
		var d types.Date
		if err := d.Scan(v); err != nil {
			return c.misfit("no date", err)
		}
		*(*time.Time)(p) = d.In(time.UTC)
		return nil
	}
	var t types.TimeOfDay
	if err := t.Scan(v); err != nil {
		return c.misfit("no time of day", err)
	}
	*(*time.Time)(p) = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).Add(t.Duration())
	return nil
}

func (c *clockCodec) value(p unsafe.Pointer) types.Value { return types.TimeValue(*(*time.Time)(p)) }

func (c *clockCodec) isZero(p unsafe.Pointer) bool { return (*time.Time)(p).IsZero() }

func (c *clockCodec) equal(p, q unsafe.Pointer) bool {
	a, b := *(*time.Time)(p), *(*time.Time)(q)
	if _, day := c.sql.(types.DateType); day {
		return types.DateOf(a) == types.DateOf(b)
	}
	return types.TimeOfDayOf(a) == types.TimeOfDayOf(b)
}

// intervalCodec is a time.Duration. A database without intervals keeps the time that is as long after the beginning of 1970.
type intervalCodec struct{ base }

func (c *intervalCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	if rows.Kind(i) == driver.KindInt64 { // a driver whose database has intervals gives microseconds
		return c.store(p, rows.Int64(i))
	}
	t, err := rows.Time(i)
	if err != nil {
		return err
	}
	return c.assign(p, t)
}

// store stores microseconds, unless they are more than the 292 years of a time.Duration.
func (c *intervalCodec) store(p unsafe.Pointer, micros int64) error {
	d := time.Duration(micros) * time.Microsecond
	if d.Microseconds() != micros {
		return &RangeError{Type: c.typ, Value: formatInt(micros) + " microseconds"}
	}
	*(*time.Duration)(p) = d
	return nil
}

func (c *intervalCodec) assign(p unsafe.Pointer, v any) error {
	switch x := v.(type) {
	case time.Time:
		return c.store(p, x.UnixMicro())
	case int64: // as types.Value holds a duration
		*(*time.Duration)(p) = time.Duration(x)
	default:
		return c.misfit(fmt.Sprintf("a %T", v), nil)
	}
	return nil
}

func (c *intervalCodec) equal(p, q unsafe.Pointer) bool {
	return (*time.Duration)(p).Microseconds() == (*time.Duration)(q).Microseconds()
}

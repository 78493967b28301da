package rowplan

import (
	"fmt"
	"math"
	"strconv"
	"time"
	"unsafe"

	"github.com/azoth-orm/azoth/types"
)

// Value is the field's value as it is bound: a nil pointer and an invalid Null are NULL. Bytes and documents share memory with the
// field until they are encoded.
func (f *Field) Value(obj unsafe.Pointer) types.Value {
	if f.allowNull && f.IsZero(obj) {
		return types.NullValue()
	}
	p := f.inside(obj)
	if p == nil {
		return types.NullValue()
	}
	switch f.kind {
	case viaCodec:
		return f.codec.value(p)
	case kindString:
		return types.TextValue(*(*string)(p))
	case kindBool:
		return types.BoolValue(*(*bool)(p))
	case kindFloat64:
		return types.Float64Value(*(*float64)(p))
	case kindFloat32:
		return types.Float64Value(float64(*(*float32)(p)))
	case kindTime:
		return types.TimeValue(*(*time.Time)(p))
	case kindBytes:
		if b := *(*[]byte)(p); b != nil {
			return types.BytesValue(b)
		}
		return types.BytesValue([]byte{}) // a plain field holds a value; only a nil *[]byte is NULL
	case kindUint64:
		return unsigned(*(*uint64)(p))
	case kindUint:
		return unsigned(uint64(*(*uint)(p)))
	}
	return types.Int64Value(f.loadInt(p))
}

// unsigned is n as a value; above 2⁶³ it is one that no database takes, and says so when it is bound.
func unsigned(n uint64) types.Value {
	if n > math.MaxInt64 {
		return types.OtherValue(n)
	}
	return types.Int64Value(int64(n))
}

// loadInt is the integer at p.
func (f *Field) loadInt(p unsafe.Pointer) int64 {
	switch f.kind {
	case kindInt64:
		return *(*int64)(p)
	case kindInt:
		return int64(*(*int)(p))
	case kindInt32:
		return int64(*(*int32)(p))
	case kindInt16:
		return int64(*(*int16)(p))
	case kindInt8:
		return int64(*(*int8)(p))
	case kindUint64:
		return int64(*(*uint64)(p))
	case kindUint:
		return int64(*(*uint)(p))
	case kindUint32:
		return int64(*(*uint32)(p))
	case kindUint16:
		return int64(*(*uint16)(p))
	case kindUint8:
		return int64(*(*uint8)(p))
	}
	return 0
}

// SetValue stores v, converting it to the field's type as reading it back would. A NULL that the field cannot hold is a [*NullError].
func (f *Field) SetValue(obj unsafe.Pointer, v types.Value) error {
	p := unsafe.Add(obj, f.offset)
	if v.IsNull() {
		return f.setNull(p)
	}
	if f.wrap == inPointer {
		fresh := f.newValue()
		if err := f.store(fresh, v); err != nil {
			return err
		}
		*(*unsafe.Pointer)(p) = fresh
		return nil
	}
	if err := f.store(p, v); err != nil {
		return err
	}
	if f.wrap == inNull {
		*(*bool)(unsafe.Add(p, f.valid)) = true
	}
	return nil
}

// store converts v, which is not NULL, to the value at p.
func (f *Field) store(p unsafe.Pointer, v types.Value) error {
	if v.Kind() == types.KindOther || f.kind == viaCodec {
		return f.storeOther(p, v)
	}
	switch f.kind {
	case kindString:
		if v.Kind() != types.KindText && v.Kind() != types.KindBytes {
			return f.misfit(v)
		}
		*(*string)(p) = v.Text()
	case kindBytes:
		if v.Kind() != types.KindText && v.Kind() != types.KindBytes {
			return f.misfit(v)
		}
		*(*[]byte)(p) = append([]byte{}, v.Bytes()...)
	case kindTime:
		if v.Kind() != types.KindTime {
			return f.misfit(v)
		}
		*(*time.Time)(p) = v.Time()
	case kindFloat64, kindFloat32:
		return f.storeNumber(p, v)
	case kindBool:
		if v.Kind() != types.KindBool && v.Kind() != types.KindInt64 {
			return f.misfit(v)
		}
		*(*bool)(p) = v.Bool()
	default:
		return f.storeNumber(p, v)
	}
	return nil
}

// storeNumber stores a number, or a text that is one, into a numeric field.
func (f *Field) storeNumber(p unsafe.Pointer, v types.Value) error {
	switch v.Kind() {
	case types.KindInt64, types.KindBool:
		if f.kind == kindFloat64 || f.kind == kindFloat32 {
			return f.storeFloat(p, float64(v.Int64()))
		}
		return f.storeInt(p, v.Int64())
	case types.KindFloat64:
		x := v.Float64()
		if f.kind == kindFloat64 || f.kind == kindFloat32 {
			return f.storeFloat(p, x)
		}
		if n := int64(x); float64(n) == x && math.Abs(x) < 1<<63 {
			return f.storeInt(p, n)
		}
	case types.KindText:
		if n, err := strconv.ParseInt(v.Text(), 10, 64); err == nil {
			return f.storeNumber(p, types.Int64Value(n))
		}
		if x, err := strconv.ParseFloat(v.Text(), 64); err == nil {
			return f.storeNumber(p, types.Float64Value(x))
		}
	}
	return f.misfit(v)
}

func (f *Field) storeFloat(p unsafe.Pointer, x float64) error {
	if f.kind == kindFloat64 {
		*(*float64)(p) = x
		return nil
	}
	_, err := f.storeFloat32(p, x)
	return err
}

func (f *Field) misfit(v types.Value) error {
	return &ConvertError{Type: f.typ, From: kindNames[v.Kind()]}
}

var kindNames = [...]string{"NULL", "a boolean", "an integer", "a number", "text", "bytes", "a time", "another value"}

func formatInt(n int64) string     { return strconv.FormatInt(n, 10) }
func formatFloat(x float64) string { return fmt.Sprintf("%g", x) }

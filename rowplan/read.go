package rowplan

import (
	"math"
	"time"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
)

// Read stores column i of the row into the field of obj. A NULL is a [*NullError] where the field cannot hold it, a number that does
// not fit a [*RangeError]. It allocates only strings, bytes and pointees.
//
// The readers of package driver give the zero value for NULL, so a field that got anything else was not NULL: only for zero values
// the row is asked.
func (f *Field) Read(rows driver.Rows, i int, obj unsafe.Pointer) error {
	p := unsafe.Add(obj, f.offset)
	if f.wrap != plain || f.kind == viaCodec {
		return f.readCareful(rows, i, p)
	}
	switch f.kind {
	case kindInt64:
		n := rows.Int64(i)
		*(*int64)(p) = n
		if n != 0 {
			return nil
		}
	case kindString:
		s := rows.Text(i)
		*(*string)(p) = s
		if s != "" {
			return nil
		}
	default:
		some, err := f.readPlain(rows, i, p)
		if some || err != nil {
			return err
		}
	}
	if rows.IsNull(i) {
		return f.setNull(p)
	}
	return nil
}

// readCareful reads where NULL must be told from zero before anything is stored.
func (f *Field) readCareful(rows driver.Rows, i int, p unsafe.Pointer) error {
	if rows.IsNull(i) {
		return f.setNull(p)
	}
	p = f.prepare(p)
	if f.kind == viaCodec {
		return f.codec.read(rows, i, p)
	}
	_, err := f.readPlain(rows, i, p)
	return err
}

// readPlain stores the column at p; it tells whether the value is not the zero value.
func (f *Field) readPlain(rows driver.Rows, i int, p unsafe.Pointer) (bool, error) {
	switch f.kind {
	case kindString:
		*(*string)(p) = rows.Text(i)
		return *(*string)(p) != "", nil
	case kindBool:
		*(*bool)(p) = rows.Bool(i)
		return *(*bool)(p), nil
	case kindFloat64:
		*(*float64)(p) = rows.Float64(i)
		return *(*float64)(p) != 0, nil
	case kindFloat32:
		return f.storeFloat32(p, rows.Float64(i))
	case kindBytes:
		*(*[]byte)(p) = rows.Bytes(i, []byte{})
		return len(*(*[]byte)(p)) > 0, nil
	case kindTime:
		t, err := rows.Time(i)
		*(*time.Time)(p) = t
		return !t.IsZero(), err
	}
	n := rows.Int64(i)
	return n != 0, f.storeInt(p, n)
}

// storeInt stores n as an integer of the field's size.
func (f *Field) storeInt(p unsafe.Pointer, n int64) error {
	fits := true
	switch f.kind {
	case kindInt64:
		*(*int64)(p) = n
	case kindInt:
		*(*int)(p), fits = int(n), int64(int(n)) == n
	case kindInt32:
		*(*int32)(p), fits = int32(n), int64(int32(n)) == n
	case kindInt16:
		*(*int16)(p), fits = int16(n), int64(int16(n)) == n
	case kindInt8:
		*(*int8)(p), fits = int8(n), int64(int8(n)) == n
	case kindUint64:
		*(*uint64)(p), fits = uint64(n), n >= 0
	case kindUint:
		*(*uint)(p), fits = uint(n), n >= 0 && uint64(uint(n)) == uint64(n)
	case kindUint32:
		*(*uint32)(p), fits = uint32(n), int64(uint32(n)) == n
	case kindUint16:
		*(*uint16)(p), fits = uint16(n), int64(uint16(n)) == n
	case kindUint8:
		*(*uint8)(p), fits = uint8(n), int64(uint8(n)) == n
	}
	if !fits {
		f.clearValue(p)
		return &RangeError{Type: f.typ, Value: formatInt(n)}
	}
	return nil
}

func (f *Field) storeFloat32(p unsafe.Pointer, x float64) (bool, error) {
	if math.Abs(x) > math.MaxFloat32 && !math.IsInf(x, 0) {
		return false, &RangeError{Type: f.typ, Value: formatFloat(x)}
	}
	*(*float32)(p) = float32(x)
	return x != 0, nil
}

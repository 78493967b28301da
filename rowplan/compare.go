package rowplan

import (
	"bytes"
	"math"
	"time"
	"unsafe"
)

// IsZero tells whether the field is the zero value of its type: a nil pointer, an invalid Null, no bytes, the zero time.
func (f *Field) IsZero(obj unsafe.Pointer) bool {
	if f.wrap != plain {
		return f.inside(obj) == nil
	}
	p := unsafe.Add(obj, f.offset)
	switch f.kind {
	case viaCodec:
		return f.codec.isZero(p)
	case kindString:
		return *(*string)(p) == ""
	case kindBool:
		return !*(*bool)(p)
	case kindFloat64:
		return *(*float64)(p) == 0
	case kindFloat32:
		return *(*float32)(p) == 0
	case kindTime:
		return (*time.Time)(p).IsZero()
	case kindBytes:
		return len(*(*[]byte)(p)) == 0
	}
	return f.loadInt(p) == 0
}

// Equal tells whether a and b hold the same in this field, in the form in which a database keeps it: times are compared as instants
// to the microsecond, floats by their bits (and NaN equals NaN), custom types by Equal or by the value that they are bound as, what
// pointers point to and not the pointers.
func (f *Field) Equal(a, b unsafe.Pointer) bool {
	p, q := f.inside(a), f.inside(b)
	if p == q || p == nil || q == nil {
		return p == q
	}
	switch f.kind {
	case viaCodec:
		return f.codec.equal(p, q)
	case kindString:
		return *(*string)(p) == *(*string)(q)
	case kindBool:
		return *(*bool)(p) == *(*bool)(q)
	case kindFloat64:
		return sameFloat(*(*float64)(p), *(*float64)(q))
	case kindFloat32:
		return sameFloat(float64(*(*float32)(p)), float64(*(*float32)(q)))
	case kindTime:
		return (*time.Time)(p).UnixMicro() == (*time.Time)(q).UnixMicro()
	case kindBytes:
		return bytes.Equal(*(*[]byte)(p), *(*[]byte)(q))
	}
	return f.loadInt(p) == f.loadInt(q)
}

func sameFloat(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

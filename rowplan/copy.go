package rowplan

import (
	"bytes"
	"reflect"
	"time"
	"unsafe"
)

// Copy copies the field from src to dst. Nothing that can be edited in place is shared: pointees, bytes and documents are copied.
func (f *Field) Copy(dst, src unsafe.Pointer) {
	from := f.inside(src)
	to := unsafe.Add(dst, f.offset)
	if from == nil {
		f.Clear(dst)
		return
	}
	if f.wrap == inPointer {
		fresh := f.newValue() // never into the old pointee: somebody else may hold it
		f.copyValue(fresh, from)
		*(*unsafe.Pointer)(to) = fresh
		return
	}
	f.copyValue(to, from)
	if f.wrap == inNull {
		*(*bool)(unsafe.Add(to, f.valid)) = true
	}
}

func (f *Field) copyValue(dst, src unsafe.Pointer) {
	switch f.kind {
	case viaCodec:
		f.codec.copy(dst, src)
	case kindString:
		*(*string)(dst) = *(*string)(src)
	case kindBool, kindInt8, kindUint8:
		*(*uint8)(dst) = *(*uint8)(src)
	case kindInt64, kindUint64, kindFloat64:
		*(*uint64)(dst) = *(*uint64)(src)
	case kindInt, kindUint:
		*(*uint)(dst) = *(*uint)(src)
	case kindInt32, kindUint32, kindFloat32:
		*(*uint32)(dst) = *(*uint32)(src)
	case kindInt16, kindUint16:
		*(*uint16)(dst) = *(*uint16)(src)
	case kindTime:
		*(*time.Time)(dst) = *(*time.Time)(src)
	case kindBytes:
		*(*[]byte)(dst) = bytes.Clone(*(*[]byte)(src))
	}
}

// Clear makes the field the zero value of its type.
func (f *Field) Clear(obj unsafe.Pointer) {
	p := unsafe.Add(obj, f.offset)
	if f.wrap == inPointer {
		*(*unsafe.Pointer)(p) = nil
		return
	}
	f.clearValue(p)
	if f.wrap == inNull {
		*(*bool)(unsafe.Add(p, f.valid)) = false
	}
}

func (f *Field) clearValue(p unsafe.Pointer) {
	switch f.kind {
	case viaCodec:
		reflect.NewAt(f.elem, p).Elem().SetZero()
	case kindString:
		*(*string)(p) = ""
	case kindBool, kindInt8, kindUint8:
		*(*uint8)(p) = 0
	case kindInt64, kindUint64, kindFloat64:
		*(*uint64)(p) = 0
	case kindInt, kindUint:
		*(*uint)(p) = 0
	case kindInt32, kindUint32, kindFloat32:
		*(*uint32)(p) = 0
	case kindInt16, kindUint16:
		*(*uint16)(p) = 0
	case kindTime:
		*(*time.Time)(p) = time.Time{}
	case kindBytes:
		*(*[]byte)(p) = nil
	}
}

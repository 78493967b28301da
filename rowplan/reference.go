package rowplan

import (
	"reflect"
	"unsafe"
)

// At is the i-th of several values that lie size bytes apart.
func At(first unsafe.Pointer, size uintptr, i int) unsafe.Pointer {
	return unsafe.Add(first, uintptr(i)*size)
}

// SameMemory compares n bytes. Equal memory is equal values; other memory may still be.
func SameMemory(a, b unsafe.Pointer, n uintptr) bool {
	return string(unsafe.Slice((*byte)(a), n)) == string(unsafe.Slice((*byte)(b), n))
}

// Reference is a struct field that holds other objects: a *T, or a []*T.
type Reference struct {
	offset uintptr
	many   bool
}

// NewReference is the reference field of type t at an offset: a pointer, or a slice of pointers.
func NewReference(t reflect.Type, offset uintptr) Reference {
	return Reference{offset, t.Kind() == reflect.Slice}
}

// Many tells whether the field is a slice.
func (r Reference) Many() bool { return r.many }

// Elements are the objects in the field, without copying: the one of a *T, those of a []*T. They must not be changed.
func (r Reference) Elements(obj unsafe.Pointer) []unsafe.Pointer {
	p := unsafe.Add(obj, r.offset)
	if r.many {
		return *(*[]unsafe.Pointer)(p)
	}
	if *(*unsafe.Pointer)(p) == nil {
		return nil
	}
	return unsafe.Slice((*unsafe.Pointer)(p), 1)
}

// IsNil tells whether the field is nil.
func (r Reference) IsNil(obj unsafe.Pointer) bool {
	p := unsafe.Add(obj, r.offset)
	if r.many {
		return *(*[]unsafe.Pointer)(p) == nil
	}
	return *(*unsafe.Pointer)(p) == nil
}

// Set puts objects into the field. A slice is handed over with its capacity clipped, so that the caller's append reallocates.
func (r Reference) Set(obj unsafe.Pointer, elems []unsafe.Pointer) {
	p := unsafe.Add(obj, r.offset)
	if r.many {
		*(*[]unsafe.Pointer)(p) = elems[:len(elems):len(elems)]
		return
	}
	if len(elems) == 0 {
		*(*unsafe.Pointer)(p) = nil
		return
	}
	*(*unsafe.Pointer)(p) = elems[0]
}

// One is the object of a *T field, or nil.
func (r Reference) One(obj unsafe.Pointer) unsafe.Pointer {
	return *(*unsafe.Pointer)(unsafe.Add(obj, r.offset))
}

// CopyTo copies the field, header only.
func (r Reference) CopyTo(dst, src unsafe.Pointer) {
	if r.many {
		*(*[]unsafe.Pointer)(unsafe.Add(dst, r.offset)) = *(*[]unsafe.Pointer)(unsafe.Add(src, r.offset))
		return
	}
	*(*unsafe.Pointer)(unsafe.Add(dst, r.offset)) = *(*unsafe.Pointer)(unsafe.Add(src, r.offset))
}

// Clear makes the field nil.
func (r Reference) Clear(obj unsafe.Pointer) {
	if r.many {
		*(*[]unsafe.Pointer)(unsafe.Add(obj, r.offset)) = nil
		return
	}
	*(*unsafe.Pointer)(unsafe.Add(obj, r.offset)) = nil
}

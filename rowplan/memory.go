package rowplan

import (
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
)

// Memory is all that the untyped layers ask of an entity's Go type.
type Memory interface {
	// Make allocates n zero values that lie size bytes apart. Make(0) only tells the size.
	Make(n int) (first unsafe.Pointer, size uintptr)
	// Copy copies n values, as copy does: pointers in them are shared.
	Copy(dst, src unsafe.Pointer, n int)
}

// Entity is an expr.Entity that objects can be read by.
type Entity interface {
	expr.Entity
	// EntityFields are the fields of EntityColumns, in the same order.
	EntityFields() []*Field
	// EntityMemory makes and copies objects.
	EntityMemory() Memory
	// EntityKey are the indexes of the primary key in EntityColumns.
	EntityKey() []int
}

// MemoryOf is the Memory of T.
func MemoryOf[T any]() Memory { return memory[T]{} }

type memory[T any] struct{}

// Make allocates n values of T.
func (memory[T]) Make(n int) (unsafe.Pointer, uintptr) {
	size := unsafe.Sizeof(*new(T))
	if n == 0 {
		return nil, size
	}
	return unsafe.Pointer(unsafe.SliceData(make([]T, n))), size
}

// Copy copies n values of T.
func (memory[T]) Copy(dst, src unsafe.Pointer, n int) {
	copy(unsafe.Slice((*T)(dst), n), unsafe.Slice((*T)(src), n))
}

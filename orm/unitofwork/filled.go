package unitofwork

import (
	"unsafe"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/rowplan"
)

// filled is what came back of many rows, as objects of the class of which only some fields matter.
type filled struct {
	objs  unsafe.Pointer
	size  uintptr
	order []int // the objects as they belong to the rows
}

func newFilled(m *mapping.Mapper, n int) *filled {
	objs, _ := m.Class.Memory.Make(n)
	f := &filled{objs: objs, size: m.Class.Size(), order: make([]int, n)}
	for i := range f.order {
		f.order[i] = i
	}
	return f
}

func (f *filled) obj(i int) unsafe.Pointer { return rowplan.At(f.objs, f.size, i) }

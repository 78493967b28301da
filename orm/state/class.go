package state

import (
	"unsafe"

	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/types"
)

// Class is what this package must know of a mapped struct. It is frozen and shared by all sessions.
type Class struct {
	// Name is the Go name, for messages.
	Name string
	// Owner is the mapper: package mapping's own business.
	Owner any
	// Memory makes and copies objects.
	Memory rowplan.Memory
	// Fields are the mapped columns, Key the indexes of the primary key in them.
	Fields []*rowplan.Field
	Key    []int
	// References are the relationship fields.
	References []rowplan.Reference

	size   uintptr
	intKey bool
	deep   []int // fields whose contents a plain copy would share
}

// Freeze computes what follows from the exported fields.
func (c *Class) Freeze() {
	_, c.size = c.Memory.Make(0)
	for i, f := range c.Fields {
		if f.Deep() {
			c.deep = append(c.deep, i)
		}
	}
	zero, _ := c.Memory.Make(1)
	c.intKey = len(c.Key) == 1 && c.Fields[c.Key[0]].Value(zero).Kind() == types.KindInt64
}

// Size is the size of one object.
func (c *Class) Size() uintptr { return c.size }

// Key identifies an object of a class: its primary key.
type Key struct {
	num  int64
	text string
}

// KeyOf is the primary key in obj's fields.
func (c *Class) KeyOf(obj unsafe.Pointer) Key {
	if c.intKey {
		return Key{num: c.Fields[c.Key[0]].Value(obj).Int64()}
	}
	var buf [64]byte
	b := buf[:0]
	for _, i := range c.Key {
		b = rowplan.AppendKey(b, c.Fields[i].Value(obj), nil)
	}
	return Key{text: string(b)}
}

// KeyOfValues is the key that has these values; ok is false if one of them is NULL.
func (c *Class) KeyOfValues(vs []types.Value) (k Key, ok bool) {
	var b []byte
	for _, v := range vs {
		if v.IsNull() {
			return Key{}, false
		}
		if c.intKey && v.Kind() == types.KindInt64 {
			return Key{num: v.Int64()}, true
		}
		b = rowplan.AppendKey(b, v, nil)
	}
	return Key{text: string(b)}, true
}

// KeyValues are the values of the primary key in obj's fields.
func (c *Class) KeyValues(obj unsafe.Pointer) []types.Value {
	out := make([]types.Value, len(c.Key))
	for i, f := range c.Key {
		out[i] = c.Fields[f].Value(obj)
	}
	return out
}

// Snapshot copies the mapped fields of n objects, so that nothing that can be edited in place is shared. References are copied
// by their headers.
func (c *Class) Snapshot(dst, src unsafe.Pointer, n int) {
	c.Memory.Copy(dst, src, n)
	for i := range n {
		d, s := rowplan.At(dst, c.size, i), rowplan.At(src, c.size, i)
		for _, f := range c.deep {
			c.Fields[f].Copy(d, s)
		}
	}
}

// CopyFields copies the mapped columns of src to dst; other fields of dst stay.
func (c *Class) CopyFields(dst, src unsafe.Pointer) {
	for _, f := range c.Fields {
		f.Copy(dst, src)
	}
}

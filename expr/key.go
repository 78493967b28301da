package expr

import (
	"encoding/binary"
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/types"
)

// Key is the cache key of a statement: its structure as exact bytes, and its bound values in the order of the walk.
//
// The bytes are the key itself, not a hash of it, so no collision can run the wrong SQL. Every element writes its [Tag] first and
// lengths before everything that varies, which makes the encoding prefix-free. Tables and columns write a number that is theirs
// for the life of the process; aliases, subqueries and CTEs write their structure the first time and a reference to it later, so
// that an alias made per request still hits the cache.
//
// On a miss the walk is repeated with Trace on: the key then remembers at which index each [Bind] left its value. The compiler
// turns a bind that it renders into that index; a node that renders a bind but forgot it in AppendKey fails there, loudly.
type Key struct {
	buf    []byte
	values []types.Value
	seen   []Element
	index  map[*Bind]int
	params [][]ParamValue // of the statements around, outermost first
	given  []givenParam
	err    error
	// places are where the values of parameters stand; takes says that the key takes any.
	places []place
	takes  bool
	// loose says that parameters which the SQL depends on need no value either; missing is one of them.
	loose   bool
	missing string
	// texts are the values that the SQL depends on, by what renders for them, if k is traced.
	texts map[*Bind][]types.Value
	// computed are the values that functions give; row is the number of the row that is written.
	computed []computedPlace
	row      int
}

// Reset makes k empty and keeps its memory.
func (k *Key) Reset() {
	clear(k.values)
	clear(k.seen)
	k.buf, k.values, k.seen, k.index, k.err, k.places = k.buf[:0], k.values[:0], k.seen[:0], nil, nil, k.places[:0]
	clear(k.given)
	k.params, k.given, k.texts = nil, k.given[:0], nil
	if len(k.computed) > 0 {
		clear(k.computed)
		k.computed = k.computed[:0]
	}
}

// Trace makes k remember which Bind left which value.
func (k *Key) Trace() { k.index, k.texts = map[*Bind]int{}, map[*Bind][]types.Value{} }

// Bytes is the structure written so far. It is valid until the next write.
func (k *Key) Bytes() []byte { return k.buf }

// Values are the bound values handed over so far, in order. They are valid until Reset.
func (k *Key) Values() []types.Value { return k.values }

// Index is the position of b's first value, if k was traced and b was met.
func (k *Key) Index(b *Bind) (int, bool) {
	i, ok := k.index[b]
	return i, ok
}

// Err is the first mistake that an element reported.
func (k *Key) Err() error { return k.err }

// Fail reports a mistake that was made while the statement was built. The first one stays.
func (k *Key) Fail(err error) {
	if k.err == nil {
		k.err = err
	}
}

// Tag writes the tag of an element of this module. Elements written elsewhere call [Key.Custom].
func (k *Key) Tag(t Tag) { k.buf = append(k.buf, byte(t)) }

// Custom writes the tag of an element that is written outside of this module: its Go type.
func (k *Key) Custom(e Element) {
	k.Tag(TagCustom)
	k.Type(reflect.TypeOf(e))
}

// Type writes a Go type.
func (k *Key) Type(t reflect.Type) {
	// The second word of an interface that holds a *rtype is the address of the type, which is unique and never moves.
	k.Uint(uint64((*[2]uintptr)(unsafe.Pointer(&t))[1]))
}

// Uint writes a number.
func (k *Key) Uint(n uint64) { k.buf = binary.AppendUvarint(k.buf, n) }

// Bool writes a flag.
func (k *Key) Bool(b bool) {
	if b {
		k.buf = append(k.buf, 1)
		return
	}
	k.buf = append(k.buf, 0)
}

// String writes a string that is part of the structure: a label, an operator.
func (k *Key) String(s string) {
	k.Uint(uint64(len(s)))
	k.buf = append(k.buf, s...)
}

// Element writes e, or a mark that there is none.
func (k *Key) Element(e Element) {
	if e == nil {
		k.Tag(TagNone)
		return
	}
	e.AppendKey(k)
}

// Elements writes a list.
func (k *Key) Elements(es []Element) {
	k.Uint(uint64(len(es)))
	for _, e := range es {
		k.Element(e)
	}
}

// Bind hands over the value of b.
func (k *Key) Bind(b *Bind) {
	if k.index != nil {
		k.index[b] = len(k.values)
	}
	k.values = append(k.values, b.Value)
}

// BindList hands over vs as the values of b, which renders them one by one.
func (k *Key) BindList(b *Bind, vs []types.Value) {
	if k.index != nil {
		k.index[b] = len(k.values)
	}
	k.values = append(k.values, vs...)
}

// Seen tells whether e, an element with an identity (an alias, a subquery, a CTE), was written before, and writes a reference
// to it if so. If not, the caller writes e's structure.
func (k *Key) Seen(e Element) bool {
	for i, s := range k.seen {
		if s == e {
			k.Tag(TagSeen)
			k.Uint(uint64(i))
			return true
		}
	}
	k.seen = append(k.seen, e)
	return false
}

// SQLType writes a SQL type: by its Go type and its printed form, which tells equal types apart from others.
func (k *Key) SQLType(t types.Type) {
	if t == nil {
		k.Tag(TagNone)
		return
	}
	k.Type(reflect.TypeOf(t))
	switch t := t.(type) {
	case types.Wrapper:
		k.Uint(uint64(t.Identity()))
		k.SQLType(t.Implementation())
	case types.VariantType:
		k.SQLType(t.Base)
		k.SQLType(t.Of)
		k.String(t.Dialects)
	case types.ArrayType:
		k.SQLType(t.Element)
	default:
		k.String(t.SQLType())
	}
}

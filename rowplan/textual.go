package rowplan

import (
	"encoding"
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// textCodec is a type without Scan and Value that writes and reads itself as text: netip.Addr, big.Int.
type textCodec struct {
	base
	immutable bool
}

var (
	marshalerType   = reflect.TypeFor[encoding.TextMarshaler]()
	unmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()
	addrType        = reflect.TypeFor[netip.Addr]()
	prefixType      = reflect.TypeFor[netip.Prefix]()
)

// isTextual tells whether t is kept as its text: it has MarshalText and UnmarshalText, and is not made of one of the basic kinds, which go
// by themselves. Bytes are text only in a column whose type travels as text.
func isTextual(t reflect.Type, sql types.Type) bool {
	p := reflect.PointerTo(t)
	if !p.Implements(marshalerType) || !p.Implements(unmarshalerType) || t == timeType {
		return false
	}
	if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
		_, text := sql.(interface{ TextForm() })
		return text
	}
	return basicKinds[t.Kind()] == viaCodec && t.Kind() != reflect.Interface
}

func newTextCodec(b base) *textCodec {
	immutable := b.typ.PkgPath() == addrType.PkgPath() || !editable(b.typ, 0)
	return &textCodec{b, immutable}
}

func (c *textCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	return c.decode(p, rows.Text(i))
}

func (c *textCodec) decode(p unsafe.Pointer, text string) error {
	fresh := reflect.New(c.typ)
	if err := fresh.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(addressText(c.typ, text))); err != nil {
		return c.misfit("another text", err)
	}
	c.at(p).Set(fresh.Elem())
	return nil
}

// addressText is the text of an address as package netip reads it. A database leaves out the length of a prefix that is one host.
func addressText(t reflect.Type, text string) string {
	switch t {
	case prefixType:
		if a, err := netip.ParseAddr(text); err == nil {
			return fmt.Sprintf("%s/%d", text, a.BitLen())
		}
	case addrType:
		if p, err := netip.ParsePrefix(text); err == nil && p.IsSingleIP() {
			return p.Addr().String()
		}
	}
	return strings.TrimSpace(text)
}

func (c *textCodec) assign(p unsafe.Pointer, v any) error {
	if rv := reflect.ValueOf(v); rv.Type() == c.typ {
		c.at(p).Set(rv)
		return nil
	} else if rv.Type() == reflect.PointerTo(c.typ) && !rv.IsNil() {
		c.at(p).Set(rv.Elem())
		return nil
	}
	switch x := v.(type) {
	case string:
		return c.decode(p, x)
	case []byte:
		return c.decode(p, string(x))
	}
	return c.misfit(fmt.Sprintf("a %T", v), nil)
}

// value is the value of now, whenever it is encoded.
func (c *textCodec) value(p unsafe.Pointer) types.Value {
	if c.typ.Implements(marshalerType) && c.immutable {
		return types.OtherValue(c.at(p).Interface())
	}
	fresh := reflect.New(c.typ)
	c.copy(fresh.UnsafePointer(), p)
	return types.OtherValue(fresh.Interface())
}

func (c *textCodec) text(p unsafe.Pointer) (string, error) {
	b, err := reflect.NewAt(c.typ, p).Interface().(encoding.TextMarshaler).MarshalText()
	return string(b), err
}

func (c *textCodec) equal(p, q unsafe.Pointer) bool {
	if c.typ.Comparable() && c.immutable {
		return c.at(p).Interface() == c.at(q).Interface()
	}
	x, err := c.text(p)
	y, err2 := c.text(q)
	return err == nil && err2 == nil && x == y
}

// copy makes a value that shares nothing, by way of its text; if that fails the copy is shallow.
func (c *textCodec) copy(dst, src unsafe.Pointer) {
	if !c.immutable {
		if text, err := c.text(src); err == nil && c.decode(dst, text) == nil {
			return
		}
	}
	c.base.copy(dst, src)
}

func (c *textCodec) deep() bool { return !c.immutable }

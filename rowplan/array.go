package rowplan

import (
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// arrayCodec is a Go slice in an array column. Its elements are read and written as columns of their own would be, so that a slice has
// any type that a field can have. A nil slice is an array without elements, not NULL.
type arrayCodec struct {
	base
	of   types.Type
	elem *Field
}

func newArrayCodec(b base, a types.ArrayType) (*arrayCodec, error) {
	_, nested := a.Element.(types.ArrayType)
	if nested || isArray(b.typ.Elem(), a.Element) {
		return nil, fmt.Errorf("rowplan: a %s cannot hold an array: %w", b.typ, types.ErrDimensions)
	}
	elem, err := NewField(b.typ.Elem(), 0, a.Element)
	if err != nil {
		return nil, err
	}
	return &arrayCodec{base: b, of: types.Storage(a.Element), elem: elem}, nil
}

// isArray tells whether values of t are kept as arrays if nothing else is said.
func isArray(t reflect.Type, sql types.Type) bool {
	_, document := sql.(types.JSONType)
	_, own := decorated(sql)
	return t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8 && !hasMethods(t) && !document && !own
}

func (c *arrayCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	return c.decode(p, rows.Text(i))
}

// decode reads the text of an array: that of PostgreSQL, or a JSON array.
func (c *arrayCodec) decode(p unsafe.Pointer, text string) error {
	var elements []element
	var err error
	if isLiteral(text) {
		err = types.ParseArray(text, func(s string, null bool) error {
			elements = append(elements, element{sql: c.of, text: s, null: null})
			return nil
		})
	} else {
		err = types.JSONElements(text, func(s string, quoted, null bool) error {
			elements = append(elements, element{sql: c.of, text: s, null: null, json: true, quoted: quoted})
			return nil
		})
	}
	if err != nil {
		return c.misfit("no array of one dimension", err)
	}
	fresh := reflect.MakeSlice(c.typ, len(elements), len(elements))
	for k := range elements {
		e := &elements[k]
		if err := c.elem.Read(e, 0, fresh.Index(k).Addr().UnsafePointer()); err != nil {
			return c.wrong(k, err)
		}
		if e.err != nil {
			return c.wrong(k, e.err)
		}
	}
	c.at(p).Set(fresh)
	return nil
}

// wrong is the error of an element.
func (c *arrayCodec) wrong(k int, err error) error {
	return c.misfit("an array with another element", fmt.Errorf("element %d: %w", k, err))
}

// isLiteral tells the text of an array from a JSON array: JSON has no bounds, such as [0:2]=, in front.
func isLiteral(text string) bool {
	if strings.HasPrefix(text, "[") {
		bounds, _, ok := strings.Cut(text, "=")
		return ok && strings.HasSuffix(bounds, "]") && strings.Contains(bounds, ":") && !strings.ContainsAny(bounds, `",{`)
	}
	return strings.HasPrefix(strings.TrimLeft(text, " "), "{")
}

// each calls f with the address of every element.
func (c *arrayCodec) each(p unsafe.Pointer, f func(i int, p unsafe.Pointer)) {
	s := c.at(p)
	for i := range s.Len() {
		f(i, s.Index(i).Addr().UnsafePointer())
	}
}

func (c *arrayCodec) assign(p unsafe.Pointer, v any) error {
	if e, ok := v.(types.Elements); ok {
		v = e.V
	}
	if s, ok := v.(string); ok {
		return c.decode(p, s)
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice {
		return c.misfit(fmt.Sprintf("a %T", v), nil)
	}
	fresh := reflect.MakeSlice(c.typ, rv.Len(), rv.Len())
	for i := range rv.Len() {
		if err := c.elem.SetValue(fresh.Index(i).Addr().UnsafePointer(), types.ValueOfAny(rv.Index(i).Interface())); err != nil {
			return c.wrong(i, err)
		}
	}
	c.at(p).Set(fresh)
	return nil
}

func (c *arrayCodec) value(p unsafe.Pointer) types.Value {
	out := make([]types.Value, c.at(p).Len())
	c.each(p, func(i int, e unsafe.Pointer) { out[i] = c.elem.Value(e) })
	return types.OtherValue(types.Elements{V: out})
}

func (c *arrayCodec) isZero(p unsafe.Pointer) bool { return c.at(p).Len() == 0 }

func (c *arrayCodec) equal(p, q unsafe.Pointer) bool {
	other := c.at(q)
	same := c.at(p).Len() == other.Len()
	c.each(p, func(i int, e unsafe.Pointer) {
		same = same && c.elem.Equal(e, other.Index(i).Addr().UnsafePointer())
	})
	return same
}

func (c *arrayCodec) copy(dst, src unsafe.Pointer) {
	from := c.at(src)
	if from.IsNil() {
		c.at(dst).SetZero()
		return
	}
	fresh := reflect.MakeSlice(c.typ, from.Len(), from.Len())
	c.each(src, func(i int, e unsafe.Pointer) { c.elem.Copy(fresh.Index(i).Addr().UnsafePointer(), e) })
	c.at(dst).Set(fresh)
}

func (c *arrayCodec) deep() bool { return true }

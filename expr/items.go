package expr

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
	"unsafe"
)

// Row2 is a row of two items. SQLAlchemy: Row.
type Row2[A, B any] struct {
	V1 A
	V2 B
}

// Values takes the row apart.
func (r Row2[A, B]) Values() (A, B) { return r.V1, r.V2 }

// Row3 is a row of three items. SQLAlchemy: Row.
type Row3[A, B, C any] struct {
	V1 A
	V2 B
	V3 C
}

// Values takes the row apart.
func (r Row3[A, B, C]) Values() (A, B, C) { return r.V1, r.V2, r.V3 }

func itemOf[R any](i Item[R], offset uintptr) SelectItem {
	return SelectItem{Element: ItemElement(i), Offset: offset, Type: reflect.TypeFor[R]()}
}

func newSelect[R any](items ...SelectItem) Select[R] {
	return Select[R]{query[R]{&Query{Items: items, Result: reflect.TypeFor[R]()}}}
}

// NewSelect is a SELECT of one item.
func NewSelect[R any](i Item[R]) Select[R] { return newSelect[R](itemOf(i, 0)) }

// NewSelect2 is a SELECT of two items.
func NewSelect2[A, B any](a Item[A], b Item[B]) Select[Row2[A, B]] {
	var r Row2[A, B]
	return newSelect[Row2[A, B]](itemOf(a, 0), itemOf(b, unsafe.Offsetof(r.V2)))
}

// NewSelect3 is a SELECT of three items.
func NewSelect3[A, B, C any](a Item[A], b Item[B], c Item[C]) Select[Row3[A, B, C]] {
	var r Row3[A, B, C]
	return newSelect[Row3[A, B, C]](itemOf(a, 0), itemOf(b, unsafe.Offsetof(r.V2)), itemOf(c, unsafe.Offsetof(r.V3)))
}

// Field is a field of a result struct and the item that fills it.
type Field struct {
	dst  unsafe.Pointer
	item SelectItem
}

// Into says that i fills *dst. The compiler checks the types.
func Into[R any](dst *R, i Item[R]) Field { return Field{unsafe.Pointer(dst), itemOf(i, 0)} }

// NewSelectInto runs fields once, on a D of its own, to learn which item goes to which offset. Labels are the field names.
func NewSelectInto[D any](fields func(*D) []Field) Select[D] {
	d, t := new(D), reflect.TypeFor[D]()
	base := uintptr(unsafe.Pointer(d))
	s := newSelect[D]()
	for i, f := range fields(d) {
		item, err := f.place(t, base, i)
		if err != nil {
			s.q.err = err
			return s
		}
		s.q.Items = append(s.q.Items, item)
	}
	return s
}

// place is f's item at its offset in a t that begins at base.
func (f Field) place(t reflect.Type, base uintptr, i int) (SelectItem, error) {
	item := f.item
	item.Offset = uintptr(f.dst) - base
	name := nameAt(t, item.Offset, item.Type)
	if name == "" {
		return item, fmt.Errorf("expr: SelectInto[%s]: field %d does not point into the %s that the function was given (use its parameter)", t, i+1, t.Name())
	}
	if _, entity := item.Element.(*EntityRef); entity {
		return item, nil
	}
	if l, ok := item.Element.(*Label); ok {
		item.Element = l.X
	}
	item.Element = NewLabel(item.Element, Snake(name))
	return item, nil
}

// nameAt is the name of the field of t at an offset; fields of nested structs are joined by _.
func nameAt(t reflect.Type, off uintptr, typ reflect.Type) string {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Offset == off && f.Type == typ {
			return f.Name
		}
		if f.Type.Kind() == reflect.Struct && off >= f.Offset && off < f.Offset+f.Type.Size() {
			if n := nameAt(f.Type, off-f.Offset, typ); n != "" {
				return f.Name + "_" + n
			}
		}
	}
	return ""
}

// Snake is the column name of a Go field: ID is id, UserID is user_id, CreatedAt is created_at.
func Snake(s string) string {
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		if unicode.IsUpper(r) && i > 0 && rs[i-1] != '_' && startsWord(rs, i) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func startsWord(rs []rune, i int) bool {
	return !unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])
}

// ColumnsOf fills a struct of columns with the columns of d, by name.
func ColumnsOf[M any](d From) (*M, error) {
	m := new(M)
	v := reflect.ValueOf(m).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		c, ok := v.Field(i).Addr().Interface().(Attachable)
		if !ok {
			return nil, fmt.Errorf("expr: %s.%s is a %s, not a column (use a type of package col)", v.Type(), f.Name, f.Type)
		}
		ref, err := ColumnNamed(d.sqlFrom(), Snake(f.Name))
		if err != nil {
			return nil, fmt.Errorf("expr: %s.%s: %w", v.Type(), f.Name, err)
		}
		c.attach(ref)
	}
	return m, nil
}

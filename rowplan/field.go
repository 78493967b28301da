package rowplan

import (
	"reflect"
	"strconv"
	"unsafe"

	"github.com/azoth-orm/azoth/types"
)

// Field is one field of a struct, or one item of a result, that holds the value of a column. It is immutable once it is in use.
type Field struct {
	offset    uintptr
	kind      kind
	wrap      wrapping
	allowNull bool
	elem      reflect.Type // of the value inside the wrapping
	typ       reflect.Type
	sql       types.Type
	valid     uintptr // where Valid is, in a Null
	codec     codec
	varies    bool // the SQL type is another one in some databases
}

// NewField is the field of Go type t at an offset, for a column of the SQL type sql, which may be nil. A *V and a sql.Null[V] can hold
// NULL; types with Scan and Value are read and bound by these methods; any other type can be a JSON document.
func NewField(t reflect.Type, offset uintptr, sql types.Type) (*Field, error) {
	f := &Field{offset: offset, typ: t, sql: sql}
	f.elem, f.wrap = unwrap(t)
	if f.wrap == inNull {
		f.valid = t.Field(1).Offset
	}
	sql = f.planned(sql)
	f.kind = kindOf(f.elem, sql)
	if f.kind != viaCodec {
		return f, nil
	}
	c, err := newCodec(f.elem, sql)
	if err != nil {
		return nil, err
	}
	f.codec = c
	return f, nil
}

// planned is the type that f is planned for: that of no database in particular, without what SQL does to its values.
func (f *Field) planned(sql types.Type) types.Type {
	own := types.For(sql)
	f.varies = own != sql
	if t, ok := decorated(own); ok {
		return t
	}
	return types.Storage(own)
}

// As is f for a column of another SQL type: a definition may say the type after the mapping was declared.
func (f *Field) As(sql types.Type) (*Field, error) {
	g, err := NewField(f.typ, f.offset, sql)
	if err != nil {
		return nil, err
	}
	g.allowNull = f.allowNull
	return g, nil
}

// AllowNull makes a plain field one whose zero value stands for NULL: NULL reads as zero, zero is bound as NULL. It is called while
// the mapping is made.
func (f *Field) AllowNull() { f.allowNull = true }

// GoType is the type of the field.
func (f *Field) GoType() reflect.Type { return f.typ }

// SQLType is the SQL type of the column; it may be nil.
func (f *Field) SQLType() types.Type { return f.sql }

// HoldsInt64 tells whether every integer fits the field.
func (f *Field) HoldsInt64() bool {
	return f.wrap == plain && (f.kind == kindInt64 || f.kind == kindInt && strconv.IntSize == 64)
}

// Offset is where the field is in its struct.
func (f *Field) Offset() uintptr { return f.offset }

// Nullable tells whether the field can hold NULL: a *V, a sql.Null[V], a type whose zero Value is NULL, or after AllowNull.
func (f *Field) Nullable() bool {
	return f.wrap != plain || f.allowNull || f.codec != nil && f.codec.nullable()
}

// Deep tells whether a plain copy of the struct would share memory with this field that can be edited in place.
func (f *Field) Deep() bool {
	return f.wrap == inPointer || f.kind == kindBytes || f.codec != nil && f.codec.deep()
}

// inside is where the value is, or nil if there is none because the field is NULL.
func (f *Field) inside(obj unsafe.Pointer) unsafe.Pointer {
	p := unsafe.Add(obj, f.offset)
	switch f.wrap {
	case inPointer:
		return *(*unsafe.Pointer)(p)
	case inNull:
		if !*(*bool)(unsafe.Add(p, f.valid)) {
			return nil
		}
	}
	return p
}

// prepare is where a value is to be stored: in a new pointee, in a Null that is valid from now on.
func (f *Field) prepare(p unsafe.Pointer) unsafe.Pointer {
	switch f.wrap {
	case inPointer:
		v := f.newValue()
		*(*unsafe.Pointer)(p) = v
		return v
	case inNull:
		*(*bool)(unsafe.Add(p, f.valid)) = true
	}
	return p
}

// newValue makes a pointee. The common ones need no reflection.
func (f *Field) newValue() unsafe.Pointer {
	switch f.elem {
	case stringType:
		return unsafe.Pointer(new(string))
	case int64Type:
		return unsafe.Pointer(new(int64))
	}
	return reflect.New(f.elem).UnsafePointer()
}

var (
	stringType = reflect.TypeFor[string]()
	int64Type  = reflect.TypeFor[int64]()
)

// setNull makes the field at p say NULL.
func (f *Field) setNull(p unsafe.Pointer) error {
	switch {
	case f.wrap == inPointer:
		*(*unsafe.Pointer)(p) = nil
	case f.wrap == inNull:
		*(*bool)(unsafe.Add(p, f.valid)) = false
		f.clearValue(p)
	case f.allowNull:
		f.clearValue(p)
	case f.codec != nil && f.codec.nullable():
		return f.codec.setNull(p)
	default:
		return &NullError{Type: f.typ}
	}
	return nil
}

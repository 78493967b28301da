package rowplan

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// enumCodec is a string that must be one of an enumeration's values, in both directions.
type enumCodec struct {
	base
	labels map[string]string
}

func newEnumCodec(b base, t types.EnumType) *enumCodec {
	c := &enumCodec{base: b, labels: map[string]string{}}
	for _, v := range t.Values() {
		c.labels[v] = v
	}
	return c
}

func (c *enumCodec) read(rows driver.Rows, i int, p unsafe.Pointer) error {
	return c.assign(p, rows.Text(i))
}

func (c *enumCodec) assign(p unsafe.Pointer, v any) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.String {
		return c.misfit(fmt.Sprintf("a %T", v), nil)
	}
	label, ok := c.labels[rv.String()]
	if !ok {
		return &LabelError{Type: c.typ, Label: rv.String(), Known: c.sql.(types.EnumType).Values()}
	}
	*(*string)(p) = label
	return nil
}

func (c *enumCodec) value(p unsafe.Pointer) types.Value {
	label := *(*string)(p)
	if _, ok := c.labels[label]; ok {
		return types.TextValue(label)
	}
	return types.OtherValue(wrongLabel{LabelError{Type: c.typ, Label: label, Known: c.sql.(types.EnumType).Values()}})
}

func (c *enumCodec) isZero(p unsafe.Pointer) bool { return *(*string)(p) == "" }

func (c *enumCodec) equal(p, q unsafe.Pointer) bool { return *(*string)(p) == *(*string)(q) }

func (c *enumCodec) copy(dst, src unsafe.Pointer) { *(*string)(dst) = *(*string)(src) }

// wrongLabel is a value that no database is given: encoding it is the error.
type wrongLabel struct{ err LabelError }

// EncodeSQL reports the label.
func (w wrongLabel) EncodeSQL(types.Type, types.Native) (types.Value, error) {
	return types.Value{}, &w.err
}

// LabelError says that a string is none of the values of an enumeration.
type LabelError struct {
	// Entity, Field and Column name the place, as far as it is known.
	Entity, Field, Column string
	// Type is the field's Go type.
	Type reflect.Type
	// Label is the string, Known are the values of the enumeration.
	Label string
	Known []string
}

// Error names the place and the values that there are.
func (e *LabelError) Error() string {
	return fmt.Sprintf("rowplan: %s is %s, which is no value of the enumeration of %s (it has %s)",
		place(e.Entity, e.Field, e.Column), strconv.Quote(e.Label), e.Type, strings.Join(e.Known, ", "))
}

package expr

import (
	"fmt"
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// Values is a FROM element whose rows are values of the program: (VALUES (?, ?), (?, ?)) AS name (a, b).
//
// SQLAlchemy: Values.
type Values struct {
	Name    string
	columns []*ColumnRef
	// Rows are the values, row by row.
	Rows [][]Element
	err  error
}

// ValuesOf is rows as a FROM element. A row is a struct, whose exported fields are the columns (UserID is user_id), or one value, whose column
// is called value. azoth.Columns gives the columns their Go types. SQLAlchemy: values.
func ValuesOf[T any](name string, rows []T) Derived {
	v := &Values{Name: name}
	t := reflect.TypeFor[T]()
	fields := v.declare(t)
	for i := range rows {
		v.addRow(reflect.ValueOf(&rows[i]).Elem(), fields)
	}
	if len(rows) == 0 {
		v.fail("expr: VALUES %s has no rows (leave it out, or give it one)", name)
	}
	return Derived{v}
}

// declare makes the columns of rows of t, and tells which fields they are; nil is the row itself.
func (v *Values) declare(t reflect.Type) (fields [][]int) {
	if sql, _, err := types.Infer(t); err == nil {
		v.columns = []*ColumnRef{NewColumn(v, "value", sql)}
		return nil
	}
	if t.Kind() != reflect.Struct {
		v.fail("expr: VALUES %s: a row cannot be a %s (use a struct, or a value of a SQL type)", v.Name, t)
		return nil
	}
	for _, f := range reflect.VisibleFields(t) {
		if !f.IsExported() || f.Anonymous {
			continue
		}
		sql, _, err := types.Infer(f.Type)
		if err != nil {
			v.fail("expr: VALUES %s: %s.%s: %w", v.Name, t.Name(), f.Name, err)
		}
		v.columns = append(v.columns, NewColumn(v, Snake(f.Name), sql))
		fields = append(fields, f.Index)
	}
	return fields
}

// fieldsOf are the columns of rows of t.
func (v *Values) fieldsOf(t reflect.Type) []*ColumnRef {
	v.declare(t)
	return v.columns
}

func (v *Values) addRow(r reflect.Value, fields [][]int) {
	if v.err != nil {
		return
	}
	row := make([]Element, len(v.columns))
	for i, c := range v.columns {
		x := r
		if fields != nil {
			x = r.FieldByIndex(fields[i])
		}
		b := NewBind(types.ValueOfAny(x.Interface()))
		b.Type = c.Type
		row[i] = b
	}
	v.Rows = append(v.Rows, row)
}

func (v *Values) fail(format string, args ...any) {
	if v.err == nil {
		v.err = fmt.Errorf(format, args...)
	}
}

// FromName is the name.
func (v *Values) FromName() string { return v.Name }

// FromColumns are the fields of a row.
func (v *Values) FromColumns() []*ColumnRef { return v.columns }

// AppendKey writes columns and values once and a reference to them after that.
func (v *Values) AppendKey(k *Key) {
	if v.err != nil {
		k.Fail(v.err)
	}
	if k.Seen(v) {
		return
	}
	k.Tag(TagValues)
	k.String(v.Name)
	k.Uint(uint64(len(v.columns)))
	for _, c := range v.columns {
		k.String(c.Name)
		k.SQLType(c.Type)
	}
	k.Uint(uint64(len(v.Rows)))
	for _, r := range v.Rows {
		k.Elements(r)
	}
}

// Children shows the values.
func (v *Values) Children(see *Visitor) {
	EachPart(see, &v.Rows, func(r *[]Element) { ChildList(see, r) })
}

// ScalarValues is (VALUES (?), (?)) as an expression, such as the right side of IN.
//
// SQLAlchemy: ScalarValues.
type ScalarValues struct {
	Base
	Values *Values
}

// ScalarValuesOf is (VALUES (?), (?)) of values as an expression: of one value that value, for IN and ANY of several.
// SQLAlchemy: Values.scalar_values.
func ScalarValuesOf[V any](vs ...V) Value[V, V] {
	n := &ScalarValues{Values: ValuesOf("", vs).f.(*Values)}
	n.self = n
	return MakeValue[V, V](n)
}

// InValues renders x IN (VALUES (?), (?)). SQLAlchemy: in_(values.scalar_values()).
func InValues[V any](x Of[V], vs ...V) Bool {
	return boolOf(NewBinary(OpIn, ElementOf(x), ElementOf(ScalarValuesOf(vs...))))
}

// AppendKey writes the values.
func (s *ScalarValues) AppendKey(k *Key) {
	k.Tag(TagScalarValues)
	s.Values.AppendKey(k)
}

// Children shows the values.
func (s *ScalarValues) Children(v *Visitor) { Child(v, &s.Values) }

// SQLType is the type of the values.
func (s *ScalarValues) SQLType() types.Type { return s.Values.columns[0].Type }

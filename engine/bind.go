package engine

import (
	"fmt"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// bindPlan is how one placeholder gets its value.
type bindPlan struct {
	index int // into the values of the statement; -1: constant
	value types.Value
	sql   types.Type
	// encode says that the type keeps even values of the basic kinds in another form: dates, intervals; or that it does not keep all of
	// them: enumerations, which may be compared with anything.
	encode bool
	// element is how the elements of an array are encoded that rows are bound as; nil if the type is no array.
	element *bindPlan
}

func planBinds(refs []compiler.BindRef) []bindPlan {
	out := make([]bindPlan, len(refs))
	for i, r := range refs {
		out[i] = bindPlan{index: r.Index, value: r.Const, sql: r.Type, encode: reforms(r.Type, r.Assigned)}
		if a, ok := r.Type.(types.ArrayType); ok {
			out[i].element = &bindPlan{index: r.Index, value: r.Const, sql: a.Element, encode: reforms(a.Element, true)}
		}
	}
	return out
}

// reforms tells whether a type keeps even values of the basic kinds in another form, or does not keep all that are assigned to it.
func reforms(t types.Type, assigned bool) bool {
	switch t := t.(type) {
	case types.DecoratedType:
		return true
	case types.Wrapper:
		return reforms(t.Implementation(), assigned)
	case types.DateType, types.TimeType, types.IntervalType:
		return true
	case types.EnumType:
		return assigned
	}
	return false
}

// paramTypes are the types of the placeholders, nil where one is not known.
func paramTypes(refs []compiler.BindRef) []types.Type {
	out := make([]types.Type, len(refs))
	for i, r := range refs {
		if r.Type != nil {
			out[i] = types.Storage(r.Type)
		}
	}
	return out
}

// encoded is the value for placeholder i in a form that drivers take.
func (e *Entry) encoded(i int, values []types.Value, native types.Native) (types.Value, error) {
	return e.encodedAs(&e.binds[i], i, values, native)
}

// encodedAs is the value for placeholder i as a plan says.
func (e *Entry) encodedAs(b *bindPlan, i int, values []types.Value, native types.Native) (types.Value, error) {
	v := b.value
	if b.index >= 0 {
		if b.index >= len(values) {
			return v, fmt.Errorf("engine: parameter %d has no value: %d were given", i+1, len(values))
		}
		v = values[b.index]
	}
	if !b.encode && v.Kind() != types.KindOther {
		return v, nil
	}
	out, err := types.Encode(b.sql, v, native)
	if err != nil {
		return v, fmt.Errorf("parameter %d (%s): %w", i+1, e.Compiled.Binds[i].Name, err)
	}
	return out, nil
}

// encodeAll is every placeholder's value, for listeners and errors.
func (e *Entry) encodeAll(values []types.Value, native types.Native) ([]types.Value, error) {
	out := make([]types.Value, len(e.binds))
	for i := range e.binds {
		v, err := e.encoded(i, values, native)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// bind binds all placeholders of s.
func (e *Entry) bind(s driver.Stmt, values []types.Value, native types.Native) error {
	for i := range e.binds {
		v, err := e.encoded(i, values, native)
		if err != nil {
			return err
		}
		bindValue(s, i, v)
	}
	return nil
}

// bindValue binds one value of a basic kind.
func bindValue(s driver.Stmt, i int, v types.Value) {
	switch v.Kind() {
	case types.KindInt64:
		s.BindInt64(i, v.Int64())
	case types.KindText:
		s.BindText(i, v.Text())
	case types.KindBool:
		s.BindBool(i, v.Bool())
	case types.KindFloat64:
		s.BindFloat64(i, v.Float64())
	case types.KindBytes:
		s.BindBytes(i, v.Bytes())
	case types.KindTime:
		s.BindTime(i, v.Time())
	default:
		s.BindNull(i)
	}
}

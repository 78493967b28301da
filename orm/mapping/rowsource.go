package mapping

import (
	"reflect"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// RowValues takes an object apart for an INSERT that is no flush: azoth.Insert(Users).Rows(u). Fields that a default decides are left
// out: the key that the database numbers, zero fields under OmitZero, and NULL where the program has a default. Nothing is written back to the object.
func (m *Mapper) RowValues(obj any) ([]*expr.ColumnRef, []types.Value, error) {
	if m.Ready != nil {
		if err := m.Ready(); err != nil {
			return nil, nil, err
		}
	}
	v := reflect.ValueOf(obj)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Type().Elem() != m.Type {
		return nil, nil, misfit(m.Name, "", "a %T that is not nil is needed as a row, not %v", reflect.Zero(reflect.PointerTo(m.Type)).Interface(), obj)
	}
	cols, vals := make([]*expr.ColumnRef, 0, len(m.columns)), make([]types.Value, 0, len(m.columns))
	for _, p := range m.Properties {
		if p.Column.Computed != nil || (p.OmitZero || p.Index == m.Generated) && p.Field.IsZero(v.UnsafePointer()) {
			continue
		}
		value := p.Field.Value(v.UnsafePointer())
		if value.IsNull() && p.Column.Default != nil {
			continue
		}
		cols = append(cols, &p.Column.ColumnRef)
		vals = append(vals, value)
	}
	return cols, vals, nil
}

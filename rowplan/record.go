package rowplan

import (
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// recordPart reads whole rows as they are: rows whose columns the program does not know.
type recordPart struct {
	shape  *expr.RecordShape
	fields []*Field
}

// IsRecord tells whether rows are read by the names of their columns.
func IsRecord(result reflect.Type) bool { return result == recordType }

var recordType = reflect.TypeFor[expr.Record]()

// NewRecordPlan is the plan of rows that are read by the names of their columns. elements are what the columns are, nil for text.
func NewRecordPlan(names []string, elements []expr.Element, dialects ...string) (*Plan, error) {
	r := &recordPart{shape: &expr.RecordShape{Names: names, Elements: elements}}
	for i := range names {
		var sql types.Type
		if elements != nil {
			sql = types.For(expr.TypeOf(elements[i]), dialects...)
		}
		f, err := NewField(anyType, 0, sql)
		if err != nil {
			return nil, err
		}
		r.fields = append(r.fields, f)
	}
	return &Plan{result: recordType, record: r}, nil
}

// read decodes the current row.
func (r *recordPart) read(rows driver.Rows, slot unsafe.Pointer) error {
	values := make([]any, len(r.fields))
	for i, f := range r.fields {
		if rows.IsNull(i) {
			continue
		}
		if err := f.Read(rows, i, unsafe.Pointer(&values[i])); err != nil {
			return at(err, "", "", r.shape.Names[i])
		}
	}
	*(*expr.Record)(slot) = expr.NewRecord(r.shape, values)
	return nil
}

package rowplan

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/azoth-orm/azoth/types"
)

// NullError says that a row has NULL where the field can hold none.
type NullError struct {
	// Entity, Field and Column name the place, as far as it is known.
	Entity, Field, Column string
	// Type is the field's Go type.
	Type reflect.Type
}

// Error names the place and what to write instead.
func (e *NullError) Error() string {
	return fmt.Sprintf("rowplan: %s is NULL, which a %s cannot hold (make the field a %s with a Null column of package col, select the expression with Nullable() or Coalesce(), or say t.Nullable)",
		place(e.Entity, e.Field, e.Column), e.Type, reflect.PointerTo(e.Type))
}

// RangeError says that a value does not fit the field.
type RangeError struct {
	// Entity, Field and Column name the place, as far as it is known.
	Entity, Field, Column string
	// Type is the field's Go type.
	Type reflect.Type
	// Value is the number that does not fit.
	Value string
}

// Error names the place and the number.
func (e *RangeError) Error() string {
	return fmt.Sprintf("rowplan: %s is %s, which does not fit a %s (give the field a larger type)", place(e.Entity, e.Field, e.Column), e.Value, e.Type)
}

// ConvertError says that a value is of another kind than the field.
type ConvertError struct {
	// Entity, Field and Column name the place, as far as it is known.
	Entity, Field, Column string
	// Type is the field's Go type.
	Type reflect.Type
	// From is the kind of the value.
	From string
	// Err is what the type's own method reported, or nil.
	Err error
}

// Error names the place and the kind of the value, never the value.
func (e *ConvertError) Error() string {
	s := fmt.Sprintf("rowplan: %s is %s, which cannot be read as a %s", place(e.Entity, e.Field, e.Column), e.From, e.Type)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap is what the type's own method reported.
func (e *ConvertError) Unwrap() error { return e.Err }

// ProcessedError says that a field has another Go type than the values of its column's type, which the program has made by types.Decorate.
type ProcessedError struct {
	// Type is the field's Go type.
	Type reflect.Type
	// SQL is the type of the column.
	SQL types.DecoratedType
}

// Error names both types.
func (e *ProcessedError) Error() string {
	return fmt.Sprintf("rowplan: a %s cannot hold a value of a decorated %s, which is a %s in the program (make the field one)", e.Type, e.SQL.SQLType(), e.SQL.GoType())
}

func place(entity, field, column string) string {
	var b strings.Builder
	switch {
	case entity != "" && field != "":
		b.WriteString(entity + "." + field)
	case field != "":
		b.WriteString("field " + field)
	case entity != "":
		b.WriteString(entity)
	}
	if column != "" {
		if b.Len() == 0 {
			return "column " + column
		}
		b.WriteString(" (column " + column + ")")
	}
	if b.Len() == 0 {
		return "the value"
	}
	return b.String()
}

// At is err with the place where it happened, if err is one of this package's and does not know it yet; otherwise it is wrapped.
func at(err error, entity, field, column string) error {
	switch e := err.(type) {
	case nil:
		return nil
	case *NullError:
		c := *e
		c.Entity, c.Field, c.Column = entity, field, column
		return &c
	case *RangeError:
		c := *e
		c.Entity, c.Field, c.Column = entity, field, column
		return &c
	case *ConvertError:
		c := *e
		c.Entity, c.Field, c.Column = entity, field, column
		return &c
	case *LabelError:
		c := *e
		c.Entity, c.Field, c.Column = entity, field, column
		return &c
	}
	return fmt.Errorf("rowplan: %s: %w", place(entity, field, column), err)
}

// Explain is err, which reading a field gave, with the names of entity, field and column. Names that are not known are "".
func Explain(err error, entity, field, column string) error { return at(err, entity, field, column) }

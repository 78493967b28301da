package types

import (
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// Infer is the SQL type of a struct field of Go type t, and whether it may be NULL: a pointer may, and so may the Null types of
// database/sql. Named types go by their kind. It is an error if no SQL type follows from t.
func Infer(t reflect.Type) (sql Type, nullable bool, err error) {
	if t.Kind() == reflect.Pointer {
		sql, _, err = Infer(t.Elem())
		return sql, true, err
	}
	if v, ok := nullOf(t); ok {
		sql, _, err = Infer(v)
		return sql, true, err
	}
	if sql = byType(t); sql != nil {
		return sql, false, nil
	}
	if t.Implements(reflect.TypeFor[driver.Valuer]()) {
		return nil, false, fmt.Errorf("types: which SQL type a %s has does not follow from its Value method (say it with Type)", t)
	}
	if sql = byKind(t); sql != nil {
		return sql, false, nil
	}
	if t.Kind() == reflect.Slice {
		if of, _, err := Infer(t.Elem()); err == nil && !isType[ArrayType](of) {
			return Array(of), false, nil
		}
	}
	return nil, false, fmt.Errorf("types: no SQL type follows from %s (map it as JSON, or say the type with Type)", t)
}

func byType(t reflect.Type) Type {
	switch t {
	case reflect.TypeFor[time.Time]():
		return DateTime()
	case reflect.TypeFor[time.Duration]():
		return Interval()
	case reflect.TypeFor[Decimal]():
		return Numeric(0, 0)
	case reflect.TypeFor[Date]():
		return DateType{}
	case reflect.TypeFor[TimeOfDay]():
		return TimeType{}
	}
	if isUUID(t) {
		return UUIDType{}
	}
	return nil
}

func byKind(t reflect.Type) Type {
	switch t.Kind() {
	case reflect.Int, reflect.Int32, reflect.Uint16:
		return Integer()
	case reflect.Int64, reflect.Uint32, reflect.Uint64, reflect.Uint:
		return BigInteger()
	case reflect.Int16, reflect.Int8, reflect.Uint8:
		return SmallInteger()
	case reflect.String:
		return String(0)
	case reflect.Bool:
		return Boolean()
	case reflect.Float64:
		return Double()
	case reflect.Float32:
		return Float()
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return LargeBinary()
		}
	}
	return nil
}

// nullOf is V of a sql.Null[V], and what the other Null types of database/sql hold. They are told by their names: this package
// imports no database/sql.
func nullOf(t reflect.Type) (reflect.Type, bool) {
	if t.Kind() != reflect.Struct || t.PkgPath() != "database/sql" || !strings.HasPrefix(t.Name(), "Null") {
		return nil, false
	}
	return t.Field(0).Type, true
}

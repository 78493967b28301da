package rowplan

import (
	"database/sql/driver"
	"reflect"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// kind is how a value lies in memory. All kinds but viaCodec are read and written without reflection; named types go by the kind
// that they are made of.
type kind uint8

const (
	viaCodec kind = iota
	kindInt64
	kindInt
	kindInt32
	kindInt16
	kindInt8
	kindUint64
	kindUint
	kindUint32
	kindUint16
	kindUint8
	kindBool
	kindFloat64
	kindFloat32
	kindString
	kindBytes
	kindTime
)

// wrapping is what is around the value: nothing, or something that can say NULL.
type wrapping uint8

const (
	plain wrapping = iota
	inPointer
	inNull // database/sql's Null[V], NullString and the like: the value, then Valid
)

// unwrap is the type of the value inside t.
func unwrap(t reflect.Type) (reflect.Type, wrapping) {
	switch {
	case t.Kind() == reflect.Pointer:
		return t.Elem(), inPointer
	case t.Kind() == reflect.Struct && t.PkgPath() == "database/sql" && strings.HasPrefix(t.Name(), "Null"):
		return t.Field(0).Type, inNull
	}
	return t, plain
}

var (
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
	anyType      = reflect.TypeFor[any]()
)

var basicKinds = [...]kind{
	reflect.Int64: kindInt64, reflect.Int: kindInt, reflect.Int32: kindInt32, reflect.Int16: kindInt16, reflect.Int8: kindInt8,
	reflect.Uint64: kindUint64, reflect.Uint: kindUint, reflect.Uint32: kindUint32, reflect.Uint16: kindUint16, reflect.Uint8: kindUint8,
	reflect.Bool: kindBool, reflect.Float64: kindFloat64, reflect.Float32: kindFloat32, reflect.String: kindString,
	reflect.UnsafePointer: viaCodec,
}

// kindOf is the kind of t's values in a column of the SQL type sql; viaCodec if it needs more than its own memory.
func kindOf(t reflect.Type, sql types.Type) kind {
	switch sql.(type) {
	case types.JSONType, types.DecoratedType:
		return viaCodec
	}
	switch {
	case t == timeType:
		if _, clock := sql.(types.TimeType); clock {
			return viaCodec
		}
		if _, day := sql.(types.DateType); day {
			return viaCodec
		}
		return kindTime
	case t == durationType && isInterval(sql), hasMethods(t), t.Kind() == reflect.String && isEnum(sql),
		t.Kind() == reflect.Slice && isArrayType(sql), isTextual(t, sql):
		return viaCodec
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return kindBytes
	}
	return basicKinds[t.Kind()]
}

func isInterval(sql types.Type) bool {
	_, ok := sql.(types.IntervalType)
	return ok
}

func isArrayType(sql types.Type) bool {
	_, ok := sql.(types.ArrayType)
	return ok
}

func isEnum(sql types.Type) bool {
	_, ok := sql.(types.EnumType)
	return ok
}

// scanner is sql.Scanner.
type scanner interface{ Scan(src any) error }

var (
	scannerType   = reflect.TypeFor[scanner]()
	valuerType    = reflect.TypeFor[driver.Valuer]()
	encodableType = reflect.TypeFor[types.Encodable]()
)

// hasMethods tells whether t says itself how it is kept.
func hasMethods(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(scannerType) || isValuer(t)
}

func isValuer(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(valuerType) || p.Implements(encodableType)
}

func isUUID(t reflect.Type) bool {
	return t.Kind() == reflect.Array && t.Len() == 16 && t.Elem().Kind() == reflect.Uint8
}

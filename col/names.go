package col

import (
	"time"

	"github.com/azoth-orm/azoth/types"
)

// The columns by the Go type of their fields.
type (
	// String is a string: VARCHAR.
	String = Text[string]
	// Int is an int: INTEGER.
	Int = Number[int, int]
	// Int16 is an int16: SMALLINT.
	Int16 = Number[int16, int16]
	// Int32 is an int32: INTEGER.
	Int32 = Number[int32, int32]
	// Int64 is an int64: BIGINT, or INTEGER on SQLite.
	Int64 = Number[int64, int64]
	// Float32 is a float32: FLOAT.
	Float32 = Number[float32, float32]
	// Float64 is a float64: DOUBLE PRECISION.
	Float64 = Number[float64, float64]
	// Decimal is an exact number: NUMERIC.
	Decimal = Number[types.Decimal, types.Decimal]
	// Time is a time.Time: TIMESTAMP or DATETIME, kept in UTC.
	Time = Value[time.Time, time.Time]
	// Date is a day of the calendar: DATE.
	Date = Value[types.Date, types.Date]
	// TimeOfDay is a time without a day: TIME.
	TimeOfDay = Value[types.TimeOfDay, types.TimeOfDay]
	// Duration is a time.Duration: INTERVAL.
	Duration = Value[time.Duration, time.Duration]
	// Bytes is a []byte: BLOB or BYTEA.
	Bytes = Value[[]byte, []byte]
	// UUID is a types.UUID: UUID, or CHAR(32).
	UUID = Value[types.UUID, types.UUID]
)

// The columns that may be NULL: their fields are pointers.
type (
	// NullString is a *string.
	NullString = Text[*string]
	// NullInt is an *int.
	NullInt = Number[int, *int]
	// NullInt16 is an *int16.
	NullInt16 = Number[int16, *int16]
	// NullInt32 is an *int32.
	NullInt32 = Number[int32, *int32]
	// NullInt64 is an *int64.
	NullInt64 = Number[int64, *int64]
	// NullFloat32 is a *float32.
	NullFloat32 = Number[float32, *float32]
	// NullFloat64 is a *float64.
	NullFloat64 = Number[float64, *float64]
	// NullDecimal is a *types.Decimal.
	NullDecimal = Number[types.Decimal, *types.Decimal]
	// NullTime is a *time.Time.
	NullTime = Value[time.Time, *time.Time]
	// NullDate is a *types.Date.
	NullDate = Value[types.Date, *types.Date]
	// NullTimeOfDay is a *types.TimeOfDay.
	NullTimeOfDay = Value[types.TimeOfDay, *types.TimeOfDay]
	// NullDuration is a *time.Duration.
	NullDuration = Value[time.Duration, *time.Duration]
	// NullUUID is a *types.UUID.
	NullUUID = Value[types.UUID, *types.UUID]
	// NullBool is a *bool.
	NullBool = Value[bool, *bool]
)

// Of is a column of any Go type: an enumeration, a UUID, a type with a Value method.
type Of[V any] = Value[V, V]

// Null is Of for a pointer field.
type Null[V any] = Value[V, *V]

// Num is a number of a named type: type UserID int64.
type Num[V any] = Number[V, V]

// NullNum is Num for a pointer field.
type NullNum[V any] = Number[V, *V]

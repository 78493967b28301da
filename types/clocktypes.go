package types

import "fmt"

// The types of times. A database keeps microseconds of a time if its type says nothing else: the Precision of a type is the number of
// digits behind the point of a second. 0 is six of them, a negative one is none: whole seconds. What is below a microsecond is cut
// off; what is between that and the digits of the type, PostgreSQL rounds, MariaDB cuts off, and SQLite keeps.

// maxDigits is microseconds.
const maxDigits = 6

// digitsOf is the number of digits that a Precision means.
func digitsOf(precision int) int {
	switch {
	case precision < 0:
		return 0
	case precision == 0:
		return maxDigits
	}
	return precision
}

// precise is name with the digits that precision asks for, if it does.
func precise(name string, precision int) string {
	if precision == 0 {
		return name
	}
	return fmt.Sprintf("%s(%d)", name, digitsOf(precision))
}

// DateTimeType is DATETIME or TIMESTAMP: a time.Time. SQLAlchemy: DateTime.
type DateTimeType struct {
	// TimeZone asks for a type that knows the zone: TIMESTAMP WITH TIME ZONE. Without it values are UTC in the database.
	TimeZone bool
	// Precision is the number of digits of a fraction of a second, 1 to 6; 0 is six, -1 none.
	Precision int
}

// DateTime is DATETIME, or TIMESTAMP WITHOUT TIME ZONE: a time.Time, kept in UTC. SQLAlchemy: DateTime.
func DateTime() DateTimeType { return DateTimeType{} }

// WithTimeZone is t with a zone where the database has such a type. SQLAlchemy: DateTime(timezone=True).
func (t DateTimeType) WithTimeZone() DateTimeType {
	t.TimeZone = true
	return t
}

// Digits is the number of digits of a fraction of a second.
func (t DateTimeType) Digits() int { return digitsOf(t.Precision) }

// SQLType is DATETIME.
func (t DateTimeType) SQLType() string { return zoned(precise("DATETIME", t.Precision), t.TimeZone) }

// TimestampType is TIMESTAMP. SQLAlchemy: TIMESTAMP.
type TimestampType struct {
	// TimeZone asks for TIMESTAMP WITH TIME ZONE.
	TimeZone bool
	// Precision is the number of digits of a fraction of a second, 1 to 6; 0 is six, -1 none.
	Precision int
}

// Timestamp is TIMESTAMP: a time.Time, kept in UTC. SQLAlchemy: TIMESTAMP.
func Timestamp() TimestampType { return TimestampType{} }

// WithTimeZone is t with a zone where the database has such a type. SQLAlchemy: TIMESTAMP(timezone=True).
func (t TimestampType) WithTimeZone() TimestampType {
	t.TimeZone = true
	return t
}

// Digits is the number of digits of a fraction of a second.
func (t TimestampType) Digits() int { return digitsOf(t.Precision) }

// SQLType is TIMESTAMP.
func (t TimestampType) SQLType() string { return zoned(precise("TIMESTAMP", t.Precision), t.TimeZone) }

// DateType is DATE: a [Date]. SQLAlchemy: Date.
type DateType struct{}

// SQLType is DATE.
func (DateType) SQLType() string { return "DATE" }

// TimeType is TIME: a [TimeOfDay]. SQLAlchemy: Time.
type TimeType struct {
	// TimeZone asks for TIME WITH TIME ZONE.
	TimeZone bool
	// Precision is the number of digits of a fraction of a second, 1 to 6; 0 is six, -1 none.
	Precision int
}

// Time is TIME. SQLAlchemy: Time.
func Time() TimeType { return TimeType{} }

// Digits is the number of digits of a fraction of a second.
func (t TimeType) Digits() int { return digitsOf(t.Precision) }

// SQLType is TIME.
func (t TimeType) SQLType() string { return zoned(precise("TIME", t.Precision), t.TimeZone) }

// IntervalType is INTERVAL: a time.Duration, in microseconds. A database without it keeps DATETIME, as the time since 1970.
// SQLAlchemy: Interval.
type IntervalType struct {
	// Fields restricts the interval, in a database that has the type: DAY TO SECOND.
	Fields string
	// Precision is the number of digits of a fraction of a second, 1 to 6; 0 is six, -1 none.
	Precision int
}

// Interval is INTERVAL. SQLAlchemy: Interval.
func Interval() IntervalType { return IntervalType{} }

// Digits is the number of digits of a fraction of a second.
func (t IntervalType) Digits() int { return digitsOf(t.Precision) }

// SQLType is INTERVAL.
func (t IntervalType) SQLType() string {
	if t.Fields == "" {
		return precise("INTERVAL", t.Precision)
	}
	return precise("INTERVAL "+t.Fields, t.Precision)
}

func zoned(name string, zone bool) string {
	if zone {
		return name + " WITH TIME ZONE"
	}
	return name
}

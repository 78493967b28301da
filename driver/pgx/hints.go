package pgx

import (
	"slices"

	"github.com/azoth-orm/azoth/types"
	"github.com/jackc/pgx/v5/pgtype"
)

// A parameter of a prepared statement has a type, and PostgreSQL finds it by what stands around the parameter: in "n = $1" it is the type
// of n. That fails where nothing is around: in "$1 + $2", in "concat($1, $2)". Worse, it succeeds in "CASE WHEN x THEN $1 ELSE $2 END"
// and in VALUES with the type text, and ORDER BY then puts 10 before 9. It also takes the 2.5 of "n * $1" for an integer.
//
// So the types that the statement was compiled with are handed over. But what helps there forbids elsewhere: PostgreSQL converts
// nothing by itself from text, "mood = $1" fails if $1 is text and mood an enumeration, and left(s, $1) wants an INT4 and no INT8. What was
// compiled as a string may be meant for a column of any type.
//
// Therefore there is a list of attempts, and the first that the server can parse counts:
//
//  1. Integers are INT8, which compares with INT2 and INT4, through their indexes too, and holds every value: a large number finds
//     nothing in an INT4 column, and is no error. Booleans, floats, numerics, dates, times, intervals and bytes are what they are. Strings,
//     JSON, UUIDs, enumerations and arrays are left to the server.
//  2. The same, with strings as TEXT, JSON as JSONB and UUIDs as UUID: for concat($1, $2).
//  3. Integers are INT4, and those compiled as BIGINT are left to the server: for left(s, $1), date + $1, doc -> $1.
//  4. Both.
//  5. Everything is left to the server.
//
// The next attempt is made only when the error is one of types; the error that is returned is the first. A failed attempt fails the
// transaction, so in a transaction the first one stands between SAVEPOINT and RELEASE, in the same round trip, and costs some
// microseconds of the server, once for each statement and connection.

// hints are the attempts for parameters of these types: the object ids to parse with. There is at least one.
func hints(params []types.Type, utc bool) [][]uint32 {
	if len(params) > maxParams {
		params = nil // too many: the server says so
	}
	var tries [][]uint32
	for _, h := range []hinting{{}, {weak: true}, {narrow: true}, {weak: true, narrow: true}} {
		oids := make([]uint32, len(params))
		for i, t := range params {
			oids[i] = h.oid(t, utc)
		}
		tries = appendNew(tries, oids)
	}
	return appendNew(tries, make([]uint32, len(params)))
}

func appendNew(tries [][]uint32, oids []uint32) [][]uint32 {
	// Trailing zeros say nothing.
	for len(oids) > 0 && oids[len(oids)-1] == 0 {
		oids = oids[:len(oids)-1]
	}
	for _, t := range tries {
		if slices.Equal(t, oids) {
			return tries
		}
	}
	return append(tries, oids)
}

// hinting is how types become hints.
type hinting struct {
	// weak gives hints for types that are better found by the server, too.
	weak bool
	// narrow makes integers INT4.
	narrow bool
}

// oid is the hint for a type, 0 for none.
func (h hinting) oid(t types.Type, utc bool) uint32 {
	switch t := t.(type) {
	case types.IntegerType, types.SmallIntegerType:
		return h.integer(pgtype.Int4OID)
	case types.BigIntegerType:
		return h.integer(0)
	case types.BooleanType:
		return pgtype.BoolOID
	case types.FloatType:
		if t.Precision > 0 && t.Precision <= 24 { // REAL, which is not equal to the same number with more digits
			return pgtype.Float4OID
		}
		return pgtype.Float8OID
	case types.DoubleType:
		return pgtype.Float8OID
	case types.NumericType:
		return pgtype.NumericOID
	case types.LargeBinaryType:
		return pgtype.ByteaOID
	case types.DateType:
		return pgtype.DateOID
	case types.IntervalType:
		return pgtype.IntervalOID
	case types.DateTimeType:
		return timestamp(t.TimeZone, utc)
	case types.TimestampType:
		return timestamp(t.TimeZone, utc)
	case types.TimeType:
		if !t.TimeZone {
			return pgtype.TimeOID
		}
	}
	if h.weak {
		return weakHint(t)
	}
	return 0
}

func (h hinting) integer(narrow uint32) uint32 {
	if h.narrow {
		return narrow
	}
	return pgtype.Int8OID
}

// timestamp is the type of a time. One without a zone is left to the server unless the session is in UTC: compared with a column that has a
// zone it would count as the session's time.
func timestamp(zone, utc bool) uint32 {
	switch {
	case zone:
		return pgtype.TimestamptzOID
	case utc:
		return pgtype.TimestampOID
	}
	return 0
}

func weakHint(t types.Type) uint32 {
	switch t.(type) {
	case types.StringType, types.TextType, types.CharType, types.EnumType:
		return pgtype.TextOID
	case types.JSONType:
		return pgtype.JSONBOID
	case types.UUIDType:
		return pgtype.UUIDOID
	}
	return 0
}

// utc tells whether the session's time zone is UTC.
func (c *conn) utc() bool {
	switch c.pg.ParameterStatus("TimeZone") {
	case "UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu", "UCT", "Etc/UCT":
		return true
	}
	return false
}

// aboutTypes tells whether a statement could not be parsed because of the types in it.
func aboutTypes(state string) bool {
	switch state {
	case "42883", // no such function or operator
		"42725", // several functions or operators
		"42804", // another type is needed here
		"42846", // cannot be converted
		"42P08", // a parameter with two types
		"42P18", // a type cannot be found
		"42P38": // nor that of a polymorphic function
		return true
	}
	return false
}

package stdsql

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/driver"
)

// To PostgreSQL booleans, numbers and times go as text, which the server reads as the type of the parameter says: a client library refuses an int64 for
// a parameter of another type. To SQLite and MySQL times go as the text in which they are kept.

// unbound stands for a parameter without a value.
type unbound struct{}

func (s *stmt) set(i int, v any) {
	switch {
	case s.conn == nil:
		s.refuse(driver.ErrClosed)
	case s.open != nil:
		s.refuse(driver.ErrInUse)
	case uint(i) >= uint(len(s.args)):
		s.reject(i, fmt.Sprintf("the statement has %d parameters", len(s.args)))
	default:
		if s.args[i] == (unbound{}) {
			s.missing--
		}
		s.args[i] = v
	}
}

// refuse keeps the first error for the next run.
func (s *stmt) refuse(err error) {
	if s.bindErr == nil {
		s.bindErr = err
	}
}

func (s *stmt) reject(i int, reason string) {
	s.refuse(&driver.BindError{Driver: name, Param: i, Reason: reason})
}

// firstUnbound is the error for a run with a parameter missing.
func (s *stmt) firstUnbound() error {
	for i, v := range s.args {
		if v == (unbound{}) {
			return &driver.BindError{Driver: name, Param: i, Reason: "no value was bound"}
		}
	}
	return nil
}

func (s *stmt) family() family {
	if s.conn == nil {
		return unknown
	}
	return s.conn.database.family
}

// BindNull binds NULL.
func (s *stmt) BindNull(i int) { s.set(i, nil) }

// BindBool binds a boolean: 0 or 1 where the database has none.
func (s *stmt) BindBool(i int, v bool) {
	switch f := s.family(); {
	case f == postgresql:
		s.set(i, strconv.FormatBool(v))
	case f == unknown:
		s.set(i, v)
	case v:
		s.set(i, int64(1))
	default:
		s.set(i, int64(0))
	}
}

// BindInt64 binds an integer.
func (s *stmt) BindInt64(i int, v int64) {
	if s.family() == postgresql {
		s.set(i, strconv.FormatInt(v, 10))
		return
	}
	s.set(i, v)
}

// BindFloat64 binds a number. NaN and the infinities are refused where the database has none.
func (s *stmt) BindFloat64(i int, v float64) {
	finite := !math.IsNaN(v) && !math.IsInf(v, 0)
	switch f := s.family(); {
	case f == sqlite && math.IsNaN(v):
		s.reject(i, "SQLite has no NaN (it would store NULL)")
	case f == mysql && !finite:
		s.reject(i, "MySQL has no NaN and no infinity")
	case f == postgresql:
		s.set(i, pgFloat(v, 64))
	default:
		s.set(i, v)
	}
}

// pgFloat is a number as PostgreSQL writes it: without a fraction if it has none, so that it fits an integer, too.
func pgFloat(v float64, bits int) string {
	switch {
	case math.IsInf(v, 1):
		return "Infinity"
	case math.IsInf(v, -1):
		return "-Infinity"
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return strconv.FormatFloat(v, 'f', -1, bits)
	}
	return strconv.FormatFloat(v, 'g', -1, bits)
}

// BindText binds text. Bytes that are not UTF-8 are refused, and for PostgreSQL a NUL.
func (s *stmt) BindText(i int, v string) {
	switch {
	case !utf8.ValidString(v):
		s.reject(i, "the text is not valid UTF-8 (bind it as bytes)")
	case s.family() == postgresql && strings.IndexByte(v, 0) >= 0:
		s.reject(i, "the text holds a NUL character, which PostgreSQL does not keep")
	default:
		s.set(i, v)
	}
}

// BindBytes binds bytes. A nil slice is an empty one; NULL is bound with BindNull.
func (s *stmt) BindBytes(i int, v []byte) {
	if v == nil {
		v = []byte{}
	}
	s.set(i, v)
}

// The forms in which times are bound.
const (
	sqliteTime = "2006-01-02 15:04:05.000000"
	mysqlTime  = "2006-01-02 15:04:05.999999"
	pgTime     = "2006-01-02 15:04:05.999999+00"
)

// BindTime binds v in UTC; what is below a microsecond is cut off.
func (s *stmt) BindTime(i int, v time.Time) {
	v = v.UTC().Truncate(time.Microsecond)
	f, year := s.family(), v.Year()
	if (f == sqlite || f == mysql) && (year < 0 || year > 9999) || f == postgresql && (year < -4713 || year > 294276) {
		s.reject(i, "the year of the time is beyond what the database keeps")
		return
	}
	switch f {
	case sqlite:
		s.set(i, v.Format(sqliteTime))
	case mysql:
		s.set(i, v.Format(mysqlTime))
	case postgresql:
		s.set(i, pgTimeText(v))
	default:
		s.set(i, v)
	}
}

// pgTimeText writes a time for PostgreSQL: years before the first have BC behind.
func pgTimeText(v time.Time) string {
	year, era := v.Year(), ""
	if year <= 0 {
		year, era = 1-year, " BC"
	}
	return fmt.Sprintf("%04d", year) + v.Format(strings.TrimPrefix(pgTime, "2006")) + era
}

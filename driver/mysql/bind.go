package mysql

import (
	"fmt"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/driver"
)

// Values are kept until the statement runs and forgotten then. Before that nothing is sent.

// unbound stands for a parameter without a value.
type unbound struct{}

// forget says that no parameter has a value any more.
func (s *stmt) forget() {
	for i := range s.args {
		s.args[i] = unbound{}
	}
	s.missing = len(s.args)
}

// set keeps the value of parameter i.
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

// reject refuses a value.
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

// BindNull binds NULL.
func (s *stmt) BindNull(i int) { s.set(i, nil) }

// BindBool binds 0 or 1.
func (s *stmt) BindBool(i int, v bool) {
	if v {
		s.set(i, int64(1))
		return
	}
	s.set(i, int64(0))
}

// BindInt64 binds an integer.
func (s *stmt) BindInt64(i int, v int64) { s.set(i, v) }

// BindFloat64 binds a number. NaN and the infinities are refused: MySQL has none.
func (s *stmt) BindFloat64(i int, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		s.reject(i, "MySQL has no NaN and no infinity")
		return
	}
	s.set(i, v)
}

// BindText binds text. Bytes that are not UTF-8 are refused.
func (s *stmt) BindText(i int, v string) {
	if !utf8.ValidString(v) {
		s.reject(i, "the text is not valid UTF-8 (bind it as bytes)")
		return
	}
	if s.fits(i, len(v)) {
		s.set(i, v)
	}
}

// BindBytes binds bytes, which are not copied. A nil slice is an empty value; NULL is bound with BindNull.
func (s *stmt) BindBytes(i int, v []byte) {
	if v == nil {
		v = []byte{}
	}
	if s.fits(i, len(v)) {
		s.set(i, v)
	}
}

// BindTime binds v in UTC; what is below a microsecond is cut off. Years beyond four digits are refused.
func (s *stmt) BindTime(i int, v time.Time) {
	v = v.UTC()
	if year := v.Year(); year < 0 || year > 9999 {
		s.reject(i, "the year of the time is not between 0 and 9999")
		return
	}
	layout := "2006-01-02 15:04:05"
	if v.Nanosecond() >= 1000 {
		layout += ".000000"
	}
	s.set(i, v.Format(layout))
}

// fits tells whether the server takes a value of n bytes.
func (s *stmt) fits(i, n int) bool {
	if s.conn == nil || n < s.conn.server.packet {
		return true
	}
	s.reject(i, "the value has "+strconv.Itoa(n)+" bytes, and max_allowed_packet of the server is "+strconv.Itoa(s.conn.server.packet))
	return false
}

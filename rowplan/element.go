package rowplan

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// element is one element of an array as a row of one column, so that what reads columns reads elements, too. Its text is that of
// PostgreSQL, or of a JSON array.
type element struct {
	sql          types.Type
	text         string
	null         bool
	json, quoted bool
	err          error
}

var _ driver.Rows = (*element)(nil)

// Columns tells nothing: nobody asks.
func (e *element) Columns() []driver.Column { return nil }

// Step ends: there is one row.
func (e *element) Step() (bool, error) { return false, e.err }

// IsNull tells whether the element is NULL.
func (e *element) IsNull(int) bool { return e.null }

// Kind is the kind of the value that a column of the type has.
func (e *element) Kind(int) driver.Kind {
	if e.null {
		return driver.KindNull
	}
	switch e.sql.(type) {
	case types.BooleanType:
		return driver.KindBool
	case types.FloatType, types.DoubleType, types.RealType:
		return driver.KindFloat64
	case types.LargeBinaryType:
		return driver.KindBytes
	case types.DateTimeType, types.TimestampType:
		return driver.KindTime
	case types.IntervalType:
		if e.json {
			return driver.KindTime
		}
		return driver.KindInt64
	case nil:
		return e.jsonKind()
	}
	if types.IsInteger(e.sql) {
		return driver.KindInt64
	}
	return driver.KindText
}

// jsonKind is the kind of an element of which no type is known: JSON tells.
func (e *element) jsonKind() driver.Kind {
	switch {
	case !e.json || e.quoted:
		return driver.KindText
	case e.text == "true" || e.text == "false":
		return driver.KindBool
	case strings.ContainsAny(e.text, ".eE"):
		return driver.KindFloat64
	}
	return driver.KindInt64
}

// fail notes the first error.
func (e *element) fail(err error) {
	if e.err == nil && err != nil {
		e.err = err
	}
}

// Bool is the element as a truth value.
func (e *element) Bool(int) bool {
	if e.null {
		return false
	}
	v, err := strconv.ParseBool(e.text)
	e.fail(err)
	return v
}

// Int64 is the element as a number; of an interval, its microseconds.
func (e *element) Int64(int) int64 {
	if e.null {
		return 0
	}
	if isInterval(e.sql) && !e.json {
		n, err := intervalMicroseconds(e.text)
		e.fail(err)
		return n
	}
	n, err := strconv.ParseInt(e.text, 10, 64)
	e.fail(err)
	return n
}

// Float64 is the element as a number.
func (e *element) Float64(int) float64 {
	if e.null {
		return 0
	}
	x, err := strconv.ParseFloat(e.text, 64)
	e.fail(err)
	return x
}

// Text is the element as text.
func (e *element) Text(int) string {
	if e.null {
		return ""
	}
	return e.text
}

// Bytes is the element as bytes: hexadecimal digits from PostgreSQL, base 64 in JSON.
func (e *element) Bytes(_ int, buf []byte) []byte {
	if e.null {
		return buf
	}
	if _, binary := e.sql.(types.LargeBinaryType); !binary {
		return append(buf, e.text...)
	}
	var b []byte
	var err error
	if e.json {
		b, err = base64.StdEncoding.DecodeString(e.text)
	} else {
		b, err = hex.DecodeString(strings.TrimPrefix(e.text, `\x`))
	}
	e.fail(err)
	return append(buf, b...)
}

// Time is the element as a time.
func (e *element) Time(int) (time.Time, error) {
	if e.null {
		return time.Time{}, nil
	}
	return types.ParseTimestamp(e.text)
}

// Result is nothing: an element is no statement.
func (e *element) Result() driver.Result { return driver.Result{} }

// Close reports what could not be read.
func (e *element) Close() error { return e.err }

// intervalMicroseconds reads an interval as PostgreSQL writes it: 3 days 04:05:06.789, -00:00:01. A day has 24 hours; a month has no
// length.
func intervalMicroseconds(s string) (int64, error) {
	var total int64
	words := strings.Fields(s)
	for i := 0; i < len(words); i++ {
		if strings.Contains(words[i], ":") {
			n, err := clockMicroseconds(words[i])
			if err != nil || i != len(words)-1 {
				return 0, fmt.Errorf("%q is no interval", s)
			}
			return total + n, nil
		}
		n, err := strconv.ParseInt(words[i], 10, 32)
		if err != nil || i+1 == len(words) || !strings.HasPrefix(words[i+1], "day") {
			return 0, fmt.Errorf("%q is no interval of days and seconds", s)
		}
		total += n * int64(24*time.Hour/time.Microsecond)
		i++
	}
	return total, nil
}

// clockMicroseconds reads -04:05:06.789.
func clockMicroseconds(s string) (int64, error) {
	digits, negative := strings.CutPrefix(strings.TrimPrefix(s, "+"), "-")
	parts := strings.Split(digits, ":")
	if len(parts) != 3 {
		return 0, fmt.Errorf("%q is no time", s)
	}
	d, err := time.ParseDuration(parts[0] + "h" + parts[1] + "m" + parts[2] + "s")
	if negative {
		d = -d
	}
	return d.Microseconds(), err
}

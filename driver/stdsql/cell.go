package stdsql

import (
	"math"
	"strconv"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// A value of a row is what the database/sql driver made of it: nil, bool, int64, uint64, float64, float32, string, []byte or time.Time. With
// the column's shape it is a value of one of the kinds.

// value is value i of the current row, in a form of its kind: nil, bool, int64, float64, text, []byte, time.Time, span.
func (r *rows) value(i int) any {
	if uint(i) >= uint(len(r.row)) {
		return nil
	}
	switch v := r.row[i].(type) {
	case []byte:
		return bytesAs(r.shapes[i], v)
	case string:
		return textAs(r.shapes[i], v)
	case time.Time:
		return r.conn.database.family.timeAs(r.shapes[i], v)
	case uint64:
		if v > math.MaxInt64 {
			return text(strconv.FormatUint(v, 10))
		}
		return int64(v)
	case float32:
		return float64(v)
	case nil, bool, int64, float64:
		return v
	}
	return oddValue(r.row[i])
}

// text is text, to tell it from other values.
type text string

// span is an interval: its length, if it has one, and how it is written.
type span struct {
	micros  int64
	measure bool
	written string
}

// clockTime is a time together with its text.
type clockTime struct {
	time.Time
	written string
}

func bytesAs(s shape, b []byte) any {
	switch s {
	case shapeBytes:
		return b
	case shapeBit:
		var n uint64
		for _, c := range b {
			n = n<<8 | uint64(c)
		}
		if n > math.MaxInt64 {
			return text(strconv.FormatUint(n, 10))
		}
		return int64(n)
	}
	return textAs(s, string(b))
}

func textAs(s shape, v string) any {
	switch s {
	case shapeInterval:
		micros, ok := parseInterval(v)
		return span{micros, ok, v}
	case shapeTime, shapeInstant:
		if t, ok := parseTime(v); ok {
			return clockTime{t, v}
		}
	}
	return text(v)
}

// timeAs makes a time what the column keeps.
func (f family) timeAs(s shape, t time.Time) any {
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	switch {
	case f == mysql && t.IsZero() && s == shapeDate:
		return text("0000-00-00")
	case f == mysql && t.IsZero():
		return text("0000-00-00 00:00:00")
	case s == shapeDate && wall.Truncate(24*time.Hour).Equal(wall):
		return text(wall.Format(time.DateOnly))
	case s == shapeClock:
		return text(wall.Format("15:04:05.999999"))
	case s == shapeTime:
		return clockTime{wall, f.writeTime(wall, "")}
	case s == shapeInstant:
		return clockTime{t.UTC(), f.writeTime(t.UTC(), "+00")}
	}
	return clockTime{t.UTC(), f.writeTime(t.UTC(), "")}
}

// writeTime writes a time as the database does.
func (f family) writeTime(t time.Time, zone string) string {
	if f == sqlite {
		return t.Format(sqliteTime)
	}
	year, era := t.Year(), ""
	if year <= 0 && f == postgresql {
		year, era = 1-year, " BC"
	}
	return pad(year) + t.Format("-01-02 15:04:05.999999") + zone + era
}

func pad(year int) string {
	s := strconv.Itoa(year)
	for len(s) < 4 {
		s = "0" + s
	}
	return s
}

// oddValue is a value of a type of the driver's own.
func oddValue(v any) any {
	if s, ok := v.(interface{ String() string }); ok {
		return text(s.String())
	}
	return text("")
}

// IsNull tells whether the value is NULL.
func (r *rows) IsNull(i int) bool { return uint(i) >= uint(len(r.row)) || r.row[i] == nil }

// Kind is the kind of this value.
func (r *rows) Kind(i int) driver.Kind {
	switch r.value(i).(type) {
	case bool:
		return driver.KindBool
	case int64, span:
		return driver.KindInt64
	case float64:
		return driver.KindFloat64
	case text:
		return driver.KindText
	case []byte:
		return driver.KindBytes
	case clockTime:
		return driver.KindTime
	}
	return driver.KindNull
}

// Bool reads a boolean; a number is true unless it is zero.
func (r *rows) Bool(i int) bool {
	switch v := r.value(i).(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case text:
		if b, ok := parseBool(string(v)); ok {
			return b
		}
	}
	r.misread(i, "a boolean")
	return false
}

// Int64 reads an integer, or an interval in microseconds. What has a fraction, or is beyond 64 bits, cannot be read as one.
func (r *rows) Int64(i int) int64 {
	switch v := r.value(i).(type) {
	case nil:
		return 0
	case int64:
		return v
	case bool:
		if v {
			return 1
		}
		return 0
	case float64:
		if v == math.Trunc(v) && v >= -1<<63 && v < 1<<63 {
			return int64(v)
		}
	case text:
		if n, ok := parseWhole(string(v)); ok {
			return n
		}
	case span:
		if v.measure {
			return v.micros
		}
	}
	r.misread(i, "an integer")
	return 0
}

// Float64 reads a number.
func (r *rows) Float64(i int) float64 {
	switch v := r.value(i).(type) {
	case nil:
		return 0
	case float64:
		return v
	case int64:
		return float64(v)
	case bool:
		if v {
			return 1
		}
		return 0
	case text:
		if f, ok := r.conn.database.family.parseFloat(string(v)); ok {
			return f
		}
	}
	r.misread(i, "a number")
	return 0
}

// Text reads text. All else is read as the database prints it, but bytes as they are.
func (r *rows) Text(i int) string {
	switch v := r.value(i).(type) {
	case text:
		return string(v)
	case []byte:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return r.conn.database.family.formatFloat(v, r.shapes[i] == shapeSingle)
	case bool:
		return strconv.FormatBool(v)
	case clockTime:
		return v.written
	case span:
		return v.written
	}
	return ""
}

// Bytes appends bytes, or the text of what is none, to buf.
func (r *rows) Bytes(i int, buf []byte) []byte {
	if b, ok := r.value(i).([]byte); ok {
		return append(buf, b...)
	}
	return append(buf, r.Text(i)...)
}

// Time reads a timestamp or a date, in UTC if it has no zone. Infinity and dates with a zero in them can be read as text only.
func (r *rows) Time(i int) (time.Time, error) {
	switch v := r.value(i).(type) {
	case nil:
		return time.Time{}, nil
	case clockTime:
		return v.Time, nil
	case text:
		if t, ok := parseTime(string(v)); ok {
			return t, nil
		}
	}
	return time.Time{}, r.convertError(i, `a time ("2006-01-02 15:04:05.000000")`)
}

package mysql

import (
	sqldriver "database/sql/driver"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// shape is what the values of a column are, as far as their Go type does not say it.
type shape uint8

const (
	shapeText shape = iota // and numbers
	shapeBytes
	shapeTime
	shapeBit
)

// shapeOf goes by the client library's name of the type.
func shapeOf(typ string) shape {
	switch typ {
	case "BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "BINARY", "VARBINARY", "GEOMETRY", "VECTOR":
		return shapeBytes
	case "DATETIME", "TIMESTAMP":
		return shapeTime
	case "BIT":
		return shapeBit
	}
	return shapeText
}

// typeName is MySQL's own name of a type, which the client library turns around: BIGINT UNSIGNED.
func typeName(typ string) string {
	if base, ok := strings.CutPrefix(typ, "UNSIGNED "); ok {
		return base + " UNSIGNED"
	}
	return typ
}

// value is value i of the current row: nil, int64, float64, float32 or []byte; uint64 in results of statements that went as text.
func (r *rows) value(i int) sqldriver.Value {
	if uint(i) >= uint(len(r.row)) {
		return nil
	}
	v := r.row[i]
	if b, ok := v.([]byte); ok && r.shapes[i] == shapeBit {
		return bits(b)
	}
	return v
}

// bits is the number in a BIT; one that is too large for an int64 is its digits.
func bits(b []byte) sqldriver.Value {
	var n uint64
	for _, c := range b {
		n = n<<8 | uint64(c)
	}
	return unsigned(n)
}

func unsigned(n uint64) sqldriver.Value {
	if n > math.MaxInt64 {
		return strconv.AppendUint(nil, n, 10)
	}
	return int64(n)
}

// IsNull tells whether the value is NULL.
func (r *rows) IsNull(i int) bool { return r.value(i) == nil }

// Kind is the kind of this value.
func (r *rows) Kind(i int) driver.Kind {
	switch v := r.value(i).(type) {
	case int64:
		return driver.KindInt64
	case uint64:
		if v > math.MaxInt64 {
			return driver.KindText
		}
		return driver.KindInt64
	case float64, float32:
		return driver.KindFloat64
	case []byte:
		switch r.shapes[i] {
		case shapeBytes:
			return driver.KindBytes
		case shapeTime:
			return driver.KindTime
		}
		return driver.KindText
	}
	return driver.KindNull
}

// Bool tells whether the value is a number other than zero.
func (r *rows) Bool(i int) bool {
	if n, ok := r.value(i).(int64); ok {
		return n != 0
	}
	return r.number(i, "a boolean") != 0
}

// Int64 reads an integer. A number with a fraction, or beyond 64 bits, cannot be read as one.
func (r *rows) Int64(i int) int64 {
	switch v := r.value(i).(type) {
	case nil:
		return 0
	case int64:
		return v
	case uint64:
		if v <= math.MaxInt64 {
			return int64(v)
		}
	case float64, float32:
		f := r.number(i, "an integer")
		if n := int64(f); float64(n) == f && math.Abs(f) < 1<<63 {
			return n
		}
	case []byte:
		if n, ok := parseInt(string(v)); ok && r.shapes[i] != shapeTime {
			return n
		}
	}
	r.misread(i, "an integer")
	return 0
}

// Float64 reads a number.
func (r *rows) Float64(i int) float64 { return r.number(i, "a number") }

func (r *rows) number(i int, to string) float64 {
	switch v := r.value(i).(type) {
	case nil:
		return 0
	case float64:
		return v
	case float32:
		return float64(v)
	case int64:
		return float64(v)
	case uint64:
		return float64(v)
	case []byte:
		if f, ok := parseNumber(string(v)); ok && r.shapes[i] != shapeTime {
			return f
		}
	}
	r.misread(i, to)
	return 0
}

// Text reads text; a number is read as MySQL prints it, bytes as they are.
func (r *rows) Text(i int) string {
	if b, ok := r.value(i).([]byte); ok {
		return r.texts.Make(b)
	}
	return string(r.Bytes(i, nil))
}

// Bytes appends a blob, or the bytes of a text, to buf.
func (r *rows) Bytes(i int, buf []byte) []byte {
	switch v := r.value(i).(type) {
	case []byte:
		return append(buf, v...)
	case int64:
		return strconv.AppendInt(buf, v, 10)
	case uint64:
		return strconv.AppendUint(buf, v, 10)
	case float64:
		return appendFloat(buf, v, 64)
	case float32:
		return appendFloat(buf, float64(v), 32)
	}
	return buf
}

// Time reads a timestamp or a date. Dates with a zero in them, which MySQL may have, are none.
func (r *rows) Time(i int) (time.Time, error) {
	v := r.value(i)
	if v == nil {
		return time.Time{}, nil
	}
	if b, ok := v.([]byte); ok && r.shapes[i] != shapeBytes {
		if t, ok := parseTime(string(b)); ok {
			return t, nil
		}
	}
	return time.Time{}, &driver.ConvertError{Driver: name, Column: i, From: r.Kind(i).String(), To: `a time ("2006-01-02 15:04:05")`}
}

// plainText and plainInt read what a statement of the driver's own returned.
func plainText(v sqldriver.Value) string {
	b, _ := v.([]byte)
	return string(b)
}

func plainInt(v sqldriver.Value) int64 {
	switch n := v.(type) {
	case int64:
		return n
	case uint64:
		return int64(n)
	}
	return 0
}

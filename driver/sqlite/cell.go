package sqlite

import (
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	lib "modernc.org/sqlite/lib"
)

// A value of the current row is read where SQLite keeps it. sqlite3_column_value gives the place; what the value is stands in its
// flags, so that the usual case costs one call and no conversion. All else goes through SQLite's own conversions.

// cell is value i of the current row, a NULL where there is none.
func (r *rows) cell(i int) *lib.TMem {
	p := lib.Xsqlite3_column_value(r.conn.lib.tls, r.ptr, int32(i))
	return *(**lib.TMem)(unsafe.Pointer(&p))
}

// kinds of storage; a value may carry text beside a number once it has been converted.
const (
	flagNull  = lib.MEM_Null
	flagInt   = lib.MEM_Int
	flagReal  = lib.MEM_Real
	flagText  = lib.MEM_Str
	flagBytes = lib.MEM_Blob
	flagZero  = lib.MEM_Zero // a blob of zeros that is not written out
)

// IsNull tells whether the value is NULL.
func (r *rows) IsNull(i int) bool { return r.cell(i).Fflags&flagNull != 0 }

// Kind is the kind of storage of this value. SQLite knows no booleans and no times.
func (r *rows) Kind(i int) driver.Kind {
	switch lib.Xsqlite3_column_type(r.conn.lib.tls, r.ptr, int32(i)) {
	case lib.SQLITE_INTEGER:
		return driver.KindInt64
	case lib.SQLITE_FLOAT:
		return driver.KindFloat64
	case lib.SQLITE_TEXT:
		return driver.KindText
	case lib.SQLITE_BLOB:
		return driver.KindBytes
	}
	return driver.KindNull
}

// Bool tells whether the value is a number other than zero.
func (r *rows) Bool(i int) bool {
	m := r.cell(i)
	if m.Fflags&flagInt != 0 {
		return intOf(m) != 0
	}
	return r.otherFloat(i, "a boolean") != 0
}

// Int64 reads an integer. A number with a fraction, or beyond 64 bits, cannot be read as one.
func (r *rows) Int64(i int) int64 {
	m := r.cell(i)
	if m.Fflags&flagInt != 0 {
		return intOf(m)
	}
	return r.otherInt(i)
}

// Float64 reads a number.
func (r *rows) Float64(i int) float64 {
	m := r.cell(i)
	if m.Fflags&flagReal != 0 {
		return m.Fu.Fr
	}
	return r.otherFloat(i, "a number")
}

// Text reads text; a number is read as SQLite prints it, bytes as they are.
func (r *rows) Text(i int) string { return r.texts.Make(r.text(i)) }

// text is the value as text, valid until the next call on this column or the next row.
func (r *rows) text(i int) []byte {
	m := r.cell(i)
	if m.Fflags&flagText != 0 && m.Fenc == lib.SQLITE_UTF8 {
		return view(m.Fz, int(m.Fn))
	}
	tls := r.conn.lib.tls
	p := lib.Xsqlite3_column_text(tls, r.ptr, int32(i))
	return view(p, int(lib.Xsqlite3_column_bytes(tls, r.ptr, int32(i))))
}

// Bytes appends a blob, or the bytes of a text, to buf.
func (r *rows) Bytes(i int, buf []byte) []byte {
	m := r.cell(i)
	if m.Fflags&(flagBytes|flagZero) == flagBytes {
		return append(buf, view(m.Fz, int(m.Fn))...)
	}
	tls := r.conn.lib.tls
	p := lib.Xsqlite3_column_blob(tls, r.ptr, int32(i))
	return append(buf, view(p, int(lib.Xsqlite3_column_bytes(tls, r.ptr, int32(i))))...)
}

func intOf(m *lib.TMem) int64 { return *(*int64)(unsafe.Pointer(&m.Fu)) }

// otherInt reads what is not stored as an integer.
func (r *rows) otherInt(i int) int64 {
	switch r.Kind(i) {
	case driver.KindNull:
		return 0
	case driver.KindInt64: // stored as an integer in a REAL column
		return lib.Xsqlite3_column_int64(r.conn.lib.tls, r.ptr, int32(i))
	case driver.KindFloat64:
		f := lib.Xsqlite3_column_double(r.conn.lib.tls, r.ptr, int32(i))
		if n := int64(f); float64(n) == f && math.Abs(f) < 1<<63 {
			return n
		}
	case driver.KindText:
		if n, err := strconv.ParseInt(strings.TrimSpace(string(r.text(i))), 10, 64); err == nil {
			return n
		}
	}
	r.misread(i, "an integer")
	return 0
}

// otherFloat reads what is not stored as a floating point number.
func (r *rows) otherFloat(i int, to string) float64 {
	switch r.Kind(i) {
	case driver.KindNull:
		return 0
	case driver.KindInt64, driver.KindFloat64:
		return lib.Xsqlite3_column_double(r.conn.lib.tls, r.ptr, int32(i))
	case driver.KindText:
		if f, ok := parseNumber(string(r.text(i))); ok {
			return f
		}
	}
	r.misread(i, to)
	return 0
}

// parseNumber reads a decimal number, without the words and hexadecimal forms that strconv knows and SQLite does not.
func parseNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

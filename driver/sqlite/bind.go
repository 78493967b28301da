package sqlite

import (
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"

	"github.com/azoth-orm/azoth/driver"
)

// A parameter keeps its value from run to run, and binding the same value again does nothing. That saves time, and more than that:
// SQLite compiles a statement anew when the pattern of a LIKE is bound, equal or not.
//
// Text and bytes are copied into memory of the C allocator that belongs to the parameter and is reused; SQLite reads it there
// and makes no copy of its own. It stays untouched while the statement runs, since a statement in use cannot be bound.
type param struct {
	kind paramKind
	num  int64   // an integer, or the bits of a float
	buf  uintptr // text or bytes: the memory, its size and how much is used
	size int
	len  int
}

type paramKind uint8

const (
	unbound paramKind = iota
	boundNull
	boundInt
	boundFloat
	boundText
	boundBytes
)

// largeBuffer is the size above which a buffer is freed after the run rather than kept for the next, for which the value must then be
// bound again.
const largeBuffer = 64 << 10

// minBuffer is the least size of a buffer.
const minBuffer = 64

// slot returns parameter i for binding, nil if that is impossible.
func (s *stmt) slot(i int) *param {
	switch {
	case s.conn == nil:
		s.refuse(driver.ErrClosed)
	case s.open != nil:
		s.refuse(driver.ErrInUse)
	case uint(i) >= uint(len(s.params)):
		s.refuse(&driver.BindError{Driver: name, Param: i, Reason: fmt.Sprintf("the statement has %d parameters", len(s.params))})
	default:
		return &s.params[i]
	}
	return nil
}

// refuse keeps the first error for the next run.
func (s *stmt) refuse(err error) {
	if s.bindErr == nil {
		s.bindErr = err
	}
}

// bound records what SQLite said to a bind.
func (s *stmt) bound(i int, p *param, kind paramKind, rc int32) {
	if rc != lib.SQLITE_OK {
		s.forget(p)
		s.refuse(&driver.BindError{Driver: name, Param: i, Reason: "SQLite refused the value with code " + fmt.Sprint(rc)})
		return
	}
	if p.kind == unbound {
		s.missing--
	}
	p.kind = kind
}

// forget says that the parameter has no value any more.
func (s *stmt) forget(p *param) {
	if p.kind != unbound {
		s.missing++
	}
	p.kind = unbound
}

// firstUnbound is the error for a run with a parameter missing, which SQLite would take for NULL.
func (s *stmt) firstUnbound() error {
	for i := range s.params {
		if s.params[i].kind == unbound {
			return &driver.BindError{Driver: name, Param: i, Reason: "no value was bound"}
		}
	}
	return nil
}

// BindNull binds NULL.
func (s *stmt) BindNull(i int) {
	p := s.slot(i)
	if p == nil || p.kind == boundNull {
		return
	}
	s.bound(i, p, boundNull, lib.Xsqlite3_bind_null(s.conn.lib.tls, s.ptr, int32(i+1)))
}

// BindBool binds 0 or 1.
func (s *stmt) BindBool(i int, v bool) {
	if v {
		s.BindInt64(i, 1)
		return
	}
	s.BindInt64(i, 0)
}

// BindInt64 binds an integer.
func (s *stmt) BindInt64(i int, v int64) {
	p := s.slot(i)
	if p == nil || p.kind == boundInt && p.num == v {
		return
	}
	p.num = v
	s.bound(i, p, boundInt, lib.Xsqlite3_bind_int64(s.conn.lib.tls, s.ptr, int32(i+1), v))
}

// BindFloat64 binds a number. NaN is refused: SQLite would store NULL.
func (s *stmt) BindFloat64(i int, v float64) {
	p := s.slot(i)
	bits := int64(math.Float64bits(v))
	if p == nil || p.kind == boundFloat && p.num == bits {
		return
	}
	if math.IsNaN(v) {
		s.refuse(&driver.BindError{Driver: name, Param: i, Reason: "SQLite has no NaN (it would store NULL)"})
		return
	}
	p.num = bits
	s.bound(i, p, boundFloat, lib.Xsqlite3_bind_double(s.conn.lib.tls, s.ptr, int32(i+1), v))
}

// BindText binds text, which may hold NUL characters. Bytes that are not UTF-8 are refused.
func (s *stmt) BindText(i int, v string) {
	p := s.slot(i)
	if p == nil || p.kind == boundText && string(view(p.buf, p.len)) == v {
		return
	}
	if !utf8.ValidString(v) {
		s.refuse(&driver.BindError{Driver: name, Param: i, Reason: "the text is not valid UTF-8 (bind it as bytes)"})
		return
	}
	if !s.room(i, p, len(v)) {
		return
	}
	copy(view(p.buf, len(v)), v)
	s.bound(i, p, boundText, lib.Xsqlite3_bind_text(s.conn.lib.tls, s.ptr, int32(i+1), p.buf, int32(len(v)), 0))
}

// BindBytes binds a blob. A nil slice is an empty blob; NULL is bound with BindNull.
func (s *stmt) BindBytes(i int, v []byte) {
	p := s.slot(i)
	if p == nil || p.kind == boundBytes && string(view(p.buf, p.len)) == string(v) {
		return
	}
	if !s.room(i, p, len(v)) {
		return
	}
	copy(view(p.buf, len(v)), v)
	s.bound(i, p, boundBytes, lib.Xsqlite3_bind_blob(s.conn.lib.tls, s.ptr, int32(i+1), p.buf, int32(len(v)), 0))
}

// BindTime binds v in UTC as text with six decimals; what is below a microsecond is cut off. Years beyond four digits are refused: as
// text they would sort wrongly.
func (s *stmt) BindTime(i int, v time.Time) {
	var text [len(timeLayout)]byte
	v = v.UTC()
	if year := v.Year(); year < 0 || year > 9999 {
		s.refuse(&driver.BindError{Driver: name, Param: i, Reason: "the year of the time is not between 0 and 9999"})
		return
	}
	p := s.slot(i)
	if p == nil {
		return
	}
	b := v.AppendFormat(text[:0], timeLayout)
	if p.kind == boundText && string(view(p.buf, p.len)) == string(b) {
		return
	}
	if !s.room(i, p, len(b)) {
		return
	}
	copy(view(p.buf, len(b)), b)
	s.bound(i, p, boundText, lib.Xsqlite3_bind_text(s.conn.lib.tls, s.ptr, int32(i+1), p.buf, int32(len(b)), 0))
}

// room makes the parameter's buffer hold n bytes. SQLite may still point to the old content; it lets go of it with the bind that follows,
// and until then does not read it.
func (s *stmt) room(i int, p *param, n int) bool {
	if n > math.MaxInt32 {
		s.refuse(&driver.BindError{Driver: name, Param: i, Reason: "the value is longer than SQLite allows"})
		return false
	}
	if n > p.size || p.buf == 0 {
		s.forget(p)
		p.free(s.conn.lib.tls)
		size := max(minBuffer, n+n/4)
		p.buf = malloc(s.conn.lib.tls, size)
		if p.buf == 0 {
			s.refuse(&driver.BindError{Driver: name, Param: i, Reason: "out of memory"})
			return false
		}
		p.size = size
	}
	p.len = n
	if n > largeBuffer {
		s.large = true
	}
	return true
}

// freeLarge gives back the memory of large values after a run, so that a cached statement does not keep it.
func (s *stmt) freeLarge() {
	s.large = false
	for i := range s.params {
		p := &s.params[i]
		if p.size > largeBuffer {
			lib.Xsqlite3_bind_null(s.conn.lib.tls, s.ptr, int32(i+1))
			s.forget(p)
			p.free(s.conn.lib.tls)
		}
	}
}

func (p *param) free(tls *libc.TLS) {
	if p.buf != 0 {
		libc.Xfree(tls, p.buf)
	}
	p.buf, p.size, p.len = 0, 0, 0
}

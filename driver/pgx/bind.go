package pgx

import (
	"fmt"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// A value is written, when it is bound, into a buffer that belongs to its parameter and is reused, in the form that the parameter's type
// has on the wire; encode.go knows the forms. The parameter keeps it from run to run.
type param struct {
	buf   []byte
	bound bool
}

// largeBuffer is the size above which a buffer is freed after the run rather than kept for the next, for which the value must then be
// bound again.
const largeBuffer = 64 << 10

// maxValues is what all values of a statement may have together: a message has less than 1 GiB.
const maxValues = 1<<30 - 1<<20

// slot returns parameter i for binding, nil if that is impossible.
func (s *stmt) slot(i int) *param {
	switch {
	case s.conn == nil:
		s.refuse(driver.ErrClosed)
	case s.open != nil:
		s.refuse(driver.ErrInUse)
	case uint(i) >= uint(len(s.params)):
		s.refuse(misbound(i, fmt.Sprintf("the statement has %d parameters", len(s.params))))
	default:
		return &s.params[i]
	}
	return nil
}

func misbound(i int, reason string) error {
	return &driver.BindError{Driver: name, Param: i, Reason: reason}
}

// refuse keeps the first error for the next run.
func (s *stmt) refuse(err error) {
	if s.bindErr == nil {
		s.bindErr = err
	}
}

// set gives parameter i a value that was written to its buffer, or says why there is none.
func (s *stmt) set(i int, b []byte, format int16, wrong string) {
	p := &s.params[i]
	if wrong != "" {
		s.forget(i) // its buffer may hold part of the new value
		s.refuse(misbound(i, wrong))
		return
	}
	if cap(b) > largeBuffer {
		s.large = true
	}
	if b == nil {
		b = []byte{} // nil would be NULL
	}
	p.buf = b
	s.give(i, b, format)
}

func (s *stmt) give(i int, value []byte, format int16) {
	if p := &s.params[i]; !p.bound {
		p.bound = true
		s.missing--
	}
	s.bind.Parameters[i], s.bind.ParameterFormatCodes[i] = value, format
}

// forget says that parameter i has no value any more.
func (s *stmt) forget(i int) {
	if p := &s.params[i]; p.bound {
		p.bound = false
		s.missing++
	}
	s.bind.Parameters[i] = nil
}

// freeLarge gives back the memory of large values after a run.
func (s *stmt) freeLarge() {
	s.large = false
	for i := range s.params {
		if p := &s.params[i]; cap(p.buf) > largeBuffer {
			p.buf = nil
			s.forget(i)
		}
	}
}

// tooLarge is the error for values that do not fit into a message.
func (s *stmt) tooLarge() error {
	size := 0
	for i, v := range s.bind.Parameters {
		if size += len(v) + 4; size > maxValues {
			return misbound(i, "the values of the statement are larger than the gigabyte that PostgreSQL takes at once")
		}
	}
	return nil
}

// firstUnbound is the error for a run with a parameter missing.
func (s *stmt) firstUnbound() error {
	for i := range s.params {
		if !s.params[i].bound {
			return misbound(i, "no value was bound")
		}
	}
	return nil
}

// BindNull binds NULL.
func (s *stmt) BindNull(i int) {
	if s.slot(i) != nil {
		s.give(i, nil, textFormat)
	}
}

// BindBool binds a boolean; as a number it is 0 or 1.
func (s *stmt) BindBool(i int, v bool) {
	if p := s.slot(i); p != nil {
		b, format, wrong := encodeBool(p.buf[:0], s.prepared.params[i], v)
		s.set(i, b, format, wrong)
	}
}

// BindInt64 binds an integer.
func (s *stmt) BindInt64(i int, v int64) {
	if p := s.slot(i); p != nil {
		b, format, wrong := encodeInt(p.buf[:0], s.prepared.params[i], v)
		s.set(i, b, format, wrong)
	}
}

// BindFloat64 binds a number.
func (s *stmt) BindFloat64(i int, v float64) {
	if p := s.slot(i); p != nil {
		b, format, wrong := encodeFloat(p.buf[:0], s.prepared.params[i], v)
		s.set(i, b, format, wrong)
	}
}

// BindText binds text. What the parameter's type makes of it, the server decides; for BYTEA it is the bytes of the text.
func (s *stmt) BindText(i int, v string) {
	if p := s.slot(i); p != nil {
		b, format, wrong := encodeText(p.buf[:0], s.prepared.params[i], v)
		s.set(i, b, format, wrong)
	}
}

// BindBytes binds bytes. A nil slice is an empty value; NULL is bound with BindNull.
func (s *stmt) BindBytes(i int, v []byte) {
	if p := s.slot(i); p != nil {
		b, format, wrong := encodeBytes(p.buf[:0], s.prepared.params[i], v)
		s.set(i, b, format, wrong)
	}
}

// BindTime binds v in UTC; what is below a microsecond is cut off.
func (s *stmt) BindTime(i int, v time.Time) {
	if p := s.slot(i); p != nil {
		b, format, wrong := encodeTime(p.buf[:0], s.prepared.params[i], v.UTC())
		s.set(i, b, format, wrong)
	}
}

package sqlite

import "time"

// timeLayout is how a time is stored: as text in UTC, as SQLAlchemy stores a DATETIME, which sorts as the times do.
const timeLayout = "2006-01-02 15:04:05.000000"

// parseTime reads what timeLayout writes and its relatives: a bare date, a T or any number of blanks between date and time, seconds left
// out, a fraction of one to nine digits, and a zone as Z, ±hh:mm, ±hhmm or ±hh. Without a zone it is UTC.
//
// It is written by hand because time.Parse takes several times as long and one layout a form.
func parseTime(b []byte) (time.Time, bool) {
	s := timeScanner{rest: b, ok: true}
	year := s.digits(4)
	s.expect('-')
	month := s.digits(2)
	s.expect('-')
	day := s.digits(2)
	if !s.ok || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return time.Time{}, false
	}
	if len(s.rest) == 0 {
		return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), true
	}
	s.separator()
	hour := s.digits(2)
	s.expect(':')
	minute := s.digits(2)
	second, nano := s.seconds()
	zone := s.zone()
	if !s.ok || len(s.rest) > 0 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, nano, zone), true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// timeScanner takes a text apart from the front; ok falls with the first thing out of place.
type timeScanner struct {
	rest []byte
	ok   bool
}

func (s *timeScanner) peek() byte {
	if len(s.rest) == 0 {
		return 0
	}
	return s.rest[0]
}

func (s *timeScanner) expect(c byte) {
	if s.peek() != c {
		s.ok = false
		return
	}
	s.rest = s.rest[1:]
}

func (s *timeScanner) digits(n int) int {
	if len(s.rest) < n {
		s.ok = false
		return 0
	}
	v := 0
	for _, c := range s.rest[:n] {
		if c < '0' || c > '9' {
			s.ok = false
			return 0
		}
		v = v*10 + int(c-'0')
	}
	s.rest = s.rest[n:]
	return v
}

// separator is a T, or blanks.
func (s *timeScanner) separator() {
	if c := s.peek(); c == 'T' || c == 't' {
		s.rest = s.rest[1:]
		return
	}
	s.expect(' ')
	for s.peek() == ' ' {
		s.rest = s.rest[1:]
	}
}

// seconds reads ":05.000000"; all of it may be missing.
func (s *timeScanner) seconds() (second, nano int) {
	if s.peek() != ':' {
		return 0, 0
	}
	s.rest = s.rest[1:]
	second = s.digits(2)
	if s.peek() != '.' {
		return second, 0
	}
	s.rest = s.rest[1:]
	unit := 100_000_000
	if c := s.peek(); c < '0' || c > '9' {
		s.ok = false
	}
	for c := s.peek(); c >= '0' && c <= '9'; c = s.peek() {
		nano += int(c-'0') * unit // digits beyond the ninth count nothing
		unit /= 10
		s.rest = s.rest[1:]
	}
	return second, nano
}

func (s *timeScanner) zone() *time.Location {
	if s.peek() == ' ' && len(s.rest) > 1 {
		s.rest = s.rest[1:]
	}
	sign := 1
	switch s.peek() {
	case 0:
		return time.UTC
	case 'Z', 'z':
		s.rest = s.rest[1:]
		return time.UTC
	case '-':
		sign = -1
	case '+':
	default:
		s.ok = false
		return time.UTC
	}
	s.rest = s.rest[1:]
	hours, minutes := s.digits(2), 0
	if s.peek() == ':' {
		s.rest = s.rest[1:]
		minutes = s.digits(2)
	} else if len(s.rest) > 0 {
		minutes = s.digits(2)
	}
	offset := sign * (hours*60 + minutes) * 60
	if offset == 0 {
		return time.UTC
	}
	if hours > 23 || minutes > 59 {
		s.ok = false
	}
	return time.FixedZone("", offset)
}

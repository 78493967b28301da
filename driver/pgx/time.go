package pgx

import (
	"math"
	"strconv"
	"time"
)

// PostgreSQL counts from the first day of the year 2000.
const (
	epochSeconds = 946684800
	epochDays    = 10957
	daySeconds   = 86400
	dayMicros    = daySeconds * 1e6
)

// The first and last moments that PostgreSQL has: 4714-11-24 BC, and the last microsecond of 294276.
const (
	minMicros = -211813488000000000
	maxMicros = 9223371331200000000 - 1
	minDays   = -2451545
	maxDays   = 2145031948
)

// pgMicros is t in microseconds since 2000.
func pgMicros(t time.Time) (int64, bool) {
	s := t.Unix() - epochSeconds
	if s < minMicros/1_000_000 || s > maxMicros/1_000_000 {
		return 0, false
	}
	return s*1e6 + int64(t.Nanosecond()/1e3), true
}

// fromMicros is the time of a timestamp, in UTC.
func fromMicros(us int64) time.Time {
	s, rest := us/1e6, us%1e6
	if rest < 0 {
		s, rest = s-1, rest+1e6
	}
	return time.Unix(s+epochSeconds, rest*1e3).UTC()
}

// pgDays is the day of t, in days since 2000.
func pgDays(t time.Time) (int32, bool) {
	s := t.Unix()
	days := s / daySeconds
	if s%daySeconds < 0 {
		days--
	}
	days -= epochDays
	if days < minDays || days > maxDays {
		return 0, false
	}
	return int32(days), true
}

func fromDays(days int32) time.Time {
	return time.Unix((int64(days)+epochDays)*daySeconds, 0).UTC()
}

func sinceMidnight(t time.Time) int64 {
	h, m, s := t.Clock()
	return int64(h*3600+m*60+s)*1e6 + int64(t.Nanosecond()/1e3)
}

// appendDate appends a date as PostgreSQL writes it: years before the first have BC behind.
func appendDate(b []byte, t time.Time) []byte {
	y, m, d := t.Date()
	b = appendPadded(b, year(y), 4)
	b = appendPadded(append(b, '-'), int(m), 2)
	return appendPadded(append(b, '-'), d, 2)
}

// year is a year as it is written: there is no year 0.
func year(y int) int {
	if y <= 0 {
		return 1 - y
	}
	return y
}

func appendEra(b []byte, t time.Time) []byte {
	if t.Year() <= 0 {
		return append(b, " BC"...)
	}
	return b
}

// appendClock appends microseconds since midnight: 15:04:05.123. 24:00:00 is possible.
func appendClock(b []byte, us int64) []byte {
	s := us / 1e6
	b = appendPadded(b, int(s/3600), 2)
	b = appendPadded(append(b, ':'), int(s/60%60), 2)
	b = appendPadded(append(b, ':'), int(s%60), 2)
	return appendFraction(b, us%1e6)
}

// appendFraction appends microseconds as a fraction without zeros at its end.
func appendFraction(b []byte, us int64) []byte {
	if us == 0 {
		return b
	}
	b = appendPadded(append(b, '.'), int(us), 6)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

// appendPadded appends n, which is not negative, with zeros in front.
func appendPadded(b []byte, n, width int) []byte {
	for digits, rest := 1, n; digits < width; digits++ {
		if rest /= 10; rest == 0 {
			b = append(b, '0')
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// appendTimestamp appends a timestamp: 2006-01-02 15:04:05.123, with +00 if it has a zone.
func appendTimestamp(b []byte, us int64, zone string) []byte {
	switch us {
	case math.MaxInt64:
		return append(b, "infinity"...)
	case math.MinInt64:
		return append(b, "-infinity"...)
	}
	t := fromMicros(us)
	b = append(appendDate(b, t), ' ')
	b = appendClock(b, sinceMidnight(t))
	return appendEra(append(b, zone...), t)
}

// appendDays appends a date.
func appendDays(b []byte, days int32) []byte {
	switch days {
	case math.MaxInt32:
		return append(b, "infinity"...)
	case math.MinInt32:
		return append(b, "-infinity"...)
	}
	t := fromDays(days)
	return appendEra(appendDate(b, t), t)
}

// span is an INTERVAL.
type span struct {
	micros       int64
	days, months int32
}

// microseconds is the length of a span in which a day has 24 hours; one with months has no length.
func (s span) microseconds() (int64, bool) {
	if s.months != 0 {
		return 0, false
	}
	us := int64(s.days) * dayMicros
	if us/dayMicros != int64(s.days) {
		return 0, false
	}
	sum := us + s.micros
	return sum, (sum > us) == (s.micros > 0) || s.micros == 0
}

// append appends a span as PostgreSQL writes it: 1 year 2 mons -3 days +04:05:06.7.
func (s span) append(b []byte) []byte {
	w := spanWriter{b: b, start: len(b)}
	w.part(s.months/12, " year")
	w.part(s.months%12, " mon")
	w.part(s.days, " day")
	if s.micros == 0 && len(w.b) > w.start {
		return w.b
	}
	us := uint64(s.micros)
	if s.micros < 0 {
		us = -us
	}
	w.sign(s.micros < 0)
	b = appendPadded(w.b, int(us/3600e6), 2)
	b = appendPadded(append(b, ':'), int(us/60e6%60), 2)
	b = appendPadded(append(b, ':'), int(us/1e6%60), 2)
	return appendFraction(b, int64(us%1e6))
}

type spanWriter struct {
	b        []byte
	start    int
	negative bool // the part before was
}

// part writes a number of units.
func (w *spanWriter) part(n int32, unit string) {
	if n == 0 {
		return
	}
	w.sign(n < 0)
	if n < 0 {
		w.b = w.b[:len(w.b)-1] // the number has its own
	}
	w.b = append(strconv.AppendInt(w.b, int64(n), 10), unit...)
	if n != 1 {
		w.b = append(w.b, 's')
	}
}

// sign writes what stands in front of a part. A plus is needed only after a minus.
func (w *spanWriter) sign(negative bool) {
	if len(w.b) > w.start {
		w.b = append(w.b, ' ')
	}
	switch {
	case negative:
		w.b = append(w.b, '-')
	case w.negative:
		w.b = append(w.b, '+')
	}
	w.negative = negative
}

package stdsql

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// parseBool reads a boolean as PostgreSQL does; numbers too.
func parseBool(s string) (v, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "t", "true", "y", "yes", "on":
		return true, true
	case "f", "false", "n", "no", "off":
		return false, true
	}
	f, ok := parseDigits(s)
	return f != 0, ok
}

// parseWhole reads an integer, with a fraction if that is zero: the sum of integers may be 5.00.
func parseWhole(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if whole, fraction, found := strings.Cut(s, "."); found && strings.Trim(fraction, "0") == "" {
		s = whole
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// parseFloat reads a number as the database writes it.
func (f family) parseFloat(s string) (float64, bool) {
	if f == postgresql {
		switch strings.ToLower(strings.TrimSpace(s)) {
		case "nan":
			return math.NaN(), true
		case "infinity":
			return math.Inf(1), true
		case "-infinity":
			return math.Inf(-1), true
		}
	}
	return parseDigits(s)
}

// parseDigits reads a decimal number, without the words and hexadecimal forms that strconv knows and databases do not.
func parseDigits(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// formatFloat writes a number as the database does, with the digits that tell it from its neighbours.
func (f family) formatFloat(v float64, single bool) string {
	bits := 64
	if single {
		bits = 32
	}
	switch a := math.Abs(v); {
	case f == postgresql:
		return pgFloat(v, bits)
	case f == sqlite && v == math.Trunc(v) && a < 1e15:
		return strconv.FormatFloat(v, 'f', 1, bits) // 1.0: it is no integer
	case a == 0 || a >= 1e-5 && a < 1e15:
		return strconv.FormatFloat(v, 'f', -1, bits)
	}
	return strconv.FormatFloat(v, 'e', -1, bits)
}

// parseTime reads a time in the forms in which databases write it.
func parseTime(s string) (time.Time, bool) {
	for _, layout := range []string{
		"2006-01-02 15:04:05.999999999Z07", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
		"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			if _, offset := t.Zone(); offset == 0 {
				t = t.UTC()
			}
			return t, true
		}
	}
	return time.Time{}, false
}

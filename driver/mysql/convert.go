package mysql

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// parseInt reads an integer. A DECIMAL such as the sum of integers may have a fraction of zeros.
func parseInt(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if whole, fraction, found := strings.Cut(s, "."); found && strings.Trim(fraction, "0") == "" {
		s = whole
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// parseNumber reads a decimal number, without the words and hexadecimal forms that strconv knows and MySQL does not.
func parseNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// appendFloat writes a number with as few digits as tell it from its neighbours, with an exponent where MySQL writes one.
func appendFloat(buf []byte, f float64, bits int) []byte {
	if a := math.Abs(f); a == 0 || a >= 1e-5 && a < 1e15 {
		return strconv.AppendFloat(buf, f, 'f', -1, bits)
	}
	text := strconv.FormatFloat(f, 'e', -1, bits)
	mantissa, exponent, _ := strings.Cut(text, "e")
	sign := strings.TrimRight(exponent[:1], "+")
	return append(buf, mantissa+"e"+sign+strings.TrimLeft(exponent[1:], "0")...)
}

// parseTime reads "2006-01-02 15:04:05.000000", with less of a fraction or none, or without a time, in UTC.
func parseTime(s string) (time.Time, bool) {
	layout := time.DateTime // takes a fraction, too
	if len(s) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	t, err := time.Parse(layout, s)
	return t, err == nil
}

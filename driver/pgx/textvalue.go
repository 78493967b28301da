package pgx

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Some values come as text that have a binary form: UUIDs, dates, times of day and intervals. Where the text has the form that this module
// writes, it is sent in binary, which is shorter, and an array of them is in binary, too. Any other text is the server's to read.

// appendRead appends the binary form of a text; false says that it has another form than those that are read here.
func appendRead(b []byte, c codec, v string) ([]byte, bool) {
	switch c {
	case uuidCodec:
		return appendReadUUID(b, v)
	case dateCodec:
		if days, ok := readDate(v); ok {
			return appendInt4(b, days), true
		}
	case timeCodec:
		if us, ok := readClock(v); ok {
			return appendInt8(b, us), true
		}
	case intervalCodec:
		digits, found := strings.CutSuffix(v, " microseconds")
		if us, err := strconv.ParseInt(digits, 10, 64); found && err == nil {
			return appendInt8(appendInt8(b, us), 0), true
		}
	}
	return b, false
}

// uuidText is the length of a UUID with its hyphens.
const uuidText = 36

func appendReadUUID(b []byte, v string) ([]byte, bool) {
	if len(v) != uuidText || v[8] != '-' || v[13] != '-' || v[18] != '-' || v[23] != '-' {
		return b, false
	}
	var digits [32]byte
	n := copy(digits[:], v[:8])
	for _, part := range [...]string{v[9:13], v[14:18], v[19:23], v[24:]} {
		n += copy(digits[n:], part)
	}
	out, err := hex.AppendDecode(b, digits[:])
	if err != nil {
		return b, false
	}
	return out, true
}

// readDate reads 2006-01-02, in days since 2000. There is no year 0.
func readDate(v string) (int32, bool) {
	if len(v) != len("2006-01-02") || v[4] != '-' || v[7] != '-' {
		return 0, false
	}
	y, m, d := digitsOf(v[:4]), digitsOf(v[5:7]), digitsOf(v[8:])
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1 || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return 0, false // 30 February
	}
	return pgDays(t)
}

// readClock reads 15:04:05 and 15:04:05.000000, in microseconds since midnight.
func readClock(v string) (int64, bool) {
	const whole = len("15:04:05")
	us := 0
	switch {
	case len(v) == whole+7 && v[whole] == '.':
		us = digitsOf(v[whole+1:])
	case len(v) != whole:
		return 0, false
	}
	h, m, s := digitsOf(v[:2]), digitsOf(v[3:5]), digitsOf(v[6:whole])
	if v[2] != ':' || v[5] != ':' || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 || us < 0 {
		return 0, false
	}
	return int64(h*3600+m*60+s)*1e6 + int64(us), true
}

// digitsOf reads digits; -1 says that something else is among them.
func digitsOf(digits string) int {
	n := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return -1
		}
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

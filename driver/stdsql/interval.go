package stdsql

import (
	"strconv"
	"strings"
)

// unitMicros are the units of an interval that have a length: a day has 24 hours.
var unitMicros = map[string]int64{"day": 86400e6, "hour": 3600e6, "min": 60e6, "sec": 1e6}

// parseInterval reads an interval as PostgreSQL writes it, "2 days -04:05:06.7", in microseconds. One with months or years has no length.
func parseInterval(s string) (micros int64, ok bool) {
	words := strings.Fields(s)
	for i := 0; i < len(words); i++ {
		if strings.Contains(words[i], ":") {
			clock, ok := parseClock(words[i])
			if !ok {
				return 0, false
			}
			micros += clock
			continue
		}
		if i+1 == len(words) {
			return 0, false
		}
		n, err := strconv.ParseInt(words[i], 10, 64)
		unit, known := unitMicros[strings.TrimSuffix(words[i+1], "s")]
		if err != nil || !known && n != 0 {
			return 0, false
		}
		if product := n * unit; known && product/unit == n {
			micros += product
		} else if known {
			return 0, false
		}
		i++
	}
	return micros, len(words) > 0
}

// parseClock reads -04:05:06.7.
func parseClock(s string) (int64, bool) {
	negative := strings.HasPrefix(s, "-")
	parts := strings.Split(strings.TrimLeft(s, "+-"), ":")
	if len(parts) != 3 {
		return 0, false
	}
	seconds, fraction, _ := strings.Cut(parts[2], ".")
	hours, err1 := strconv.ParseInt(parts[0], 10, 64)
	minutes, err2 := strconv.ParseInt(parts[1], 10, 64)
	whole, err3 := strconv.ParseInt(seconds, 10, 64)
	below, err4 := strconv.ParseInt((fraction + "000000")[:6], 10, 64)
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil || hours > 1<<31 {
		return 0, false
	}
	micros := (hours*3600+minutes*60+whole)*1e6 + below
	if negative {
		micros = -micros
	}
	return micros, true
}

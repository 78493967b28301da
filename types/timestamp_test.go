package types

import (
	"strings"
	"testing"
	"time"
)

func TestParseTimestamp(t *testing.T) {
	second := time.Date(2024, 2, 29, 23, 59, 58, 0, time.UTC)
	for s, want := range map[string]time.Time{
		"2024-02-29 23:59:58":          second,
		"2024-02-29T23:59:58Z":         second,
		"2024-02-29 23:59:58.5":        second.Add(500 * time.Millisecond),
		"2024-02-29 23:59:58.123456":   second.Add(123456 * time.Microsecond),
		"2024-03-01 01:59:58+02":       second,
		"2024-03-01 05:29:58+05:30":    second,
		"2024-03-01 00:19:30+00:19:32": second,
		"2024-02-29 23:59":             second.Add(-58 * time.Second),
		"2024-02-29":                   time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC),
	} {
		got, err := ParseTimestamp(s)
		if err != nil || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s is %s, %v; want %s", s, got, err, want)
		}
	}
	for s, want := range map[string]string{
		"infinity": "no such day", "-infinity": "no such day", "0044-03-15 12:00:00 BC": "no such day", "": "written as", "2024-02-30": "written as", "x": "written as",
	} {
		if got, err := ParseTimestamp(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %s, %v; want an error with %q", s, got, err, want)
		}
	}
}

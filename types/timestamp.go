package types

import (
	"fmt"
	"strings"
	"time"
)

// timestampLayouts are the forms in which databases write a time as text, in the order of their likelihood. A fraction of seconds is taken
// without being in the layout.
var timestampLayouts = []string{
	"2006-01-02 15:04:05",
	"2006-01-02 15:04:05Z07",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05Z07:00:00",
	"2006-01-02 15:04",
	"2006-01-02",
}

// ParseTimestamp reads a time as databases write it: 2006-01-02 15:04:05.999999, with T instead of the blank, with a zone or without. A
// time without a zone is UTC, and so is the result.
func ParseTimestamp(s string) (time.Time, error) {
	text := s
	if len(s) > 10 && s[10] == 'T' {
		text = s[:10] + " " + s[11:]
	}
	for _, layout := range timestampLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	why := "it is written as 2006-01-02 15:04:05"
	if strings.Contains(s, "infinity") || strings.HasSuffix(s, "BC") {
		why = "Go's time has no such day"
	}
	return time.Time{}, fmt.Errorf("types: %q is not a time (%s)", shortened(s), why)
}

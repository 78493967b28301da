package sqlite

import (
	"context"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	cases := map[string]string{ // text: RFC 3339 of what is read, "" if nothing
		"2024-02-29 01:02:03.000004":       "2024-02-29T01:02:03.000004Z",
		"2024-02-29 01:02:03":              "2024-02-29T01:02:03Z",
		"2024-02-29 01:02":                 "2024-02-29T01:02:00Z",
		"2024-02-29":                       "2024-02-29T00:00:00Z",
		"2024-02-29T01:02:03Z":             "2024-02-29T01:02:03Z",
		"2024-02-29T01:02:03.5+02:30":      "2024-02-29T01:02:03.5+02:30",
		"2024-02-29 01:02:03.123456789-05": "2024-02-29T01:02:03.123456789-05:00",
		"2024-02-29 01:02:03 +0000":        "2024-02-29T01:02:03Z",
		"2024-02-29 01:02:03.1234567899":   "2024-02-29T01:02:03.123456789Z",
		"0000-01-01 00:00:00.000000":       "0000-01-01T00:00:00Z",
		"9999-12-31 23:59:59.999999":       "9999-12-31T23:59:59.999999Z",
		"":                                 "",
		"now":                              "",
		"2023-02-29":                       "",
		"2024-13-01":                       "",
		"2024-00-01":                       "",
		"2024-1-1":                         "",
		"2024-01-01 24:00:00":              "",
		"2024-01-01 00:60:00":              "",
		"2024-01-01 00:00:00.":             "",
		"2024-01-01 00:00:00x":             "",
		"2024-01-01 00:00:00+99:00":        "",
		"2024-01-01 00:00:00+1":            "",
		"2024-01-01 ":                      "",
		"2024-01-01\x00":                   "",
		"-024-01-01":                       "",
	}
	for text, want := range cases {
		t.Run(text, func(t *testing.T) {
			got, ok := parseTime([]byte(text))
			if !ok {
				if want != "" {
					t.Errorf("not read, want %s", want)
				}
				return
			}
			if s := got.Format(time.RFC3339Nano); s != want {
				t.Errorf("read as %s, want %q", s, want)
			}
		})
	}
}

// FuzzParseTime: whatever time.Parse reads in the form that is stored, parseTime reads equally.
func FuzzParseTime(f *testing.F) {
	f.Add("2024-02-29 01:02:03.000004")
	f.Add("2024-02-30 01:02:03.000004")
	f.Fuzz(func(t *testing.T, text string) {
		want, err := time.Parse(timeLayout, text)
		got, ok := parseTime([]byte(text))
		if err == nil && len(text) == len(timeLayout) && text[19] == '.' && (!ok || !got.Equal(want)) {
			t.Errorf("%q: %v, %v, want %v", text, got, ok, want)
		}
	})
}

func TestReadingTimes(t *testing.T) {
	c := connect(t, "")
	for sql, wantErr := range map[string]bool{
		"SELECT NULL": false, "SELECT '2024-01-02'": false, "SELECT 5": true, "SELECT 'soon'": true, "SELECT x'00'": true, "SELECT current_timestamp": false,
	} {
		t.Run(sql, func(t *testing.T) {
			rows, err := prepare(t, c, sql).Query(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			step(t, rows)
			if _, err := rows.Time(0); (err != nil) != wantErr {
				t.Errorf("error %v", err)
			}
		})
	}
}

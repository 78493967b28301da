package types

import (
	"encoding/json"
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	d, err := ParseDate("2024-02-28")
	if err != nil || d != (Date{2024, time.February, 28}) {
		t.Fatal(d, err)
	}
	if got := d.AddDays(2).String(); got != "2024-03-01" {
		t.Errorf("two days later is %s", got)
	}
	if d.Compare(d.AddDays(1)) >= 0 || d.Compare(d) != 0 || !(Date{}).IsZero() {
		t.Error("the order of days is wrong")
	}
	for _, s := range []string{"", "2024-2-1", "2024-02-30", "28.02.2024"} {
		if _, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) gave no error", s)
		}
	}
	for _, src := range []any{"2024-02-28", "2024-02-28 00:00:00", "2024-02-28T00:00:00Z", []byte("2024-02-28"), d.In(time.UTC)} {
		var got Date
		if err := got.Scan(src); err != nil || got != d {
			t.Errorf("Scan(%v) = %s, %v", src, got, err)
		}
	}
	for _, src := range []string{"0044-03-15 BC", "12024-02-28", "infinity", "2024-02-281", "2024-02-28 x"} {
		var got Date
		if err := got.Scan(src); err == nil {
			t.Errorf("Scan(%q) = %s, want an error", src, got)
		}
	}
	for _, wrong := range []Date{{}, {2023, time.February, 29}, {2024, 13, 1}} {
		if v, err := wrong.EncodeSQL(nil, Native{}); err == nil {
			t.Errorf("%s is written as %s", wrong, v.Text())
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	c, err := ParseTimeOfDay("23:59:58.000001")
	if err != nil || c.String() != "23:59:58.000001" || c.Hour() != 23 || c.Minute() != 59 || c.Second() != 58 || c.Microsecond() != 1 {
		t.Fatal(c, err)
	}
	if got, _ := ParseTimeOfDay("07:05"); got != Clock(7, 5, 0) || got.Duration() != 7*time.Hour+5*time.Minute {
		t.Errorf("07:05 is %s", got)
	}
	for _, s := range []string{"25:00", "-01:00:00", "100:00:00", "24:00:00"} {
		if _, err := ParseTimeOfDay(s); err == nil {
			t.Errorf("%s is a time of day", s)
		}
	}
	for s, want := range map[string]TimeOfDay{"15:04:05+02": Clock(13, 4, 5), "00:30:00.5-05:30": Clock(6, 0, 0) + 500_000, "23:00:00Z": Clock(23, 0, 0)} {
		if got, err := ParseTimeOfDay(s); err != nil || got != want {
			t.Errorf("%s is %s, %v, want %s", s, got, err, want)
		}
	}
	for _, wrong := range []TimeOfDay{-1, 24 * hour} {
		if v, err := wrong.EncodeSQL(nil, Native{}); err == nil {
			t.Errorf("%d is written as %s", wrong, v.Text())
		}
	}
}

// TestEndOfDay wants the one time of PostgreSQL that is no time of a day to be read and not to be written.
func TestEndOfDay(t *testing.T) {
	var end TimeOfDay
	if err := end.Scan([]byte("24:00:00")); err != nil || end.Duration() != 24*time.Hour {
		t.Errorf("%v, %v", end, err)
	}
	if v, err := end.EncodeSQL(Time(), Native{}); err == nil {
		t.Errorf("it is written: %v", v.Any())
	}
}

func TestUUID(t *testing.T) {
	u := NewUUIDv7()
	back, err := ParseUUID(u.String())
	if err != nil || back != u || u.IsZero() || u.String()[14] != '7' || NewUUID().String()[14] != '4' {
		t.Errorf("%s reads back as %s, %v", u, back, err)
	}
	for _, src := range []any{u.Hex(), u[:], []byte(u.String()), [16]byte(u)} {
		var got UUID
		if err := got.Scan(src); err != nil || got != u {
			t.Errorf("Scan(%v) = %s, %v", src, got, err)
		}
	}
	for _, s := range []string{"", "123", u.String() + "0", "zz" + u.Hex()[2:]} {
		if _, err := ParseUUID(s); err == nil {
			t.Errorf("ParseUUID(%q) gave no error", s)
		}
	}
}

func TestValuesAsJSON(t *testing.T) {
	in := struct {
		D Decimal
		U UUID
		C Date
		T TimeOfDay
	}{MustDecimal("1.50"), UUID{1}, Date{2024, 1, 2}, Clock(1, 2, 3)}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	out := in
	out.D, out.U, out.C, out.T = Decimal{}, UUID{}, Date{}, 0
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Errorf("%s reads back as %+v, %v", b, out, err)
	}
}

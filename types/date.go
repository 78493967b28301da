package types

import (
	"fmt"
	"time"
)

// Date is a day of the calendar, without a time and without a zone. The zero Date is no day: its IsZero is true. Dates compare
// with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const dateLayout = "2006-01-02"

// maxYear is the last year that has four digits.
const maxYear = 9999

// DateOf is the day of t, in t's zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads 2006-01-02.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(dateLayout, s)
	if err != nil {
		return Date{}, fmt.Errorf("types: %q is not a date (write it as 2006-01-02)", s)
	}
	return DateOf(t), nil
}

// String is 2006-01-02.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// IsZero tells whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// In is the beginning of d in a zone.
func (d Date) In(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}

// AddDays is the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// Compare is negative, zero or positive as d is before, equal to or after o.
func (d Date) Compare(o Date) int { return d.In(time.UTC).Compare(o.In(time.UTC)) }

// EncodeSQL is 2006-01-02 as text. What is no day, such as the zero Date, is an error: some databases would keep it, and none could
// count with it. So is a day before the year 1 or after 9999: databases write those in other ways, or do not have them.
func (d Date) EncodeSQL(Type, Native) (Value, error) {
	if DateOf(d.In(time.UTC)) != d {
		return Value{}, fmt.Errorf("types: %s is no day of the calendar (leave the zero Date to NULL: a *types.Date)", d)
	}
	if d.Year < 1 || d.Year > maxYear {
		return Value{}, fmt.Errorf("types: the year of %s is not between 1 and %d", d, maxYear)
	}
	return TextValue(d.String()), nil
}

// MarshalText is 2006-01-02.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2006-01-02.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}

// Scan reads what a database gives: text or a time.
func (d *Date) Scan(src any) (err error) {
	switch x := src.(type) {
	case time.Time:
		*d = DateOf(x)
		return nil
	case []byte:
		return d.Scan(string(x))
	case string:
		day := x[:min(len(x), len(dateLayout))]
		if !isClock(x[len(day):]) { // an era, a longer year
			day = x
		}
		*d, err = ParseDate(day)
		return err
	}
	return fmt.Errorf("types: a %T is no date", src)
}

// isClock tells whether what stands behind a day is nothing, or a time.
func isClock(s string) bool {
	return s == "" || len(s) > 1 && (s[0] == ' ' || s[0] == 'T') && s[1] >= '0' && s[1] <= '9'
}

// TimeOfDay is the time since midnight, in microseconds. Times of day compare with == and <.
type TimeOfDay int64

const (
	microsecond = TimeOfDay(1)
	second      = 1_000_000 * microsecond
	minute      = 60 * second
	hour        = 60 * minute
)

// Clock is the time of day h:m:s.
func Clock(h, m, s int) TimeOfDay {
	return TimeOfDay(h)*hour + TimeOfDay(m)*minute + TimeOfDay(s)*second
}

// TimeOfDayOf is the time of day of t, in t's zone.
func TimeOfDayOf(t time.Time) TimeOfDay {
	h, m, s := t.Clock()
	return Clock(h, m, s) + TimeOfDay(t.Nanosecond()/1000)
}

// ParseTimeOfDay reads 15:04, 15:04:05 and 15:04:05.999999, and the last two with a zone: 15:04:05+02 is 13:04:05.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	for _, layout := range []string{"15:04:05", "15:04", "15:04:05Z07", "15:04:05Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil { // a fraction of seconds is taken without being in the layout
			return TimeOfDayOf(t.UTC()), nil
		}
	}
	return 0, fmt.Errorf("types: %q is not a time of day (write it as 15:04:05)", s)
}

// Hour, Minute, Second and Microsecond take t apart.
func (t TimeOfDay) Hour() int { return int(t / hour) }

// Minute is the minute of the hour.
func (t TimeOfDay) Minute() int { return int(t % hour / minute) }

// Second is the second of the minute.
func (t TimeOfDay) Second() int { return int(t % minute / second) }

// Microsecond is the microsecond of the second.
func (t TimeOfDay) Microsecond() int { return int(t % second) }

// Duration is the time since midnight.
func (t TimeOfDay) Duration() time.Duration { return time.Duration(t) * time.Microsecond }

// String is 15:04:05.000000.
func (t TimeOfDay) String() string {
	return fmt.Sprintf("%02d:%02d:%02d.%06d", t.Hour(), t.Minute(), t.Second(), t.Microsecond())
}

// EncodeSQL is 15:04:05.000000 as text. What is no time of a day is an error: some databases would keep it as an interval.
func (t TimeOfDay) EncodeSQL(Type, Native) (Value, error) {
	if t < 0 || t >= 24*hour {
		return Value{}, fmt.Errorf("types: %d microseconds are no time of a day (it has 24 hours)", int64(t))
	}
	return TextValue(t.String()), nil
}

// MarshalText is 15:04:05.000000.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads 15:04:05.
func (t *TimeOfDay) UnmarshalText(b []byte) (err error) {
	*t, err = ParseTimeOfDay(string(b))
	return err
}

// Scan reads what a database gives: text, or a time. It also reads the 24:00:00 that PostgreSQL has, and rounds to.
func (t *TimeOfDay) Scan(src any) (err error) {
	switch x := src.(type) {
	case time.Time:
		*t = TimeOfDayOf(x)
		return nil
	case []byte:
		return t.Scan(string(x))
	case string:
		if x == "24:00:00" {
			*t = 24 * hour
			return nil
		}
		*t, err = ParseTimeOfDay(x)
		return err
	}
	return fmt.Errorf("types: a %T is no time of day", src)
}
